"""The account of a flow run: a progress artifact with its counts and where its files are.

It is written at the start, at most every other second, and at the end: each is a request.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from prefect import Task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.futures import PrefectFuture, as_completed

from errors import Problem
from flows import turns
from flows.runner import handed, lost, reach
from flows.surroundings import tell

R = TypeVar("R")
S = TypeVar("S")
EVERY = 2.0
AHEAD = 24
"""Batches judged before it is their turn to be kept: a few hundred MiB at most."""


def in_batches(
    stage: str,
    task: "Task[..., R]",
    calls: Sequence[tuple[Any, ...]],
    account: Callable[[list[R]], str],
    **options: object,
) -> list[R]:
    """Results of ``task`` for each of ``calls``, all with ``options``, in their order.

    ``account`` makes the sentence of counts for the artifact. All batches are let end before
    the first failure among them is raised: what they did stands.
    """
    total = len(calls)
    reach()
    tell(stage, 0, total)
    sheet = _opened(stage, total)
    futures = [task.submit(*map(handed, call), **options) for call in calls]
    written = time.monotonic()
    places = {future: place for place, future in enumerate(futures)}
    for done, future in enumerate(as_completed(futures), 1):
        turns.over(places[future])  # a batch that failed for good must not hold the others up
        tell(stage, done, total)
        if time.monotonic() - written > EVERY:
            written = time.monotonic()
            _write(sheet, done, total)
    results = [_result(stage, one) for one in futures]
    _write(sheet, total, total, f": {account(results)}")
    return results


def in_turn(
    stage: str,
    task: "Task[..., S]",
    calls: Sequence[tuple[Any, ...]],
    then: Callable[[int, S], R],
    account: Callable[[list[R]], str],
) -> list[R]:
    """The same where ``task`` runs in other processes, and what it gives is kept in this one.

    ``then`` takes the results here, one after another in the order of the calls. Only so many
    calls are ahead of it that their results fit into memory.
    """
    total = len(calls)
    reach()
    tell(stage, 0, total)
    sheet = _opened(stage, total)
    ahead = deque(task.submit(*map(handed, call)) for call in calls[:AHEAD])
    results: list[R] = []
    failures: list[BaseException] = []
    written = time.monotonic()
    for done in range(total):
        try:
            results.append(then(done, _result(stage, ahead.popleft())))
        except Exception as error:  # noqa: BLE001  raised below, once the others stand
            failures.append(error)
        if done + AHEAD < total:
            ahead.append(task.submit(*map(handed, calls[done + AHEAD])))
        tell(stage, done + 1, total)
        if time.monotonic() - written > EVERY:
            written = time.monotonic()
            _write(sheet, done + 1, total)
    if failures:
        raise failures[0]
    _write(sheet, total, total, f": {account(results)}")
    return results


def _result(stage: str, future: "PrefectFuture[R]") -> R:
    """What came of a batch. Raises Problem worker_lost where no worker outlived it."""
    try:
        return future.result()
    except Exception as error:
        if lost(error):
            raise Problem("worker_lost", stage=stage) from error
        raise


def _opened(stage: str, total: int) -> UUID:
    sheet = create_progress_artifact(0.0, key=stage, description=f"0/{total}")
    assert isinstance(sheet, UUID)  # a coroutine only where an event loop runs
    return sheet


def _write(sheet: UUID, done: int, total: int, counts: str = "") -> None:
    share = 100.0 * done / total if total else 100.0
    update_progress_artifact(sheet, share, f"{done}/{total}{counts}")


def folder(out: Path | str) -> str:
    """A link to a folder, as Markdown has it; any other address is shown as it is."""
    if "://" in str(out):
        return str(out)
    path = Path(out)
    return f"[{path.name}]({path.resolve().as_uri()})"
