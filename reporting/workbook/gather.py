"""Many figures of a block at once: the same numbers as one call a key, in a few array steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from reporting.block import Block
from reporting.columns import Key, Layout
from reporting.figures import EXACT_IN_FLOAT, Covered, Expression, Figure, Kept, Quotient, Sum
from reporting.workbook.table import Helper, only_own

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


@dataclass(frozen=True, slots=True)
class _Whole:
    """A figure as one quotient of whole numbers: where each stands, and what it is times."""

    top: int
    top_presence: int
    top_times: int
    low: int
    low_presence: int
    low_times: int

    def of(self, counts: Sequence[int]) -> Fraction | None:
        """The figure from one unit's columns."""
        if counts[self.top_presence] <= 0 or counts[self.low_presence] <= 0:
            return None
        low = counts[self.low] * self.low_times
        return Fraction(counts[self.top] * self.top_times, low) if low else None


def _whole(figure: Figure) -> _Whole | None:
    if not isinstance(figure, Quotient):
        return None
    above, below, scale = figure.above, figure.below, figure.scale
    if not isinstance(above, Sum) or not isinstance(below, Sum):
        return None
    return _Whole(
        above.column,
        above.presence,
        below.step * scale.numerator,
        below.column,
        below.presence,
        above.step * scale.denominator,
    )


_SIDES = 2


def _counted(figure: Figure) -> list[tuple[int, int]]:
    """Columns (reported, expected) of every part of a figure; none where one has no columns."""
    if isinstance(figure, Covered):
        return [(figure.reported, figure.expected)]
    if isinstance(figure, Kept):
        return _counted(figure.of)
    parts: list[Figure] = []
    if isinstance(figure, Quotient):
        parts = [figure.above, figure.below]
    elif isinstance(figure, Expression):
        parts = list(figure.operands.values())
    found = [_counted(part) for part in parts]
    return [pair for pairs in found for pair in pairs] if all(found) else []


class Gather:
    """Reads the figures of given parts from any block of one layout.

    Sums and quotients of sums, which most figures are, are read together; the rest one by one.
    ``keys`` are the parts that are figures, which stand before all others; ``apart`` the places
    of those that every unit states for itself, ``at`` the places of each measure's.
    """

    def __init__(self, layout: Layout, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self.keys = tuple(part for part in parts if isinstance(part, Key))
        self.at: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys):
            self.at.setdefault(key.measure, []).append(place)
        own = {path for path in self.at if only_own(layout.form.by_path[path])}
        self.apart = [i for i, key in enumerate(self.keys) if key.measure in own]
        self._whole = [_whole(layout.figures[key]) for key in self.keys]
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
        self._uncovered: list[tuple[int, Key]] = []
        self._several: list[tuple[int, list[tuple[int, int]]]] = []
        found, columns = [], []
        for at, key in enumerate(self.keys):
            counted = _counted(layout.figures[key])
            if not counted:
                self._uncovered.append((at, key))
            elif len(counted) > _SIDES:
                self._several.append((at, counted))
            else:
                found.append(at)
                columns.append([*counted[0], *counted[-1]])
        self._covered = _places(found)
        self._coverage = np.array(columns, dtype=np.intp).reshape(-1, 4).T.copy()

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
        reported = np.zeros(len(self.keys), dtype=np.int64)
        expected = np.zeros(len(self.keys), dtype=np.int64)
        counts = np.ascontiguousarray(block.plane.figures[:, row])
        one, one_of, two, two_of = counts[self._coverage]
        worse = (two < one) | ((two == one) & (two_of > one_of))
        reported[self._covered] = np.where(worse, two, one)
        expected[self._covered] = np.where(worse, two_of, one_of)
        for at, several in self._several:
            least = min((int(counts[given]), -int(counts[of])) for given, of in several)
            reported[at], expected[at] = least[0], -least[1]
        for at, key in self._uncovered:
            reported[at] = block.reported(key)[row]
            expected[at] = block.expected(key)[row]
        return reported.tolist(), expected.tolist()

    def exact(self, block: Block, row: int, places: Iterable[int]) -> dict[Key, Fraction | None]:
        """Exact figures of the keys at these places, for one unit of the block."""
        counts = block.plane.figures[:, row].tolist()
        whole = block.marks is None and not block.plane.rest
        found: dict[Key, Fraction | None] = {}
        for place in places:
            key, parts = self.keys[place], self._whole[place]
            if parts is None or not whole or place in self.apart:
                found[key] = block.exact(key)[row]
            else:
                found[key] = parts.of(counts)
        return found


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
