"""Restatement: own figures of units moved to the places of another day's map.

What a unit gave is credited to the lowest place that holds all of it, so that everything from
there up stays exact. Below it a declared share gives an estimate; without one there is no figure.
Where a unit's own figure replaces what lies below it, it does so on the map of its own day: what
it replaced counts below it, and nowhere that holds both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from hierarchy.restating import Destination
from hierarchy.tree import Tree
from reporting.columns import Layout
from reporting.draft import Column
from reporting.figures import Exact, Plane
from reporting.marks import AMOUNTS, divided, marks_of
from reporting.rollup import NOTHING_SENT, Rollup
from reporting.rows import WIDE
from reporting.segments import Segments

Places = NDArray[np.intp]
FoldAt = Callable[[NDArray[np.int64], Places, NDArray[np.int64]], None]
FOLD_AT: dict[str, FoldAt] = {"min": np.minimum.at, "max": np.maximum.at}
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Sources:
    """n units that gave figures: where each goes, and which of them were above it on its own map.

    ``above`` [n] are positions among the sources, in any order.
    """

    destinations: Sequence[Destination]
    above: Sequence[Sequence[int]]


def restate(tree: Tree, layout: Layout, own: Plane, sources: Sources) -> Rollup:
    """The roll-up on ``tree`` of what units of other days gave: own columns [C, n], [W][n].

    ``layout`` knows the levels of those units. Exact at and above the place that holds all of a
    unit. A figure that replaced others is not compared with those below it here: its own map is
    where they are reconciled.
    """
    return _Restatement(tree, layout, own, sources).rollup()


class _Restatement:
    """The columns of one restatement, one after the other.

    ``own`` [C, N] is what stands at each place itself, ``total`` [C, K] what stands there and
    below; the rests are the fractions beside them, by column and place.
    """

    def __init__(self, tree: Tree, layout: Layout, sent: Plane, sources: Sources) -> None:
        self.tree, self.layout, self.sent = tree, layout, sent
        self.destinations = sources.destinations
        self.shared = [(i, d) for i, d in enumerate(self.destinations) if d.shares]
        self.anchors: Places = np.array([d.anchor for d in self.destinations], dtype=np.intp)
        self.replaced = Replaced(tree, self.anchors, sources.above)
        self.segments = Segments.of(tree) if len(tree.interior) else None
        self.own = np.repeat(layout.nothing[:, None], len(tree), axis=1)
        self.total = np.repeat(layout.nothing[:, None], len(tree.interior), axis=1)
        self.own_rest: dict[int, dict[int, Fraction]] = {}
        self.rest: dict[int, dict[int, Fraction]] = {}

    def rollup(self) -> Rollup:
        for row, column in enumerate(self.layout.columns):
            if column.base < 0:
                self._fill(row, column)
        wide = [self._wide(row, column) for row, column in enumerate(self.layout.wide)]
        return Rollup(
            form=self.layout.form,
            tree=self.tree,
            layout=self.layout,
            inputs=NOTHING_SENT,
            cumulative=self.total,
            wide=[total for _, total in wide],
            own=Plane(self.own, [own for own, _ in wide], self.own_rest),
            marks=marks_of(self.layout, self.sent.figures, self.destinations, len(self.tree)),
            rest=self.rest,
        )

    def _stops(self, column: Column) -> Places:
        if column.gate < 0:
            return self.replaced.never
        return self.replaced.by(self.sent.figures[column.gate] > 0)

    def _fill(self, row: int, column: Column) -> None:
        stops, given = self._stops(column), self.sent.figures[row]
        kept = stops != self.anchors
        if column.op != "add":
            self._fold(row, FOLD_AT[column.op], given[kept], self.anchors[kept], stops[kept])
            return
        np.add.at(self.own[row], self.anchors[kept], given[kept])
        adding = self.own[row].copy()
        replaced = kept & (stops != NOWHERE)
        np.subtract.at(adding, stops[replaced], given[replaced])
        if self.segments is not None:
            self.total[row] = self.segments.sums(adding[None])[0]
        if divided(self.layout, column):
            for source, destination in self.shared:
                if kept[source]:
                    self.own[row, destination.anchor] -= given[source]
                if given[source]:
                    self._share(row, column, int(given[source]), destination)

    def _share(self, row: int, column: Column, given: int, destination: Destination) -> None:
        """One unit's amount at every place its shares reach; of a count of units, the unit."""
        if column.kind in AMOUNTS:
            for rest, reached in (
                (self.own_rest, destination.shares),
                (self.rest, destination.reached),
            ):
                beside = rest.setdefault(row, {})
                for place, share in reached:
                    beside[place] = beside.get(place, Fraction(0)) + share * given
            return
        slots = self.tree.interior_slot
        for place, _ in destination.shares:
            self.own[row, place] += given
        for place, _ in destination.reached:
            if slots[place] >= 0:
                self.total[row, slots[place]] += given

    def _fold(
        self, row: int, fold_at: FoldAt, given: NDArray[np.int64], here: Places, stops: Places
    ) -> None:
        """A least or a most carried up from place to place, until it is replaced."""
        fold_at(self.own[row], here, given)
        whole = np.full(len(self.tree), self.layout.nothing[row])
        while len(here):
            fold_at(whole, here, given)
            above = self.tree.parent[here].astype(np.intp)
            on = (above >= 0) & (above != stops)
            here, given, stops = above[on], given[on], stops[on]
        self.total[row] = whole[self.tree.interior]

    def _wide(self, row: int, column: Column) -> tuple[Exact, Exact]:
        own: Exact = [None] * len(self.tree)
        whole: Exact = [None] * len(self.tree)
        if column.base < 0:
            join, stops = WIDE[column.op], self._stops(column).tolist()
            by_shares = divided(self.layout, column)
            for source, value in enumerate(self.sent.wide[row]):
                destination = self.destinations[source]
                if value is None:
                    continue
                shares = destination.shares if by_shares else ()
                for place, share in destination.reached if shares else ():
                    whole[place] = join(whole[place], share * value)
                stop, place = stops[source], destination.anchor
                for credit, share in shares or ([(place, Fraction(1))] if place != stop else []):
                    own[credit] = join(own[credit], share * value)
                while place not in (stop, NOWHERE):
                    whole[place] = join(whole[place], value)
                    place = int(self.tree.parent[place])
        return own, [whole[place] for place in self.tree.interior]


class Replaced:
    """For each source the place from which on another's figure stands for its own."""

    def __init__(self, tree: Tree, anchors: Places, above: Sequence[Sequence[int]]) -> None:
        self.never: Places = np.full(len(anchors), NOWHERE, dtype=np.intp)
        meets: dict[tuple[int, int], int] = {}
        at = anchors.tolist()
        pairs = []
        for source, others in enumerate(above):
            for other in others:
                ends = (at[source], at[other])
                if ends not in meets:
                    meets[ends] = tree.holding(ends)
                pairs.append((source, other, meets[ends]))
        found = np.array(pairs, dtype=np.intp).reshape(-1, 3).T
        self._sources, self._others, self._meets = found

    def by(self, gave: NDArray[np.bool_]) -> Places:
        """The lowest place that holds a source and one above it that ``gave`` a figure, else -1."""
        stops = self.never.copy()
        open_ = gave[self._others]
        # All these places lie on one way to the root, where the lowest comes last in preorder.
        np.maximum.at(stops, self._sources[open_], self._meets[open_])
        return stops
