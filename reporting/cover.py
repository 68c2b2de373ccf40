"""Looking for cover of one small figure: who could have given what it may have taken."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reporting.disclosure import Direction
from reporting.interlock import OWN, Cell, Interlock


class Plan(NamedTuple):
    """A way to protect a figure: what it would still lack, what it would hide, how much of it."""

    lacks: int
    more: int
    loss: int
    hides: frozenset[Cell]


@dataclass
class Search:
    """Looks for givers to one unit of a small figure: the nearest, and of these the cheapest."""

    table: Interlock
    cell: Cell
    unit: int
    direction: Direction
    sign: int
    _taken: dict[tuple[Cell | None, int], frozenset[Cell]] = field(default_factory=dict)

    def plan(self, lacks: int) -> Plan | None:
        """The givers' cells that make up what the figure lacks to its threshold, or come near."""
        table = self.table
        room = min(lacks, table.capacity(self.unit, self.direction, self.sign))
        if room < 1:
            return None
        alone = table.raised(self.direction, self.unit) - table.hidden
        if not alone:
            return Plan(lacks - room, 0, 0, alone)
        hides: frozenset[Cell] = frozenset()
        got = 0
        taker = frozenset(
            cell for place, _ in self.direction for cell in table.chain(place, self.unit)
        )
        for givers in self._scopes():
            free, offers = self._offers(givers, taker, room - got)
            got += free
            while got < room and offers:
                place = min(range(len(offers)), key=self._price(offers, hides, room - got))
                cells, most = offers.pop(place)
                hides |= cells
                got += most
            if got >= room:
                break
        if not got:
            hides, got = alone, room
        return Plan(lacks - min(got, room), len(hides), self._loss(hides), hides)

    def _offers(
        self, givers: Iterable[int], taker: frozenset[Cell], wanted: int
    ) -> tuple[int, list[tuple[frozenset[Cell], int]]]:
        """What is to be had for nothing, no more than wanted; and what at the price of hiding."""
        free = 0
        offers = []
        for unit in givers:
            most = self.table.capacity(unit, self.direction, -self.sign)
            if most <= 0:
                continue
            cells = self._crossed(unit, taker)
            if cells:
                offers.append((cells, most))
                continue
            free += most
            if free >= wanted:
                break
        return free, offers

    def _crossed(self, giver: int, taker: frozenset[Cell]) -> frozenset[Cell]:
        """Figures that would have to be hidden so that one may have taken from the other."""
        table = self.table
        given = table.part(self.direction, giver, taker)
        mine: set[Cell] = set()
        for place, _ in self.direction:
            theirs = table.chain(place, giver)
            shared = next((cell for cell in theirs if cell in taker), None)
            if (shared, place) not in self._taken:
                self._taken[shared, place] = table.part(((place, 1),), self.unit, theirs)
            mine |= self._taken[shared, place]
        return given | mine

    def _scopes(self) -> Iterator[Iterator[int]]:
        """Units outside the figure, by the nearest total that holds them and it."""
        table, place = self.table, self.cell.place
        chain = table.chain(place, self.unit)
        inner = table.tree.subtree(self.cell.unit)
        if self.cell.kind == OWN:
            inner = slice(self.cell.unit, self.cell.unit + 1)
        for scope in chain[chain.index(self.cell) + 1 :]:
            outer = table.tree.subtree(scope.unit)
            if outer == inner:
                continue
            sides = slice(outer.start, inner.start), slice(inner.stop, outer.stop)
            inner = outer
            units = (unit for side in sides for unit in self._able(side))
            if table.columns[place].closed:
                yield (unit for unit in units if scope in table.chain(place, unit))
            else:
                yield units

    def _able(self, side: slice) -> Sequence[int]:
        if self.sign > 0:
            return self.table.between(self.cell.place, side)
        return range(side.start, side.stop)

    def _loss(self, cells: Iterable[Cell]) -> int:
        return sum(abs(self.table.value(cell)) for cell in cells)

    def _price(
        self, offers: Sequence[tuple[frozenset[Cell], int]], hides: frozenset[Cell], wanted: int
    ) -> Callable[[int], tuple[int, bool, int]]:
        """Fewest figures more to hide; then one giver for all of it; then the smallest figures."""

        def price(at: int) -> tuple[int, bool, int]:
            cells, most = offers[at]
            more = cells - hides
            enough = most >= wanted
            return len(more), not enough, self._loss(more) if enough else -most

        return price
