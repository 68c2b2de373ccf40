"""Open matters: what units were to do by a day and have not done, and who stands above them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine import plans as plan_verbs
from engine.roster import Roster, load_roster
from engine.work import Work
from hierarchy.unit import Unit
from reporting.calendar import Calendar
from reporting.plan import read_due
from reporting.reminder import Matter
from store import plans, silence, units
from store.opening import Connection
from store.plans import PlanRow

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody to be told: a unit and its row id."""

    row: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Open:
    """An open matter, the unit it is with, and whom to tell of it.

    ``chief`` is the unit above; an issuer, and a unit with nobody above it, is its own.
    """

    matter: Matter
    seat: Seat
    chief: Seat


def open_matters(
    work: Work, connection: Connection, until: date, ref: str | None, calendar: Calendar
) -> list[Open]:
    """What is open and due up to a day under every running plan, or under one of them.

    Raises Problem plan_unknown.
    """
    if ref is not None:
        plan_verbs.find(connection, ref, None)
    roster = load_roster(work.store(), connection)
    running = silence.plans_running(connection, ref)
    rows = {one: plans.by_id(connection, one) for one in running}
    return [
        *_owed(connection, roster, rows, until),
        *_unadopted(connection, roster, rows, until, calendar),
    ]


def _owed(
    connection: Connection, roster: Roster, rows: Mapping[int, PlanRow], until: date
) -> Iterator[Open]:
    found = silence.assignments_due(connection, tuple(rows), until)
    known = _units(connection, roster, rows, [(one.plan_id, one.unit_id) for one in found])
    for one in found:
        row, unit = rows[one.plan_id], known[one.unit_id]
        # A form that came back is a new matter even where its due day stayed.
        about = f"assignment {one.id} due {one.due} after {one.latest_id or 0}"
        what = f"{one.form} {one.period}"
        matter = Matter(about, unit.code, unit.name, what, row.ref, one.due)
        yield _open(matter, roster, row, one.unit_id, unit)


def _unadopted(
    connection: Connection,
    roster: Roster,
    rows: Mapping[int, PlanRow],
    until: date,
    calendar: Calendar,
) -> Iterator[Open]:
    for plan_id, row in rows.items():
        said = plan_verbs.noun(row).document.get("issue_by")
        if said is None:
            continue
        ladder = read_due(said)
        found = silence.not_taken_up(connection, plan_id)
        known = _units(connection, roster, rows, [(plan_id, unit_id) for unit_id in found])
        dues = {level: ladder.of(level, calendar) for level in {u.level for u in known.values()}}
        for unit_id in found:
            unit = known[unit_id]
            due = dues[unit.level]
            if due <= until and unit.code != row.issuer:
                about = f"receipt {plan_id}/{unit_id} due {due}"
                matter = Matter(about, unit.code, unit.name, row.title, row.ref, due, adoption=True)
                yield _open(matter, roster, row, unit_id, unit)


def _units(
    connection: Connection,
    roster: Roster,
    rows: Mapping[int, PlanRow],
    wanted: Sequence[tuple[int, int]],
) -> dict[int, Unit]:
    """Units by row id: from the map of their plan's day, or from the store."""
    found: dict[int, Unit] = {}
    strangers: set[int] = set()
    for plan_id, unit_id in wanted:
        here = roster.on(rows[plan_id].roster_on)
        place = here.places.get(unit_id)
        if place is None:
            strangers.add(unit_id)
        else:
            found[unit_id] = here.tree.units[place]
    rest = sorted(strangers)
    for start in range(0, len(rest), CHUNK):
        found.update(units.by_ids(connection, rest[start : start + CHUNK]))
    return found


def _open(matter: Matter, roster: Roster, row: PlanRow, unit_id: int, unit: Unit) -> Open:
    # A successor that took over in mid-year does not stand on the plan's own day.
    here = roster.on(row.roster_on)
    if unit_id not in here.places:
        here = roster.on(unit.valid_from)
    seat = Seat(unit_id, unit.code, unit.name)
    above = int(here.tree.parent[here.places[unit_id]])
    if above < 0 or unit.code == row.issuer:
        return Open(matter, seat, seat)
    chief = here.tree.units[above]
    return Open(matter, seat, Seat(here.ids[above], chief.code, chief.name))
