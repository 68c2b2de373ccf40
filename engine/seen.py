"""What somebody may see of units, plans and assignments, as lists that are read page by page.

A page begins ``after`` the last thing of the one before, whatever was added in between.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from engine import plan_view
from engine.forms import find, listed, of_row
from engine.permits import Holder, of_unit, today
from engine.roster import Map
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.rights import relation_of
from reporting.travel import Travel
from schemas.form import Form
from store import dues, plans
from store.dues import Asked, Due
from store.plans import PlanRow

T = TypeVar("T")
EVERYWHERE = frozenset({"auditor", "operator"})
"""Roles that see every unit."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some things of a list; ``last`` is what the next page comes after, empty at the end."""

    items: tuple[T, ...]
    last: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit as it stands today: the unit above it, and how many are just below."""

    unit: Unit
    parent: str
    children: int


def units(work: Work, holder: Holder, after: str, limit: int, now: datetime) -> Page[Placed]:
    """The units somebody sees, by code."""
    there, places = _reach(work, holder, now)
    codes = {there.tree.units[place].code: place for place in places}
    found, last = _cut(sorted(code for code in codes if code > after), limit)
    return Page(tuple(_placed(there, codes[code]) for code in found), last)


def unit(work: Work, code: str, now: datetime) -> Placed:
    """One unit as it stands today. Raises Problem not_found."""
    with work.store().reading() as connection:
        there = today(work, connection, now)
    place = there.tree.index.get(code)
    if place is None:
        raise Problem("not_found")
    return _placed(there, place)


def forms(work: Work, after: str, limit: int) -> Page[Form]:
    """Every version of every form, by reference."""
    known = {form.reference: form for form in listed(work)}
    found, last = _cut(sorted(one for one in known if one > after), limit)
    return Page(tuple(known[one] for one in found), last)


def form(work: Work, reference: str) -> tuple[Form, str]:
    """One version of a form, the newest where none is named, and its schema as JSON.

    Raises Problem form_unknown.
    """
    with work.store().reading() as connection:
        row = find(connection, reference)
    return of_row(row), row.document


def plans_of(work: Work, holder: Holder, after: str, limit: int, now: datetime) -> Page[PlanRow]:
    """The plans of the units somebody sees and of those above them, by reference."""
    with work.store().reading() as connection:
        there = today(work, connection, now)
        rows = {row.ref: row for row in plans.all_rows(connection)}
    seen = sorted(ref for ref, row in rows.items() if ref > after and _reads(holder, there, row))
    found, last = _cut(seen, limit)
    return Page(tuple(rows[ref] for ref in found), last)


def plan(work: Work, holder: Holder, ref: str, now: datetime) -> PlanRow:
    """One of them. Raises Problem plan_unknown, also for one that is not theirs to see."""
    with work.store().reading() as connection:
        there = today(work, connection, now)
        row = plans.by_ref(connection, ref)
    if row is None or not _reads(holder, there, row):
        raise Problem("plan_unknown", plan=ref[:80], known="-")
    return row


def travel(work: Work, holder: Holder, ref: str, code: str, now: datetime) -> Travel:
    """How far a plan has travelled below a unit: by default one's own, or the plan's issuer.

    Raises Problem plan_unknown, or unit_unknown for a unit the plan does not pass or that is not
    theirs to see.
    """
    row = plan(work, holder, ref, now)
    found = plan_view.travel(work, row.ref)
    wide = EVERYWHERE.intersection(holder.roles)
    named = code or (found.tree.units[found.root].code if wide else holder.unit)
    place = found.tree.index.get(named)
    if place is None:
        raise Problem("unit_unknown", code=named[:80])
    try:
        permit = of_unit(work, holder, named, now)
    except Problem as problem:
        raise Problem("unit_unknown", code=named[:80]) from problem
    if not permit.allows("plans"):
        raise Problem("unit_unknown", code=named[:80])
    inside = place == found.root or found.root in found.tree.ancestors(place)
    top = place if inside else found.root
    return replace(found, root=top)


def assignments(
    work: Work, holder: Holder, asked: Asked, after: int, limit: int, now: datetime
) -> Page[Due]:
    """What the units somebody sees owe, oldest first; ``asked`` narrows it."""
    there, places = _reach(work, holder, now)
    rows: Collection[int] | None = None
    if not EVERYWHERE.intersection(holder.roles):
        rows = [there.ids[place] for place in places]
        if asked.unit:
            rows = [row for row in rows if there.tree.units[there.places[row]].code == asked.unit]
    with work.store().reading() as connection:
        found = dues.page(connection, rows, asked, after, limit + 1)
    last = str(found[limit - 1].id) if len(found) > limit else ""
    return Page(tuple(found[:limit]), last)


def _reach(work: Work, holder: Holder, now: datetime) -> tuple[Map, Sequence[int]]:
    with work.store().reading() as connection:
        there = today(work, connection, now)
    if EVERYWHERE.intersection(holder.roles):
        return there, range(len(there.tree))
    place = there.places.get(holder.unit_id or 0)
    return there, () if place is None else range(place, int(there.tree.stop[place]))


def _reads(holder: Holder, there: Map, row: PlanRow) -> bool:
    if EVERYWHERE.intersection(holder.roles):
        return True
    own, issuer = there.places.get(holder.unit_id or 0), there.tree.index.get(row.issuer)
    if own is None or issuer is None:
        return False
    return relation_of(there.tree, own, issuer) in {"own", "child", "below", "above"}


def _placed(there: Map, place: int) -> Placed:
    above = int(there.tree.parent[place])
    parent = there.tree.units[above].code if above >= 0 else ""
    return Placed(there.tree.units[place], parent, len(there.tree.children(place)))


def _cut(found: list[str], limit: int) -> tuple[list[str], str]:
    return found[:limit], found[limit - 1] if len(found) > limit else ""
