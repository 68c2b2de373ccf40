"""How the plan behind a roll-up has travelled, for its workbooks."""

import json
from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from engine.inputs import Frame
from reporting.book import Taken
from store import taken
from store.opening import Connection


def taken_up(connection: Connection, frame: Frame, zone: tzinfo) -> tuple[Taken, ...]:
    """Who has the plan, in tree order, and the own plan of each who issued one.

    As it stands when it is asked: a plan goes on travelling after figures are rolled up.
    """
    places, units = frame.map.places, frame.map.tree.units
    found = []
    for one in taken.of_plan(connection, frame.plan_id):
        place = places.get(one.unit_id)
        if place is None:
            continue
        own = json.loads(one.document) if one.document else None
        paper = (own or {}).get("document", {})
        found.append(
            Taken(
                index=place,
                level=units[place].level,
                state=one.state,
                received=one.received_at.astimezone(zone),
                own=own is not None,
                number=paper.get("raw") or "",
                issued=_issued(paper, one.adopted_at, zone) if own else None,
                cites=tuple(
                    cite.get("raw") or cite["title"] for cite in (own or {}).get("cites", ())
                ),
            )
        )
    return tuple(sorted(found, key=lambda one: one.index))


def _issued(paper: Mapping[str, str | None], noted: datetime | None, zone: tzinfo) -> date | None:
    """The paper's day, else that of its publication, else the day it was noted."""
    stated = paper.get("issued") or paper.get("published")
    if stated:
        return date.fromisoformat(stated[:10])
    return noted.astimezone(zone).date() if noted else None
