"""What units sent: batches of files judged side by side, each kept when its turn has come."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from engine import collect as verb
from engine.collect import Checked, Collected, Part
from engine.fetching import at_hand
from engine.outcome import Outcome
from engine.work import Work
from flows import turns
from flows.account import Counts, in_batches, in_turn, left
from flows.runner import another_try, apart, chosen
from flows.surroundings import crunch, current_work
from intake.files import readable


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


@task(
    task_run_name="judge batch {number}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def judge_batch(work: Work, number: int, part: Part) -> Checked | None:  # noqa: ARG001  its name
    """Judge one batch in another process; None where its files cannot be read there."""
    return verb.check_part(work, part) if readable(part.batch) else None


@task(
    task_run_name="keep batch {number}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def keep_batch(
    work: Work,
    number: int,  # noqa: ARG001  its name
    part: Part,
    checked: Checked | None,
    now: datetime,
) -> Collected:
    """Keep what was judged, in the process of the flow; what could not be read there, read here."""
    if checked is None:
        checked = crunch(verb.check_part, work, part)
    return verb.keep_part(work, checked, now)


def _apart(work: Work, parts: list[Part], now: datetime) -> list[Collected]:
    """Judged on the machines of a cluster, kept here: one after another, in their order."""
    task: Any = keep_batch  # its parameters come in quotes: nobody looks for futures in them

    def keep(number: int, checked: Checked | None) -> Collected:
        found: Collected = task(*map(quote, (work, number, parts[number], checked, now)))
        return found

    calls = [(work, number, part) for number, part in enumerate(parts)]
    return in_turn("collect", judge_batch, calls, keep, _account)


@flow(flow_run_name="collect {now:%Y-%m-%d %H:%M}", task_runner=chosen(), persist_result=False)
def collect(paths: list[Path | str], form: str | None, now: datetime) -> Outcome[Collected]:
    """Everything under ``paths``; what is refused changes nothing. Raises Problem file_missing."""
    work, began = current_work(), monotonic()
    with at_hand(paths) as (found, called):
        # Another process may work in another folder.
        named = [path.absolute() for path in found] if apart() else found
        kept = _collected(work, [called(part) for part in verb.parts(work, named, form)], now)
    left("collect", monotonic() - began, {**_account(kept), **_by_code(kept)})
    return Outcome(_sum(kept))


def _collected(work: Work, parts: list[Part], now: datetime) -> list[Collected]:
    if apart():
        return _apart(work, parts, now)
    calls = [(work, number, part, now) for number, part in enumerate(parts)]
    with turns.of(len(parts)):
        return in_batches("collect", collect_batch, calls, _account)


def _sum(found: list[Collected]) -> Collected:
    return sum(found, Collected())


def _account(found: list[Collected]) -> Counts:
    return {
        "accepted": sum(one.accepted for one in found),
        "refused": sum(len(one.refused) for one in found),
        "repeated": sum(one.repeated for one in found),
    }


def _by_code(found: list[Collected]) -> Counts:
    """How many were refused for each fault: one that has several counts at each, once."""
    codes = Counter(
        code
        for one in found
        for refusal in one.refused
        for code in {fault.code for fault in refusal.faults if fault.severity == "error"}
    )
    return {f"refused: {code}": count for code, count in sorted(codes.items())}
