"""A plan carried over to the map of a later day: who comes after whom owes what was left open."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine import plans as plan_verbs
from engine import voiding
from engine.carried import Carried, Key
from engine.cascade import AT_ONCE, STEPWISE
from engine.work import Work
from errors import Problem
from store import assignments, claims, journal, plans, receipts, successions
from store.opening import Connection
from store.plans import PlanRow
from store.successions import Asked


@dataclass(frozen=True, slots=True)
class Succeeded:
    """What carrying a plan over changed; ``ended`` are codes nobody came after.

    ``closed`` and ``assigned`` count assignments, ``received`` units that have the plan now.
    ``moved``: the plan stands on this day's map from now on.
    """

    day: date
    moved: bool = False
    closed: int = 0
    assigned: int = 0
    received: int = 0
    ended: tuple[str, ...] = ()


def succeed(work: Work, ref: str, day: date, now: datetime) -> Succeeded:
    """Carry a plan over to the map of ``day``, in one transaction; run again it changes nothing.

    Open assignments of units that do not stand on that day are closed as ``succeeded``, and
    each unit that came after gets one, once however many came before it. What was sent stays
    where it is. Raises Problem plan_unknown, plan_not_open or day_before_roster.
    """
    with work.store().writing() as connection:
        row = plan_verbs.find(connection, ref, None)
        claims.whole_plan(connection, row.id)
        state, _mode = plans.held(connection, row.id, alone=True)
        if state != "issued":
            raise Problem("plan_not_open", plan=ref, state=state)
        since = successions.map_day(connection, row.id) or row.roster_on
        if day < since:
            raise Problem("day_before_roster", plan=ref, day=day, since=since)
        return _carry(work, connection, row, Carried(work, connection, row, day), since, now)


def _carry(
    work: Work,
    connection: Connection,
    row: PlanRow,
    carried: Carried,
    since: date,
    now: datetime,
) -> Succeeded:
    day = carried.map.tree.day
    closed = _left_open(connection, row, carried)
    stepwise = row.mode == STEPWISE
    receivers = carried.handed() if stepwise else carried.addressed()
    wanted = _wanted(carried, closed, {} if stepwise else carried.owing())
    assigned = assignments.keep(connection, _rows(row, carried, wanted))
    places = sorted(receivers, key=carried.map.places.__getitem__)
    received = receipts.keep(connection, row.id, places, now)
    # Step by step others are reached later: they must be those of the new map.
    later = stepwise and carried.changed_since(since)
    if not (closed or assigned or received or later):
        return Succeeded(day)
    if row.mode is None:
        plans.change(connection, row.id, mode=AT_ONCE)
    assignments.set_state(connection, [one.id for one in closed], successions.VERB)
    voiding.moved(work, connection, [one.id for one in closed], now)
    successions.link(connection, _pairs(connection, row, carried, closed), day, now)
    ended = tuple(sorted({carried.code(u.unit_id) for u in closed if not carried.heirs(u.unit_id)}))
    counts = {"closed": len(closed), "assigned": assigned, "received": received}
    successions.note_day(connection, row.id, day, now, work.actor, **counts, ended=list(ended))
    journal.note(connection, now, work.actor, "cascade", row.ref, on=day, **counts)
    return Succeeded(day, True, len(closed), assigned, received, ended)


def _left_open(connection: Connection, row: PlanRow, carried: Carried) -> list[Asked]:
    """Open assignments of units that do not stand on the day.

    With them those that were closed before anybody was known to come after, once the lineage
    names somebody.
    """
    linked = successions.linked(connection, row.id)
    found = []
    for many in carried.asked.values():
        for one in many:
            waiting = one.state in assignments.OPEN
            orphan = one.state == successions.VERB and one.id not in linked
            if one.unit_id in carried.map.places or not (waiting or orphan):
                continue
            if waiting or carried.heirs(one.unit_id):
                found.append(one)
    return found


def _wanted(
    carried: Carried, closed: Sequence[Asked], new: Mapping[Key, Mapping[int, date | None]]
) -> dict[Key, dict[int, date | None]]:
    """Who is to owe what by when: those who come after, and those newly addressed.

    Where several came before and the ladder says nothing, the latest of their days holds.
    """
    found: dict[Key, dict[int, date | None]] = defaultdict(dict)
    for key, owed in new.items():
        found[key].update(owed)
    for one in sorted(closed, key=lambda one: one.due or date.max, reverse=True):
        key = (one.form_id, one.period)
        for heir in carried.heirs(one.unit_id):
            found[key].setdefault(heir, carried.due(key, heir, one.due))
    return found


def _rows(
    row: PlanRow, carried: Carried, wanted: Mapping[Key, Mapping[int, date | None]]
) -> list[dict[str, object]]:
    return [
        {
            "plan_id": row.id,
            "unit_id": unit_id,
            "form_id": form_id,
            "period": period,
            "due": due,
        }
        for (form_id, period), owed in sorted(wanted.items())
        for unit_id, due in sorted(owed.items(), key=lambda one: carried.map.places[one[0]])
    ]


def _pairs(
    connection: Connection, row: PlanRow, carried: Carried, closed: Sequence[Asked]
) -> list[tuple[int, int]]:
    """(closed assignment, assignment that came after it), once the latter are kept."""
    kept = {
        (one.form_id, one.period, one.unit_id): one.id
        for one in successions.asked(connection, row.id)
    }
    return [
        (one.id, kept[one.form_id, one.period, heir])
        for one in closed
        for heir in carried.heirs(one.unit_id)
    ]
