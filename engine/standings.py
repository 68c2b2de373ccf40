"""Who has sent: assignments as they stand, with late and missing read off the clock."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone

from engine.behalf import entered_by
from engine.inputs import Frame, frame_of
from engine.work import Work
from hierarchy.unit import Unit
from reporting.book import Standing
from reporting.extension import Term
from store import assignments, extensions
from store.assignments import CLOSED, Stand
from store.opening import Connection


def zone_of(offset: str) -> timezone:
    """The civil time zone of ``+07:00``."""
    hours, minutes = offset[1:].split(":")
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-distance if offset.startswith("-") else distance)


def civil_day(work: Work, now: datetime) -> date:
    """The day it is at a moment by the country's clock, whatever the machine's zone."""
    return now.astimezone(zone_of(work.country().offset)).date()


def standings_of(
    work: Work, connection: Connection, form_id: int, period: str, now: datetime
) -> tuple[Frame, list[Standing]]:
    """Every unit that owes a form for a period, in tree order, as it stands at ``now``."""
    frame = frame_of(work, connection, form_id, period)
    stands = assignments.stands(connection, form_id, period)
    terms = extensions.terms(connection, form_id, period, now)
    return frame, standings(work, frame, stands, terms, now)


def standings(
    work: Work,
    frame: Frame,
    stands: Iterable[Stand],
    terms: Mapping[tuple[int, str], Term],
    now: datetime,
) -> list[Standing]:
    """The units of a map as they stand at ``now``, in tree order; of two answers the newest.

    ``terms``: deadlines that were extended, as they held at ``now``, by unit id and plan.
    """
    units = frame.map.tree.units
    spots = {unit_id: (place, units[place]) for unit_id, place in frame.map.places.items()}
    return standings_at(work, spots, stands, terms, now)


def standings_at(
    work: Work,
    spots: Mapping[int, tuple[int, Unit]],
    stands: Iterable[Stand],
    terms: Mapping[tuple[int, str], Term],
    now: datetime,
) -> list[Standing]:
    """The same for the units at these spots, (place, unit) by unit id, on whatever map."""
    zone = zone_of(work.country().offset)
    best: dict[int, Stand] = {}
    for one in stands:
        if one.unit_id not in spots:
            continue
        if one.unit_id not in best or _weight(best[one.unit_id]) < _weight(one):
            best[one.unit_id] = one
    today = now.astimezone(zone).date()
    found = [
        _standing(spots[unit_id], one, terms.get((unit_id, one.plan)), zone, today)
        for unit_id, one in best.items()
    ]
    return sorted(found, key=lambda one: (one.index, one.unit.code, one.unit.valid_from))


def _weight(one: Stand) -> tuple[bool, int]:
    """What is still owed stands before what was passed on, and the newest answer before others."""
    return one.state not in CLOSED, one.submission_id or 0


def _standing(
    spot: tuple[int, Unit], one: Stand, term: Term | None, zone: timezone, today: date
) -> Standing:
    due = one.due if term is None else term.due
    first, due_then = one.first, due
    if first is not None and term is not None:
        due_then = term.due_at(first)
    sent_on = None if first is None else first.astimezone(zone).date()
    passed = bool(due and today > due)
    place, unit = spot
    return Standing(
        index=place,
        unit=unit,
        state=one.state,
        due=due,
        received=one.received,
        # A day ends at 23:59:59 of the civil time, so that days are compared, not hours.
        late=bool(sent_on and due_then and sent_on > due_then),
        missing=sent_on is None and one.state not in CLOSED and passed,
        on_behalf_of=entered_by(unit.code, one.on_behalf_of, one.sender),
        extended=term is not None and term.extended,
        overdue=one.state == "returned" and passed,
    )
