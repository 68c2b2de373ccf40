"""All units of all days with their lineage; the only way to the tree of a day."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from errors import Problem
from hierarchy.lineage import Edge
from hierarchy.span import next_day
from hierarchy.tree import Tree
from hierarchy.unit import ALWAYS, FOREVER, Unit

_KEPT = 8
"""Trees kept at a time: a request deals with two or three maps, a country with few more."""


class Hierarchy:
    """A dated roster. Days between two changes share one tree, built when first asked for.

    ``changes`` are the days on which some unit begins or has just ended, ascending.
    """

    def __init__(self, units: Iterable[Unit], lineage: Iterable[Edge] = ()) -> None:
        self.units: tuple[Unit, ...] = tuple(units)
        self.lineage: tuple[Edge, ...] = tuple(lineage)
        begun = {unit.valid_from for unit in self.units} - {ALWAYS}
        ended = {unit.valid_to for unit in self.units} - {FOREVER}
        self.changes: tuple[date, ...] = tuple(sorted(begun | set(map(next_day, ended))))
        self._trees: dict[int, Tree] = {}

    def on(self, day: date) -> Tree:
        """The tree of a day.

        Raises Problem ``no_units`` where the roster is empty, ``no_unit_stands`` (day) where
        no unit stands on that day, ``roster_faults`` where those that do are not one tree.
        """
        if not self.units:
            raise Problem("no_units")
        period = bisect_right(self.changes, day)
        tree = self._trees.get(period)
        if tree is None:
            tree = Tree.of(self.units, day)
            while len(self._trees) >= _KEPT:
                self._trees.pop(next(iter(self._trees)), None)
            self._trees[period] = tree
        return tree if tree.day == day else replace(tree, day=day)

    def dated(self, code: str) -> tuple[Unit, ...]:
        """Every unit that ever bore this code, the oldest first; empty for an unknown code."""
        borne = (unit for unit in self.units if unit.code == code)
        return tuple(sorted(borne, key=lambda unit: unit.valid_from))
