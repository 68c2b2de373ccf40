"""A flow on record while it runs: where it runs, how far it is, and how it ended.

Prefect is not needed to ask which runs were cut off.
"""

import os
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine import filing, runs
from engine.pulse import Pulse
from engine.runs import Place
from engine.work import Work
from errors import Problem
from flows import orphans
from store.straits import is_full

PATIENCE = (0.5, 1.0, 2.0)
"""Seconds between the attempts to note an end while the database is away: some restart."""

_RUN: ContextVar[Pulse | None] = ContextVar("run", default=None)


def here() -> Place:
    """This process, named so that no later one is taken for it."""
    found = orphans.process(os.getpid())
    return Place(socket.gethostname(), f"{found[0]} {found[1]} {_world()}" if found else "")


def gone(place: Place) -> bool:
    """Whether a process is known to have ended: of this host, and of this start of it."""
    words = place.process.split()
    if place.host != socket.gethostname() or len(words) != 3 or words[2] != _world():
        return False
    return orphans.process(int(words[0])) != (int(words[0]), words[1])


def no_process(host: str, pid: str) -> bool:
    """Whether this is our host and it has no process of this number."""
    return host == socket.gethostname() and pid.isdigit() and orphans.process(int(pid)) is None


def _world() -> str:
    """Within what process numbers mean something: one start of a machine, and one container."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return "?"


def cut_off(work: Work) -> list[runs.Run]:
    """The runs that nobody finishes unless somebody resumes them, oldest first."""
    return runs.lost(work, gone, clock())


def clock() -> datetime:
    """This machine's."""
    return datetime.now(UTC)


@contextmanager
def recorded(
    work: Work, flow: str, asked: Mapping[str, Any], number: int | None = None
) -> Iterator[None]:
    """What runs inside is on record from before it begins; ``number`` where it is already.

    ``asked`` is what is needed to call it again: no password, no clock. What was cut off while
    the same was asked is finished by this one.
    """
    told = {**asked, "language": work.language}
    number = number or runs.begin(work, flow, told, here(), gone, clock())
    try:
        with Pulse(work, number, clock) as pulse:
            token = _RUN.set(pulse)
            try:
                yield
            finally:
                _RUN.reset(token)
    except BaseException as error:
        _ended(work, number, problem_of(error))
        raise
    _ended(work, number, None)


def problem_of(error: BaseException) -> Problem:
    """What ended a run, as it is put on record and said."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Problem("run_stopped")
    if is_full(error):
        path, reason = getattr(error, "filename", None), getattr(error, "strerror", None)
        return Problem("disk_full", path=path or "-", reason=reason or "")
    return Problem("run_broken", reason=type(error).__name__)


def _ended(work: Work, number: int, problem: Problem | None) -> None:
    # Where the end cannot be noted the run falls silent, and is done once more: that is harmless.
    for wait in (*PATIENCE, 0.0):
        try:
            runs.end(work, number, problem, clock())
        except Problem as error:
            if error.code != "database_unreachable":
                return
            time.sleep(wait)
        else:
            return


def found_again(places: Sequence[Path | str]) -> list[str]:
    """Places as they are found from any folder: files and folders whole, addresses as they are.

    Raises Problem as ``filing.of`` does: an address with a password is not written down.
    """
    for one in places:
        filing.of(one)
    return [filing.absolute(one) for one in places]


def number() -> int | None:
    """The number of the run that works here."""
    pulse = _RUN.get()
    return None if pulse is None else pulse.run_id


def stage(name: str, total: int) -> None:
    """A stage of so many batches begins."""
    pulse = _RUN.get()
    if pulse is not None:
        pulse.stage(name, total)


def moved() -> None:
    """A batch has ended."""
    pulse = _RUN.get()
    if pulse is not None:
        pulse.moved()


def came_of(name: str, counts: Mapping[str, object]) -> None:
    """What came of a stage: a number of things each, or where they are."""
    pulse = _RUN.get()
    if pulse is not None:
        pulse.came_of(name, counts)
