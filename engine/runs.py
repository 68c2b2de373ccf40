"""Runs of flows: on record before they begin, alive, ended, and finished by another if cut off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.work import Work
from errors import Problem
from store import runs
from store.opening import Connection
from store.runs import Run, State

__all__ = [
    "MOST_TRIES",
    "PULSE",
    "SILENCE",
    "Place",
    "Resumed",
    "Run",
    "begin",
    "end",
    "give_up",
    "is_lost",
    "lost",
    "newest",
    "of",
    "sign",
    "take",
    "tries",
]

PULSE = timedelta(seconds=30)
"""At least so often a run says that it lives."""
SILENCE = timedelta(minutes=2)
"""Silent for longer, it is lost: four times a pulse, for slow disks and clocks that differ."""
MOST_TRIES = 5
"""So often it is tried to finish what is cut off each time: more would end another process."""
KEPT = timedelta(days=400)
"""So long a run that ended is remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run is: the host's name, and its process as "pid start boot"."""

    host: str
    process: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """A lost run, the number of the run that finished it, and what stood in the way if anything.

    Without ``by`` it was not called again.
    """

    run: Run
    by: int | None
    problem: Problem | None


Gone = Callable[[Place], bool]
"""Whether the process of a place is known to have ended: only ever said of this host."""


def begin(
    work: Work, flow: str, asked: Mapping[str, Any], place: Place, gone: Gone, now: datetime
) -> int:
    """Put a run on record; its number. A lost one that was asked the same is finished by it."""
    with work.store().writing() as connection:
        runs.sweep(connection, now - KEPT)
        same = runs.spelled(asked)
        cut_off = [
            one.id
            for one in runs.running(connection)
            if (one.flow, runs.spelled(one.asked)) == (flow, same)
            and is_lost(one, gone, now)
            and runs.take(connection, one, now)
        ]
        fresh = _put(connection, work, flow, asked, place, now)
        for one_id in cut_off:
            runs.hand_on(connection, one_id, fresh)
        return fresh


def _put(
    connection: Connection,
    work: Work,
    flow: str,
    asked: Mapping[str, Any],
    place: Place,
    now: datetime,
) -> int:
    values = {"flow": flow, "asked": asked, "actor": work.actor}
    return runs.begin(connection, {**values, "host": place.host, "process": place.process}, now)


def take(work: Work, one: Run, place: Place, now: datetime) -> int | None:
    """Take a lost run over under a number of its own; None where somebody else did.

    Both rows change together: whoever ends here in the middle leaves a lost run again.
    """
    with work.store().writing() as connection:
        if not runs.take(connection, one, now):
            return None
        fresh = _put(connection, work, one.flow, one.asked, place, now)
        runs.hand_on(connection, one.id, fresh)
        return fresh


def tries(work: Work, one: Run) -> int:
    """How many lost runs a run was to finish, one after another: each was cut off itself."""
    with work.store().reading() as connection:
        found, before = 0, runs.before(connection, one.id)
        while before is not None and found < MOST_TRIES:
            found, before = found + 1, runs.before(connection, before)
        return found


def give_up(work: Work, one: Run, problem: Problem, now: datetime) -> bool:
    """Note a lost run as failed for good; False where somebody took it meanwhile."""
    with work.store().writing() as connection:
        return runs.end(connection, one.id, "failed", _told(problem), now)


def sign(work: Work, run_id: int, now: datetime, **values: object) -> bool:
    """Say that a run lives, and how far it is; False where it was taken over."""
    with work.store().writing() as connection:
        return runs.sign(connection, run_id, seen_at=now, **values)


def end(work: Work, run_id: int, problem: Problem | None, now: datetime) -> bool:
    """Note that a run is done, or failed with a problem; False where it was taken over."""
    state: State = "done" if problem is None else "failed"
    told = None if problem is None else _told(problem)
    with work.store().writing() as connection:
        return runs.end(connection, run_id, state, told, now)


def _told(problem: Problem) -> dict[str, object]:
    return {**problem.details, "code": problem.code}


def is_lost(one: Run, gone: Gone, now: datetime) -> bool:
    """Whether a run that has not ended never will: its process is gone, or long silent."""
    silent = now - one.seen_at > SILENCE
    return one.state == "running" and (silent or gone(Place(one.host, one.process)))


def lost(work: Work, gone: Gone, now: datetime) -> list[Run]:
    """The runs that were cut off and that nobody has finished, oldest first."""
    with work.store().reading() as connection:
        found = runs.running(connection)
    return [one for one in found if is_lost(one, gone, now)]


def newest(work: Work, most: int = 20) -> tuple[Run, ...]:
    """The runs that began last, newest first."""
    with work.store().reading() as connection:
        return runs.newest(connection, most)


def of(work: Work, run_id: int) -> Run | None:
    """One run."""
    with work.store().reading() as connection:
        return runs.by_id(connection, run_id)
