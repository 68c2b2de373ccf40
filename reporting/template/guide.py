"""The sheet that tells a clerk how to fill in the form."""

from reporting.template.frame import Frame
from reporting.template.pen import Pen
from reporting.template.sheet import UNPROTECTED
from reporting.workbook.plate import checked
from reporting.workbook.widths import LINE, lines, pixels

GUIDE = "HuongDan"
_WIDTHS = (6.0, 26.0, 84.0)
_A4 = 9
_STEPS = ("open", "figures", "marks", "section", "whole", "standing", "checks", "paste", "save")
_COLOURS = ("open", "offered", "shut", "made", "wrong", "doubt")
_MARKS = ("none_occurred", "not_available", "not_applicable")


def guide_sheet(pen: Pen, frame: Frame) -> None:
    """Steps, the colours of cells and the three signs, on one page."""
    sheet, say = pen.sheet(GUIDE), frame.spoken.say
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        checked(sheet.set_column(f"{letter}:{letter}", width, pen.style("plain")))
    pen.text(GUIDE, "A1", say("guide_title"), "guide_title")
    checked(sheet.set_row(0, 24.0))
    row = 3
    steps = [step for step in _STEPS if step != "standing" or frame.stands]
    for number, step in enumerate(steps, 1):
        pen.text(GUIDE, f"A{row}", f"{number}.", "guide_number")
        pen.text(GUIDE, f"B{row}", say(f"step_{step}"), "guide_head")
        _words(pen, row, say(f"guide_{step}"))
        row += 1
    row = _marks(pen, frame, row + 1)
    pen.text(GUIDE, f"A{row}", say("guide_colours"), "guide_head")
    for colour in _COLOURS:
        row += 1
        pen.text(GUIDE, f"B{row}", say(f"colour_{colour}"), _sample(colour))
        _words(pen, row, say(f"guide_colour_{colour}"))
    sheet.set_paper(_A4)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.6)
    sheet.hide_gridlines(2)
    sheet.protect("", UNPROTECTED)


def _sample(colour: str) -> str:
    return "made:pick" if colour == "made" else f"sample:{colour}"


def _marks(pen: Pen, frame: Frame, row: int) -> int:
    pen.text(GUIDE, f"A{row}", frame.spoken.say("guide_signs"), "guide_head")
    for mark in _MARKS:
        row += 1
        pen.text(GUIDE, f"B{row}", frame.spoken.say(f"sign_{mark}"), "shut:pick")
        _words(pen, row, frame.spoken.say(f"guide_sign_{mark}"))
    return row + 2


def _words(pen: Pen, row: int, words: str) -> None:
    pen.text(GUIDE, f"C{row}", words, "guide")
    count = lines(words, (pixels(_WIDTHS[2]) - 8) * 0.95)
    checked(pen.sheet(GUIDE).set_row(row - 1, max(count * LINE + 5.0, 20.0)))
