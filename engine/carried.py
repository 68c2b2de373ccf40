"""A plan on the map of a later day: who comes after whom, who is addressed there, who owes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from engine import plans as plan_verbs
from engine.calendar import calendar_with
from engine.forms import bare
from engine.roster import Map, Roster, load_roster
from engine.work import Work
from hierarchy.succession import Succession
from reporting.plan import Collect, Plan
from reporting.selector import Selectors, by_kind, by_name, resolve
from store import calendar, plans, receipts, successions
from store import units as unit_rows
from store.opening import Connection
from store.plans import PlanRow
from store.successions import Asked

Key = tuple[int, str]
"""Form row id and period."""


class Carried:
    """One plan and the map of ``day``; places are those of ``map``, units are row ids.

    Selectors that say what kind of unit is meant are read again on this map. Units named, and
    samples drawn, are read on the map of the plan's own roster and followed from there: a code
    may be other land by now, and another draw would be another sample.
    """

    def __init__(self, work: Work, connection: Connection, row: PlanRow, day: date) -> None:
        self._connection, self._row = connection, row
        self._roster: Roster = load_roster(work.store(), connection)
        self._first: Map = self._roster.on(row.roster_on)
        self.map: Map = self._roster.on(day)
        edges = unit_rows.load_lineage(connection)
        self._line = Succession(self._roster.hierarchy.units, edges, day)
        self._heirs: dict[int, tuple[int, ...]] = {}
        self._plan: Plan = plan_verbs.noun(row)
        self._days = calendar_with(work, calendar.kept(connection))
        self.issuer = self._issuer_place()
        self.asked: Mapping[Key, list[Asked]] = _by_key(successions.asked(connection, row.id))
        self.frozen = plans.frozen_names(connection, row.id)
        self._collects = self._frozen_collects()

    def _issuer_place(self) -> int | None:
        """Where the issuer stands now; None where it ended and another bears its code or none.

        Without it nobody new is addressed: its plan goes on with those who came after.
        """
        place = self.map.tree.index.get(self._plan.issuer)
        if place is None:
            return None
        heirs = self.heirs(self._first.ids[self._first.tree.index[self._plan.issuer]])
        return place if not heirs or self.map.ids[place] in heirs else None

    def _frozen_collects(self) -> dict[Key, list[Collect]]:
        found: dict[Key, list[Collect]] = {}
        for form_id, name, period in self.frozen:
            found[form_id, period] = [
                one
                for one in self._plan.collects
                if bare(one.form) == name and period in one.periods
            ]
        return found

    def changed_since(self, day: date) -> bool:
        """Whether other units stand on this map than on that of another day."""
        return set(self.map.ids) != set(self._roster.on(day).ids)

    def code(self, unit_id: int) -> str:
        """The code of a unit, whether it stands or not."""
        return self._roster.unit(unit_id).code

    def heirs(self, unit_id: int) -> tuple[int, ...]:
        """The units of the day that a unit is, or became."""
        if unit_id not in self._heirs:
            after = self._line.heirs(self._roster.unit(unit_id))
            self._heirs[unit_id] = tuple(self._roster.row(unit) for unit in after)
        return self._heirs[unit_id]

    def owing(self) -> dict[Key, dict[int, date | None]]:
        """Units addressed on this map that owe a form and did not come after one that was asked.

        Those owe what was left open and no more: what came before them may have answered.
        """
        found: dict[Key, dict[int, date | None]] = {}
        for key, owed in self.selected().items():
            known = {h for one in self.asked.get(key, ()) for h in self.heirs(one.unit_id)}
            found[key] = {unit: day for unit, day in owed.items() if unit not in known}
        return found

    def selected(self) -> dict[Key, dict[int, date | None]]:
        """Units of this map a form is asked of by the plan's words, each with its last day."""
        return {
            key: {
                unit: self.due(key, unit, None)
                for one in collects
                for unit in self._selected(one.senders)
            }
            for key, collects in self._collects.items()
        }

    def due(self, key: Key, unit_id: int, before: date | None) -> date | None:
        """The day the plan's ladder gives the unit's level, else the day there was before."""
        level = self._roster.unit(unit_id).level
        ladders = [one.due[key[1]] for one in self._collects.get(key, ()) if key[1] in one.due]
        exact = [ladder for ladder in ladders if level in ladder.days_before]
        if not exact and (before is not None or not ladders):
            return before
        return (exact or ladders)[0].of(level, self._days)

    def addressed(self) -> set[int]:
        """Every unit of this map the plan means."""
        found = set(self._selected(self._plan.addressed_to))
        for collects in self._collects.values():
            for one in collects:
                found |= set(self._selected(one.senders))
        return found | self.handed()

    def handed(self) -> set[int]:
        """Every unit of this map that had the plan, or came after one that had it."""
        had = [unit_id for unit_id, _state in receipts.states(self._connection, self._row.id)]
        return {heir for unit_id in had for heir in self.heirs(unit_id)}

    def _selected(self, selectors: Selectors) -> Iterator[int]:
        named = by_name(selectors)
        if named:
            issuer = self._first.tree.index[self._plan.issuer]
            for place in resolve(named, self._first.tree, issuer):
                yield from self.heirs(self._first.ids[place])
        if self.issuer is not None:
            for place in resolve(by_kind(selectors), self.map.tree, self.issuer):
                yield self.map.ids[place]


def _by_key(rows: tuple[Asked, ...]) -> dict[Key, list[Asked]]:
    found: dict[Key, list[Asked]] = defaultdict(list)
    for one in rows:
        found[one.form_id, one.period].append(one)
    return dict(found)
