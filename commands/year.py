"""``year PLAN``: the whole cycle as flows."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from commands.collect import counts, tell_refusals
from commands.context import here, now
from commands.plans import reference_of
from commands.report_asked import workbooks_line
from commands.resume import mention
from commands.rollup import rolled_up_line
from commands.voice import give, progress, word

if TYPE_CHECKING:
    from flows.year import Year


def year(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    inbox: Annotated[list[str], Option(help="tệp, thư mục đã nộp / files or folders sent")],
    out: Annotated[str, Option(help="thư mục sổ, địa chỉ / folder of workbooks, address")],
) -> None:
    """Cả chu trình: giao, thu, tổng hợp, viết sổ / Down, in, up, and a workbook to everyone."""
    from flows.run import year as run_flow

    work = here().work()
    ref = reference_of(plan)
    with progress() as step:
        done = run_flow(work, ref, inbox, out, now(), step, here().environment)
    mention(work)
    tell_refusals(work, done[1].refused)
    give(_data(ref, out, done), _lines(ref, out, done))
    if done[1].refused:
        raise Exit(1)


def _data(ref: str, out: str, done: "Year") -> dict[str, object]:
    cascaded, collected, rolled_up, written = done
    return {
        "plan": ref,
        "assigned": cascaded.assigned,
        "accepted": collected.accepted,
        "repeated": collected.repeated,
        "refused": len(collected.refused),
        "rolled_up": [
            {"form": r.form, "period": r.period, "reported": r.reported, "expected": r.expected}
            for r in rolled_up
        ],
        "workbooks": len(written.paths),
        "written": written.fresh,
        "unchanged": written.unchanged,
        "out": str(out),
    }


def _lines(ref: str, out: str, done: "Year") -> list[str]:
    cascaded, collected, rolled_up, written = done
    return [
        word("cascaded", plan=ref, received=cascaded.received, assigned=cascaded.assigned),
        counts(collected),
        *[rolled_up_line(one) for one in rolled_up],
        workbooks_line(written, out),
    ]
