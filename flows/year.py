"""The whole cycle: a plan down, its answers in, the figures up, a workbook to everyone."""

from datetime import datetime
from pathlib import Path

from prefect import flow

from engine import plan_view
from engine.cascade import Cascaded
from engine.collect import Collected
from engine.outcome import Outcome
from engine.report import Written
from engine.rollup import RolledUp
from flows.account import Counts, left, timed
from flows.cascade import cascade
from flows.collect import collect
from flows.report import report
from flows.rollup import rollup
from flows.surroundings import current_work

Year = tuple[Cascaded, Collected, list[RolledUp], Written]


@flow(flow_run_name="year {plan}", persist_result=False)
def year(
    plan: str, inbox: list[Path | str], out: Path | str, now: datetime, *, rehearsal: bool = False
) -> Outcome[Year]:
    """Every form and period the plan collects. What an earlier run did stands. Raises Problem."""
    took: dict[str, float] = {}
    with timed(took, "cascade"):
        cascaded = cascade(plan, now).value
    with timed(took, "collect"):
        collected = collect(inbox, None, now).value
    rolled_up, written = [], Written()
    for asked in plan_view.view(current_work(), plan)["collects"]:
        with timed(took, "rollup"):
            rolled_up.append(rollup(asked["period"], asked["form"], now).value)
        with timed(took, "report"):
            written += report(asked["period"], asked["form"], out, rehearsal=rehearsal).value
    done = cascaded, collected, rolled_up, written
    stages = {f"seconds: {stage}": round(seconds, 1) for stage, seconds in took.items()}
    left("year", sum(took.values()), {**_account(done), **stages})
    return Outcome(done)


def _account(done: Year) -> Counts:
    cascaded, collected, rolled_up, written = done
    return {
        "assigned": cascaded.assigned,
        "accepted": collected.accepted,
        "refused": len(collected.refused),
        "repeated": collected.repeated,
        "units rolled up": sum(one.rows for one in rolled_up),
        "workbooks written": written.fresh,
        "unchanged": written.unchanged,
    }
