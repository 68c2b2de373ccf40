"""The sheet of how a plan has travelled: each child's own plan, and what lies below it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from reporting.book import Taken
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.counts import day, moment
from reporting.workbook.head import Setting, opened
from reporting.workbook.paper import PLAIN
from reporting.workbook.table import level_words
from reporting.workbook.widths import lined, tall

WIDTHS = (6, 14, 34, 30, 18, 20, 15, 36, 14, 14, 14)
"""Column widths in characters."""
OPEN = frozenset({"adopted", "under_way", "closed"})
"""States of a receipt under which the unit has its own plan."""
_LAST = len(WIDTHS) - 1
_STYLES = {
    "received": "not_judged",
    "adopted": "met",
    "under_way": "met",
    "closed": "met",
    "returned": "partly",
    "refused": "unmet",
}
_SIGNS = {
    "received": "○",
    "adopted": "●",
    "under_way": "▶",
    "closed": "■",
    "returned": "↩",
    "refused": "✕",
}
_HEADS = (
    "col_no", "col_code", "col_name", "col_taken", "col_taken_at", "col_own_number",
    "col_own_day", "col_own_cites", "col_below_has", "col_below_own", "col_below_share",
)  # fmt: skip


def adoption_sheet(setting: Setting) -> Sheet:
    """The sheet's rows: a line of how many, the levels below, then every child."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_adoption", _LAST)
    near = _near(setting)
    direct = [one for one in setting.book.taken if one.index in near]
    own = sum(one.state in OPEN for one in direct)
    _line(setting, sheet, setting.say("adoption_line", own=own, all=len(direct)), "heading")
    _line(setting, sheet, setting.say("adoption_now"), "note")
    _levels(setting, sheet)
    _children(setting, sheet, near)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)))
    return sheet


def _near(setting: Setting) -> tuple[int, ...]:
    book = setting.book
    return tuple(int(i) for i in book.rollup.tree.children(book.index))


def _line(setting: Setting, sheet: Sheet, words: str, style: str) -> None:
    row = sheet.row(20.0, stays=True)
    row.text(0, words, setting.styles[style])
    sheet.merge(row.number, 0, _LAST)


def _levels(setting: Setting, sheet: Sheet) -> None:
    book, styles = setting.book, setting.styles
    sheet.skip()
    _line(setting, sheet, setting.say("adoption_by_level"), "heading")
    head = sheet.row(32.0, stays=True)
    keys = ("col_no", "col_level", "", "col_below_has", "col_below_own", "col_below_share")
    for place, key in enumerate(keys):
        head.text(place, setting.say(key) if key else "", styles["head"])
    sheet.merge(head.number, 1, 2)
    below = [one for one in book.taken if one.index != book.index]
    has = Counter(one.level for one in below)
    own = Counter(one.level for one in below if one.state in OPEN)
    for number, level in enumerate((x for x in book.rollup.tree.levels if has[x]), 1):
        row = sheet.row()
        row.number_(0, number, styles["cell_mid"])
        row.text(1, level_words(level, book.words), styles["cell"])
        row.blank(2, styles["cell"])
        sheet.merge(row.number, 1, 2)
        _counts(setting, row, 3, has[level], own[level])


def _counts(setting: Setting, row: Row, first: int, has: int, own: int) -> None:
    styles = setting.styles
    row.number_(first, has, styles["number0"])
    row.number_(first + 1, own, styles["number0"])
    row.number_(first + 2, own * 100 / has if has else None, styles["number1"])


def _children(setting: Setting, sheet: Sheet, near: Sequence[int]) -> None:
    book, styles = setting.book, setting.styles
    sheet.skip()
    _line(setting, sheet, setting.say("adoption_by_child"), "heading")
    head = sheet.row(32.0, stays=True)
    for place, key in enumerate(_HEADS):
        head.text(place, setting.say(key), styles["head"])
    at = {one.index: one for one in book.taken}
    order = [one.index for one in book.taken]
    own = [0, *accumulate(one.state in OPEN for one in book.taken)]
    for number, index in enumerate(near, 1):
        first = bisect_right(order, index)
        last = bisect_left(order, int(book.rollup.tree.stop[index]))
        row = _child(setting, sheet, number, index, at.get(index))
        _counts(setting, row, 8, last - first, own[last] - own[first])


def _child(setting: Setting, sheet: Sheet, number: int, index: int, one: Taken | None) -> Row:
    unit, styles = setting.book.rollup.tree.units[index], setting.styles
    cites = "; ".join(one.cites) if one else ""
    row = sheet.row(tall(max(lined(unit.name, WIDTHS[2]), lined(cites, WIDTHS[7]))) or 18.0)
    row.number_(0, number, styles["cell_mid"])
    row.text(1, unit.code, styles["cell_wrap"])
    row.text(2, unit.name, styles["cell_wrap"])
    if one is None:
        row.text(3, setting.say("taken_none"), styles["no_data"])
        for place in (4, 5, 6, 7):
            row.blank(place, styles["cell"])
        return row
    row.text(
        3, f"{_SIGNS[one.state]} {setting.say('taken_' + one.state)}", styles[_STYLES[one.state]]
    )
    row.text(4, moment(one.received, setting.book.sources.as_of), styles["cell_mid"])
    row.text(5, one.number or (setting.say("unnumbered") if one.own else ""), styles["cell_mid"])
    row.text(6, day(one.issued), styles["cell_mid"])
    row.text(7, cites, styles["cell_wrap"])
    return row
