"""The sheet of charts: coverage and a few rates, a column a child, or counted in bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reporting.book import Book
from reporting.workbook.cells import LETTERS, Sheet, digits, escape
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, opened
from reporting.workbook.plate import DATA_END, UNITS_END, checked
from reporting.workbook.press import Press
from reporting.workbook.standing import Count
from reporting.workbook.table import LEAD
from reporting.workbook.total_row import FIRST
from reporting.workbook.verdicts import goal_number, in_force, number_words

RATES = 3
"""Rates drawn beside coverage."""
ONE_BY_ONE = 70
"""Children up to which each has its own column; above, they are counted in bands."""
_FEW = 24
_DATA = 20
"""First column of the charts' own data, right of what is printed."""
_BANDS = ((0, 20), (20, 40), (40, 60), (60, 80), (80, 100))
_ROWS = 4
_HEIGHT, _STEP = 300, 16
"""A chart's height in pixels, and rows from one to the next; two fill a printed page."""
_BAR, _LINE, _GRID = "#2F5D8C", "#C55A11", "#D9D9D9"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: places of the rates among the figure columns, goals, and the manner."""

    manner: str
    places: tuple[int, ...]
    goals: tuple[float | None, ...]


def drawn(book: Book, press: Press, children: int) -> Drawn:
    """Which rates to draw: those with a target first, then the form's own order."""
    targets = in_force(book.targets, book.sources.as_of.date())
    rates = [
        (i, c) for i, c in enumerate(press.columns)
        if c.measure.rule.name in {"ratio", "share"}
        and not (c.measure.computed and c.measure.computed_at == "rolled_up")
    ]
    ranked = sorted(rates, key=lambda rate: rate[1].key.measure not in targets)[:RATES]
    places = tuple(sorted(i for i, _ in ranked))
    goals = []
    for place in places:
        target = targets.get(press.columns[place].key.measure)
        plain = target is None or isinstance(target.value, bool)
        goals.append(None if plain else (SIGNS[target.op], float(target.value)))
    manner = "bands" if children > ONE_BY_ONE else "many" if children > _FEW else "few"
    return Drawn(manner, places, tuple(goals))


def lay_out(workbook: Any, sheet: Any, press: Press, what: Drawn) -> None:  # noqa: ANN401 - untyped library
    """Draws the charts on a plate; their data come later."""
    columns = [5, *(LEAD + place for place in what.places)]
    titles = [press.words["chart_coverage"]]
    for place, goal in zip(what.places, what.goals, strict=True):
        column = press.columns[place]
        title = f"{column.label} ({column.unit})" if column.unit else column.label
        if goal is not None:
            title += f" – {press.words['chart_goal']} {_plain(goal, press.language)}"
        titles.append(title)
    for number, (column_at, title) in enumerate(zip(columns, titles, strict=True)):
        chart = workbook.add_chart({"type": "column"})
        for series in _series(press, what, number, column_at):
            checked(chart.add_series(series))
        if what.manner != "bands" and number and what.goals[number - 1] is not None:
            line = workbook.add_chart({"type": "line"})
            checked(line.add_series(_goal_line(press, number)))
            chart.combine(line)
        _style(chart, title, what, number, press)
        chart.set_size({"width": 1000, "height": _HEIGHT})
        checked(sheet.insert_chart(_ROWS + number * _STEP, 0, chart))
    sheet.set_h_pagebreaks([_ROWS + 2 * _STEP])


def _plain(goal: float, language: str) -> str:
    from fractions import Fraction  # noqa: PLC0415

    return number_words(Fraction(goal).limit_denominator(10_000), language)


def _series(press: Press, what: Drawn, number: int, column: int) -> list[dict[str, Any]]:
    if what.manner == "bands":
        sheet, at = press.name("charts"), _DATA + 1 + number
        last = _ROWS + len(_BANDS)
        names = f"={sheet}!${LETTERS[_DATA]}${_ROWS + 1}:${LETTERS[_DATA]}${last}"
        values = f"={sheet}!${LETTERS[at]}${_ROWS + 1}:${LETTERS[at]}${last}"
        name = press.words["chart_units"]
    else:
        sheet = press.name("units")
        names = f"={sheet}!$C${FIRST}:$C${UNITS_END}"
        values = f"={sheet}!${LETTERS[column]}${FIRST}:${LETTERS[column]}${UNITS_END}"
        name = press.words["chart_result"]
    return [{
        "name": name, "categories": names, "values": values,
        "categories_data": ["x"], "values_data": [1], "fill": {"color": _BAR}, "gap": 60,
    }]


def _goal_line(press: Press, number: int) -> dict[str, Any]:
    sheet, letter = press.name("charts"), LETTERS[_DATA + number]
    return {
        "name": press.words["chart_goal"],
        "categories": f"={press.name('units')}!$C${FIRST}:$C${UNITS_END}",
        "values": f"={sheet}!${letter}${_ROWS + 1}:${letter}${DATA_END}",
        "categories_data": ["x"], "values_data": [1],
        "line": {"color": _LINE, "width": 2, "dash_type": "dash"},
    }


def _style(chart: Any, title: str, what: Drawn, number: int, press: Press) -> None:  # noqa: ANN401
    chart.set_title({"name": title, "overlay": False,
                     "name_font": {"name": "Times New Roman", "size": 12, "bold": True}})
    size = {"few": 9, "many": 7, "bands": 10}[what.manner]
    font: dict[str, Any] = {"name": "Times New Roman", "size": size}
    if what.manner == "many":
        font["rotation"] = -90
    chart.set_x_axis({"num_font": font})
    axis: dict[str, Any] = {
        "min": 0, "major_gridlines": {"visible": True, "line": {"color": _GRID}},
        "num_format": "#,##0", "num_font": {"name": "Times New Roman", "size": 9},
    }
    if number == 0 and what.manner != "bands":
        axis["max"] = 100
    if what.manner == "bands":
        axis["name"] = press.words["chart_units"]
    chart.set_y_axis(axis)
    goal = number and what.goals[number - 1] is not None
    if what.manner != "bands" and goal:
        chart.set_legend({"position": "bottom"})
    else:
        chart.set_legend({"none": True})


def charts_sheet(
    setting: Setting, press: Press, what: Drawn, found: Figures, counts: Sequence[Count]
) -> Sheet:
    """The sheet's rows: a title, and beside the print area the charts' own data."""
    sheet = Sheet(_DATA + 1 + RATES + 1)
    opened(setting, sheet, "title_charts", 15)
    styles = setting.styles
    head = sheet.row()
    if what.manner == "bands":
        head.text(0, setting.say("chart_bands_note"), styles["note"])
        head.text(_DATA, setting.say("chart_data"), styles["note"])
        table = _band_counts(what, found, counts)
        for band, numbers in zip(_band_names(), table, strict=True):
            row = sheet.row()
            row.text(_DATA, band, styles["plain"])
            for place, value in enumerate(numbers, _DATA + 1):
                row.number_(place, value, styles["plain"])
        return sheet
    head.text(_DATA, setting.say("chart_data"), styles["note"])
    for _ in found.codes:
        row = sheet.row()
        for number, goal in enumerate(what.goals, 1):
            if goal is not None:
                row.number_(_DATA + number, goal, styles["plain"])
    return sheet


def _band_names() -> list[str]:
    return [f"{low}–{high}" if high == 100 else f"{low}–<{high}" for low, high in _BANDS]  # noqa: PLR2004 - the last band is closed


def _band_counts(
    what: Drawn, found: Figures, counts: Sequence[Count]
) -> list[list[int]]:
    table = found.units.to_numpy()[:-1]
    shares = np.array([np.nan if c.percent is None else c.percent for c in counts[:-1]])
    columns = [shares, *(table[:, place] for place in what.places)]
    return np.array([_banded(values) for values in columns]).T.tolist()  # type: ignore[no-any-return] # numpy's tolist is Any


def _banded(values: NDArray[np.float64]) -> list[int]:
    kept = values[~np.isnan(values)]
    return [
        int(((kept >= low) & ((kept < high) | (high == 100))).sum())  # noqa: PLR2004 - closed above
        for low, high in _BANDS
    ]


def caches(
    setting: Setting, what: Drawn, found: Figures, counts: Sequence[Count]
) -> list[list[str]]:
    """For each chart, the cached points of its series in the order the file holds them."""
    if what.manner == "bands":
        table = _band_counts(what, found, counts)
        names = _names(_band_names())
        return [[names, _numbers([row[i] for row in table])] for i in range(1 + len(what.places))]
    units = setting.book.rollup.tree.units
    children = setting.book.rollup.tree.children(setting.book.index).tolist()
    names = _names([units[i].name for i in children])
    values = found.units.to_numpy()[:-1]
    kept = [[names, _numbers([c.percent for c in counts[:-1]])]]
    for place, goal in zip(what.places, what.goals, strict=True):
        column = values[:, place].tolist()
        one = [names, _numbers([None if v != v else v for v in column])]  # noqa: PLR0124 - NaN alone
        if goal is not None:
            one += [names, _numbers([goal] * len(children))]
        kept.append(one)
    return kept


def _names(names: Sequence[str]) -> str:
    points = [f'<c:pt idx="{i}"><c:v>{escape(n)}</c:v></c:pt>' for i, n in enumerate(names)]
    return f'<c:strCache><c:ptCount val="{len(names)}"/>{"".join(points)}</c:strCache>'


def _numbers(values: Sequence[float | None]) -> str:
    points = [
        f'<c:pt idx="{i}"><c:v>{digits(v)}</c:v></c:pt>'
        for i, v in enumerate(values) if v is not None
    ]
    return (f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
            f'{"".join(points)}</c:numCache>')


def data_end(children: int) -> int:
    """Last row of the goals' constants."""
    return _ROWS + max(children, 1)
