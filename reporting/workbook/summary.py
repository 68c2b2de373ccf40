"""The summary sheet: every figure against its target, with coverage and a verdict."""

from reporting.book import Book
from reporting.target import STATUSES
from reporting.workbook import margins
from reporting.workbook.cells import Sheet
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, letterhead, letterhead_rows, opened, signatures
from reporting.workbook.line import widths
from reporting.workbook.lines import lines
from reporting.workbook.objectives import objective_rows
from reporting.workbook.paper import LETTER
from reporting.workbook.press import Press
from reporting.workbook.trend import Moves
from reporting.workbook.widths import height

PAPER = LETTER
_HEAD = 32.0
_HEADS = (
    "col_no",
    "col_indicator",
    "col_unit",
    "col_target",
    "col_result",
    "col_of_target",
    "col_coverage",
    "col_verdict",
    "col_spark",
)


def head_row(book: Book) -> int:
    """The row of the table's head, which is repeated on each printed page."""
    below = 2 + bool(book.sources.plan_title) + bool(book.targets)
    return letterhead_rows(book.letterhead) + 3 + below + 2


def summary_sheet(
    setting: Setting, press: Press, found: Figures, moves: Moves, behind: str
) -> Sheet:
    """The sheet's rows; ``behind`` says what stands behind all of its figures."""
    book, styles = setting.book, setting.styles
    across = widths(book)
    last = len(across) - 1
    sheet = Sheet(len(across))
    letterhead(setting, sheet, 3, last)
    opened(setting, sheet, "title_summary", last)
    form = press.form.title.in_(press.language)
    for line in (
        form,
        setting.say("plan_line", plan=book.sources.plan_title) if book.sources.plan_title else "",
    ):
        if line:
            row = sheet.row(18.0)
            row.text(0, line, styles["centred"])
            sheet.merge(row.number, 0, last)
    row = sheet.row(height(behind, sum(across)) or 18.0)
    row.text(0, behind, styles["centred"])
    sheet.merge(row.number, 0, last)
    tally = sheet.row(18.0) if book.targets else None
    sheet.skip()
    _head(setting, sheet)
    judged = lines(setting, press, sheet, found, moves)
    objective_rows(setting, sheet, judged.objectives)
    if tally is not None:
        listed = [
            f"{setting.say(f'verdict_{v}')}: {judged.all[v]}" for v in STATUSES if judged.all[v]
        ]
        words = setting.say("verdict_tally", listed="; ".join(listed)) if listed else ""
        tally.text(0, words, styles["subtitle"])
        sheet.merge(tally.number, 0, last)
    sheet.hold(3)
    sheet.skip(stays=True)
    for words in _notes(setting):
        row = sheet.row(32.0, stays=True)
        row.text(0, words, styles["note_wrapped"])
        sheet.merge(row.number, 0, last)
    signatures(setting, sheet, [(0, 1), (2, 4), (5, last)])
    sheet.page(PAPER.down(PAPER.scale(across)), _HEAD)
    return sheet


def _notes(setting: Setting) -> list[str]:
    book = setting.book
    bounds = book.assumed is not None
    told = [setting.say("bounds_note", period=book.assumed_from)] if bounds else []
    return [setting.say("summary_note"), *told]


def _head(setting: Setting, sheet: Sheet) -> None:
    compared = setting.book.compared
    words = [setting.say(key) for key in _HEADS]
    words += [] if compared is None else [setting.say("col_trend", period=compared.period)]
    row = sheet.row(_HEAD, stays=True)
    for place, said in enumerate([*words, *margins.heads(setting)]):
        row.text(place, said, setting.styles["head"])
