"""Marks: how far each figure on another day's map can be trusted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hierarchy.restating import Destination
from reporting.columns import Layout
from reporting.draft import Column, Key
from reporting.figures import (
    Covered,
    Expression,
    Figure,
    Kept,
    Products,
    Quotient,
    Sum,
    Wide,
)
from reporting.statuses import ESTIMATED, EXACT, NOT_COMPARABLE, STATUSES
from schemas.form import Measure

Marked = NDArray[np.uint8]
AMOUNTS = frozenset(("total", "product", "weight", "high_high", "high_low", "low_high", "low_low"))
"""Kinds of columns a declared share divides."""
_UNRESTATED = frozenset(("count", "share", "choice", "collect", "none"))


@dataclass(frozen=True, slots=True)
class Marks:
    """Doubt about each figure: ``by_key`` uint8 [N] by key, a place in ``STATUSES``.

    ``own_by_key`` says the same of own figures. A key without an array is exact everywhere.
    """

    by_key: dict[Key, Marked] = field(default_factory=dict)
    own_by_key: dict[Key, Marked] = field(default_factory=dict)

    def status(self, place: int, key: Key) -> str:
        """``exact``, ``estimated`` or ``not_comparable``."""
        found = self.by_key.get(key)
        return EXACT if found is None else STATUSES[int(found[place])]


def divided(layout: Layout, column: Column) -> bool:
    """Whether declared shares take a column of one unit apart: numbers that add up, their counts.

    A least, a most, a yes and a choice are of the whole unit.
    """
    measure = layout.form.by_path[column.measure]
    return column.op == "add" and not column.level and restated(measure)


def restated(measure: Measure) -> bool:
    """Whether a measure has a figure of its own for a unit that is not the one that gave it."""
    if measure.computed and measure.computed_at == "rolled_up":
        return True
    return measure.kind not in ("boolean", "choice") and measure.rule.name not in _UNRESTATED


def worst(layout: Layout, marks: Marks, size: int) -> Marked:
    """The worst mark of each of ``size`` places over its sums, and ratios and means of sums."""
    found = np.zeros(size, dtype=np.uint8)
    for key, each in marks.by_key.items():
        if _divisible(layout, layout.figures[key]):
            np.maximum(found, each, out=found)
    return found


class Pairs(NamedTuple):
    """Which source clouds the figure of which place: two int arrays side by side."""

    sources: NDArray[np.intp]
    places: NDArray[np.intp]

    @classmethod
    def of(
        cls, destinations: Sequence[Destination], pick: Callable[[Destination], Sequence[int]]
    ) -> "Pairs":
        """The pairs that ``pick`` takes from each destination."""
        pairs = [(i, place) for i, one in enumerate(destinations) for place in pick(one)]
        sources, places = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        return cls(sources, places)

    def met(self, asked: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
        """Places clouded by a source that was asked."""
        found = np.zeros(size, dtype=np.bool_)
        found[self.places[asked[self.sources]]] = True
        return found


@dataclass(frozen=True, slots=True)
class Clouds:
    """What clouds total figures, or own ones.

    ``lost``: not comparable; ``guessed``: by declared shares; ``moved``: what is never restated.
    """

    lost: Pairs
    guessed: Pairs
    moved: Pairs


def marks_of(
    layout: Layout,
    expected: NDArray[np.int64],
    destinations: Sequence[Destination],
    size: int,
) -> Marks:
    """Marks of every key at ``size`` places; ``expected`` are own columns [C, n] of n sources.

    A unit that was not asked for a measure clouds nothing; one that was asked and is silent does.
    """
    heirs = Pairs.of(destinations, lambda d: [d.anchor] if d.heir and not d.itself else [])
    totals = Clouds(
        Pairs.of(destinations, lambda d: d.lacking),
        Pairs.of(destinations, lambda d: [place for place, _ in d.reached]),
        heirs,
    )
    owns = Clouds(
        Pairs.of(destinations, lambda d: d.parts),
        Pairs.of(destinations, lambda d: [place for place, _ in d.shares if place != d.anchor]),
        Pairs.of(destinations, lambda d: [] if d.itself else [d.anchor]),
    )
    marks = Marks()
    for key, figure in layout.figures.items():
        covers = sorted(_covers(figure))
        asked = reduce(np.logical_or, [expected[c] > 0 for c in covers])
        measure = layout.form.by_path.get(key.measure)
        own_only = measure is not None and not (restated(measure) and not key.level)
        fits = _divisible(layout, figure)
        for clouds, kept in ((totals, marks.by_key), (owns, marks.own_by_key)):
            found = _marked(clouds, asked, size, fits=fits, own_only=own_only)
            if found.any():
                kept[key] = found
    return marks


def _marked(
    clouds: Clouds, asked: NDArray[np.bool_], size: int, *, fits: bool, own_only: bool
) -> Marked:
    found = np.zeros(size, dtype=np.uint8)
    found[clouds.guessed.met(asked, size)] = STATUSES.index(ESTIMATED if fits else NOT_COMPARABLE)
    lost = clouds.lost.met(asked, size)
    if own_only:
        lost |= clouds.moved.met(asked, size)
    found[lost] = STATUSES.index(NOT_COMPARABLE)
    return found


def _parts(figure: Figure) -> list[Figure]:
    if isinstance(figure, Kept):
        return _parts(figure.of)
    if isinstance(figure, Quotient):
        return [part for each in (figure.above, figure.below) for part in _parts(each)]
    if isinstance(figure, Expression):
        return [part for each in figure.operands.values() for part in _parts(each)]
    return [figure]


def _covers(figure: Figure) -> set[int]:
    return {part.expected for part in _parts(figure) if isinstance(part, Covered)}


def _divisible(layout: Layout, figure: Figure) -> bool:
    """Whether a share of a unit's figures is a figure: sums and what is made of sums alone."""
    for part in _parts(figure):
        if isinstance(part, Sum):
            columns = [layout.columns[part.column]]
        elif isinstance(part, Products):
            columns = [layout.columns[column] for column in part.columns]
        elif isinstance(part, Wide):
            columns = [layout.wide[part.column]]
        else:
            return False
        if any(each.kind not in AMOUNTS or not divided(layout, each) for each in columns):
            return False
    return True
