"""Reconciliation: what was stated as a total, held against the sum of its parts; nothing hidden."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from hierarchy.tree import Tree
from reporting.columns import Key
from reporting.display import shown
from reporting.rollup import Rollup

Kind = Literal["below", "units", "columns", "rolled_up"]
"""Against units below in a roll-up; against rows of a table; its columns; a roll-up's figure."""
Stated = Mapping[int, Mapping[str, Fraction]]
"""Figures of a table by place in the tree and column."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One stated figure and what its parts add up to.

    ``parts`` of ``expected`` were there to be added up: units right below, or columns.
    """

    kind: Kind
    place: int
    measure: str
    stated: Fraction
    summed: Fraction
    parts: int = 0
    expected: int = 0

    @property
    def difference(self) -> Fraction:
        """Stated less summed."""
        return self.stated - self.summed

    @property
    def whole(self) -> bool:
        """Whether every part was there: else a difference may be what is missing."""
        return self.parts == self.expected


def against_below(rollup: Rollup) -> Iterator[Compared]:
    """Own figures that replace what lies below them, against the figure from below.

    ``parts`` of ``expected`` are the units whose figures the one from below is made of.
    """
    inner = rollup.tree.interior.astype(np.intp)
    own, total = rollup.own_block(inner), rollup.block(inner)
    for key in rollup.layout.keys:
        if key not in rollup.layout.compared:
            continue
        name = f"{key.measure}:{key.option}" if key.option else key.measure
        children = _children_covered(rollup, inner.tolist(), key)
        rows = zip(inner.tolist(), own.exact(key), total.below(key), children, strict=True)
        for place, stated, summed, (parts, expected) in rows:
            if stated is not None and summed is not None:
                yield Compared("below", place, name, stated, summed, parts, expected)


def _children_covered(rollup: Rollup, places: Sequence[int], key: Key) -> list[tuple[int, int]]:
    """(reported, expected) below each unit: of its children with all below them."""
    children = [rollup.tree.children(place).tolist() for place in places]
    flat = np.array([child for each in children for child in each], dtype=np.intp)
    block = rollup.block(flat)
    reported, expected = block.reported(key), block.expected(key)
    found, start = [], 0
    for each in children:
        span = slice(start, start + len(each))
        found.append((int(reported[span].sum()), int(expected[span].sum())))
        start += len(each)
    return found


def against_units(tree: Tree, stated: Stated) -> Iterator[Compared]:
    """Rows of a table that have rows of units right below them, column by column."""
    for place in sorted(stated):
        children = tree.children(place).tolist()
        for measure, figure in stated[place].items():
            given = [
                stated[child][measure] for child in children if measure in stated.get(child, {})
            ]
            if given:
                total = sum(given, Fraction(0))
                yield Compared("units", place, measure, figure, total, len(given), len(children))


def against_columns(stated: Stated, adds: Mapping[str, Sequence[str]]) -> Iterator[Compared]:
    """Rows of a table: a column that is said to be the sum of others, against that sum."""
    for place in sorted(stated):
        row = stated[place]
        for measure, parts in adds.items():
            given = [row[part] for part in parts if part in row]
            if measure in row and given:
                total = sum(given, Fraction(0))
                yield Compared(
                    "columns", place, measure, row[measure], total, len(given), len(parts)
                )


def against_rollup(rollup: Rollup, stated: Stated) -> Iterator[Compared]:
    """A table against the figures rolled up, where there is one; measures by their path.

    Both are held together as shown: at the measure's decimals.
    """
    places = np.array(sorted(stated), dtype=np.intp)
    block = rollup.block(places)
    for key in rollup.layout.keys:
        if key != Key(key.measure):
            continue
        decimals = rollup.form.by_path[key.measure].decimals
        reported, expected = block.reported(key), block.expected(key)
        for at, (place, value) in enumerate(zip(places.tolist(), block.exact(key), strict=True)):
            figure = stated[place].get(key.measure)
            if figure is not None and value is not None:
                summed = Fraction(shown(value, decimals))
                counts = int(reported[at]), int(expected[at])
                yield Compared("rolled_up", place, key.measure, figure, summed, *counts)
