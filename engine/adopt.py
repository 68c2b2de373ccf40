"""Taking a plan up: a unit issues its own under it, weaker in nothing without a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from engine import citing
from engine import plans as plan_verbs
from engine.life import opened, own_ref, received, refuse_unless_open
from engine.reach import Reach, reach_of
from engine.roster import Map
from engine.standings import zone_of
from engine.work import Work
from errors import Fault, Problem
from hierarchy.tree import Tree
from reporting.adoption import OF_A_RECEIPT, OPEN, due_faults, earliest, moved, own_dues
from reporting.inheritance import Document, Shares, drafted, inherited, weakened
from reporting.plan import read_plan
from schemas.plans import check_plan
from store import acts, allotments, assignments, claims, journal, plans, receipts, successions
from store.opening import Connection
from store.plans import PlanRow
from store.receipts import Receipt
from store.successions import Asked


@dataclass(frozen=True, slots=True)
class Adopted:
    """A unit's own plan under another: its reference, whether it or the adoption is new.

    ``earlier`` counts assignments below the unit that got an earlier day; ``warnings`` are worth
    another look.
    """

    ref: str
    new: bool
    changed: bool
    earlier: int
    warnings: tuple[Fault, ...]


def draft(work: Work, ref: str, unit: str) -> Document:
    """The plan a unit might issue under another; it has no number and no day of issue yet.

    Raises Problem plan_not_open, unit_unknown or plan_faults where the unit stands elsewhere.
    """
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        refuse_unless_open(ref, row.state)
        found, _reach = reach_of(work, connection, row)
        place = _place(found.tree, unit)
        shares = _shares(connection, row, found.ids[place])
    upper = plan_verbs.noun(row)
    issuer = found.tree.index[upper.issuer]
    if not issuer < place < found.tree.stop[issuer]:
        above = " > ".join(found.tree.units[int(i)].code for i in found.tree.ancestors(place)[::-1])
        fault = Fault("unit_not_below", "--unit", sent=unit, allowed=above or "-")
        raise Problem("plan_faults", (fault,), count=1)
    return drafted(upper, ref, unit, found.tree, shares)


def adopt(
    work: Work,
    ref: str,
    unit: str,
    document: Mapping[str, Any],
    now: datetime,
    today: date,
    folder: Path | None = None,
) -> Adopted:
    """Issue a unit's own plan under another and note that it took that one up; twice is harmless.

    The days it sets for those below it hold at once for what is open there. Raises Problem
    adoption_faults, plan_faults, plan_not_open, unit_unknown, not_received or move_refused.
    """
    plan_verbs.refuse(check_plan(document))
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        refuse_unless_open(ref, row.state)
        known = plans.by_digest(connection, plan_verbs.digest_of(document))
        if known is not None and known.state == "withdrawn":
            refuse_unless_open(known.ref, known.state)
        _move(connection, row, unit, received(work, connection, row, unit), known)
        faults = tuple(_faults(work, connection, row, unit, document, known))
    if faults:
        raise Problem("adoption_faults", faults, plan=ref, unit=unit, count=len(faults))
    own = plan_verbs.issue(work, document, now, today, folder)
    with work.store().writing() as connection:
        changed, earlier = _take_up(work, connection, (ref, unit, own.ref), document, now)
    return Adopted(own.ref, own.new, changed, earlier, own.warnings)


def owed_below(work: Work, ref: str, unit: str) -> dict[str, dict[str, date | None]]:
    """What a plan asks of the units below one: period -> level -> earliest day it is due.

    Raises Problem plan_unknown or unit_unknown.
    """
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        found, _reach = reach_of(work, connection, row)
        return _owed(work, connection, row, _place(found.tree, unit))


def _place(tree: Tree, unit: str) -> int:
    if unit not in tree.index:
        raise Problem("unit_unknown", code=unit)
    return tree.index[unit]


def _move(
    connection: Connection, row: PlanRow, unit: str, receipt: Receipt, own: PlanRow | None
) -> str:
    """The state the receipt comes to, or keeps where it was this plan that took it up."""
    if receipt.state in OPEN and own is not None and receipt.adopted_by == own.id:
        return receipt.state
    first = own_ref(connection, receipt)
    return moved(OF_A_RECEIPT, "adopt", receipt.state, None, f"{row.ref} · {unit}", first)


def _faults(
    work: Work,
    connection: Connection,
    row: PlanRow,
    unit: str,
    document: Document,
    known: PlanRow | None,
) -> Iterator[Fault]:
    if document["issuer"] != unit:
        yield Fault("issuer_other", "issuer", sent=document["issuer"], allowed=unit)
        return
    found, _reach = reach_of(work, connection, row)
    place = _place(found.tree, unit)
    upper = plan_verbs.noun(row)
    named = document.get("adopts", {}).get("plan") == row.ref
    rows = citing.cited(work, connection, read_plan(document), known).rows
    if not named and not any(one["cited_id"] == row.id for one in rows):
        yield Fault("not_cited", "cites", sent=row.ref, allowed=upper.number or upper.title)
    above = inherited(upper, found.tree, place, _shares(connection, row, found.ids[place]))
    yield from weakened(document, above, found.tree, place)
    yield from due_faults(document, row.ref, _owed(work, connection, row, place))


def _shares(connection: Connection, row: PlanRow, unit_id: int) -> Shares:
    return {
        (one.measure, one.by.isoformat()): one.value
        for one in allotments.of_plans(connection, [row.id])
        if one.unit_id == unit_id
    }


def _owed(
    work: Work, connection: Connection, row: PlanRow, place: int
) -> dict[str, dict[str, date | None]]:
    """What a plan asks of the units below a place: period -> level -> earliest day."""
    found, reach = reach_of(work, connection, row)
    owed: dict[str, dict[str, date | None]] = {}
    for asked in reach.asked:
        levels = owed.setdefault(asked.period, {})
        for below in range(place + 1, int(found.tree.stop[place])):
            if below in asked.owing:
                level = found.tree.units[below].level
                levels[level] = earliest(levels.get(level), asked.owing[below])
    for one in _left_open(connection, row, found, place, reach):
        level = found.tree.units[found.places[one.unit_id]].level
        levels = owed.setdefault(one.period, {})
        levels[level] = earliest(levels.get(level), one.due)
    return owed


def _left_open(
    connection: Connection, row: PlanRow, found: Map, place: int, reach: Reach
) -> Iterator[Asked]:
    """Open assignments below a place that units have because they came after others."""
    below = range(place + 1, int(found.tree.stop[place]))
    reached = {(asked.period, at) for asked in reach.asked for at in asked.owing}
    for one in successions.asked(connection, row.id):
        at = found.places.get(one.unit_id, -1)
        if at in below and one.state in assignments.OPEN and (one.period, at) not in reached:
            yield one


def _take_up(
    work: Work,
    connection: Connection,
    named: tuple[str, str, str],
    document: Document,
    now: datetime,
) -> tuple[bool, int]:
    """Note the adoption and bring days below it forward, unless that was done before."""
    ref, unit, own_ref = named
    upper, lower = (plan_verbs.find(connection, one, None).id for one in (ref, own_ref))
    claims.plans_alone(connection, [upper, lower])
    row = opened(connection, ref)
    own = plan_verbs.find(connection, own_ref, None)
    if own.state == "withdrawn":  # since it was issued
        refuse_unless_open(own_ref, own.state)
    receipt = received(work, connection, row, unit)
    state = _move(connection, row, unit, receipt, own)
    noted = acts.of_plan(connection, row.id, receipt.unit_id)
    told = any(one.verb == "adopt" and one.details.get("own") == own_ref for one in noted)
    if told and receipt.adopted_by == own.id:
        return False, 0
    if state == "adopted":
        issued = plan_verbs.noun(own).issued
        zone = zone_of(work.country().offset)
        at = now if issued is None else datetime.combine(issued, time(), zone)
        receipts.take_up(connection, row.id, receipt.unit_id, own.id, at, now, work.actor)
    found, _reach = reach_of(work, connection, row)
    earlier = _bring_forward(connection, row, found, unit, own_dues(document, ref))
    said = {"own": own_ref, "earlier": earlier}
    acts.note(connection, row.id, receipt.unit_id, now, work.actor, "adopt", None, **said)
    journal.note(connection, now, work.actor, "plans adopt", ref, unit=unit, **said)
    return True, earlier


def _bring_forward(
    connection: Connection,
    row: PlanRow,
    found: Map,
    unit: str,
    dues: Mapping[str, Mapping[str, date]],
) -> int:
    place = _place(found.tree, unit)
    below = range(place + 1, int(found.tree.stop[place]))
    changed = 0
    for period, days in dues.items():
        for level, day in days.items():
            ids = [found.ids[i] for i in below if found.tree.units[i].level == level]
            changed += assignments.bring_forward(connection, row.id, period, ids, day)
    return changed
