"""How the figures of one group hang together on one tree, and which of them are hidden.

Figures are integers in steps of 1/``unit``.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from hierarchy.tree import Tree
from reporting.disclosure import Direction, Group, Relation

OWN, TOTAL, BELOW = range(3)
"""Kinds of figures of a unit: own, cumulative, and from below where its own replaces that."""
Figures = Sequence[int | None]


class Cell(NamedTuple):
    """One figure of a unit; ``place`` is the measure's in the group."""

    kind: int
    place: int
    unit: int


@dataclass(frozen=True, slots=True)
class Column:
    """One measure's ``own``, ``total`` and ``below`` figures, each [N]; None: there is none.

    ``added``: totals are sums; else a changed figure touches every total above in ways of its
    own (``least or most``), or none (``alone``). ``closed`` are the units whose own figure
    replaces what lies below; ``replaces`` says that the one from below is shown too.
    """

    own: Figures
    total: Figures
    below: Figures
    added: bool = True
    alone: bool = False
    replaces: bool = False
    closed: frozenset[int] = frozenset()


@dataclass
class Interlock:
    """The figures of one group; ``hidden`` grows."""

    tree: Tree
    group: Group
    columns: Sequence[Column]
    unit: int = 1
    hidden: set[Cell] = field(default_factory=set)
    _chains: dict[tuple[int, int], tuple[Cell, ...]] = field(default_factory=dict)
    _holding: dict[int, frozenset[Relation]] = field(default_factory=dict)
    _capacities: dict[tuple[int, Direction, int], int] = field(default_factory=dict)

    def small(self) -> list[Cell]:
        """Figures above zero and below their measure's threshold, the deepest units first."""
        found = []
        for place, (column, threshold) in enumerate(
            zip(self.columns, self.group.thresholds, strict=True)
        ):
            most = threshold * self.unit
            for kind, figures in enumerate((column.own, column.total, column.below)):
                found += [Cell(kind, place, u) for u, x in enumerate(figures) if x and 0 < x < most]
        depth = self.tree.depth
        return sorted(found, key=lambda c: (-int(depth[c.unit]), c.unit, c.place, c.kind))

    def value(self, cell: Cell) -> int:
        """The figure of a cell; 0 where there is none."""
        column = self.columns[cell.place]
        return (column.own, column.total, column.below)[cell.kind][cell.unit] or 0

    def chain(self, place: int, unit: int) -> tuple[Cell, ...]:
        """Every shown figure that a unit's own figure is part of, nearest first."""
        known = self._chains.get((place, unit))
        if known is None:
            known = self._chains[place, unit] = tuple(self._linked(place, unit))
        return known

    def _linked(self, place: int, unit: int) -> Iterator[Cell]:
        column = self.columns[place]
        yield Cell(OWN, place, unit)
        if column.alone or not column.added:
            return
        yield Cell(TOTAL, place, unit)
        for above in self.tree.ancestors(unit):
            if column.replaces:
                yield Cell(BELOW, place, above)
                if above in column.closed:
                    return
            yield Cell(TOTAL, place, above)

    def tainted(self, place: int, unit: int) -> Iterator[Cell]:
        """Totals of another kind than a sum, which a changed figure may or may not change."""
        if not self.columns[place].added and not self.columns[place].alone:
            for at in (unit, *self.tree.ancestors(unit)):
                yield Cell(TOTAL, place, at)

    def holding(self, unit: int) -> frozenset[Relation]:
        """The relations that a unit's own figures keep now."""
        known = self._holding.get(unit)
        if known is None:
            slack = ((one, self._slack(one, unit)) for one in self.group.relations)
            known = self._holding[unit] = frozenset(
                one
                for one, left in slack
                if left is not None and (left == 0 if one.equal else left >= 0)
            )
        return known

    def _slack(self, relation: Relation, unit: int) -> int | None:
        total = relation.most
        for place, factor in relation.factors:
            figure = self.columns[place].own[unit]
            if figure is None:
                return None
            total -= factor * figure
        return total

    def capacity(self, unit: int, direction: Direction, sign: int) -> int:
        """How many times a unit's own figures can change so and stay possible."""
        known = self._capacities.get((unit, direction, sign))
        if known is None:
            known = self._capacity(unit, direction, sign)
            self._capacities[unit, direction, sign] = known
        return known

    def _capacity(self, unit: int, direction: Direction, sign: int) -> int:
        most = 1 << 62
        for place, step in direction:
            figure = self.columns[place].own[unit]
            if figure is None:
                return 0
            if sign * step < 0 and figure >= 0:
                most = min(most, figure // (self.unit * abs(step)))
        steps = dict(direction)
        for relation in self.holding(unit):
            change = sign * sum(f * steps.get(place, 0) for place, f in relation.factors)
            if relation.equal and change:
                return 0
            slack = self._slack(relation, unit)
            if change > 0 and slack is not None:
                most = min(most, slack // (change * self.unit))
        return most

    def between(self, place: int, within: slice) -> Sequence[int]:
        """Units of a slice of the tree that have something of a measure to give."""
        units = self._positive[place]
        return units[bisect_left(units, within.start) : bisect_left(units, within.stop)]

    @cached_property
    def _positive(self) -> list[list[int]]:
        return [
            [u for u, x in enumerate(column.own) if x is not None and x > 0]
            for column in self.columns
        ]

    def part(self, direction: Direction, unit: int, met: Collection[Cell]) -> frozenset[Cell]:
        """Shown figures, not hidden yet, that change with a unit up to where ``met`` begins.

        From a figure that two units' chains share upwards, one takes what the other gives.
        """
        found = set()
        for place, _ in direction:
            for cell in self.chain(place, unit):
                if cell in met:
                    break
                if cell not in self.hidden:
                    found.add(cell)
            if not self.columns[place].added:
                found.update(c for c in self.tainted(place, unit) if c not in self.hidden)
        return frozenset(found)

    def raised(self, direction: Direction, unit: int) -> frozenset[Cell]:
        """Shown figures that change where one unit changes and nobody gives."""
        return frozenset(
            cell
            for place, _ in direction
            for cell in (*self.chain(place, unit), *self.tainted(place, unit))
        )
