"""The summary sheet: every figure against its target, with coverage and a verdict."""

from reporting.book import Book
from reporting.target import STATUSES
from reporting.workbook.cells import Sheet
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, letterhead, letterhead_rows, opened, signatures
from reporting.workbook.lines import WIDTHS, lines
from reporting.workbook.objectives import objective_rows
from reporting.workbook.paper import LETTER
from reporting.workbook.press import Press

PAPER = LETTER
_HEAD = 32.0
_LAST = len(WIDTHS) - 1
_HEADS = (
    "col_no",
    "col_indicator",
    "col_unit",
    "col_target",
    "col_result",
    "col_of_target",
    "col_coverage",
    "col_verdict",
)


def head_row(book: Book) -> int:
    """The row of the table's head, which is repeated on each printed page."""
    below = 1 + bool(book.sources.plan_title) + bool(book.targets)
    return letterhead_rows(book.letterhead) + 3 + below + 2


def summary_sheet(setting: Setting, press: Press, found: Figures) -> Sheet:
    """The sheet's rows."""
    book, styles = setting.book, setting.styles
    sheet = Sheet(len(WIDTHS))
    letterhead(setting, sheet, 3, _LAST)
    opened(setting, sheet, "title_summary", _LAST)
    form = press.form.title.in_(press.language)
    for line in (
        form,
        setting.say("plan_line", plan=book.sources.plan_title) if book.sources.plan_title else "",
    ):
        if line:
            row = sheet.row(18.0)
            row.text(0, line, styles["centred"])
            sheet.merge(row.number, 0, _LAST)
    tally = sheet.row(18.0) if book.targets else None
    sheet.skip()
    head = sheet.row(_HEAD, stays=True)
    for place, key in enumerate(_HEADS):
        head.text(place, setting.say(key), styles["head"])
    judged = lines(setting, press, sheet, found)
    objective_rows(setting, sheet, judged.objectives)
    if tally is not None:
        listed = [
            f"{setting.say(f'verdict_{v}')}: {judged.all[v]}" for v in STATUSES if judged.all[v]
        ]
        words = setting.say("verdict_tally", listed="; ".join(listed)) if listed else ""
        tally.text(0, words, styles["subtitle"])
        sheet.merge(tally.number, 0, _LAST)
    sheet.hold(3)
    sheet.skip(stays=True)
    row = sheet.row(32.0, stays=True)
    row.text(0, setting.say("summary_note"), styles["note_wrapped"])
    sheet.merge(row.number, 0, _LAST)
    signatures(setting, sheet, [(0, 1), (2, 4), (5, _LAST)])
    sheet.page(PAPER.down(PAPER.scale(WIDTHS)), _HEAD)
    return sheet
