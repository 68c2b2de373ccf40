"""Plans as a unit has them: its own, those it received, and how one travels on below it."""

from dataclasses import dataclass
from datetime import datetime

from engine.permits import today
from engine.plan_view import travel
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.receipt import Taken, Tally
from store import plans, receipts
from store.plans import PlanRow
from store.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Had:
    """A plan as a unit has it: its own, or received; ``own`` is the one issued under it."""

    plan: PlanRow
    receipt: Receipt | None
    own: str = ""

    @property
    def standing(self) -> str:
        """``issued`` of an own plan, else how the receipt stands, as the plan's tree says it."""
        if self.receipt is None:
            return "issued"
        return "silent" if self.receipt.state == "received" else self.receipt.state


@dataclass(frozen=True, slots=True)
class Below:
    """A unit just below with how the plan stands there, and a tally a level further down."""

    unit: Unit
    standing: str
    taken: Taken | None
    tallies: dict[str, Tally]


def plans_of(work: Work, code: str, now: datetime) -> tuple[Unit, tuple[Had, ...]]:
    """A unit of today, and every plan it issued or received, the newest first.

    Raises Problem not_found.
    """
    with work.store().reading() as connection:
        there = today(work, connection, now)
        place = there.tree.index.get(code)
        if place is None:
            raise Problem("not_found")
        unit, unit_id = there.tree.units[place], there.ids[place]
        refs = {one.id: one for one in plans.by_issuer(connection, code)}
        mine = {i: one for i, one in refs.items() if unit.stands_on(one.roster_on)}
        found = [Had(one, None) for one in mine.values()]
        for plan_id, one in receipts.of_unit(connection, unit_id):
            own = mine.get(one.adopted_by or 0)
            found.append(Had(plans.by_id(connection, plan_id), one, own.ref if own else ""))
    return unit, tuple(sorted(found, key=lambda one: one.plan.id, reverse=True))


def had_by(work: Work, code: str, ref: str, now: datetime) -> tuple[Unit, Had]:
    """One plan as a unit has it. Raises Problem not_found, or item_unknown where it has it not."""
    unit, found = plans_of(work, code, now)
    for one in found:
        if one.plan.ref == ref:
            return unit, one
    raise Problem("item_unknown")


def below(work: Work, unit: Unit, ref: str) -> tuple[dict[str, Tally], tuple[Below, ...]]:
    """How a plan stands below a unit: a tally a level, and the units just below."""
    seen = travel(work, ref)
    place = seen.tree.index.get(unit.code)
    if place is None or seen.tree.units[place].valid_from != unit.valid_from:
        return {}, ()
    rows = tuple(
        Below(
            seen.tree.units[child],
            seen.standing(child),
            seen.at(child),
            dict(seen.levels(child, below=True)),
        )
        for child in seen.children(place)
    )
    return dict(seen.levels(place, below=True)), rows
