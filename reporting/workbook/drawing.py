"""How the charts look: drawn once on a plate; their data come with each workbook."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from reporting.workbook.cells import LETTERS
from reporting.workbook.charts import BANDS, DATA, ROWS, Drawn
from reporting.workbook.numerals import number_words
from reporting.workbook.plate import DATA_END, UNITS_END, checked
from reporting.workbook.press import Press
from reporting.workbook.table import LEAD
from reporting.workbook.total_row import FIRST

WIDTH = 1_210
"""A chart's width in pixels: the print area's, which fills a page at ``SCALE`` percent."""
SCALE = 80
STEP = 17
"""Rows from one chart to the next; two fill a printed page."""
_HEIGHT = 330
_BAR, _LINE, _GRID = "#2F5D8C", "#C55A11", "#D9D9D9"


def lay_out(workbook: Workbook, sheet: Worksheet, press: Press, what: Drawn) -> None:
    """Draws the charts on a plate; their data come later."""
    columns = [5, *(LEAD + place for place in what.places)]
    titles = [press.words["chart_coverage"]]
    for place, goal in zip(what.places, what.goals, strict=True):
        column = press.columns[place]
        title = f"{column.label} ({column.unit})" if column.unit else column.label
        if goal is not None:
            number_text = number_words(goal[1], press.language)
            title += f" – {press.words['chart_goal']} {goal[0]} {number_text}"
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
        chart.set_size({"width": WIDTH, "height": _HEIGHT})
        checked(sheet.insert_chart(ROWS + number * STEP, 0, chart))
    sheet.set_h_pagebreaks([ROWS + 2 * STEP])


def _series(press: Press, what: Drawn, number: int, column: int) -> list[dict[str, Any]]:
    if what.manner == "bands":
        sheet, at = press.name("charts"), DATA + 1 + number
        last = ROWS + len(BANDS)
        names = f"={sheet}!${LETTERS[DATA]}${ROWS + 1}:${LETTERS[DATA]}${last}"
        values = f"={sheet}!${LETTERS[at]}${ROWS + 1}:${LETTERS[at]}${last}"
        name = press.words["chart_units"]
    else:
        sheet = press.name("units")
        names = f"={sheet}!$C${FIRST}:$C${UNITS_END}"
        values = f"={sheet}!${LETTERS[column]}${FIRST}:${LETTERS[column]}${UNITS_END}"
        name = press.words["chart_result"]
    return [
        {
            "name": name,
            "categories": names,
            "values": values,
            "categories_data": ["x"],
            "values_data": [1],
            "fill": {"color": _BAR},
            "gap": 60,
        }
    ]


def _goal_line(press: Press, number: int) -> dict[str, Any]:
    sheet, letter = press.name("charts"), LETTERS[DATA + number]
    return {
        "name": press.words["chart_goal"],
        "categories": f"={press.name('units')}!$C${FIRST}:$C${UNITS_END}",
        "values": f"={sheet}!${letter}${ROWS + 1}:${letter}${DATA_END}",
        "categories_data": ["x"],
        "values_data": [1],
        "line": {"color": _LINE, "width": 2, "dash_type": "dash"},
    }


def _style(chart: Chart, title: str, what: Drawn, number: int, press: Press) -> None:
    chart.set_title(
        {
            "name": title,
            "overlay": False,
            "name_font": {"name": "Times New Roman", "size": 12, "bold": True},
        }
    )
    size = {"few": 9, "many": 7, "bands": 10}[what.manner]
    font: dict[str, Any] = {"name": "Times New Roman", "size": size}
    if what.manner == "many":
        font["rotation"] = -90
    chart.set_x_axis({"num_font": font})
    axis: dict[str, Any] = {
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": _GRID}},
        "num_format": "#,##0",
        "num_font": {"name": "Times New Roman", "size": 9},
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
