"""The tree of one day, as arrays in an order where every subtree is one slice."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from operator import eq, itemgetter

import numpy as np
from numpy.typing import NDArray

from errors import Problem
from hierarchy.checks import check_units
from hierarchy.shape import Shape, frozen, shape_of
from hierarchy.unit import Unit

_CODE, _LEVEL, _PARENT = (
    itemgetter(Unit._fields.index(n)) for n in ("code", "level", "parent_code")
)


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Units of one day in preorder: a parent before its children, siblings in code order.

    With N units, of which K have children:
    ``parent`` int32 [N]: place of the parent, -1 at the root, which has place 0;
    ``stop`` int32 [N]: the subtree of place i is ``range(i, stop[i])``;
    ``depth`` int16 [N]: 0 at the root;
    ``levels``: names of levels by first appearance, shallowest first; ``level`` int16 [N]
    points into it;
    ``interior`` int32 [K]: places of units with children, ascending; ``interior_slot``
    int32 [N]: where a place stands in ``interior``, -1 for a leaf;
    ``given`` int32 [N]: where the unit of a place stood among the units it was made of.
    All arrays are read-only. Two different days give two trees, never equal by accident.
    """

    day: date
    units: tuple[Unit, ...]
    parent: NDArray[np.int32]
    stop: NDArray[np.int32]
    depth: NDArray[np.int16]
    levels: tuple[str, ...]
    level: NDArray[np.int16]
    interior: NDArray[np.int32]
    interior_slot: NDArray[np.int32]
    given: NDArray[np.int32]
    _first: NDArray[np.int32] = field(repr=False)
    _below: NDArray[np.int32] = field(repr=False)
    _index: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, units: Iterable[Unit], day: date) -> "Tree":
        """The tree of the units standing on ``day``, whatever the order they come in.

        Raises Problem ``no_unit_stands`` (day) where none does, and ``roster_faults`` with
        the faults of that day where they are not one tree with one root.
        """
        every = list(units)
        codes = list(map(_CODE, every))
        at = [i for i, unit in enumerate(every) if unit.valid_from <= day <= unit.valid_to]
        at.sort(key=codes.__getitem__)
        if not at:
            raise Problem("no_unit_stands", day=day.isoformat())
        standing = [every[i] for i in at]
        found = _parents(standing)
        shape = None if found is None else shape_of(found)
        if shape is None:
            raise Problem("roster_faults", check_units(standing, on=day), day=day.isoformat())
        return replace(cls._shaped(standing, shape, day), given=_at(at, shape))

    @classmethod
    def from_parents(
        cls, parents: NDArray[np.int32], levels: Sequence[str], day: date = date(2026, 1, 1)
    ) -> "Tree":
        """A made-up tree from the position of each unit's parent (-1 at the root).

        ``levels`` names the level of each depth, at least as many as there are depths. Codes
        are the positions, so siblings keep the order given. Raises ValueError where
        ``parents`` is not one tree.
        """
        shape = shape_of(parents)
        if shape is None:
            text = "parents do not make one tree"
            raise ValueError(text)
        labels = [""] * len(parents)
        for place, depth in zip(shape.order.tolist(), shape.depth.tolist(), strict=True):
            labels[place] = levels[depth]
        width = len(str(len(parents)))
        codes = [f"{place:0{width}d}" for place in range(len(parents))]
        made = [
            Unit(code, code, label, codes[above] if above >= 0 else None)
            for code, label, above in zip(codes, labels, parents.tolist(), strict=True)
        ]
        return cls._shaped(made, shape, day)

    @classmethod
    def _shaped(cls, units: Sequence[Unit], shape: Shape, day: date) -> "Tree":
        ordered = tuple(map(units.__getitem__, shape.order.tolist()))
        levels, level = _levels(ordered, shape.depth)
        interior = np.flatnonzero(np.diff(shape.first)).astype(np.int32)
        slot = np.full(len(ordered), -1, np.int32)
        slot[interior] = np.arange(len(interior), dtype=np.int32)
        return cls(
            day=day,
            units=ordered,
            parent=shape.parent,
            stop=shape.stop,
            depth=shape.depth,
            levels=levels,
            level=frozen(level),
            interior=frozen(interior),
            interior_slot=frozen(slot),
            given=shape.order,
            _first=shape.first,
            _below=shape.below,
            _index={},
        )

    def siblings(self, start: int, stop: int) -> "Tree":
        """Whole subtrees of one unit's children, side by side at ``range(start, stop)``, below it.

        The unit stands at place 0 and place ``start + i`` at ``1 + i``; levels keep their numbers.
        """
        above = int(self.parent[start])
        below = self.parent[start:stop]
        parents = np.where(below == above, 0, below - start + 1)
        shape = shape_of(np.concatenate([[-1], parents]).astype(np.int32))
        assert shape is not None  # part of a tree
        made = self._shaped((self.units[above], *self.units[start:stop]), shape, self.day)
        level = np.concatenate([self.level[above : above + 1], self.level[start:stop]])
        return replace(made, levels=self.levels, level=frozen(level))

    def __len__(self) -> int:
        return len(self.units)

    @property
    def index(self) -> dict[str, int]:
        """Place by code, made when first asked for: a roll-up of a million units asks for none."""
        if not self._index:
            # One step, whoever else looks: it is empty or whole, and twice the same.
            self._index.update(dict(zip(map(_CODE, self.units), range(len(self)), strict=True)))
        return self._index

    def children(self, place: int) -> NDArray[np.int32]:
        """Places of the units directly below, ascending."""
        return self._below[self._first[place] : self._first[place + 1]]

    def ancestors(self, place: int) -> list[int]:
        """Places of the units above, nearest first, the root last."""
        above = []
        place = int(self.parent[place])
        while place >= 0:
            above.append(place)
            place = int(self.parent[place])
        return above

    def holding(self, places: Iterable[int]) -> int:
        """The lowest place that holds all of these; ValueError for none."""
        first, *others = places
        for other in others:
            while not first <= other < self.stop[first]:
                first = int(self.parent[first])
        return first

    def subtree(self, place: int) -> slice:
        """The slice of places holding the unit and all below it."""
        return slice(place, int(self.stop[place]))


def _parents(units: Sequence[Unit]) -> NDArray[np.int32] | None:
    """The position of each unit's parent, of units by code; None for a code twice or a lost parent.

    Few have others below them: to look those up in order is less than to number all.
    """
    codes, above = list(map(_CODE, units)), list(map(_PARENT, units))
    if any(map(eq, codes, islice(codes, 1, None))):
        return None
    position: dict[str | None, int] = {None: -1}
    for code in set(above) - {None}:
        place = bisect_left(codes, code)
        if place == len(codes) or codes[place] != code:
            return None
        position[code] = place
    return np.array(list(map(position.__getitem__, above)), np.int32)


def _at(positions: Sequence[int], shape: Shape) -> NDArray[np.int32]:
    return frozen(np.array(positions, np.int32)[shape.order])


def _levels(
    units: Sequence[Unit], depth: NDArray[np.int16]
) -> tuple[tuple[str, ...], NDArray[np.int16]]:
    """Names of levels in order of first appearance by depth, and each unit's place in it."""
    named = list(map(_LEVEL, units))
    seen = {name: number for number, name in enumerate(dict.fromkeys(named))}
    ids = np.array(list(map(seen.__getitem__, named)), np.int64)
    # One number orders first by depth, then by place; its least value ranks the level.
    appearance = depth.astype(np.int64) * len(units) + np.arange(len(units))
    earliest = np.full(len(seen), np.iinfo(np.int64).max)
    np.minimum.at(earliest, ids, appearance)
    ranked = np.argsort(earliest)
    rank = np.empty(len(seen), np.int16)
    rank[ranked] = np.arange(len(seen), dtype=np.int16)
    names = list(seen)
    return tuple(names[place] for place in ranked.tolist()), rank[ids]
