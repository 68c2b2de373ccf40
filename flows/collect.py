"""What units sent: batches of files judged side by side, each kept when its turn has come."""

from datetime import datetime
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from engine import collect as verb
from engine.collect import Collected, Part
from engine.outcome import Outcome
from engine.work import Work
from flows import turns
from flows.account import in_batches
from flows.runner import another_try, chosen
from flows.surroundings import crunch, current_work


@task(
    task_run_name="collect batch {number}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def collect_batch(work: Work, number: int, part: Part, now: datetime) -> Collected:
    """Judge one batch and keep it; what was judged never leaves this body. Twice is harmless."""
    checked = crunch(verb.check_part, work, part)
    turns.wait(number)
    kept = verb.keep_part(work, checked, now)
    turns.over(number)
    return kept


@flow(flow_run_name="collect {now:%Y-%m-%d %H:%M}", task_runner=chosen(), persist_result=False)
def collect(paths: list[Path], form: str | None, now: datetime) -> Outcome[Collected]:
    """Everything under ``paths``; what is refused changes nothing. Raises Problem file_missing."""
    work = current_work()
    parts = verb.parts(work, paths, form)
    calls = [(work, number, part, now) for number, part in enumerate(parts)]
    with turns.of(len(parts)):
        return Outcome(_sum(in_batches("collect", collect_batch, calls, _account)))


def _sum(found: list[Collected]) -> Collected:
    return sum(found, Collected())


def _account(found: list[Collected]) -> str:
    done = _sum(found)
    return f"{done.accepted} accepted, {len(done.refused)} refused, {done.repeated} repeated"
