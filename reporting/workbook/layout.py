"""Paper, print titles, widths and frozen panes of every sheet: what a plate holds."""

from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reporting.workbook import (
    adoption,
    charts,
    checks,
    comparing,
    drawing,
    front,
    located,
    moving,
    narratives,
    pictures,
    sources,
    spreading,
    standing,
    summary,
    trend,
    voices,
)
from reporting.workbook.cells import escape
from reporting.workbook.paper import LETTER, PLAIN, Paper
from reporting.workbook.pictures import Seen
from reporting.workbook.plate import AREA_END, PAGE_NUMBER, UNIT_HOLE, UNITS_END, Plate, checked
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
    across: tuple[float, ...],
    ranks: tuple[int, tuple[float, ...]],
    seen: Seen,
) -> Plate:
    """The plate for books of this press that have these sheets and draw the same charts.

    ``across`` are the summary's widths, ``ranks`` the head row and the widths of the sheet of
    ranks, where there is one; ``seen`` tells the pictures of units beside each other.
    """
    identity = (what, tuple(codes), rehearsal, head_row, across, ranks, seen)
    made = press.plates.get(identity)
    if made is None:

        def lay_out(workbook: Workbook, sheets: Mapping[str, Worksheet]) -> None:
            by_code = dict(zip(codes, sheets.values(), strict=True))
            for sheet in by_code.values():
                _paper(sheet, press, rehearsal=rehearsal)
            _plain(by_code)
            _tables(by_code, press, (head_row, across), ranks)
            if "cover" in by_code:
                by_code["cover"].fit_to_pages(1, 1)
            if "checks" in by_code:
                _checks(by_code["checks"], workbook, press)
            if "charts" in by_code:
                _charts(by_code["charts"])
                drawing.lay_out(workbook, by_code["charts"], press, what)
            _insight(by_code, seen)
            pictures.lay_out(workbook, by_code, press, seen)

        formats = styles(press.words["yes"], press.words["no"])
        like = next(iter(press.plates.values()), None)
        made = Plate(press.names(codes), lay_out, formats, marked=True, like=like)
        press.plates[identity] = made
    return made


def _tables(
    by_code: Mapping[str, Worksheet],
    press: Press,
    summed: tuple[int, tuple[float, ...]],
    ranks: tuple[int, tuple[float, ...]],
) -> None:
    """Sheets with a head of their own."""
    if "summary" in by_code:
        _summary(by_code["summary"], press, *summed)
    if "units" in by_code:
        _units(by_code["units"], press)
    if "comparing" in by_code:
        _comparing(by_code["comparing"])
    if "ranking" in by_code:
        _ranking(by_code["ranking"], *ranks)
    if "narratives" in by_code:
        _narratives(by_code["narratives"])


def _plain(by_code: Mapping[str, Worksheet]) -> None:
    """Sheets that need no more than their widths."""
    for code, widths, paper in (
        ("cover", front.WIDTHS, LETTER),
        ("standing", standing.WIDTHS, PLAIN),
        ("adoption", adoption.WIDTHS, PLAIN),
        ("sources", sources.WIDTHS, PLAIN),
    ):
        if code in by_code:
            _wide(by_code[code], widths, paper)


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


def _summary(sheet: Worksheet, press: Press, head_row: int, across: Sequence[float]) -> None:
    _wide(sheet, across, summary.PAPER)
    trend.sparklines(sheet, press, head_row + 1)
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
    last = LEAD + len(press.columns) + len(press.hidden) - 1
    checked(sheet.autofilter(5, 0, UNITS_END - 1, last))
    checked(sheet.print_area(0, 0, AREA_END - 1, last))
    # A group's name stands above its rows; the library learns of groups only by rows of its own.
    sheet.outline_settings(symbols_below=False)
    sheet.outline_row_level = 1
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


def _checks(sheet: Worksheet, workbook: Workbook, press: Press) -> None:
    _wide(sheet, checks.WIDTHS, PLAIN)
    checked(sheet.repeat_rows(checks.HEAD_ROW - 1))
    sheet.freeze_panes(checks.HEAD_ROW, 2)
    red = workbook.add_format({"font_color": "#9C0006", "bg_color": "#FBDDDD"})
    green = workbook.add_format({"font_color": "#006100", "bg_color": "#D9F2DD"})
    last = checks.HEAD_ROW + 2 * len(press.columns) + 3
    for where in (checks.OVERALL, f"F{checks.HEAD_ROW + 1}:F{last}"):
        for sign, shade in (("✓", green), ("✗", red)):
            rule = {"type": "text", "criteria": "begins with", "value": sign, "format": shade}
            checked(sheet.conditional_format(where, rule))


def _insight(by_code: Mapping[str, Worksheet], seen: Seen) -> None:
    for code, widths in (
        ("spread", spreading.WIDTHS),
        ("map", located.WIDTHS),
        ("moving", moving.WIDTHS),
        ("voices", voices.WIDTHS),
    ):
        if code in by_code:
            _wide(by_code[code], widths, PLAIN)
    # The pictures' own data stand right of what is printed.
    if "spread" in by_code:
        last = spreading.START + len(seen.spreads) * spreading.BLOCK
        checked(by_code["spread"].print_area(0, 0, last - 1, spreading.PICTURE))
        by_code["spread"].hide_gridlines(2)
    if "map" in by_code:
        checked(by_code["map"].print_area(0, 0, pictures.MAP_END - 1, located.LAST))
        by_code["map"].hide_gridlines(2)
        checked(by_code["map"].repeat_rows(located.HEAD_ROW - 1))
    if "voices" in by_code:
        checked(by_code["voices"].repeat_rows(voices.HEAD_ROW - 1))
        by_code["voices"].freeze_panes(voices.HEAD_ROW, 0)
        by_code["voices"].outline_settings(symbols_below=False)
        by_code["voices"].outline_row_level = 1


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
