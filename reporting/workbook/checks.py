"""The sheet of checks: every total worked out again in the file, beside the figure we give.

A line holds our figure as a plain number, the same total as a formula over the rows of the table
by unit, and the total row's own cell. Whoever changes one of them sees it here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reporting.workbook.cells import LETTERS, NUMBERS, Block, Row, Sheet, formula_xml
from reporting.workbook.check_lines import BAND, Lines, again_cell, lines_of
from reporting.workbook.counts import Count
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.paper import PLAIN
from reporting.workbook.press import Press
from reporting.workbook.total_row import FIRST
from reporting.workbook.widths import height

WIDTHS = (6, 76, 20, 22, 20, 16)
"""Column widths in characters."""
OVERALL = "A4"
"""The cell of the overall verdict."""
HEAD_ROW = 6
_SHARED = HEAD_ROW + 2
"""The row of the first mark, whose formula the others share."""
_LINES = HEAD_ROW + 4
"""The row of the first line, or of the band above it."""
_LAST = len(WIDTHS) - 1
_NEAR = "0.000000001"
_EXPECTED, _REPORTED = "\x01", "\x02"
"""Stand for the two counts: signs that no text of a cell can hold."""
_KEPT = 48
"""Numbers of children for which a form's sheet is kept, some 100 kB each."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the workbooks of a form share: its lines, and where pages end.

    ``laid`` are the rows above the lines, and the lines in pieces, by the number of children.
    """

    lines: Lines
    laid: dict[int, tuple[Block, list[str]]] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


def overall(setting: Setting) -> str:
    """The verdict the workbook carries: what we give is what its formulas come to."""
    return setting.say("checks_all")


def checks_sheet(setting: Setting, press: Press, found: Figures, counts: Sequence[Count]) -> Sheet:
    """The sheet's rows: the overall verdict, then a line a total."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_checks", _LAST)
    kept, children = _kept(setting, press), len(found.codes)
    laid = kept.laid.get(children)
    if laid is None:
        if len(kept.laid) >= _KEPT:
            kept.laid.clear()
        laid = _above(setting, press, kept.lines, children), kept.lines.laid(children)
        kept.laid[children] = laid
    above, pieces = laid
    whole = Count.of(counts)
    counted = above.xml.replace(_EXPECTED, NUMBERS[whole.expected])
    sheet.put(above._replace(xml=counted.replace(_REPORTED, NUMBERS[whole.reported])))
    sheet.ready(kept.lines.filled(pieces, press, found), kept.lines.heights)
    if not kept.ends:
        sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)), sheet.height_of(HEAD_ROW))
        kept.ends.extend(sheet.ends)
    sheet.ends = kept.ends
    return sheet


def _kept(setting: Setting, press: Press) -> _Kept:
    # A rehearsal's title is higher, and so are its pages.
    identity = ("checks", setting.book.rehearsal)
    kept = press.ready.get(identity)
    if kept is None:
        kept = press.ready[identity] = _Kept(lines_of(setting, press, _LINES, WIDTHS))
    assert isinstance(kept, _Kept)
    return kept


def _above(setting: Setting, press: Press, lines: Lines, children: int) -> Block:
    """The rows between the title and the lines, with signs in place of the counts."""
    sheet = Sheet(len(WIDTHS), HEAD_ROW - 2)
    verdict = sheet.row(24.0, stays=True)
    sheet.merge(verdict.number, 0, _LAST)
    marks = f"F{HEAD_ROW + 1}:F{_LINES + len(lines.heights) - 1}"
    wrong = f'COUNTIF({marks},"{setting.say("checks_wrong")}")'
    right, some = setting.say("checks_all"), setting.say("checks_some")
    style = setting.styles["agreed"]
    verdict.formula(0, f'IF({wrong}=0,"{right}","{some}")', overall(setting), style)
    note = setting.say("checks_note", sheet=press.names(["units"])[0])
    row = sheet.row(height(note, sum(WIDTHS)), stays=True)
    row.text(0, note, setting.styles["note_wrapped"])
    sheet.merge(row.number, 0, _LAST)
    _head(setting, sheet)
    _counted(setting, press, sheet, children)
    return sheet.block()


def _head(setting: Setting, sheet: Sheet) -> None:
    row = sheet.row(34.0, stays=True)
    keys = ("col_no", "col_indicator", "col_ours", "col_again", "col_in_total", "col_agrees")
    for place, key in enumerate(keys):
        row.text(place, setting.say(key), setting.styles["head"])


def _counted(setting: Setting, press: Press, sheet: Sheet, children: int) -> None:
    """How many are expected and have sent: the two counts every share is taken of."""
    units, total = press.name("units"), FIRST + children + 1
    section_cells(setting, sheet.row(BAND[0], stays=True), setting.say("checks_counts"), _LAST)
    for letter, key, value in (("D", "col_expected", _EXPECTED), ("E", "col_reported", _REPORTED)):
        row = sheet.row()
        row.blank(0, setting.styles["cell_mid"])
        row.text(1, setting.say(key), setting.styles["cell_wrap"])
        n, style = row.number, setting.styles["number0"]
        row.cells.append(f'<c r="C{n}" s="{style}"><v>{value}</v></c>')
        again = f"SUM({units}!{letter}{FIRST}:{letter}{total - 1})"
        for column, formula in (("D", again), ("E", f"{units}!{letter}{total}")):
            written = f"<f>{formula_xml(formula)}</f><v>{value}</v>"
            row.cells.append(f'<c r="{column}{n}" s="{style}">{written}</c>')
        row.cells.append(_agreed(setting, row))


def _agreed(setting: Setting, row: Row) -> str:
    if row.number > _SHARED:
        return again_cell(setting, row.number)
    return again_cell(setting, row.number, _mark(setting, row.number), f"F{row.number}:F9999")


def _mark(setting: Setting, number: int) -> str:
    """All three the same number, or all three empty."""
    three = f"{LETTERS[2]}{number}:{LETTERS[4]}{number}"
    right, wrong = setting.say("checks_right"), setting.say("checks_wrong")
    return (
        f"IF(OR(COUNT({three})=0,COUNT({three})=3),"
        f"IF(MAX({three})-MIN({three})<={_NEAR}*MAX(1,ABS(C{number})),"
        f'"{right}","{wrong}"),"{wrong}")'
    )
