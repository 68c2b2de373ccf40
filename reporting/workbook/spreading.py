"""The sheet of ranks and distribution: for each key figure who stands where, and how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from reporting.distribution import MOST as BANDS
from reporting.distribution import Quartiles, Ranked, banded, edges, quartiles, ranked
from reporting.workbook.charts import number_points, text_points
from reporting.workbook.chosen import LEAST
from reporting.workbook.frames import Figures
from reporting.workbook.numerals import number_words
from reporting.workbook.table import Column

WIDTHS = (5, 25, 11, 1.5, 5, 25, 11, 1.5, 21, 11, 1.5, 54)
"""Column widths in characters: the highest, the lowest, the spread, and the picture's place."""
PICTURE = len(WIDTHS) - 1
DATA = len(WIDTHS) + 1
"""First column of the pictures' own data: lower and upper edge, words, count."""
START, LINES = 4, 10
"""Rows above the first block, and lines of a block below its two rows of heads."""
BLOCK = LINES + 3


@dataclass(frozen=True)
class Spread:
    """One figure over the children: where it stands, whose it is, its bands."""

    place: int
    column: Column
    values: tuple[float | None, ...]
    ranked: tuple[Ranked, ...]
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    quartiles: Quartiles | None
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, place: int, column: Column, found: Figures, language: str) -> "Spread":
        """The spread of the column at ``place``; without bands where few have a figure."""
        raw = found.units[:-1, place].tolist()
        values = tuple(None if v != v else v for v in raw)  # noqa: PLR0124 - NaN alone
        known = [v for v in values if v is not None]
        order = tuple(ranked(values))
        if len(known) < LEAST:
            return cls(place, column, values, order, (), (), None)
        bounds = edges(known)
        counts = tuple(banded(known, bounds))
        said = [_words(edge, language) for edge in bounds]
        names = tuple(f"{low} – {high}" for low, high in pairwise(said))
        if bounds[0] == bounds[-1]:
            names = (said[0],)
        return cls(place, column, values, order, bounds, counts, quartiles(known), names)


@lru_cache(maxsize=4_096)
def _words(edge: float, language: str) -> str:
    return number_words(Fraction(edge), language)


def spread_caches(spreads: Sequence[Spread]) -> list[list[str]]:
    """For each picture the points of its words and counts."""
    return [
        [text_points(one.names), number_points([float(c) for c in one.counts])] for one in spreads
    ]


def first_line(number: int) -> int:
    """The row (from 1) of the first line of a block, counted from 0."""
    return START + number * BLOCK + 3


def last_line(number: int, bands: int) -> int:
    """The row (from 1) of the last band of a block."""
    return first_line(number) + max(bands, 1) - 1


assert BANDS <= LINES
