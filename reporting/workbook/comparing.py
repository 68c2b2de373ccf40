"""The sheet that holds a period against another one, on one map."""

from reporting.compared import Compared, comparable
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.comparing_units import by_unit, difference, past_cells, told_period
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.paper import PLAIN
from reporting.workbook.press import Press
from reporting.workbook.table import Column, only_own
from reporting.workbook.total_row import FIRST, valued
from reporting.workbook.totals import reference
from reporting.workbook.widths import height, lined, tall

WIDTHS = (6, 58, 14, 16, 16, 16, 16, 14, 24)
"""Column widths in characters."""
HEAD_ROW = 6
_LAST = len(WIDTHS) - 1
_THIS = 3


def comparing_sheet(
    setting: Setting, press: Press, found: Figures, moves: dict[int, tuple[int, float]]
) -> Sheet:
    """The sheet's rows: a line a figure of the unit, grouped by section.

    ``moves`` takes each line's row and difference, by the place of the figure.
    """
    compared = setting.book.compared
    assert compared is not None
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_comparing", _LAST)
    words = told_period(setting, compared)
    row = sheet.row(height(words, sum(WIDTHS)))
    row.text(0, words, setting.styles["wrapped"])
    sheet.merge(row.number, 0, _LAST)
    sheet.skip()
    _head(setting, sheet, compared)
    values, section = valued(found.summary[None])[0], None
    pasts = compared.pasts([setting.book.index])
    for place, column in enumerate(press.columns):
        if only_own(column.measure):
            continue
        if column.section != section:
            section = column.section
            row = sheet.row(19.0, stays=True)
            section_cells(setting, row, section or setting.say("general_section"), _LAST)
        (past,) = pasts.of(column.key)
        hidden = found.veil is not None and bool(found.veil.total[place])
        line = sheet.row(tall(lined(column.label, WIDTHS[1])))
        _lead(setting, line, place, column)
        _this(setting, press, found, line, (place, column, values[place], hidden))
        past_cells(setting, line, column, past)
        value = None if hidden else values[place]
        difference(setting, line, column, value, past)
        if value is not None and past.here is not None and comparable(past):
            moves[place] = line.number, value - float(past.here)
    by_unit(setting, press, sheet, found, WIDTHS)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)))
    return sheet


def _head(setting: Setting, sheet: Sheet, compared: Compared) -> None:
    row, style = sheet.row(48.0, stays=True), setting.styles["head"]
    own = setting.book.period
    for place, words in enumerate(
        (
            setting.say("col_no"),
            setting.say("col_indicator"),
            setting.say("col_unit"),
            setting.say("col_this_period", period=own),
            setting.say("col_then", period=compared.period),
            setting.say("col_then_here", period=compared.period),
            setting.say("col_difference"),
            setting.say("col_then_coverage", period=compared.period),
            setting.say("col_mark"),
        )
    ):
        row.text(place, words, style)


def _lead(setting: Setting, row: Row, place: int, column: Column) -> None:
    row.number_(0, place + 1, setting.styles["cell_mid"])
    row.text(1, column.label, setting.styles["cell_wrap"])
    row.text(2, column.unit, setting.styles["cell_mid"])


def _this(
    setting: Setting,
    press: Press,
    found: Figures,
    row: Row,
    at: tuple[int, Column, float | None, bool],
) -> None:
    place, column, value, hidden = at
    style = setting.styles[f"number{column.look}"]
    if hidden and found.veil is not None:
        row.text(_THIS, found.veil.sign, style)
        return
    cell = reference(press.name("units"), place, FIRST + len(found.codes) + 1)
    row.formula(_THIS, cell, value, style)
