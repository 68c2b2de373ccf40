"""Files that were put into an inbox and that no run has read since they came."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine import filing
from engine.filing import Out, Remote
from engine.work import Work
from intake.folders import shown, walk
from intake.reading import kind_of
from store import watching
from store.runs import Run

FLOWS = ("collect", "year", "scheduled-collect", "scheduled-half-year", "scheduled-year")
"""The flows that read an inbox."""
LOOKED_BACK = 200
"""Runs in which the newest that read an inbox is looked for."""
SHOWN = 5
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_MOMENTS = ("LastModified", "last_modified", "mtime", "created")
"""What the file systems that fsspec knows call the moment at which a file came."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files of one inbox that nobody has read: how many, since when, and the first of them."""

    place: str
    count: int
    since: datetime
    names: tuple[str, ...]


def waiting(work: Work, place: Out) -> Waiting | None:
    """What lies unread in a folder or at an address; None where all was read, or nothing is there.

    A file is read once a run that began after it came has collected its inbox to the end. Raises
    Problem as ``filing.of`` does.
    """
    home = filing.absolute(place)
    read = _read_until(work, home)
    found = sorted((at, name) for name, at in _files(place) if at >= read)
    if not found:
        return None
    names = tuple(name for _at, name in found[:SHOWN])
    return Waiting(home, len(found), found[0][0], names)


def _read_until(work: Work, home: str) -> datetime:
    """When the newest run began that has collected a place to its end."""
    with work.store().reading() as connection:
        past = watching.of_flows(connection, FLOWS, LOOKED_BACK)
    began = [one.started_at for one in past if _collected(one) and _covers(one, home)]
    return max(began, default=_LONG_AGO)


def _collected(one: Run) -> bool:
    return one.state == "done" or "collect" in one.counts


def _covers(one: Run, home: str) -> bool:
    named: Sequence[str] = one.asked.get("inbox") or ()
    return any(home == inbox or home.startswith(f"{inbox.rstrip('/')}/") for inbox in named)


def _files(place: Out) -> Iterator[tuple[str, datetime]]:
    there = filing.of(place)
    if isinstance(there, Remote):
        yield from _far(there)
        return
    folder = Path(there.path(""))
    if not os.path.lexists(folder):
        return
    for one in walk([folder]):
        try:
            status = one.path.lstat()
        except OSError:
            continue  # taken away meanwhile
        # Not when its content was made: a file may be moved or copied here long after.
        yield one.name, datetime.fromtimestamp(status.st_ctime, UTC)


def _far(there: Remote) -> Iterator[tuple[str, datetime]]:
    with filing.in_words(there.address):
        found: dict[str, dict[str, Any]] = there.system.find(there.root, detail=True)
    for name, told in sorted(found.items()):
        if kind_of(name) is not None and not name.rpartition("/")[2].startswith((".", "~$")):
            yield shown(Path(name)), _moment(told)


def _moment(told: dict[str, Any]) -> datetime:
    """When a file came; long ago where nothing says it, so that any run has read it."""
    said = next((told[name] for name in _MOMENTS if told.get(name)), None)
    if isinstance(said, int | float):
        return datetime.fromtimestamp(said, UTC)
    try:
        at = datetime.fromisoformat(said) if isinstance(said, str) else said
    except ValueError:
        return _LONG_AGO
    if not isinstance(at, datetime):
        return _LONG_AGO
    return at if at.tzinfo else at.replace(tzinfo=UTC)
