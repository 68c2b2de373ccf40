"""The sheet of faults: each with a link to its cell, how to mend it, and room for a reason."""

from xlsxwriter.worksheet import Worksheet

from reporting.template.filling import RETURNED, Filling, Told
from reporting.template.frame import Frame
from reporting.template.head import counted
from reporting.template.numbered import named_in
from reporting.template.pen import Pen, fitting
from reporting.template.sheet import UNPROTECTED
from reporting.workbook.plate import PAGE_NUMBER, checked
from reporting.workbook.widths import lined, tall
from schemas.grid import FAULTS, REASON, REASONS_FIRST, SHEET

_WIDTHS = {"A": 5.0, "B": 12.0, "C": 9.0, "D": 34.0, "E": 46.0, "F": 40.0, "G": 40.0}
_HEADS = ("number", "kind", "cell", "indicator", "fault", "mend", "reason")
_A4 = 9
_REASON_LONGEST = 1_000
_MOST = 65_530
"""Links one sheet may hold; faults below are listed without."""
_COMMENT = 1_500
"""Characters of a comment that are shown at most."""


def fault_sheet(pen: Pen, frame: Frame, filling: Filling, subject: str) -> None:
    """Lists the faults in the order given, from row ``REASONS_FIRST``.

    ``subject`` is the unit in the print header.
    """
    sheet, say = pen.sheet(FAULTS), frame.spoken.say
    for letter, width in _WIDTHS.items():
        checked(sheet.set_column(f"{letter}:{letter}", width, pen.style("plain")))
    pen.text(FAULTS, "A1", say("faults_title"), "title")
    pen.hole(("head", "unit"), FAULTS, 2, "A", "strong")
    pen.text(FAULTS, "A3", counted(frame, filling), "line")
    pen.text(FAULTS, "A4", say("faults_note"), "note")
    for letter, key in zip("ABCDEFG", _HEADS, strict=True):
        pen.text(FAULTS, f"{letter}{REASONS_FIRST - 1}", say(f"col_{key}"), "head")
    checked(sheet.set_row(REASONS_FIRST - 2, 24.0))
    for number, told in enumerate(filling.faults, 1):
        _row(pen, frame, filling, number, told)
    _paper(sheet, REASONS_FIRST + len(filling.faults) - 1, subject)


def _row(pen: Pen, frame: Frame, filling: Filling, number: int, told: Told) -> None:
    sheet = pen.sheet(FAULTS)
    row = REASONS_FIRST + number - 1
    fault = told.fault
    kind, kind_said = _kinds(frame, told)
    pen.number(FAULTS, f"A{row}", number, "cell_mid")
    pen.text(FAULTS, f"B{row}", kind_said, f"kind_{kind}")
    spot = frame.grid.by_path.get(fault.path)
    if spot is not None and fault.path in frame.shown and number <= _MOST:
        link = f"internal:{SHEET}!{spot.cell}"
        checked(sheet.write_url(f"C{row}", link, pen.style("link"), string=spot.cell))
    else:
        pen.text(FAULTS, f"C{row}", "–", "cell_mid")
    label = named(frame, fault.path)
    sentence, mend = (in_numbers(frame, said) for said in (told.sentence, told.mend))
    for letter, words in (("D", label), ("E", sentence), ("F", mend)):
        pen.text(FAULTS, f"{letter}{row}", words, "cell")
    wanted = (fault.code, fault.path) in filling.asked
    reason = filling.asked.get((fault.code, fault.path), "")
    pen.text(FAULTS, f"{REASON}{row}", reason, "reason" if wanted else "reason_shut")
    if wanted:
        checked(sheet.data_validation(f"{REASON}{row}", _reason_rule(frame)))
    count = max(
        lined(words, _WIDTHS[letter])
        for letter, words in (("D", label), ("E", sentence), ("F", mend), ("G", reason))
    )
    checked(sheet.set_row(row - 1, min((tall(count) or 15.0) + 6.0, 400.0)))


def _kinds(frame: Frame, told: Told) -> tuple[str, str]:
    """How grave a fault is, as styles are named and in words."""
    kind = "error" if told.severity == "error" else "warning"
    word = "returned" if told.fault.code == RETURNED else kind
    return kind, frame.spoken.say(f"kind_{word}")


def _reason_rule(frame: Frame) -> dict[str, object]:
    say = frame.spoken.say
    return {
        "validate": "length",
        "criteria": "<=",
        "value": _REASON_LONGEST,
        "input_title": say("reason_title"),
        "input_message": say("reason_hint"),
        "error_title": say("wrong_title"),
        "error_message": say("reason_long", count=_REASON_LONGEST),
    }


def named(frame: Frame, path: str) -> str:
    """What people call a row: its number and words; the path itself where there is no row."""
    spot = frame.grid.by_path.get(path)
    language = frame.spoken.language
    if spot is None:
        measure = frame.grid.form.by_path.get(path)
        return path if measure is None else measure.label.in_(language)
    if spot.section is not None:
        return spot.section.label.in_(language)
    if spot.measure is None:
        return frame.spoken.say("whole_form")
    number = frame.numbers.get(path)
    label = spot.measure.label.in_(language)
    return f"[{number}] {label}" if number else label


def in_numbers(frame: Frame, words: str) -> str:
    """A sentence with the numbers of questions in the place of paths, as a clerk sees them."""
    names = {path: f"[{number}]" for path, number in frame.numbers.items()}
    return fitting(named_in(words, names, frame.spoken.language))


def comments(pen: Pen, frame: Frame, filling: Filling) -> None:
    """Puts beside each cell at fault what is wrong in it and how to mend it."""
    said: dict[str, list[str]] = {}
    for told in filling.faults:
        if told.fault.path in frame.shown:
            _, kind = _kinds(frame, told)
            whole = f"{kind}: {told.sentence}" + (f"\n→ {told.mend}" if told.mend else "")
            said.setdefault(told.fault.path, []).append(in_numbers(frame, whole))
    sheet = pen.sheet(SHEET)
    for path, words in said.items():
        text = fitting("\n\n".join(words))[:_COMMENT]
        high = 30 + 17 * sum(len(line) // 42 + 1 for line in text.split("\n"))
        options = {"author": "Capbac", "width": 300, "height": high, "font_size": 10}
        checked(sheet.write_comment(frame.grid.by_path[path].cell, text, options))


def _paper(sheet: Worksheet, last: int, subject: str) -> None:
    sheet.freeze_panes(REASONS_FIRST - 1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.4, top=0.7, bottom=0.6)
    sheet.repeat_rows(REASONS_FIRST - 2)
    sheet.print_area(f"A1:{REASON}{max(last, REASONS_FIRST)}")
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_header(f'&L&"Times New Roman,Regular"&8 {subject}{PAGE_NUMBER}')
    sheet.protect("", UNPROTECTED)
