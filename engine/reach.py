"""Whom an issued plan reaches, in which order down the tree, and who owes what by when."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine import plans as plan_verbs
from engine.calendar import calendar_with
from engine.carried import Carried
from engine.forms import bare
from engine.roster import Map, load_roster
from engine.work import Work
from hierarchy.tree import Tree
from reporting.adoption import OPEN, earliest, own_dues
from reporting.calendar import KeptDay
from reporting.plan import addressed, owing
from store import calendar, receipts, successions
from store.opening import Connection
from store.plans import PlanRow

FREE = -1
"""The gate of a unit that has none: it is reached at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One form and period a plan collects: the last day of each place that owes it."""

    form: str
    period: str
    owing: Mapping[int, date | None]


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """The places a plan addresses, ascending, each with its gate, and what is asked of them.

    The gate is the nearest addressed place above it and below the issuer, or ``FREE``: step by
    step, a plan goes through it only when the unit there has issued its own.
    """

    gates: Mapping[int, int]
    asked: tuple[Asked, ...]

    def passed(self, states: Mapping[int, str] | None) -> Iterator[int]:
        """Places the plan may have come to by now; ``states`` of receipts, None for everybody."""
        if states is None:
            yield from self.gates
            return
        for place, gate in self.gates.items():
            if gate == FREE or states.get(gate) in OPEN:
                yield place


def reach_of(work: Work, connection: Connection, row: PlanRow) -> tuple[Map, Reach]:
    """The map of a plan and whom it reaches there: its roster's day, or the newest it is on."""
    day = successions.map_day(connection, row.id)
    if day is not None:
        return _carried(Carried(work, connection, row, day))
    return first_reach(work, connection, row)


def first_reach(work: Work, connection: Connection, row: PlanRow) -> tuple[Map, Reach]:
    """The map of the plan's own roster and whom it reaches there, wherever it stands now."""
    found = load_roster(work.store(), connection).on(row.roster_on)
    return found, _reach(work, row, found.tree, calendar.kept(connection))


def _carried(carried: Carried) -> tuple[Map, Reach]:
    places = carried.map.places
    tree = carried.map.tree
    addressed_now = [places[unit] for unit in carried.addressed()]
    # Where the issuer is gone, or land went to another, all stands below the tree's own root.
    top = carried.issuer or 0
    if not all(top <= place < tree.stop[top] for place in addressed_now):
        top = 0
    names = {(form_id, period): name for form_id, name, period in carried.frozen}
    asked = tuple(
        Asked(names[key], key[1], {places[unit]: due for unit, due in owed.items()})
        for key, owed in carried.owing().items()
    )
    return carried.map, Reach(gates(addressed_now, tree, top), asked)


def root_of(found: Map, row: PlanRow, reach: Reach) -> int:
    """The place under which all the plan reaches stands: its issuer, else the tree's own root."""
    root = found.tree.index.get(row.issuer, 0)
    inside = range(root, int(found.tree.stop[root]))
    return root if all(place in inside for place in reach.gates) else 0


@lru_cache(maxsize=4)
def _reach(work: Work, row: PlanRow, tree: Tree, kept: tuple[KeptDay, ...]) -> Reach:
    # The same for all batches of a run while the plan, the units and the calendar are.
    plan = plan_verbs.noun(row)
    issuer = tree.index[plan.issuer]
    days = calendar_with(work, kept)
    asked = (
        Asked(
            bare(collect.form),
            period,
            {one.index: one.due for one in owing(collect, period, tree, issuer, days)},
        )
        for collect in plan.collects
        for period in collect.periods
    )
    return Reach(gates(addressed(plan, tree), tree, issuer), tuple(asked))


def gates(places: Collection[int], tree: Tree, issuer: int) -> dict[int, int]:
    """The gate of each addressed place, in tree order."""
    wanted = frozenset(places)
    found: dict[int, int] = {}
    through = {issuer: FREE}  # place -> the gate of what stands directly below it
    if issuer in wanted:
        found[issuer] = FREE
    parents = tree.parent[issuer : tree.stop[issuer]].tolist()
    for place, parent in enumerate(parents[1:], issuer + 1):
        gate = through[parent]
        if place in wanted:
            found[place] = gate
            gate = place
        through[place] = gate
    return found


def states_by_place(connection: Connection, plan_id: int, found: Map) -> dict[int, str]:
    """The receipts of a plan as they stand, by the unit's place on the plan's map."""
    places = found.places
    return {
        places[unit]: state
        for unit, state in receipts.states(connection, plan_id)
        if unit in places
    }


def days_set_below(
    connection: Connection, row: PlanRow, found: Map, here: range
) -> dict[tuple[str, int], date]:
    """Days that units set for those below them when they took a plan up: (period, place) -> day.

    Of several the earliest stands. Only units with a place in ``here``.
    """
    tree = found.tree
    days: dict[tuple[str, int], date] = {}
    for unit_id, document in receipts.dated_adoptions(connection, row.id, OPEN):
        place = found.places.get(unit_id, FREE)
        if place not in here:
            continue
        for period, by_level in own_dues(json.loads(document), row.ref).items():
            for below in range(place + 1, int(tree.stop[place])):
                day = earliest(by_level.get(tree.units[below].level), days.get((period, below)))
                if day is not None:
                    days[(period, below)] = day
    return days
