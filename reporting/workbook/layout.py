"""Paper, print titles, widths and frozen panes of every sheet: what a plate holds."""

from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reporting.workbook import (
    adoption,
    charts,
    comparing,
    drawing,
    lines,
    narratives,
    sources,
    standing,
    summary,
)
from reporting.workbook.cells import escape
from reporting.workbook.paper import PLAIN, Paper
from reporting.workbook.plate import PAGE_NUMBER, UNIT_HOLE, Plate, checked
from reporting.workbook.press import Press
from reporting.workbook.spread import COUNTS, FIXED
from reporting.workbook.styles import styles
from reporting.workbook.table import LEAD

_A4 = 9
_SUBJECT = 130


def plate(
    press: Press,
    what: charts.Drawn,
    codes: Sequence[str],
    *,
    rehearsal: bool,
    head_row: int,
    ranks: tuple[int, tuple[float, ...]],
) -> Plate:
    """The plate for books of this press that have these sheets and draw the same charts.

    ``ranks`` are the head row and the widths of the sheet of ranks, where there is one.
    """
    identity = (what, tuple(codes), rehearsal, head_row, ranks)
    made = press.plates.get(identity)
    if made is None:

        def lay_out(workbook: Workbook, sheets: Mapping[str, Worksheet]) -> None:
            by_code = dict(zip(codes, sheets.values(), strict=True))
            for sheet in by_code.values():
                _paper(sheet, press, rehearsal=rehearsal)
            _summary(by_code["summary"], head_row)
            _units(by_code["units"], press)
            if "comparing" in by_code:
                _comparing(by_code["comparing"])
            _charts(by_code["charts"])
            _wide(by_code["standing"], standing.WIDTHS, PLAIN)
            if "adoption" in by_code:
                _wide(by_code["adoption"], adoption.WIDTHS, PLAIN)
            if "ranking" in by_code:
                _ranking(by_code["ranking"], *ranks)
            _narratives(by_code["narratives"])
            _wide(by_code["sources"], sources.WIDTHS, PLAIN)
            drawing.lay_out(workbook, by_code["charts"], press, what)

        formats = styles(press.words["yes"], press.words["no"])
        made = press.plates[identity] = Plate(press.names(codes), lay_out, formats)
    return made


def _paper(sheet: Worksheet, press: Press, *, rehearsal: bool) -> None:
    """A4 with the page number above the middle; what the book is about stands at the foot."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**PLAIN.margins)
    font = '&"Times New Roman,{}"'
    label = f"&R{font.format('Bold')}&9 {press.words['rehearsal']}" if rehearsal else ""
    fixed = {"scale_with_doc": False}
    checked(sheet.set_header(f"{PAGE_NUMBER}{label}", fixed))
    italic = font.format("Italic")
    checked(sheet.set_footer(f"&L{italic}&9 {UNIT_HOLE}&R{italic}&9 &A", fixed))


def _wide(sheet: Worksheet, widths: Sequence[float], paper: Paper) -> None:
    """Column widths, and the scale at which they fill the paper.

    Not "one page wide": spreadsheet programs then pass over the page ends a sheet asks for.
    """
    for place, width in enumerate(widths):
        checked(sheet.set_column(place, place, width))
    sheet.set_margins(**paper.margins)
    sheet.set_print_scale(paper.scale(widths))


def _summary(sheet: Worksheet, head_row: int) -> None:
    _wide(sheet, lines.WIDTHS, summary.PAPER)
    checked(sheet.repeat_rows(head_row - 1))
    sheet.freeze_panes(head_row, 2)


def _units(sheet: Worksheet, press: Press) -> None:
    across = press.spread
    for place, width in enumerate((*FIXED, *COUNTS, *across.widths)):
        checked(sheet.set_column(place, place, width))
    if press.hidden:
        first = LEAD + len(press.columns)
        checked(sheet.set_column(first, first + len(press.hidden) - 1, 12, None, {"hidden": True}))
    checked(sheet.repeat_rows(3, 5))
    checked(sheet.repeat_columns(0, 2))
    sheet.freeze_panes(6, 3)
    sheet.set_print_scale(across.scale)
    if across.breaks:
        sheet.set_v_pagebreaks([LEAD + place for place in across.breaks])


def _ranking(sheet: Worksheet, head_row: int, widths: Sequence[float]) -> None:
    _wide(sheet, widths, PLAIN)
    if head_row:
        checked(sheet.repeat_rows(head_row - 1))
        sheet.freeze_panes(head_row, 5)


def _comparing(sheet: Worksheet) -> None:
    _wide(sheet, comparing.WIDTHS, PLAIN)
    checked(sheet.repeat_rows(comparing.HEAD_ROW - 1))
    sheet.freeze_panes(comparing.HEAD_ROW, 2)


def _charts(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_print_scale(drawing.SCALE)
    last = charts.ROWS + (charts.RATES + 1) * drawing.STEP
    checked(sheet.print_area(0, 0, last - 1, charts.PRINTED))


def _narratives(sheet: Worksheet) -> None:
    _wide(sheet, narratives.WIDTHS, PLAIN)
    checked(sheet.repeat_rows(4))
    sheet.freeze_panes(5, 0)


def header_words(subject: str) -> str:
    """The subject as a print footer holds it: cut where it grows too long, escaped."""
    cut = subject if len(subject) <= _SUBJECT else subject[: _SUBJECT - 1] + "…"
    return escape(cut.replace("\n", " "))
