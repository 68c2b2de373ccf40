"""Files that were put into an inbox and that no run has read since they came."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
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
_MOMENTS = (
    "LastModified",
    "last_modified",
    "mtime",
    "modified",
    "updated",
    "modify",
    "modificationTime",
    "created",
)
"""What the file systems that fsspec knows call the moment at which a file came."""
_FTP = re.compile(r"(\d{8})(\d{6})(?:\.\d+)?")
_MOST_SECONDS = 1e11
"""A larger number counts milliseconds: as seconds it would be the year 5138."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files of one inbox that nobody has read: how many, since when, and the first of them."""

    place: str
    count: int
    since: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file: when it came, None where nothing says it, and when its folders last changed."""

    name: str
    came: datetime | None
    around: datetime = _LONG_AGO

    def unread(self, read: datetime) -> datetime | None:
        """Since when it lies there unread as far as is known, by a run that began at ``read``."""
        if self.came is None:
            return None
        return next((at for at in (self.came, self.around) if at >= read), None)


def waiting(work: Work, place: Out) -> Waiting | None:
    """What lies unread in a folder or at an address; None where all was read, or nothing is there.

    A file is read once a run that began after it came has collected its inbox to the end. Of one
    whose moment nothing says it is not known: it is left out. Raises Problem as ``filing.of`` does.
    """
    home = filing.absolute(place)
    read = _read_until(work, home)
    found = sorted((at, one.name) for one in _files(place) if (at := one.unread(read)))
    if not found:
        return None
    names = tuple(name for _at, name in found[:SHOWN])
    return Waiting(home, len(found), found[0][0], names)


def to_be_read(work: Work, place: Out) -> bool:
    """Whether a folder or an address may hold anything unread.

    What is read twice does no harm: a file whose moment nothing says counts each time. Raises
    Problem as ``filing.of`` does.
    """
    read = _read_until(work, filing.absolute(place))
    return any(one.came is None or one.unread(read) for one in _files(place))


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


def _files(place: Out) -> Iterator[_File]:
    there = filing.of(place)
    if isinstance(there, Remote):
        yield from _far(there)
        return
    inbox = Path(there.path(""))
    if not os.path.lexists(inbox):
        return
    known = {inbox.parent: _LONG_AGO, inbox: _arrived(inbox)}
    for one in walk([inbox]):
        try:
            # Not when its content was made: a file may be moved or copied here long after.
            yield _File(one.name, _changed(one.path.lstat()), _around(one.path.parent, known))
        except OSError:
            continue  # taken away meanwhile


def _changed(status: os.stat_result) -> datetime:
    return datetime.fromtimestamp(status.st_ctime, UTC)


def _arrived(inbox: Path) -> datetime:
    """When an inbox came as a whole, or a link began to lead to it.

    What is put into it or taken away changes both moments of a folder alike, and nothing else in
    it is new by that; a folder that is moved keeps the one of its content.
    """
    came = [_LONG_AGO]
    with suppress(OSError):
        named, there = inbox.lstat(), inbox.stat()
        if stat.S_ISLNK(named.st_mode):
            came.append(_changed(named))
        if there.st_ctime_ns > there.st_mtime_ns:
            came.append(_changed(there))
    return max(came)


def _around(folder: Path, known: dict[Path, datetime]) -> datetime:
    """When the newest change came to the folders from one up to its inbox.

    A folder that is moved here changes, and what lies in it does not.
    """
    chain: list[Path] = []
    while folder not in known:
        chain.append(folder)
        folder = folder.parent
    newest = known[folder]
    for below in reversed(chain):
        newest = known[below] = max(newest, _changed(below.lstat()))
    return newest


def _far(there: Remote) -> Iterator[_File]:
    with filing.in_words(there.address):
        found: dict[str, dict[str, Any]] = there.system.find(there.root, detail=True)
    for name, told in sorted(found.items()):
        if kind_of(name) is not None and not name.rpartition("/")[2].startswith((".", "~$")):
            yield _File(shown(Path(name)), _moment(told))


def _moment(told: dict[str, Any]) -> datetime | None:
    """When a file came; None where nothing says it."""
    for name in _MOMENTS:
        try:
            at = _said(told.get(name))
        except (ValueError, OverflowError, OSError):
            continue  # words of its own, or a number that is no moment
        if at is not None:
            return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def _said(value: object) -> datetime | None:
    if isinstance(value, int | float) and value:
        return datetime.fromtimestamp(value / (1000 if value > _MOST_SECONDS else 1), UTC)
    if isinstance(value, str):
        digits = _FTP.fullmatch(value)
        return datetime.fromisoformat("T".join(digits.groups()) if digits else value)
    return value if isinstance(value, datetime) else None
