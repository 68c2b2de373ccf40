"""Paper, print titles, widths and frozen panes of every sheet: what a plate holds."""

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reporting.workbook import charts, drawing, narratives, sources, standing, summary
from reporting.workbook.cells import escape
from reporting.workbook.plate import UNIT_HOLE, Plate, checked
from reporting.workbook.press import SHEETS, Press
from reporting.workbook.table import FIXED, LEAD

_A4 = 9
_UNITS_SCALE = 75
_LEAD_WIDTHS = (*FIXED, 9.0, 9.0, 9.0)
_MARGINS = {"left": 0.5, "right": 0.4, "top": 0.75, "bottom": 0.6}


def plate(press: Press, what: charts.Drawn, *, rehearsal: bool, head_row: int) -> Plate:
    """The plate for books of this press that draw the same charts."""
    identity = (what, rehearsal, head_row)
    made = press.plates.get(identity)
    if made is None:

        def lay_out(workbook: Workbook, sheets: Mapping[str, Worksheet]) -> None:
            by_code = dict(zip(SHEETS, sheets.values(), strict=True))
            for sheet in by_code.values():
                _paper(sheet, press, rehearsal=rehearsal)
            _summary(by_code["summary"], head_row)
            _units(by_code["units"], press)
            _charts(by_code["charts"])
            _wide(by_code["standing"], standing.WIDTHS)
            _narratives(by_code["narratives"])
            _wide(by_code["sources"], sources.WIDTHS)
            drawing.lay_out(workbook, by_code["charts"], press, what)

        made = press.plates[identity] = Plate(press.names, lay_out)
    return made


def _paper(sheet: Worksheet, press: Press, *, rehearsal: bool) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    words = press.words
    font = '&"Times New Roman,{}"'
    label = f"&R{font.format('Bold')}&9 {words['rehearsal']}" if rehearsal else ""
    checked(sheet.set_header(f"&L{font.format('Italic')}&9 {UNIT_HOLE}{label}"))
    page = words["page_footer"].replace("&", "&&").format(page="&P", pages="&N")
    checked(sheet.set_footer(f"&L{font.format('Italic')}&9 &A&R{font.format('Regular')}&9 {page}"))


def _wide(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    """Column widths, and one page across however long."""
    for place, width in enumerate(widths):
        checked(sheet.set_column(place, place, width))
    sheet.fit_to_pages(1, 0)


def _summary(sheet: Worksheet, head_row: int) -> None:
    _wide(sheet, summary.WIDTHS)
    checked(sheet.repeat_rows(head_row - 1))
    sheet.freeze_panes(head_row, 2)


def _units(sheet: Worksheet, press: Press) -> None:
    for place, width in enumerate(_LEAD_WIDTHS):
        checked(sheet.set_column(place, place, width))
    for place, column in enumerate(press.columns, LEAD):
        checked(sheet.set_column(place, place, column.width))
    if press.hidden:
        first = LEAD + len(press.columns)
        checked(sheet.set_column(first, first + len(press.hidden) - 1, 12, None, {"hidden": True}))
    checked(sheet.repeat_rows(3, 5))
    checked(sheet.repeat_columns(0, 2))
    sheet.freeze_panes(6, 3)
    sheet.set_print_scale(_UNITS_SCALE)
    if press.breaks:
        sheet.set_v_pagebreaks([LEAD + place for place in press.breaks])


def _charts(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_print_scale(85)
    checked(sheet.print_area(0, 0, 3 + 4 * 16, 15))


def _narratives(sheet: Worksheet) -> None:
    _wide(sheet, narratives.WIDTHS)
    checked(sheet.repeat_rows(4))
    sheet.freeze_panes(5, 0)


def header_words(subject: str) -> str:
    """The subject as a print header holds it: at most 150 characters, escaped."""
    cut = subject if len(subject) <= 150 else subject[:149] + "…"
    return escape(cut.replace("\n", " "))
