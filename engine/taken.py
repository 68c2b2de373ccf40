"""How a plan has travelled, for its tree, its picture and the workbooks under it."""

import json
from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from engine.roster import Map
from reporting.receipt import Taken
from store import taken
from store.opening import Connection
from store.taken import Taking


def taken_up(connection: Connection, plan_id: int, found: Map, zone: tzinfo) -> tuple[Taken, ...]:
    """Who has the plan, in tree order, and the own plan of each who issued one.

    A unit may have it from the issuer and, with another number, from a unit above it that issued
    its own: where it took one of them up, that one speaks. As it stands when it is asked: a plan
    goes on travelling after figures are rolled up.
    """
    chosen: dict[int, Taking] = {}
    known, frontier = {plan_id}, {plan_id}
    while frontier:
        below = set()
        for one in taken.of_plans(connection, frontier):
            if one.own_id is not None:
                below.add(one.own_id)
            place = found.places.get(one.unit_id)
            before = chosen.get(place) if place is not None else None
            if place is not None and (before is None or _weight(one) > _weight(before)):
                chosen[place] = one
        frontier = below - known
        known |= frontier
    levels = [unit.level for unit in found.tree.units]
    return tuple(_taken(place, levels[place], chosen[place], zone) for place in sorted(chosen))


def _weight(one: Taking) -> tuple[bool, bool]:
    return one.own_id is not None, one.state != "received"


def _taken(place: int, level: str, one: Taking, zone: tzinfo) -> Taken:
    if one.document is None:
        return Taken(place, level, one.state, one.received_at.astimezone(zone))
    own = json.loads(one.document)
    paper = own.get("document", {})
    return Taken(
        index=place,
        level=level,
        state=one.state,
        received=one.received_at.astimezone(zone),
        own=True,
        number=paper.get("raw") or "",
        issued=_issued(paper, one.adopted_at, zone),
        cites=tuple(cite.get("raw") or cite["title"] for cite in own.get("cites", ())),
        ref=one.ref or "",
    )


def _issued(paper: Mapping[str, str | None], noted: datetime | None, zone: tzinfo) -> date | None:
    """The paper's day, else that of its publication, else the day it was noted."""
    stated = paper.get("issued") or paper.get("published")
    if stated:
        return date.fromisoformat(stated[:10])
    return noted.astimezone(zone).date() if noted else None
