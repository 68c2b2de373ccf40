"""A plan down to everyone it reaches, a batch of sibling subtrees at a time."""

from datetime import datetime
from time import monotonic

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from engine import cascade as verb
from engine.cascade import Cascaded, Part
from engine.outcome import Outcome
from engine.work import Work
from flows.account import Counts, in_batches, left
from flows.runner import another_try, chosen
from flows.surroundings import current_work


@task(
    task_run_name="cascade {part.first}–{part.last}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def cascade_batch(work: Work, plan: str, part: Part, now: datetime) -> Cascaded:
    """Receipts and assignments of one batch, in one transaction; twice is harmless."""
    return verb.cascade_part(work, plan, part, now)


@flow(flow_run_name="cascade {plan}", task_runner=chosen(), persist_result=False)
def cascade(plan: str, now: datetime, mode: str | None = None) -> Outcome[Cascaded]:
    """The plan down; what stands already stays, and what is not due yet waits for another run.

    ``mode`` is ``at_once``, ``stepwise``, or as it travels already. Raises Problem plan_unknown,
    plan_not_open or mode_refused.
    """
    work, began = current_work(), monotonic()
    verb.begin(work, plan, mode, now)
    calls = [(work, plan, part, now) for part in verb.parts(work, plan)]
    found = in_batches("cascade", cascade_batch, calls, _account)
    left("cascade", monotonic() - began, _account(found))
    return Outcome(_sum(found))


def _sum(found: list[Cascaded]) -> Cascaded:
    return sum(found, Cascaded())


def _account(found: list[Cascaded]) -> Counts:
    return {"received": _sum(found).received, "assigned": _sum(found).assigned}
