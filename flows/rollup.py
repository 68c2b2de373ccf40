"""The figures up: one step of milliseconds; of a large country on a cluster, by subtree."""

from datetime import datetime
from time import monotonic

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

import settings
from engine import rollup as verb
from engine import subtrees
from engine.outcome import Outcome
from engine.rollup import RolledUp
from engine.subtrees import Ask, Part, Rolled
from engine.work import Work
from flows.account import Counts, in_batches, left
from flows.runner import another_try, apart, chosen
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


@task(
    task_run_name="rollup {part.first}–{part.last}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def rollup_part(work: Work, ask: Ask, part: Part) -> Rolled:
    """One vector of figures for each run of subtrees, from what their units sent; keeps nothing."""
    return subtrees.roll_part(work, ask, part)


@flow(flow_run_name="rollup {form} {period}", task_runner=chosen(), persist_result=False)
def rollup(
    period: str, form: str | None, now: datetime, *, final: bool = False
) -> Outcome[RolledUp]:
    """Roll a period up. Raises Problem form_needed, form_unknown or nothing_assigned."""
    work, began = current_work(), monotonic()
    least = settings.read().spread_from
    spread = subtrees.parts(work, period, form, least, final=final) if apart() else None
    if spread is None:
        calls = [(work, period, form, now)]
        done = in_batches("rollup", rollup_step, calls, _account, final=final)
    else:
        ask, parts = spread
        pieces = in_batches("rollup", rollup_part, [(work, ask, part) for part in parts], _spread)
        done = [verb.run(work, period, form, now, final=final, pieces=subtrees.whole(pieces))]
    left("rollup", monotonic() - began, _account(done))
    return Outcome(done[0])


def _spread(found: list[Rolled]) -> Counts:
    return {"units rolled up by subtree": sum(len(one.rows) for one in found)}


def _account(found: list[RolledUp]) -> Counts:
    (done,) = found
    names = ("reported", "expected", "changed", "rows")
    return {name: getattr(done, name) for name in names}
