"""The sheet that is filled in: its head, its rows, their rules, its paper."""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from reporting.template.answers import validation
from reporting.template.columns import HEAD, HIDDEN, PRINTED, WIDTHS
from reporting.template.filling import Filling
from reporting.template.frame import Frame
from reporting.template.head import head
from reporting.template.live import HELPER, STRETCH
from reporting.template.pen import Pen
from reporting.template.prose import high as prose_height
from reporting.template.prose import long_formula
from reporting.template.shades import colours
from reporting.template.styles import SMALL
from reporting.workbook.paper import PLAIN, ROW, page_ends
from reporting.workbook.plate import PAGE_NUMBER, UNIT_HOLE, checked
from reporting.workbook.widths import LINE, lined, lines, pixels
from schemas.grid import (
    BEFORE,
    CHECK,
    ENTRY,
    FIRST,
    HINT,
    INDICATOR,
    NUMBER,
    PATH,
    SHEET,
    TARGET,
    UNIT,
    WHOLE_ROW,
    Spot,
)

_A4 = 9
UNPROTECTED = {
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def form_sheet(pen: Pen, frame: Frame, filling: Filling | None, subject: str) -> None:
    """Lays the sheet out; ``subject`` is the unit in the print header.

    Without a ``filling`` it is that of units with nothing to correct.
    """
    sheet = pen.sheet(SHEET)
    _columns(pen, sheet)
    high = head(pen, frame, sheet, filling)
    for spot in frame.grid.spots:
        high[spot.row] = _row(pen, frame, sheet, spot, filling)
    _rules(frame, sheet)
    colours(pen, frame, sheet)
    _paper(frame, sheet, subject)
    _pages(frame, sheet, high)
    sheet.protect("", UNPROTECTED)


def _columns(pen: Pen, sheet: Worksheet) -> None:
    for letter, width in WIDTHS.items():
        options = {"hidden": True} if letter in HIDDEN else {}
        checked(sheet.set_column(f"{letter}:{letter}", width, pen.style("plain"), options))


def _row(pen: Pen, frame: Frame, sheet: Worksheet, spot: Spot, filling: Filling | None) -> float:
    """One row; the height it takes on paper."""
    row = spot.row
    pen.text(SHEET, f"{PATH}{row}", spot.path, "plain")
    high = 20.0
    if spot.asked == "tick":
        key = "whole" if row == WHOLE_ROW else "standing"
        pen.text(SHEET, f"{NUMBER}{row}", frame.spoken.say(f"tick_{key}"), "tick_words")
        for letter in (INDICATOR, UNIT, BEFORE, TARGET):
            pen.text(SHEET, f"{letter}{row}", "", "band")
        pen.hole(("entry", spot.path), SHEET, row, ENTRY, "open:tick")
        pen.text(SHEET, f"{CHECK}{row}", frame.spoken.say(f"tick_{key}_hint"), "aside")
    elif spot.asked == "section":
        _section(pen, frame, spot)
    else:
        high = _question(pen, frame, spot)
    if spot.path in frame.prose:
        given = filling.given.get(spot.path, "") if filling is not None else ""
        high = prose_height("\n".join(given) if isinstance(given, list) else str(given))
    shown = spot.path in frame.shown
    checked(sheet.set_row(row - 1, high, None, {} if shown else {"hidden": True}))
    return high if shown else 0.0


def _section(pen: Pen, frame: Frame, spot: Spot) -> None:
    assert spot.section is not None
    row, deep = spot.row, spot.path.count(".")
    label = "    " * deep + spot.section.label.in_(frame.spoken.language)
    pen.text(SHEET, f"{NUMBER}{row}", label, "section")
    for letter in (INDICATOR, UNIT, BEFORE, TARGET):
        pen.text(SHEET, f"{letter}{row}", "", "section")
    pen.hole(("entry", spot.path), SHEET, row, ENTRY, "open:mark")
    pen.text(SHEET, f"{CHECK}{row}", frame.hint(spot), "section_rest")
    pen.text(SHEET, f"{HINT}{row}", "", "section_rest")
    formula = frame.live.stretches[spot.path]
    pen.hole(("stretch", spot.path), SHEET, row, STRETCH, "plain", formula)


def _question(pen: Pen, frame: Frame, spot: Spot) -> float:
    """One question or derived row; the height it needs."""
    measure, row, language = spot.measure, spot.row, frame.spoken.language
    assert measure is not None
    derived = not spot.entered
    seen = spot.path in frame.shown
    label, hint = measure.label.in_(language), frame.hint(spot) if seen else ""
    look = f"n{measure.decimals}" if derived else frame.answers[spot.path].look
    if seen:
        pen.number(SHEET, f"{NUMBER}{row}", frame.numbers[spot.path], "number")
    pen.text(SHEET, f"{INDICATOR}{row}", label, "label_made" if derived else "label")
    pen.text(SHEET, f"{UNIT}{row}", measure.unit.in_(language), "unit")
    kept = "standing" if measure.standing else "before"
    pen.hole(("before", spot.path), SHEET, row, BEFORE, f"{kept}:{look}")
    pen.hole(("target", spot.path), SHEET, row, TARGET, "target")
    if derived:
        formula = frame.live.derived.get(spot.path, "")
        pen.hole(("made", spot.path), SHEET, row, ENTRY, f"made:{look}", formula)
    else:
        pen.hole(("entry", spot.path), SHEET, row, ENTRY, f"open:{look}")
    if helper := frame.live.helpers.get(spot.path):
        pen.hole(("helper", spot.path), SHEET, row, HELPER, "plain", helper)
    places = frame.live.shown.get(spot.path, ())
    if places:
        pen.hole(("check", spot.path), SHEET, row, CHECK, "check", _check(frame, places))
    elif look == "text":
        formula = long_formula(row, frame.too_long)
        pen.hole(("check", spot.path), SHEET, row, CHECK, "check", formula)
    else:
        pen.text(SHEET, f"{CHECK}{row}", "", "check")
    pen.text(SHEET, f"{HINT}{row}", hint, "hint")
    messages = [frame.messages[place] for place in places]
    return _height(label, measure.unit.in_(language), hint, messages, look)


def _check(frame: Frame, places: tuple[int, ...]) -> str:
    """The first message among the verdicts, else that those which could be decided hold."""
    cells = [frame.verdict_cell(place) for place in places]
    if len(cells) == 1:
        return f"={cells[0]}"
    held = ",".join(f"LEN({cell})=1" for cell in cells)
    formula = f'IF(OR({held}),"✓","")'
    for cell in reversed(cells):
        formula = f"IF(LEN({cell})>1,{cell},{formula})"
    return f"={formula}"


def _height(label: str, unit: str, hint: str, messages: list[str], look: str) -> float:
    tall = max(lined(label, WIDTHS[INDICATOR]), lined(unit, WIDTHS[UNIT], indent=False))
    small = max(_small(hint, HINT), *(_small(one, CHECK) for one in messages), 1)
    least = 26.0 if look == "pick" else 20.0
    return max(tall * LINE + 4.0, small * 12.0 + 4.0, least)


def _small(words: str, column: str) -> int:
    """Lines of small letters in a column."""
    return lines(words, (pixels(WIDTHS[column]) - 20) * 0.95, SMALL)


def _rules(frame: Frame, sheet: Worksheet) -> None:
    for spot in frame.grid.spots:
        if not spot.entered or spot.path not in frame.shown:
            continue
        if spot.measure is not None:
            name = frame.spoken.say("question", number=frame.numbers[spot.path])
        else:
            name = frame.spoken.say("whole_form" if spot.asked == "tick" else "whole_section")
        rule = validation(frame.answers[spot.path], spot.row, frame.spoken, name, frame.ranges)
        checked(sheet.data_validation(spot.cell, rule))


def _paper(frame: Frame, sheet: Worksheet, subject: str) -> None:
    sheet.freeze_panes(FIRST - 1, 3)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**PLAIN.margins)
    sheet.repeat_rows(HEAD - 1)
    sheet.print_area(f"{NUMBER}1:{HINT}{max(frame.grid.last, FIRST)}")
    sheet.hide_gridlines(2)
    sheet.set_header(f'&L&"Times New Roman,Regular"&8 {subject or UNIT_HOLE}{PAGE_NUMBER}')
    sheet.set_selection(f"{ENTRY}{FIRST}")


def _pages(frame: Frame, sheet: Worksheet, high: Mapping[int, float]) -> None:
    """Ends pages where no heading of a section is left behind.

    Not "one page wide": spreadsheet programs then pass over these ends. Below a row that may grow
    they are left to the program.
    """
    scale = PLAIN.scale(PRINTED)
    sheet.set_print_scale(scale)
    stays = {spot.row for spot in frame.grid.spots if spot.asked == "section"} | {HEAD}
    rows = [(high.get(row, ROW), row in stays) for row in range(1, frame.grid.last + 1)]
    grows = min((frame.grid.by_path[path].row for path in frame.prose), default=len(rows) + 1)
    ends = page_ends(rows, PLAIN.down(scale), high[HEAD])
    sheet.set_h_pagebreaks([end for end in ends if end < grows])
