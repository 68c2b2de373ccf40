"""The sheet of charts: coverage and a few rates, a column a child, or counted in bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reporting.book import Book
from reporting.workbook.cells import ENDINGS, LETTERS, NUMBERS, Sheet, escape
from reporting.workbook.counts import Count
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, opened
from reporting.workbook.paper import ROW
from reporting.workbook.press import Press
from reporting.workbook.stencil import NUMBER
from reporting.workbook.verdicts import SIGNS, standing_targets

RATES = 3
"""Rates drawn beside coverage."""
ONE_BY_ONE = 70
"""Children up to which each has its own column; above, they are counted in bands."""
_FEW = 24
DATA = 20
"""First column of the charts' own data, right of what is printed."""
PRINTED = 18
"""Last column of the print area, and of the charts."""
BANDS = ((0, 20), (20, 40), (40, 60), (60, 80), (80, 100))
ROWS = 4

Goal = tuple[str, Fraction]
"""A target's sign and number."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: places of the rates among the figure columns, goals, and the manner."""

    manner: str
    places: tuple[int, ...]
    goals: tuple[Goal | None, ...]


def drawn(book: Book, press: Press, children: int) -> Drawn:
    """Which rates to draw: with a target first, rates of people before shares of units.

    A rate that no unit below is asked for would be an empty picture; it is left out.
    """
    targets = standing_targets(book)
    manner = "bands" if children > ONE_BY_ONE else "many" if children > _FEW else "few"
    rates = _rates(press, banded=manner == "bands")
    aimed = [place for place, path in rates if path in targets][:RATES]
    if len(aimed) < RATES:
        others = [place for place, path in rates if path not in targets]
        aimed += others[: RATES - len(aimed)]
    places = tuple(sorted(aimed))
    goals: list[Goal | None] = []
    for place in places:
        target = targets.get(press.columns[place].key.measure)
        if target is None or isinstance(target.value, bool | str):
            goals.append(None)
        else:
            goals.append((SIGNS[target.op], target.value))
    return Drawn(manner, places, tuple(goals))


def _rates(press: Press, *, banded: bool) -> list[tuple[int, str]]:
    """Places and measures of the rates that can be drawn, rates of people first."""
    identity = ("rates drawn", banded)
    kept = press.ready.get(identity)
    if kept is None:
        rates = [
            (place, c)
            for place, c in enumerate(press.columns)
            if c.measure.rule.name in {"ratio", "share"}
            and c.key.measure in press.below_here
            and (not c.key.level or c.key.level in press.under)
            and not (c.measure.computed and c.measure.computed_at == "rolled_up")
            and (not banded or c.measure.rule.scale == 100)
        ]
        rates.sort(key=lambda rate: rate[1].measure.rule.name != "ratio")
        kept = press.ready[identity] = [(place, c.key.measure) for place, c in rates]
    assert isinstance(kept, list)
    return kept


def charts_sheet(setting: Setting, what: Drawn, found: Figures, counts: Sequence[Count]) -> Sheet:
    """The sheet's rows: a title, and beside the print area the charts' own data."""
    sheet = Sheet(DATA + 1 + RATES + 1)
    opened(setting, sheet, "title_charts", PRINTED)
    styles = setting.styles
    head = sheet.row()
    note = "chart_bands_note" if what.manner == "bands" else "" if what.places else "chart_no_rates"
    if note:
        head.text(0, setting.say(note), styles["note"])
    if what.manner == "bands":
        head.text(DATA, setting.say("chart_data"), styles["note"])
        table = _band_counts(what, found, counts)
        for band, numbers in zip(_band_names(), table, strict=True):
            row = sheet.row()
            row.text(DATA, band, styles["plain"])
            for place, value in enumerate(numbers, DATA + 1):
                row.number_(place, value, styles["plain"])
        return sheet
    head.text(DATA, setting.say("chart_data"), styles["note"])
    goals = tuple([None if goal is None else float(goal[1]) for goal in what.goals])
    many = len(found.codes)
    sheet.ready(_goal_rows(goals, styles["plain"], sheet.next, many), [(ROW, False)] * many)
    return sheet


@lru_cache(maxsize=64)
def _goal_rows(goals: Sequence[float | None], style: int, start: int, many: int) -> str:
    """A row a child with the goals, which lines across the charts are drawn from."""
    cells = [
        f'<c r="{LETTERS[column]}{NUMBER}" s="{style}"{ENDINGS[goal]}'
        for column, goal in enumerate(goals, DATA + 1)
        if goal is not None
    ]
    row = f'<row r="{NUMBER}">{"".join(cells)}</row>'
    return "".join([row.replace(NUMBER, str(number)) for number in range(start, start + many)])


def _band_names() -> list[str]:
    between = [f"{low}–{high}" for low, high in BANDS[1:-1]]
    return [f"< {BANDS[0][1]}", *between, f"≥ {BANDS[-1][0]}"]


def _band_counts(what: Drawn, found: Figures, counts: Sequence[Count]) -> list[list[int]]:
    table = found.units[:-1]
    shares = np.array([np.nan if c.percent is None else c.percent for c in counts[:-1]])
    columns = [shares, *(table[:, place] for place in what.places)]
    return [list(band) for band in zip(*[_banded(values) for values in columns], strict=True)]


def _banded(values: NDArray[np.float64]) -> list[int]:
    kept = values[~np.isnan(values)]
    edges = [low for low, _ in BANDS[1:]]
    counted: list[int] = np.bincount(np.digitize(kept, edges), minlength=len(BANDS)).tolist()
    return counted


def caches(
    setting: Setting, what: Drawn, found: Figures, counts: Sequence[Count]
) -> list[list[str]]:
    """For each chart, the cached points of its series in the order the file holds them."""
    if what.manner == "bands":
        table = _band_counts(what, found, counts)
        names = text_points(_band_names())
        return [
            [names, number_points([row[i] for row in table])] for i in range(1 + len(what.places))
        ]
    units = setting.book.rollup.tree.units
    children = setting.book.rollup.tree.children(setting.book.index).tolist()
    names = text_points([units[i].name for i in children])
    values = found.units[:-1]
    kept = [[names, number_points([c.percent for c in counts[:-1]])]]
    for place, goal in zip(what.places, what.goals, strict=True):
        column = values[:, place].tolist()
        one = [names, number_points([None if v != v else v for v in column])]  # noqa: PLR0124 - NaN alone
        if goal is not None:
            one += [names, _straight(float(goal[1]), len(children))]
        kept.append(one)
    return kept


@lru_cache(maxsize=256)
def _straight(value: float, many: int) -> str:
    return number_points([value] * many)


def text_points(names: Sequence[str]) -> str:
    """A chart's cached words."""
    points = [f'<c:pt idx="{i}"><c:v>{escape(n)}</c:v></c:pt>' for i, n in enumerate(names)]
    return f'<c:strCache><c:ptCount val="{len(names)}"/>{"".join(points)}</c:strCache>'


def number_points(values: Sequence[float | None]) -> str:
    """A chart's cached numbers."""
    points = [
        f'<c:pt idx="{i}"><c:v>{NUMBERS[v]}</c:v></c:pt>'
        for i, v in enumerate(values)
        if v is not None
    ]
    return (
        f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
        f"{''.join(points)}</c:numCache>"
    )


def data_end(children: int) -> int:
    """Last row of the goals' constants."""
    return ROWS + max(children, 1)
