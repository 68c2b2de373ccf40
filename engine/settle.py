"""Bringing the assignments of a plan in line with what it reads now: who owes, and by when.

Only what is open moves: what was sent stays as it is, and is counted.
"""

from dataclasses import dataclass
from datetime import date, datetime

from engine import voiding
from engine.carried import Carried
from engine.reach import days_set_below, first_reach
from engine.work import Work
from reporting.adoption import earliest
from store import assignments, plans, settlement, successions
from store.assignments import OPEN
from store.opening import Connection
from store.plans import PlanRow
from store.successions import Asked

Wanted = dict[tuple[int, str, int], date | None]
"""(form row id, period, unit row id) -> last day."""
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Settled:
    """How many assignments moved their day, were withdrawn or opened again.

    ``kept`` were answered already by units that are no longer asked.
    """

    moved: int = 0
    withdrawn: int = 0
    reopened: int = 0
    kept: int = 0


def settle(work: Work, connection: Connection, row: PlanRow, now: datetime) -> Settled:
    """Every assignment of a plan as its document and its map say now; new ones are not made."""
    wanted = _wanted(work, connection, row)
    extended = settlement.extended(connection, row.id)
    days: dict[int, date | None] = {}
    again: list[int] = []
    gone: list[int] = []
    moved = kept = 0
    for one in successions.asked(connection, row.id):
        key = (one.form_id, one.period, one.unit_id)
        if key not in wanted:
            gone += [one.id] if one.state in OPEN else []
            kept += one.state in {"submitted", "approved"}
        elif one.state in OPEN or one.state == WITHDRAWN:
            day = _day(one, wanted[key], extended)
            if day != one.due:
                days[one.id] = day
                moved += one.state in OPEN
            again += [one.id] if one.state == WITHDRAWN else []
    settlement.move_due(connection, days)
    settlement.reopen(connection, again)
    assignments.set_state(connection, gone, WITHDRAWN)
    voiding.moved(work, connection, [*again, *gone], now)
    assignments.touch(connection)
    return Settled(moved, len(gone), len(again), kept)


def withdraw_all(work: Work, connection: Connection, plan_id: int, now: datetime) -> Settled:
    """Nobody owes anything under a plan any more."""
    every = successions.asked(connection, plan_id)
    gone = [one.id for one in every if one.state in OPEN]
    kept = sum(one.state in {"submitted", "approved"} for one in every)
    assignments.set_state(connection, gone, WITHDRAWN)
    voiding.moved(work, connection, gone, now)
    # Even where nothing was open: what was answered may not be answered again.
    assignments.touch(connection)
    return Settled(withdrawn=len(gone), kept=kept)


def _day(one: Asked, ladder: date | None, extended: set[int]) -> date | None:
    """The ladder's day, but never before one that was granted to this unit by itself."""
    if one.id in extended and one.due is not None and ladder is not None:
        return max(one.due, ladder)
    return ladder


def _wanted(work: Work, connection: Connection, row: PlanRow) -> Wanted:
    found, reach = first_reach(work, connection, row)
    frozen = {(name, period): i for i, name, period in plans.frozen_names(connection, row.id)}
    earlier = days_set_below(connection, row, found, range(len(found.ids)))
    wanted: Wanted = {}
    for asked in reach.asked:
        form_id = frozen[(asked.form, asked.period)]
        for place, due in asked.owing.items():
            day = earliest(due, earlier.get((asked.period, place)))
            wanted[(form_id, asked.period, found.ids[place])] = day
    since = successions.map_day(connection, row.id)
    return wanted if since is None else _carried(work, connection, row, since, wanted)


def _carried(
    work: Work, connection: Connection, row: PlanRow, since: date, first: Wanted
) -> Wanted:
    """The same on the map the plan was carried over to: whoever came after owes instead.

    Of several that came before, the latest day holds.
    """
    carried = Carried(work, connection, row, since)
    wanted: Wanted = {}
    by_day = sorted(first.items(), key=lambda one: one[1] or date.max, reverse=True)
    for (form_id, period, unit_id), due in by_day:
        for heir in carried.heirs(unit_id):
            day = carried.due((form_id, period), heir, due)
            wanted.setdefault((form_id, period, heir), day)
    for (form_id, period), owed in carried.selected().items():
        for unit_id, day in owed.items():
            wanted.setdefault((form_id, period, unit_id), day)
    return wanted
