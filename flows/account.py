"""The account of a flow run: a progress artifact with its counts and where its files are.

It is written at the start, at most every other second, and at the end: each is a request.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from prefect import Task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.futures import as_completed
from prefect.utilities.annotations import quote

from flows import turns
from flows.surroundings import tell

R = TypeVar("R")
EVERY = 2.0


def in_batches(
    stage: str,
    task: "Task[..., R]",
    calls: Sequence[tuple[Any, ...]],
    account: Callable[[list[R]], str],
    **options: object,
) -> list[R]:
    """Results of ``task`` for each of ``calls``, all with ``options``, in their order.

    ``account`` makes the sentence of counts for the artifact. All batches are let end before
    the first failure among them is raised: what they did stands. What a call carries goes in
    quotes: Prefect would look through every file of a batch for futures.
    """
    total = len(calls)
    tell(stage, 0, total)
    sheet = _opened(stage, total)
    futures = [task.submit(*map(quote, call), **options) for call in calls]
    written = time.monotonic()
    places = {future: place for place, future in enumerate(futures)}
    for done, future in enumerate(as_completed(futures), 1):
        turns.over(places[future])  # a batch that failed for good must not hold the others up
        tell(stage, done, total)
        if time.monotonic() - written > EVERY:
            written = time.monotonic()
            _write(sheet, done, total)
    results = [one.result() for one in futures]
    _write(sheet, total, total, f": {account(results)}")
    return results


def _opened(stage: str, total: int) -> UUID:
    sheet = create_progress_artifact(0.0, key=stage, description=f"0/{total}")
    assert isinstance(sheet, UUID)  # a coroutine only where an event loop runs
    return sheet


def _write(sheet: UUID, done: int, total: int, counts: str = "") -> None:
    share = 100.0 * done / total if total else 100.0
    update_progress_artifact(sheet, share, f"{done}/{total}{counts}")


def folder(path: Path) -> str:
    """A link to a folder, as Markdown has it."""
    return f"[{path.name}]({path.resolve().as_uri()})"
