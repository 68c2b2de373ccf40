"""The sheet of how a plan has travelled: each child's own plan, and what lies below it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reporting.receipt import SIGNS, STATES, Taken, Tally, by_level
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.counts import day, moment
from reporting.workbook.head import Setting, opened
from reporting.workbook.paper import PLAIN
from reporting.workbook.table import level_words
from reporting.workbook.widths import lined, tall

WIDTHS = (6, 14, 34, 30, 18, 20, 15, 36, 13, 13, 13, 13)
"""Column widths in characters."""
_LAST = len(WIDTHS) - 1
_STYLES = {
    "silent": "not_judged",
    "adopted": "met",
    "under_way": "partly",
    "closed": "met",
    "returned": "below_floor",
    "refused": "unmet",
    "unreached": "no_data",
}
_COUNTS = ("col_below_has", "col_below_own", "col_below_silent", "col_below_share")
_HEADS = (
    "col_no", "col_code", "col_name", "col_taken", "col_taken_at", "col_own_number",
    "col_own_day", "col_own_cites", *_COUNTS,
)  # fmt: skip


def adoption_sheet(setting: Setting) -> Sheet:
    """The sheet's rows: a line of how many, the levels below, then every child."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_adoption", _LAST)
    book = setting.book
    near = tuple(int(i) for i in book.rollup.tree.children(book.index))
    direct = Tally.of(one for one in book.taken if one.index in frozenset(near))
    said = setting.say("adoption_line", own=direct.adopted, all=direct.received)
    _line(setting, sheet, said, "heading")
    _line(setting, sheet, setting.say("adoption_now"), "note")
    legend = "   ".join(f"{SIGNS[state]} {setting.say('taken_' + state)}" for state in STATES)
    _line(setting, sheet, legend, "note")
    _levels(setting, sheet)
    _children(setting, sheet, near)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)))
    return sheet


def _line(setting: Setting, sheet: Sheet, words: str, style: str) -> None:
    row = sheet.row(20.0, stays=True)
    row.text(0, words, setting.styles[style])
    sheet.merge(row.number, 0, _LAST)


def _levels(setting: Setting, sheet: Sheet) -> None:
    book, styles = setting.book, setting.styles
    sheet.skip()
    _line(setting, sheet, setting.say("adoption_by_level"), "heading")
    head = sheet.row(32.0, stays=True)
    for place, key in enumerate(("col_no", "col_level", "", *_COUNTS)):
        head.text(place, setting.say(key) if key else "", styles["head"])
    sheet.merge(head.number, 1, 2)
    first = sheet.next
    below = [one for one in book.taken if one.index != book.index]
    levels = by_level(below, book.rollup.tree.levels)
    for number, (level, tally) in enumerate(levels.items(), 1):
        row = sheet.row()
        row.number_(0, number, styles["cell_mid"])
        row.text(1, level_words(level, book.words), styles["cell"])
        row.blank(2, styles["cell"])
        sheet.merge(row.number, 1, 2)
        _counts(setting, row, 3, tally)
    last = sheet.next - 1
    row = sheet.row()
    _total_words(setting, row, 3)
    _totals(setting, row, 3, Tally.of(below), [f"SUM({c}{first}:{c}{last})" for c in "DEF"])


def _counts(setting: Setting, row: Row, first: int, tally: Tally, kind: str = "number") -> None:
    styles = setting.styles
    for place, count in enumerate((tally.received, tally.adopted, tally.silent), first):
        row.number_(place, count, styles[f"{kind}0"])
    row.number_(first + 3, tally.percent, styles[f"{kind}1"])


def _total_words(setting: Setting, row: Row, columns: int) -> None:
    for place in range(columns):
        words = setting.say("total_row") if place == columns - 1 else ""
        row.text(place, words, setting.styles["cell_total"])


def _totals(setting: Setting, row: Row, first: int, tally: Tally, formulas: Sequence[str]) -> None:
    """Live sums and their share, each with its value."""
    styles = setting.styles
    values = (tally.received, tally.adopted, tally.silent)
    for place, (formula, value) in enumerate(zip(formulas, values, strict=True), first):
        row.formula(place, formula, value, styles["total0"])
    has, own = (f"{chr(65 + first + step)}{row.number}" for step in (0, 1))
    formula = f'IF({has}=0,"",{own}/{has}*100)'
    row.formula(first + 3, formula, tally.percent, styles["total1"])


def _children(setting: Setting, sheet: Sheet, near: Sequence[int]) -> None:
    book, styles = setting.book, setting.styles
    sheet.skip()
    _line(setting, sheet, setting.say("adoption_by_child"), "heading")
    head = sheet.row(32.0, stays=True)
    for place, key in enumerate(_HEADS):
        head.text(place, setting.say(key), styles["head"])
    at = {one.index: one for one in book.taken}
    order = [one.index for one in book.taken]
    tree, first = book.rollup.tree, sheet.next
    deeper: list[Taken] = []
    for number, index in enumerate(near, 1):
        stop = int(tree.stop[index])
        below = book.taken[bisect_right(order, index) : bisect_left(order, stop)]
        deeper += below
        row = _child(setting, sheet, number, index, at.get(index))
        _counts(setting, row, 8, Tally.of(below))
        for level, tally in by_level(below, tree.levels).items():
            _below(setting, sheet, level, tally)
    last = sheet.next - 1
    row = sheet.row()
    _total_words(setting, row, 8)
    # Only a child's own row has a number; the rows of its levels are parts of it.
    formulas = [f'SUMIF(A{first}:A{last},">0",{c}{first}:{c}{last})' for c in "IJK"]
    _totals(setting, row, 8, Tally.of(deeper), formulas)


def _below(setting: Setting, sheet: Sheet, level: str, tally: Tally) -> None:
    """One level of a child's subtree."""
    row, style = sheet.row(), setting.styles["cell_own"]
    words = f"– {level_words(level, setting.book.words)}"
    for place in range(8):
        row.text(place, words if place == 2 else "", style)
    _counts(setting, row, 8, tally, "own")


def _child(setting: Setting, sheet: Sheet, number: int, index: int, one: Taken | None) -> Row:
    unit, styles = setting.book.rollup.tree.units[index], setting.styles
    cites = "; ".join(one.cites) if one else ""
    row = sheet.row(tall(max(lined(unit.name, WIDTHS[2]), lined(cites, WIDTHS[7]))) or 18.0)
    row.number_(0, number, styles["cell_mid"])
    row.text(1, unit.code, styles["cell_wrap"])
    row.text(2, unit.name, styles["cell_wrap"])
    standing = "unreached" if one is None else one.standing
    words = f"{SIGNS[standing]} {setting.say('taken_' + standing)}"
    row.text(3, words, styles[_STYLES[standing]])
    if one is None:
        for place in (4, 5, 6, 7):
            row.blank(place, styles["cell"])
        return row
    row.text(4, moment(one.received, setting.book.sources.as_of), styles["cell_mid"])
    row.text(5, one.number or (setting.say("unnumbered") if one.own else ""), styles["cell_mid"])
    row.text(6, day(one.issued), styles["cell_mid"])
    row.text(7, cites, styles["cell_wrap"])
    return row
