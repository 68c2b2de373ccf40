"""``rollup PERIOD``."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now, read_day
from commands.resume import mention
from commands.voice import give, tell, word
from errors import Problem

if TYPE_CHECKING:
    from datetime import date

    from engine.rollup import RolledUp


def rollup(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
    on: Annotated[str | None, Option(help="theo bản đồ ngày / on the map of a day")] = None,
) -> int:
    """Tổng hợp số liệu từ dưới lên / Roll the figures up."""
    from commands.over_time import rolled_over_time, warn_elsewhere
    from commands.restating import rolled_on
    from commands.weights import weight_data, weight_lines
    from engine.rollup import inputs_digest, run
    from engine.weighing import of_rollup
    from reporting.period import read_period

    read_period(period)
    work, day = here().work(), _day(on, flow=flow)
    longer = rolled_over_time(work, period, form, final=final, on=day)
    if longer is not None:
        return longer
    if day is not None:
        return rolled_on(work, period, form, day, final=final)
    done = _flown(period, form, final=final) if flow or here().environment.prefect_api else None
    done = done or run(work, period, form, now(), final=final)
    _passed_over(done)
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
    weight = of_rollup(work, done.id)
    give({**data, "weight": weight_data(weight)}, [rolled_up_line(done), *weight_lines(weight)])
    warn_elsewhere(work, period, form, final=final)
    return 0


def _flown(period: str, form: str | None, *, final: bool) -> "RolledUp":
    from flows.run import rollup as run_flow

    work = here().work()
    done = run_flow(work, period, form, now(), here().environment, final=final)
    mention(work)
    return done


def _day(on: str | None, *, flow: bool) -> "date | None":
    """The day of the map asked for, which no flow takes. Raises Problem usage or date_invalid."""
    if flow and on is not None:
        raise Problem("usage", reason="--flow | --on")
    return read_day(on)


def _passed_over(done: "RolledUp") -> None:
    if done.left_out:
        tell("left_out", count=done.left_out)
    if done.succeeded:
        tell("rollup_succeeded", count=done.succeeded)


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
