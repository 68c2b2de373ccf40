"""The sheet that is filled in: its head, its rows, their rules, its paper."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from reporting.template.answers import validation
from reporting.template.frame import CHECKS, LISTS, Frame
from reporting.template.live import HELPER, STRETCH
from reporting.template.pen import Pen
from reporting.template.styles import SMALL
from reporting.workbook.plate import PAGE_NUMBER, UNIT_HOLE, checked
from reporting.workbook.widths import LINE, lined, lines, pixels
from schemas.grid import (
    BEFORE,
    CHECK,
    CODE_CELL,
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

WIDTHS = {
    PATH: 8.0, NUMBER: 5.0, INDICATOR: 44.0, UNIT: 11.0, BEFORE: 13.0, TARGET: 14.0, ENTRY: 28.0,
    CHECK: 38.0, HINT: 25.0, HELPER: 8.0, STRETCH: 8.0,
}  # fmt: skip
_HIDDEN = (PATH, HELPER, STRETCH)
_PROGRESS, _NOTICE, _HEAD = 5, 7, FIRST - 1
_TEXT_HEIGHT = 92.0
_A4 = 9
UNPROTECTED = {
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def form_sheet(pen: Pen, frame: Frame, subject: str) -> None:
    """Lays the sheet out; ``subject`` is the unit in the print header."""
    sheet = pen.sheet(SHEET)
    _columns(pen, sheet)
    _head(pen, frame, sheet)
    for spot in frame.grid.spots:
        _row(pen, frame, sheet, spot)
    _rules(frame, sheet)
    _colours(pen, frame, sheet)
    _paper(frame, sheet, subject)
    sheet.protect("", UNPROTECTED)


def _columns(pen: Pen, sheet: Worksheet) -> None:
    for letter, width in WIDTHS.items():
        options = {"hidden": True} if letter in _HIDDEN else {}
        checked(sheet.set_column(f"{letter}:{letter}", width, pen.style("plain"), options))


def _head(pen: Pen, frame: Frame, sheet: Worksheet) -> None:
    say, form = frame.spoken.say, frame.grid.form
    pen.text(SHEET, "B1", form.title.in_(frame.spoken.language), "title")
    pen.hole(("head", "unit"), SHEET, 2, NUMBER, "strong")
    pen.text(SHEET, "F2", say("code_label"), "right")
    pen.hole(("head", "code"), SHEET, int(CODE_CELL[1:]), CODE_CELL[0], "code")
    pen.hole(("head", "above"), SHEET, 3, NUMBER, "line")
    pen.hole(("head", "due"), SHEET, 4, NUMBER, "strong")
    _progress(pen, frame)
    pen.text(SHEET, "B6", say("legend"), "note")
    pen.text(SHEET, f"B{_NOTICE}", frame.notice, "notice")
    heads = ("number", "indicator", "unit", "before", "target", "entry", "check", "hint")
    for letter, key in zip("BCDEFGHI", heads, strict=True):
        pen.text(SHEET, f"{letter}{_HEAD}", say(f"col_{key}"), "head")
    heights = {1: 23.0, 2: 18.0, 3: 16.0, 4: 18.0, 5: 18.0, 6: 16.0, _NOTICE: 18.0, _HEAD: 34.0}
    for row, high in heights.items():
        hidden = {"hidden": True} if row == _NOTICE and not frame.notice else {}
        checked(sheet.set_row(row - 1, high, None, hidden))
    checked(sheet.set_row(FIRST - 3, 6.0))


def _progress(pen: Pen, frame: Frame) -> None:
    """How far one is, live: counted, as a sentence, as a share, and what does not agree yet."""
    asked, row, last = len(frame.live.leaves), _PROGRESS, frame.grid.last
    done, failing = f"${HELPER}${row}", f"${STRETCH}${row}"
    helpers = f"{HELPER}{FIRST}:{HELPER}{max(last, FIRST)}"
    count = len(frame.live.verdicts)
    verdicts = f"{LISTS}!${CHECKS}$1:${CHECKS}${max(count, 1)}"
    say = frame.spoken.say
    pen.hole(
        ("head", "progress"), SHEET, row, NUMBER, "strong",
        _sentence(say("progress_line", done="\0", all=asked), done),
    )  # fmt: skip
    share = f"={done}/{asked}" if asked else ""
    pen.hole(("head", "share"), SHEET, row, ENTRY, "share", share)
    fails = _sentence(say("checks_fail", count="\0"), failing).removeprefix("=")
    held = f"SUMPRODUCT(--(LEN({verdicts})=1))"
    holds = f'IF({held}=0,"","{_quoted(say("checks_hold"))}")' if count else '""'
    pen.hole(("head", "state"), SHEET, row, CHECK, "verdict", f"=IF({failing}>0,{fails},{holds})")
    pen.hole(("head", "answered"), SHEET, row, HELPER, "plain", f'=SUMPRODUCT(--({helpers}<>""))')
    pen.hole(
        ("head", "failing"), SHEET, row, STRETCH, "plain", f"=SUMPRODUCT(--(LEN({verdicts})>1))"
    )


def _sentence(words: str, cell: str) -> str:
    """A sentence around a live number, as a formula."""
    first, _, second = words.partition("\0")
    return f'="{_quoted(first)}"&{cell}&"{_quoted(second)}"'


def _quoted(words: str) -> str:
    return words.replace('"', '""')


def _row(pen: Pen, frame: Frame, sheet: Worksheet, spot: Spot) -> None:
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
    options = {} if spot.path in frame.shown else {"hidden": True}
    checked(sheet.set_row(row - 1, high, None, options))


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
    if look == "text":
        return _TEXT_HEIGHT
    tall = max(lined(label, WIDTHS[INDICATOR]), lined(unit, WIDTHS[UNIT], indent=False))
    small = max(
        lines(hint, (pixels(WIDTHS[HINT]) - 20) * 0.95, SMALL),
        *(lines(one, (pixels(WIDTHS[CHECK]) - 20) * 0.95, SMALL) for one in messages),
        1,
    )
    least = 26.0 if look == "pick" else 20.0
    return max(tall * LINE + 4.0, small * 12.0 + 4.0, least)


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


def _colours(pen: Pen, frame: Frame, sheet: Worksheet) -> None:
    """Signs of checks in colours; answers that a section's cell or a tick has given already."""
    last = max(frame.grid.last, FIRST)
    for sign, style in (("✓", "good"), ("✗", "bad"), ("!", "unsure")):
        rule = {"type": "formula", "criteria": f'=LEFT($H{FIRST},1)="{sign}"'}
        _shade(sheet, f"{CHECK}{FIRST}:{CHECK}{last}", {**rule, "format": pen.style(style)})
    for sign, style in (("✓", "good"), ("✗", "bad")):
        rule = {"type": "formula", "criteria": f'=LEFT($H${_PROGRESS},1)="{sign}"'}
        _shade(sheet, f"{CHECK}{_PROGRESS}", {**rule, "format": pen.style(style)})
    covered = {
        "type": "formula",
        "criteria": f'=AND(${ENTRY}{FIRST}="",${HELPER}{FIRST}<>"")',
        "format": pen.style("covered"),
    }
    _shade(sheet, f"{ENTRY}{FIRST}:{ENTRY}{last}", covered)
    bar = {
        "type": "data_bar",
        "bar_color": "#7FC08A",
        "min_type": "num",
        "max_type": "num",
        "min_value": 0,
        "max_value": 1,
    }
    _shade(sheet, f"{ENTRY}{_PROGRESS}", bar)


def _shade(sheet: Worksheet, cells: str, rule: dict[str, Any]) -> None:
    checked(sheet.conditional_format(cells, rule))


def _paper(frame: Frame, sheet: Worksheet, subject: str) -> None:
    sheet.freeze_panes(FIRST - 1, 3)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.4, top=0.7, bottom=0.6)
    sheet.repeat_rows(_HEAD - 1)
    sheet.print_area(f"{NUMBER}1:{HINT}{max(frame.grid.last, FIRST)}")
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_header(f'&L&"Times New Roman,Regular"&8 {subject or UNIT_HOLE}{PAGE_NUMBER}')
    sheet.set_selection(f"{ENTRY}{FIRST}")
