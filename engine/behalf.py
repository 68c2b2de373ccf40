"""Entering for a silent unit: who may be named, and when it is too late for that.

``on_behalf_of`` holds the code of the unit above that enters, the code of the silent unit itself
(whoever sends is then named by ``by``), or the name of a person. Only codes can be held to the map.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from engine.roster import load_roster
from engine.work import Work
from errors import Fault, Problem
from intake.sent import Sent
from store import plans, standing, successions
from store.assignments import Owed

if TYPE_CHECKING:
    from engine.sending import Accepted
    from store.opening import Connection


def behalf_faults(work: Work, sent: Sent, owed: Owed) -> tuple[Fault, ...]:
    """The fault of a submission whose ``on_behalf_of`` is a unit that is not above the sender."""
    named = sent.on_behalf_of
    if named is None or named == owed.code:
        return ()
    with work.store().reading() as connection:
        roster = load_roster(work.store(), connection)
        row = plans.by_ref(connection, owed.plan)
        days = [] if row is None else [successions.map_day(connection, row.id), row.roster_on]
    for day in days:
        if day is None or not owed.stands_on(day):
            continue
        try:
            tree = roster.on(day).tree
        except Problem:
            continue
        place = tree.index.get(owed.code)
        if place is None or named not in tree.index:
            continue
        above = [tree.units[one].code for one in tree.ancestors(place)]
        if named not in above:
            allowed = ", ".join([*above, owed.code])
            return (Fault("behalf_unfit", "on_behalf_of", sent.where, named, allowed),)
        break
    return ()


def spoken_for(connection: "Connection", accepted: Collection["Accepted"]) -> set[int]:
    """Assignments, among those somebody enters for, that the unit itself has answered."""
    entered = [one.assignment_id for one in accepted if one.on_behalf_of]
    return standing.answered_themselves(connection, entered) if entered else set()


def entered_by(code: str, on_behalf_of: str | None, sender: str | None) -> str:
    """Who entered the figures of a unit instead of it; empty where the unit did so itself."""
    if on_behalf_of == code:
        return sender or code
    return on_behalf_of or ""
