"""``rollup PERIOD``."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now
from commands.voice import give, tell, word

if TYPE_CHECKING:
    from engine.rollup import RolledUp


def rollup(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
) -> None:
    """Tổng hợp số liệu từ dưới lên / Roll the figures up."""
    from engine.rollup import inputs_digest, run
    from reporting.period import read_period

    read_period(period)
    work = here().work()
    if flow or here().environment.prefect_api:
        from flows.run import rollup as run_flow

        done = run_flow(work, period, form, now(), here().environment, final=final)
    else:
        done = run(work, period, form, now(), final=final)
    if done.left_out:
        tell("left_out", count=done.left_out)
    if done.succeeded:
        tell("rollup_succeeded", count=done.succeeded)
    data = {
        "form": done.form,
        "period": done.period,
        "reported": done.reported,
        "expected": done.expected,
        "changed": done.changed,
        "rows": done.rows,
        "left_out": done.left_out,
        "succeeded": done.succeeded,
        "full": done.full,
        "inputs_digest": inputs_digest(work, done.id),
    }
    give(data, [rolled_up_line(done)])


def rolled_up_line(done: "RolledUp") -> str:
    """What a roll-up did, as a sentence."""
    return word(
        "rolled_up",
        form=done.form,
        period=done.period,
        reported=done.reported,
        expected=done.expected,
        changed=done.changed,
        rows=done.rows,
    )
