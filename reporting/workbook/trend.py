"""What stands beside a figure of the summary: how it moved, and its units as a small picture."""

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from reporting.target import HIGHER, LOWER, Target
from reporting.workbook.cells import LETTERS, formula_cell
from reporting.workbook.head import Setting
from reporting.workbook.plate import UNITS_END, checked
from reporting.workbook.press import Press
from reporting.workbook.table import LEAD, Column
from reporting.workbook.total_row import FIRST

SPARK, TREND = 8, 9
"""Columns of the small picture and of the movement, which stands there only beside a period."""
_BAR = "#7F9DB9"

Moves = Mapping[int, tuple[int, float]]
"""Row on the sheet that compares and difference, by the place of the figure."""


def lean(target: Target | None) -> str:
    """Which way is good: ``up``, ``down``, or neither where no target says so."""
    if target is None:
        return ""
    return "up" if target.op in HIGHER else "down" if target.op in LOWER else ""


def trend_cell(
    setting: Setting, press: Press, at: tuple[int, int, Column], target: Target | None, moves: Moves
) -> str:
    """The difference from the other period: ▲, ▼ or =, green where it moved the good way.

    ``at`` is the line's row, the figure's place and its column.
    """
    number, place, column = at
    style = setting.styles[f"trend_{lean(target)}{column.decimals}"]
    moved = moves.get(place)
    if moved is None:
        return f'<c r="{LETTERS[TREND]}{number}" s="{style}"/>'
    row, difference = moved
    return formula_cell(
        f"{LETTERS[TREND]}{number}", style, f"{press.name('comparing')}!G{row}", difference
    )


def sparklines(sheet: Worksheet, press: Press, first: int) -> None:
    """A small picture of the units below in every line; ``first`` is the row of the first band."""
    rows = line_rows(press.columns, first)
    if not rows:
        return
    # The library takes a range only as it stands: the last row is a hole of the plate.
    units = press.name("units")
    letters = [LETTERS[LEAD + place] for place in range(len(press.columns))]
    checked(
        sheet.add_sparkline(
            rows[0] - 1,
            SPARK,
            {
                "location": [f"{LETTERS[SPARK]}{number}" for number in rows],
                "range": [f"{units}!{at}{FIRST}:{at}{UNITS_END}" for at in letters],
                "type": "column",
                "min": 0,
                "series_color": _BAR,
            },
        )
    )


def line_rows(columns: Sequence[Column], first: int) -> list[int]:
    """The row of each figure's line, where ``first`` is the row of the first section's band."""
    rows: list[int] = []
    row, section = first, None
    for column in columns:
        row += column.section != section
        section = column.section
        rows.append(row)
        row += 1
    return rows
