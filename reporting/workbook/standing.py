"""The sheet of who has sent: counts by level and by child, children in full, then the silent."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hierarchy.tree import Tree
from reporting.book import Standing
from reporting.display import shown
from reporting.weighing import weighed
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.counts import Count, day, moment
from reporting.workbook.head import Setting, opened
from reporting.workbook.numerals import number_words
from reporting.workbook.paper import PLAIN
from reporting.workbook.table import level_words
from reporting.workbook.widths import height, lined, tall

WIDTHS = (6, 12, 40, 14, 18, 14, 18, 16, 26)
"""Column widths in characters."""
SILENT_SHOWN = 2_000
"""Silent deeper units named one by one unless the book is full."""
SENT = frozenset(("submitted", "approved"))
_LAST = len(WIDTHS) - 1
_TOGETHER = 3
"""Rows of a list that stay with its head on a printed page."""


def standing_sheet(setting: Setting, counts: Sequence[Count]) -> Sheet:
    """The sheet's rows."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_standing", _LAST)
    row = sheet.row(20.0)
    row.text(
        0,
        setting.say("as_of_line", at=moment(setting.book.sources.as_of)),
        setting.styles["centred"],
    )
    sheet.merge(row.number, 0, _LAST)
    _weight(setting, sheet)
    _by_level(setting, sheet)
    _by_child(setting, sheet, counts)
    _lists(setting, sheet)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)))
    return sheet


def _weight(setting: Setting, sheet: Sheet) -> None:
    """The share of the roster's weight that came in, where it has weights."""
    book = setting.book
    owed = [s for s in book.standings if s.state != "succeeded"]
    sent = ((s.index, s.state in SENT) for s in owed)
    found = weighed(book.rollup.tree, sent)
    if found.percent is None:
        return
    key = "weight_line_bare" if found.bare else "weight_line"
    percent = number_words(Fraction(shown(found.percent, 1)), book.language)
    row = sheet.row(20.0)
    row.text(0, setting.say(key, percent=percent, bare=found.bare), setting.styles["centred"])
    sheet.merge(row.number, 0, _LAST)


_COUNTS = (
    "col_expected",
    "col_on_time",
    "col_late",
    "col_missing",
    "col_returned",
    "col_share_sent",
)


def _table(setting: Setting, sheet: Sheet, title: str, heads: Sequence[str]) -> None:
    sheet.skip()
    sheet.row(20.0, stays=True).text(0, setting.say(title), setting.styles["heading"])
    row = sheet.row(32.0, stays=True)
    for place, key in enumerate(heads):
        row.text(place, setting.say(key) if key else "", setting.styles["head"])


def _count_cells(row: Row, count: Count, number: int, percent: int) -> None:
    for place, value in enumerate(
        (
            count.expected,
            count.reported - count.late,
            count.late,
            count.missing,
            count.returned,
        ),
        3,
    ):
        row.number_(place, value, number)
    row.number_(8, count.percent, percent)


def _by_level(setting: Setting, sheet: Sheet) -> None:
    groups: dict[str, list[Standing]] = {}
    for standing in setting.book.standings:
        groups.setdefault(standing.unit.level, []).append(standing)
    _table(setting, sheet, "standing_by_level", ("col_no", "col_level", "", *_COUNTS))
    sheet.merge(sheet.next - 1, 1, 2)
    styles = setting.styles
    order = [name for name in setting.book.rollup.layout.levels if name in groups]
    for place, level in enumerate(order, 1):
        row = sheet.row()
        row.number_(0, place, styles["cell_mid"])
        row.text(1, level_words(level, setting.book.words), styles["cell"])
        row.blank(2, styles["cell"])
        sheet.merge(row.number, 1, 2)
        _count_cells(row, Count.standing(groups[level]), styles["number0"], styles["number1"])


def _by_child(setting: Setting, sheet: Sheet, counts: Sequence[Count]) -> None:
    _table(setting, sheet, "standing_by_child", ("col_no", "col_code", "col_name", *_COUNTS))
    tree, styles = setting.book.rollup.tree, setting.styles
    places = [*tree.children(setting.book.index).tolist(), setting.book.index]
    first = sheet.next
    for place, (index, count) in enumerate(zip(places, counts, strict=True), 1):
        unit, own = tree.units[index], index == setting.book.index
        name = setting.say("own_row", unit=unit.name) if own else unit.name
        row = sheet.row(height(name, WIDTHS[2]), stays=place > len(places) - 2)
        row.number_(0, None if own else place, styles["cell_mid"])
        row.text(1, unit.code, styles["cell_own" if own else "cell"])
        row.text(
            2,
            name,
            styles["cell_own" if own else "cell_wrap"],
        )
        kind = "own" if own else "number"
        _count_cells(row, count, styles[f"{kind}0"], styles[f"{kind}1"])
    whole, last = Count.of(counts), sheet.next - 1
    row = sheet.row()
    row.blank(0, styles["cell_total"])
    row.blank(1, styles["cell_total"])
    row.text(2, setting.say("total_row"), styles["cell_total"])
    values = (
        whole.expected,
        whole.reported - whole.late,
        whole.late,
        whole.missing,
        whole.returned,
    )
    for letter, place, value in zip("DEFGH", range(3, 8), values, strict=True):
        row.formula(place, f"SUM({letter}{first}:{letter}{last})", value, styles["total0"])
    n = row.number
    row.formula(8, f'IF(D{n}=0,"",(E{n}+F{n})/D{n}*100)', whole.percent, styles["total1"])


def _lists(setting: Setting, sheet: Sheet) -> None:
    book, tree = setting.book, setting.book.rollup.tree
    near = {*tree.children(book.index).tolist(), book.index}
    heads = (
        "col_no",
        "col_code",
        "col_name",
        "col_level",
        "col_state",
        "col_due",
        "col_received",
        "col_by",
        "col_above",
    )
    if book.full:
        shown, title = list(book.standings), "standing_full"
    else:
        shown, title = [s for s in book.standings if s.index in near], "standing_near"
    _table(setting, sheet, title, heads)
    _list(setting, sheet, shown, tree)
    if not shown:
        sheet.row().text(0, setting.say("none_silent"), setting.styles["note"])
    if book.full:
        return
    silent = [s for s in book.standings if s.missing and s.index not in near]
    _table(setting, sheet, "standing_silent", heads)
    _list(setting, sheet, silent[:SILENT_SHOWN], tree)
    rest = len(silent) - SILENT_SHOWN
    if rest > 0 or not silent:
        words = setting.say("more_silent", count=rest) if silent else setting.say("none_silent")
        sheet.row().text(0, words, setting.styles["note"])


def _list(setting: Setting, sheet: Sheet, standings: Sequence[Standing], tree: Tree) -> None:
    styles, words = setting.styles, setting.book.words
    number, cell, mid = styles["cell_mid"], styles["cell_wrap"], styles["cell_mid"]
    as_of = setting.book.sources.as_of
    states: dict[tuple[str, bool, bool, bool], str] = {}
    levels: dict[str, str] = {}
    days: dict[date | None, str] = {}
    for place, one in enumerate(standings, 1):
        unit = one.unit
        about = (one.state, one.late, one.missing, one.extended)
        if about not in states:
            states[about] = state_words(setting, one)
        if unit.level not in levels:
            levels[unit.level] = level_words(unit.level, words)
        if one.due not in days:
            days[one.due] = day(one.due)
        parent = int(tree.parent[one.index])
        above = tree.units[parent].name if parent >= 0 else ""
        row = sheet.row(_height(unit.name, above, one.on_behalf_of), stays=place < _TOGETHER)
        row.number_(0, place, number)
        row.text(1, unit.code, cell)
        row.text(2, unit.name, cell)
        row.text(3, levels[unit.level], mid)
        row.text(4, states[about], mid)
        row.text(5, days[one.due], mid)
        row.text(6, moment(one.received, as_of) if one.received else "", mid)
        row.text(7, one.on_behalf_of, cell)
        row.text(8, above, cell)


def _height(name: str, above: str, behalf: str) -> float | None:
    most = max(lined(name, WIDTHS[2]), lined(above, WIDTHS[8]))
    return tall(max(most, lined(behalf, WIDTHS[7])) if behalf else most)


def state_words(setting: Setting, one: Standing) -> str:
    """State of an assignment in words, with lateness where it is so."""
    if one.missing:
        return setting.say("state_missing")
    if one.late and one.state in {"submitted", "approved"}:
        return setting.say("state_late")
    if one.extended and one.state in {"expected", "draft"}:
        return setting.say("state_extended")
    return setting.say(f"state_{one.state}")
