"""Where the units stand: coverage and attainment by their coordinates, and who has none."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import cos, radians

from hierarchy.unit import Unit
from reporting.book import Book
from reporting.distribution import quartiles
from reporting.target import Target, status
from reporting.workbook.cells import LETTERS, escape
from reporting.workbook.charts import number_points
from reporting.workbook.counts import Count
from reporting.workbook.frames import Figures
from reporting.workbook.press import Press
from reporting.workbook.table import Column
from reporting.workbook.verdicts import standing_targets, verdict

LEAST = 12
"""Units with coordinates from which there is a picture."""
NAMED = 20
"""Units up to which names stand in the picture; above, their numbers."""
COVERED = ("full", "most", "half", "low")
JUDGED = ("met", "unmet", "none")
QUARTERS = ("first", "second", "third", "fourth", "none")
WIDTHS = (6, 12, 36, 12, 12, 13, 30, 14, 30)
"""Columns: number, code, name, latitude, longitude, coverage, its class, figure, its class."""
LAST = len(WIDTHS) - 1
DATA = len(WIDTHS) + 1
"""First column of the pictures' own data."""
PICTURE, LINES = 5, 33
"""Row above the pictures, and how many rows they take."""
HEAD_ROW = PICTURE + LINES + 1
ACROSS, DOWN = 610, 20 * (LINES - 1)
"""A picture's size in pixels."""
INNER = (0.03, 0.09, 0.94, 0.80)
"""Left, top, width and height of the place for points, as shares of the picture."""
_EDGE = 0.07
_NEAR = 1e-9
"""Share of a figure by which rounding moves it at the very most."""
_JUDGED = {"met": "met", "unmet": "unmet", "below_floor": "unmet"}
_JUDGED |= dict.fromkeys(("no_data", "not_judged"), "none")


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the pictures show besides coverage: a figure, held against a target or in quarters."""

    place: int | None
    judged: bool

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of the figure."""
        return () if self.place is None else JUDGED if self.judged else QUARTERS


def mapped(book: Book, press: Press, places: Sequence[int]) -> Mapped | None:
    """What to draw; None where too few children have coordinates."""
    tree = book.rollup.tree
    known = sum(tree.units[i].lat is not None for i in tree.children(book.index).tolist())
    if known < LEAST:
        return None
    targets = standing_targets(book)
    judged = [p for p in places if _judges(press, p, targets)]
    drawn = judged or places
    return Mapped(drawn[0] if drawn else None, bool(judged))


def _judges(press: Press, place: int, targets: object) -> bool:
    """Whether a unit's figure can be held against the target of the unit above: a rate's can."""
    measure = press.columns[place].measure
    assert isinstance(targets, dict)
    target = targets.get(measure.path)
    rate = measure.rule.name in {"ratio", "mean"}
    return target is not None and rate and not isinstance(target.value, bool | str)


@dataclass(frozen=True)
class Located:
    """The children in tree order, and the class of each by coverage and by the figure."""

    what: Mapped
    units: tuple[Unit, ...]
    shares: tuple[float | None, ...]
    covered: tuple[str, ...]
    values: tuple[float | None, ...]
    classed: tuple[str, ...]

    def labels(self) -> list[tuple[int, str]]:
        """What stands beside each point, by its place among the children."""
        known = [i for i, unit in enumerate(self.units) if unit.lat is not None]
        named = len(known) <= NAMED
        gap = "\N{NO-BREAK SPACE}" * 3  # room for the point itself
        return [(i, gap + (escape(self.units[i].name) if named else str(i + 1))) for i in known]

    def bounds(self) -> tuple[float, float, float, float]:
        """West, east, south, north of the picture: a degree is as long north as east."""
        lats = [u.lat for u in self.units if u.lat is not None]
        lons = [u.lon for u in self.units if u.lon is not None]
        middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        narrow = max(cos(radians(middle)), 0.01)
        wide, high = ACROSS * INNER[2], DOWN * INNER[3]
        across = (max(lons) - min(lons)) * narrow / wide
        step = max(across, (max(lats) - min(lats)) / high, 1e-6) / (1 - 2 * _EDGE)
        half_lon, half_lat = step * wide / narrow / 2, step * high / 2
        corners = centre - half_lon, centre + half_lon, middle - half_lat, middle + half_lat
        west, east, south, north = (round(corner, 6) for corner in corners)
        return west, east, south, north


def located(
    book: Book, press: Press, what: Mapped, found: Figures, counts: Sequence[Count]
) -> Located:
    """The children with their classes."""
    tree = book.rollup.tree
    children = tree.children(book.index)
    shares = tuple(c.percent for c in counts[: len(children)])
    values: tuple[float | None, ...] = (None,) * len(children)
    classed = ("none",) * len(children)
    if what.place is not None:
        raw = found.units[:-1, what.place].tolist()
        values = tuple(None if v != v else v for v in raw)  # noqa: PLR0124 - NaN alone
        classed = tuple(_classed(book, press, what, values))
    units = tuple(tree.units[i] for i in children.tolist())
    return Located(what, units, shares, tuple(map(_covered, shares)), values, classed)


def _covered(share: float | None) -> str:
    if share is None:
        return "none"
    return COVERED[0 if share >= 100 else 1 if share >= 80 else 2 if share >= 50 else 3]


def _classed(
    book: Book, press: Press, what: Mapped, values: Sequence[float | None]
) -> Sequence[str]:
    assert what.place is not None
    if what.judged:
        return _judged(book, press.columns[what.place], values)
    known = [v for v in values if v is not None]
    if not known:
        return ["none"] * len(values)
    four = quartiles(known)
    edges = (four.lower, four.median, four.upper)
    return ["none" if v is None else QUARTERS[3 - bisect_right(edges, v)] for v in values]


def _judged(book: Book, column: Column, values: Sequence[float | None]) -> list[str]:
    """How each unit's figure stands; only one next to a bound needs to be looked at exactly."""
    target = standing_targets(book)[column.key.measure]
    assert not isinstance(target.value, bool | str)
    edges, said = _rungs(target.op, target.value, target.tolerance, target.floor)
    found = ["none" if v is None else said[bisect_left(edges, v)] for v in values]
    close = [at for at, v in enumerate(values) if v is not None and _close(v, edges)]
    if close:
        children = book.rollup.tree.children(book.index)
        exact = book.rollup.block(children[close]).exact(column.key)
        for at, value in zip(close, exact, strict=True):
            found[at] = _JUDGED[verdict(target, column, value, 1)]
    return found


@lru_cache(maxsize=256)
def _rungs(
    op: str, value: Fraction, tolerance: Fraction | None, floor: Fraction | None
) -> tuple[list[float], list[str]]:
    """The numbers at which what is said of a rate changes, and what is said between them."""
    far = tolerance or 0
    bounds = {value, value - far, value + far} | (set() if floor is None else {floor})
    edges = sorted(bounds)
    inside = [(low + high) / 2 for low, high in pairwise(edges)]
    target = Target("", op, value, date.max, tolerance, floor)
    between = [edges[0] - 1, *inside, edges[-1] + 1]
    return [float(edge) for edge in edges], [_JUDGED[status(target, one)] for one in between]


def _close(value: float, edges: Sequence[float]) -> bool:
    """Whether rounding may have put a figure on the wrong side."""
    return any(abs(value - edge) <= _NEAR * (abs(value) + abs(edge)) for edge in edges)


def map_caches(drawn: Located) -> list[list[str]]:
    """For each picture the points of its series, in the order of the file."""
    pictures: list[tuple[Sequence[str], Sequence[str]]] = [(COVERED, drawn.covered)]
    if drawn.what.place is not None:
        pictures.append((drawn.what.classes, drawn.classed))
    lons = number_points([u.lon for u in drawn.units])
    lats = [u.lat for u in drawn.units]
    found = []
    for names, classes in pictures:
        points = []
        for name in names:
            own = [lat if c == name else None for lat, c in zip(lats, classes, strict=True)]
            points += [lons, number_points(own)]
        found.append([*points, lons, number_points(lats)])
    return found


def area(press: Press, column: int, end: int) -> str:
    """A column of the table as a chart refers to it."""
    letter = LETTERS[column]
    return f"={press.name('map')}!${letter}${HEAD_ROW + 1}:${letter}${end}"
