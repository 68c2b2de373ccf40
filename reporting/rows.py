"""A row: the stored form of one unit's figures, and the step that makes a parent's from below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from reporting.cells import Lens
from reporting.columns import Layout
from reporting.figures import Exact
from reporting.own import own_plane

Join = Callable[[Fraction | None, Fraction | None], Fraction | None]


def _joining(fold: Callable[[Fraction, Fraction], Fraction]) -> Join:
    def join(left: Fraction | None, right: Fraction | None) -> Fraction | None:
        if left is None or right is None:
            return right if left is None else left
        return fold(left, right)

    return join


WIDE: dict[str, Join] = {
    "add": _joining(lambda left, right: left + right),
    "min": _joining(min),
    "max": _joining(max),
}


@dataclass(frozen=True, slots=True)
class Row:
    """Columns of one unit: ``figures`` int64 [C] and ``wide`` fractions (None: nothing)."""

    figures: NDArray[np.int64]
    wide: tuple[Fraction | None, ...] = ()

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Row)
            and np.array_equal(self.figures, other.figures)
            and self.wide == other.wide
        )

    def __hash__(self) -> int:
        return hash(self.pack())

    def pack(self) -> bytes:
        """Little-endian figures, then the fractions as text, one a line."""
        return self.figures.astype("<i8").tobytes() + wide_lines(self.wide)

    @classmethod
    def unpack(cls, layout: Layout, data: bytes) -> "Row":
        """The row that ``pack`` wrote under the same layout; ValueError under another one."""
        size = 8 * len(layout.columns)
        figures = np.frombuffer(data[:size], dtype="<i8").astype(np.int64)
        lines = data[size:].decode("ascii").split("\n") if layout.wide else []
        if len(lines) != len(layout.wide) or len(figures) != len(layout.columns):
            raise ValueError("row of another layout")
        return cls(figures, tuple(Fraction(line) if line else None for line in lines))


def wide_lines(wide: Sequence[Fraction | None]) -> bytes:
    """Fractions as the end of a packed row: as text, one a line."""
    return "\n".join("" if value is None else str(value) for value in wide).encode("ascii")


def own_rows(
    layout: Layout,
    values: NDArray[np.int64],
    states: NDArray[np.uint8],
    assigned: NDArray[np.bool_],
    levels: NDArray[np.integer],
) -> list[Row]:
    """Rows of n units from their own cells alone: ``values`` and ``states`` are [E, n]."""
    plane = own_plane(Lens(layout, values, states, assigned, levels))
    figures = np.ascontiguousarray(plane.figures.T)
    wide = list(zip(*plane.wide, strict=True)) if plane.wide else [()] * len(figures)
    return [Row(row, exact) for row, exact in zip(figures, wide, strict=True)]


def combine(layout: Layout, level: str, own: Row | None, children: Sequence[Row]) -> Row:
    """A unit's cumulative row from its own row and its children's cumulative rows.

    Equals the unit's row of a full roll-up. ``level`` is the unit's; its own row carries it
    already. ``own`` is None where the unit owes nothing.
    """
    del level
    figures = layout.nothing.copy() if own is None else own.figures.copy()
    below = layout.nothing.copy()
    if children:
        stacked = np.stack([child.figures for child in children])
        below[layout.adding] = stacked[:, layout.adding].sum(axis=0)
        below[layout.lowest] = stacked[:, layout.lowest].min(axis=0)
        below[layout.highest] = stacked[:, layout.highest].max(axis=0)
    gates = figures.copy()
    closed = layout.gated[gates[layout.gates] > 0]
    kept = figures[closed]
    figures[layout.adding] += below[layout.adding]
    figures[layout.lowest] = np.minimum(figures, below)[layout.lowest]
    figures[layout.highest] = np.maximum(figures, below)[layout.highest]
    figures[closed] = kept
    figures[layout.belows] = below[layout.bases]
    return Row(figures, _combine_wide(layout, own, gates, children))


def _combine_wide(
    layout: Layout, own: Row | None, gates: NDArray[np.int64], children: Sequence[Row]
) -> tuple[Fraction | None, ...]:
    result: Exact = [None] * len(layout.wide)
    for place, column in enumerate(layout.wide):
        if column.base >= 0:
            continue
        join = WIDE[column.op]
        below = reduce(join, (child.wide[place] for child in children), None)
        mine = None if own is None else own.wide[place]
        closed = column.gate >= 0 and gates[column.gate] > 0
        result[place] = mine if closed else join(mine, below)
        companion = layout.wide_companions.get(place)
        if companion is not None:
            result[companion] = below
    return tuple(result)
