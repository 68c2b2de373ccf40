"""Who has sent: assignments as they stand, with late and missing read off the clock."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from engine.inputs import Frame, frame_of
from engine.work import Work
from reporting.book import Standing
from store import assignments
from store.assignments import Stand
from store.opening import Connection


def zone_of(offset: str) -> timezone:
    """The civil time zone of ``+07:00``."""
    hours, minutes = offset[1:].split(":")
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-distance if offset.startswith("-") else distance)


def standings_of(
    work: Work, connection: Connection, form_id: int, period: str, now: datetime
) -> tuple[Frame, list[Standing]]:
    """Every unit that owes a form for a period, in tree order, as it stands at ``now``."""
    frame = frame_of(work, connection, form_id, period)
    return frame, standings(work, frame, assignments.stands(connection, form_id, period), now)


def standings(work: Work, frame: Frame, stands: Iterable[Stand], now: datetime) -> list[Standing]:
    """The units of a map as they stand at ``now``, in tree order; of two answers the newest."""
    zone = zone_of(work.country().offset)
    best: dict[int, Stand] = {}
    for one in stands:
        place = frame.map.places.get(one.unit_id)
        if place is None:
            continue
        before = best.get(place)
        if before is None or (before.submission_id or 0) < (one.submission_id or 0):
            best[place] = one
    today = now.astimezone(zone).date()
    return [_standing(frame, place, best[place], zone, today) for place in sorted(best)]


def _standing(frame: Frame, place: int, one: Stand, zone: timezone, today: date) -> Standing:
    sent_on = None if one.received is None else one.received.astimezone(zone).date()
    return Standing(
        index=place,
        unit=frame.map.tree.units[place],
        state=one.state,
        due=one.due,
        received=one.received,
        late=bool(sent_on and one.due and sent_on > one.due),
        missing=bool(sent_on is None and one.due and today > one.due),
        on_behalf_of=one.on_behalf_of or "",
    )
