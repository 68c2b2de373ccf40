"""``year PLAN``: the whole cycle as flows."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option

from commands.context import here, now
from commands.plans import reference_of
from commands.voice import give, progress, show_faults, tell, word


def year(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    inbox: Annotated[list[Path], Option(help="tệp, thư mục đã nộp / files or folders sent")],
    out: Annotated[Path, Option(help="thư mục sổ / folder of workbooks")],
) -> None:
    """Cả chu trình: giao, thu, tổng hợp, viết sổ. / Down, in, up, and a workbook to everyone."""
    from flows.run import year as run_flow

    work = here().work()
    ref = reference_of(plan)
    with progress() as step:
        done = run_flow(work, ref, inbox, out, now(), step, here().environment)
    cascaded, collected, rolled_up, written = done
    for one in collected.refused[:20]:
        tell("refused_one", where=one.source, unit=one.unit)
        show_faults(one.faults)
    data = {
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
        "out": str(out),
    }
    lines = [
        word("cascaded", plan=ref, received=cascaded.received, assigned=cascaded.assigned),
        word(
            "collected",
            accepted=collected.accepted,
            repeated=collected.repeated,
            refused=len(collected.refused),
        ),
        *[
            word(
                "rolled_up",
                form=r.form,
                period=r.period,
                reported=r.reported,
                expected=r.expected,
                changed=r.changed,
                rows=r.rows,
            )
            for r in rolled_up
        ],
        word("reported", count=len(written.paths), out=out),
    ]
    give(data, lines)
    if collected.refused:
        raise Exit(1)
