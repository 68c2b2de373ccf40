"""The account of a flow run: a progress artifact while it runs, and a table of counts at its end.

The first is written at the start, at most every other second, and at the end, the table once: each
is a request.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from prefect import Task
from prefect.artifacts import (
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.futures import PrefectFuture, as_completed

from errors import Problem
from flows import record, turns
from flows.runner import handed, lost, reach
from flows.surroundings import tell

R = TypeVar("R")
S = TypeVar("S")
Counts = Mapping[str, int | float | str]
"""What came of a stage, as its page at Prefect has it: a number of things each, or where they are.

What has a colon in its name stands in the table only.
"""
EVERY = 2.0
AHEAD = 24
"""Batches judged before it is their turn to be kept: a few hundred MiB at most."""


def in_batches(
    stage: str,
    task: "Task[..., R]",
    calls: Sequence[tuple[Any, ...]],
    account: Callable[[list[R]], Counts],
    **options: object,
) -> list[R]:
    """Results of ``task`` for each of ``calls``, all with ``options``, in their order.

    ``account`` makes the counts for the artifact. All batches are let end before
    the first failure among them is raised: what they did stands.
    """
    total = len(calls)
    reach()
    tell(stage, 0, total)
    record.stage(stage, total)
    sheet = _opened(stage, total)
    futures = [task.submit(*map(handed, call), **options) for call in calls]
    written = time.monotonic()
    places = {future: place for place, future in enumerate(futures)}
    for done, future in enumerate(as_completed(futures), 1):
        turns.over(places[future])  # a batch that failed for good must not hold the others up
        tell(stage, done, total)
        record.moved()
        if time.monotonic() - written > EVERY:
            written = time.monotonic()
            _write(sheet, done, total)
    results = [_result(stage, one) for one in futures]
    counts = account(results)
    record.came_of(stage, counts)
    _write(sheet, total, total, f": {said(counts)}")
    return results


def in_turn(
    stage: str,
    task: "Task[..., S]",
    calls: Sequence[tuple[Any, ...]],
    then: Callable[[int, S], R],
    account: Callable[[list[R]], Counts],
) -> list[R]:
    """The same where ``task`` runs in other processes, and what it gives is kept in this one.

    ``then`` takes the results here, one after another in the order of the calls. Only so many
    calls are ahead of it that their results fit into memory.
    """
    total = len(calls)
    reach()
    tell(stage, 0, total)
    record.stage(stage, total)
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
        record.moved()
        if time.monotonic() - written > EVERY:
            written = time.monotonic()
            _write(sheet, done + 1, total)
    if failures:
        raise failures[0]
    counts = account(results)
    record.came_of(stage, counts)
    _write(sheet, total, total, f": {said(counts)}")
    return results


def left(stage: str, seconds: float, counts: Counts) -> None:
    """Leave the table of what a stage did, once it is over, and how long it took."""
    rows: list[dict[str, Any]] = [{"what": name, "count": there} for name, there in counts.items()]
    rows.append({"what": "seconds", "count": round(seconds, 1)})
    create_table_artifact(rows, key=f"{stage}-done", description=said(counts))


@contextmanager
def timed(took: dict[str, float], stage: str) -> Iterator[None]:
    """Add the seconds of a block to those of its stage."""
    began = time.monotonic()
    yield
    took[stage] = took.get(stage, 0.0) + time.monotonic() - began


def said(counts: Counts) -> str:
    """Counts as one sentence."""
    plain = {name: there for name, there in counts.items() if ":" not in name}
    numbers = [f"{there} {name}" for name, there in plain.items() if isinstance(there, int)]
    places = [f" {name} {there}" for name, there in plain.items() if isinstance(there, str)]
    return ", ".join(numbers) + "".join(places)


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
