"""The figures up: one step of milliseconds, so one task."""

from datetime import datetime

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from engine import rollup as verb
from engine.outcome import Outcome
from engine.rollup import RolledUp
from engine.work import Work
from flows.account import in_batches
from flows.runner import another_try, chosen
from flows.surroundings import current_work


@task(
    task_run_name="rollup {form} {period}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def rollup_step(
    work: Work, period: str, form: str | None, now: datetime, *, final: bool
) -> RolledUp:
    """Bring the roll-up up to date; where nothing changed, nothing is written."""
    return verb.run(work, period, form, now, final=final)


@flow(flow_run_name="rollup {form} {period}", task_runner=chosen(), persist_result=False)
def rollup(
    period: str, form: str | None, now: datetime, *, final: bool = False
) -> Outcome[RolledUp]:
    """Roll a period up. Raises Problem form_needed, form_unknown or nothing_assigned."""
    calls = [(current_work(), period, form, now)]
    return Outcome(in_batches("rollup", rollup_step, calls, _account, final=final)[0])


def _account(found: list[RolledUp]) -> str:
    return f"{found[0].reported} of {found[0].expected} reported, {found[0].changed} changed"
