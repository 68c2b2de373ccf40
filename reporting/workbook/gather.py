"""Many figures of a block at once: the same numbers as one call a key, in a few array steps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reporting.block import Block
from reporting.columns import Key, Layout
from reporting.figures import EXACT_IN_FLOAT, Covered, Figure, Quotient, Sum
from reporting.workbook.table import Helper

Part = Key | Helper
Places = NDArray[np.intp]


def _places(found: Sequence[int]) -> Places:
    return np.array(found, dtype=np.intp)


@dataclass(frozen=True)
class _Sums:
    """Plain sums: where they stand among the parts, and which columns hold them."""

    at: Places
    column: Places
    presence: Places
    step: NDArray[np.float64]

    def read(self, figures: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.where(
            figures[self.presence] > 0, figures[self.column] / self.step[:, None], np.nan
        )


def _sums(found: Sequence[tuple[int, Sum]]) -> _Sums:
    return _Sums(
        _places([at for at, _ in found]),
        _places([s.column for _, s in found]),
        _places([s.presence for _, s in found]),
        np.array([s.step for _, s in found], dtype=np.float64),
    )


class Gather:
    """Reads the figures of given parts from any block of one layout.

    Sums and quotients of sums, which most figures are, are read together; the rest one by one.
    """

    def __init__(self, layout: Layout, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        plain: list[tuple[int, Sum]] = []
        above: list[tuple[int, Sum]] = []
        below: list[tuple[int, Sum]] = []
        scales: list[tuple[int, int]] = []
        self._single: list[tuple[int, Part]] = []
        for at, part in enumerate(parts):
            figure = _read_as(layout, part)
            scale = _scale(figure)
            if isinstance(figure, Sum):
                plain.append((at, figure))
            elif scale is not None and isinstance(figure, Quotient):
                assert isinstance(figure.above, Sum)
                assert isinstance(figure.below, Sum)
                above.append((at, figure.above))
                below.append((at, figure.below))
                scales.append(scale)
            else:
                self._single.append((at, part))
        self._plain, self._above, self._below = _sums(plain), _sums(above), _sums(below)
        self._scales = np.array(scales, dtype=np.float64).reshape(-1, 2)
        self._cover(layout)

    def _cover(self, layout: Layout) -> None:
        keys = [part for part in self.parts if isinstance(part, Key)]
        pairs: list[tuple[Covered, Covered]] = []
        found = []
        self._uncovered: list[tuple[int, Key]] = []
        for at, key in enumerate(keys):
            figure = layout.figures[key]
            if isinstance(figure, Covered):
                sides: tuple[Figure, Figure] = figure, figure
            elif isinstance(figure, Quotient):
                sides = figure.above, figure.below
            else:
                sides = figure, figure
            first, second = sides
            if isinstance(first, Covered) and isinstance(second, Covered):
                found.append(at)
                pairs.append((first, second))
            else:
                self._uncovered.append((at, key))
        self._size = len(keys)
        self._covered = _places(found)
        self._coverage = _places(
            [
                c
                for one, two in pairs
                for c in (one.reported, one.expected, two.reported, two.expected)
            ]
        ).reshape(-1, 4)

    def numbers(self, block: Block) -> NDArray[np.float64]:
        """Figures [n, parts] of the block's units; NaN: no value."""
        figures = block.plane.figures
        result = np.empty((len(self.parts), len(block)))
        result[self._plain.at] = self._plain.read(figures)
        if len(self._above.at):
            result[self._above.at] = self._quotients(figures)
        # On another day's map some figures are fractions and some are none: each is asked for.
        singly = self._single if block.marks is None else enumerate(self.parts)
        for at, part in singly:
            result[at] = _one(block, part)
        return result.T

    def _quotients(self, figures: NDArray[np.int64]) -> NDArray[np.float64]:
        above, below = self._above, self._below
        low = figures[below.column]
        present = (figures[above.presence] > 0) & (figures[below.presence] > 0) & (low != 0)
        result = np.full(low.shape, np.nan)
        np.divide(
            figures[above.column] * self._scales[:, :1],
            low * self._scales[:, 1:],
            out=result,
            where=present,
        )
        return result

    def coverage(self, block: Block, row: int) -> tuple[list[int], list[int]]:
        """(reported, expected) of each key for one unit of the block."""
        reported = np.zeros(self._size, dtype=np.int64)
        expected = np.zeros(self._size, dtype=np.int64)
        taken = block.plane.figures[:, row][self._coverage]
        one, one_of, two, two_of = taken.T
        worse = (two < one) | ((two == one) & (two_of > one_of))
        reported[self._covered] = np.where(worse, two, one)
        expected[self._covered] = np.where(worse, two_of, one_of)
        for at, key in self._uncovered:
            reported[at] = block.reported(key)[row]
            expected[at] = block.expected(key)[row]
        return reported.tolist(), expected.tolist()


def _read_as(layout: Layout, part: Part) -> Figure | None:
    """The figure a part is, where it can be read from its columns alone."""
    if isinstance(part, Helper):
        whole = layout.figures[part.key]
        if not isinstance(whole, Quotient):
            return None
        return whole.above if part.top else whole.below
    return layout.figures[part]


def _scale(figure: Figure | None) -> tuple[int, int] | None:
    """Factors of a quotient of sums that floats hold exactly."""
    if not isinstance(figure, Quotient):
        return None
    above, below = figure.above, figure.below
    if not isinstance(above, Sum) or not isinstance(below, Sum):
        return None
    top, low = below.step * figure.scale.numerator, above.step * figure.scale.denominator
    return (top, low) if max(abs(top), low) < EXACT_IN_FLOAT else None


def _one(block: Block, part: Part) -> NDArray[np.float64]:
    if isinstance(part, Helper):
        exact = block.numerator(part.key) if part.top else block.denominator(part.key)
        return np.array([np.nan if v is None else float(v) for v in exact])
    return block.numbers(part)
