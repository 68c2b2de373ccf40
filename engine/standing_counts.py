"""How the units below a unit stand, counted: of a whole country in one query."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from engine.inputs import Ground
from engine.standings import standings_at, zone_of
from engine.work import Work
from store import dues, extensions, heard, journal
from store.heard import APPROVED, LATE, MISSING, SILENT, WIDTH, Dues
from store.opening import Connection

OWES_NOTHING = -1
STATES = ("expected", "missing", "submitted", "returned", "approved")
"""How one unit stands, in the order of the numbers it is kept by."""
_MOST = 8
_kept: dict[tuple[str, int, str], tuple[tuple[int, date, date], "Field"]] = {}


@dataclass(frozen=True, slots=True)
class Counts:
    """Units counted: who owes, who has sent anything, and how they stand.

    ``waiting`` have sent nothing and still may in time; ``missing`` have sent nothing and their
    day is over; ``late`` have sent after it.
    """

    expected: int = 0
    reported: int = 0
    waiting: int = 0
    missing: int = 0
    sent: int = 0
    returned: int = 0
    approved: int = 0
    late: int = 0

    @property
    def silent(self) -> int:
        """Who has sent nothing."""
        return self.waiting + self.missing


NOBODY = Counts()


@dataclass(frozen=True)
class Field:
    """How every place of a map stands (int8 [N], ``OWES_NOTHING`` where it owes nothing).

    ``elsewhere`` units owe and stand on another map.
    """

    stands: NDArray[np.int8]
    elsewhere: int

    def counts(self, start: int, stop: int) -> Counts:
        """The units at these places counted."""
        some = self.stands[start:stop]
        some = some[some >= 0]
        size = np.bincount(some & (LATE - 1), minlength=APPROVED + 1).tolist()
        waiting, missing, sent, returned, approved = size
        return Counts(
            expected=len(some),
            reported=sent + returned + approved,
            waiting=waiting,
            missing=missing,
            sent=sent,
            returned=returned,
            approved=approved,
            late=int(np.count_nonzero(some & LATE)),
        )

    def state(self, place: int) -> str:
        """How one unit stands by itself; empty where it owes nothing."""
        code = int(self.stands[place])
        return "" if code < 0 else STATES[code & (LATE - 1)]

    def silent(self, start: int, stop: int, depth: NDArray[np.int16]) -> list[int]:
        """Places that have sent nothing: those overdue first, then the highest (``depth`` [N])."""
        here = self.stands[start:stop]
        quiet = np.flatnonzero((here == MISSING) | (here == SILENT))
        order = np.lexsort((quiet, depth[start:stop][quiet], here[quiet] != MISSING))
        return [int(one) for one in start + quiet[order]]


def field_of(
    work: Work, connection: Connection, ground: Ground, pair: tuple[int, str], now: datetime
) -> Field:
    """How everybody stands who owes a form for a period, at a moment.

    It is kept until the next act, or the next day.
    """
    zone = zone_of(work.country().offset)
    today = now.astimezone(zone).date()
    pulse, _ = journal.head(connection)
    key = (work.database, *pair)
    mark = (pulse, today, ground.roster_on)
    kept = _kept.get(key)
    if kept is not None and kept[0] == mark:
        return kept[1]
    found = _field(work, connection, ground, pair, now)
    while len(_kept) >= _MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = mark, found
    return found


def _field(
    work: Work, connection: Connection, ground: Ground, pair: tuple[int, str], now: datetime
) -> Field:
    zone = zone_of(work.country().offset)
    today = now.astimezone(zone).date()
    days = heard.days(connection, *pair)
    # Nobody was late for a day that is not over, and then revisions need not be looked at.
    ends = {d: datetime.combine(d + timedelta(days=1), time(), zone) for d in days if d < today}
    asked = Dues(ends, today, ground.plans > 1)
    told = np.array(heard.heard(connection, *pair, asked), dtype=np.int64)
    stands = np.full(len(ground.map.ids), OWES_NOTHING, dtype=np.int8)
    units, codes = told // WIDTH, told % WIDTH
    places = _places(ground, units)
    here = places >= 0
    stands[places[here]] = codes[here]
    _extended(work, connection, ground, pair, now, stands)
    return Field(stands, int(np.count_nonzero(~here)))


def _extended(
    work: Work,
    connection: Connection,
    ground: Ground,
    pair: tuple[int, str],
    now: datetime,
    stands: NDArray[np.int8],
) -> None:
    """Whose deadline was moved is held against the day that was due when it sent."""
    terms = extensions.terms(connection, *pair, now)
    if not terms:
        return
    units = ground.map.tree.units
    ids = {unit_id for unit_id, _plan in terms if unit_id in ground.map.places}
    spots = {one: (ground.map.places[one], units[ground.map.places[one]]) for one in ids}
    owed = [
        one.stand for one in dues.of_units(connection, ids) if (one.form_id, one.period) == pair
    ]
    for one in standings_at(work, spots, owed, terms, now):
        if stands[one.index] >= 0:
            state = int(stands[one.index]) & (LATE - 1)
            if state in {SILENT, MISSING}:
                state = MISSING if one.missing else SILENT
            stands[one.index] = state | (LATE if one.late else 0)


def _places(ground: Ground, units: NDArray[np.int64]) -> NDArray[np.int64]:
    ids = np.array(ground.map.ids, dtype=np.int64)
    order = np.argsort(ids)
    at = np.searchsorted(ids, units, sorter=order).clip(max=len(ids) - 1)
    found: NDArray[np.int64] = order[at]
    return np.where(ids[found] == units, found, -1)
