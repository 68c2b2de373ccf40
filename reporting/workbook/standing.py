"""The sheet of who has sent: counts by level and by child, children in full, then the silent."""

from collections.abc import Sequence
from functools import lru_cache

from hierarchy.tree import Tree
from reporting.book import Standing
from reporting.workbook.cells import ENDINGS, Sheet
from reporting.workbook.counts import Count, day, moment
from reporting.workbook.head import Setting, opened
from reporting.workbook.paper import PLAIN, ROW
from reporting.workbook.stencil import HIGH, TEXTS, live, stencil
from reporting.workbook.table import level_words
from reporting.workbook.widths import liner, tall

WIDTHS = (6, 12, 40, 14, 18, 14, 18, 16, 26)
"""Column widths in characters."""
SILENT_SHOWN = 2_000
"""Silent deeper units named one by one unless the book is full."""
SENT = frozenset(("submitted", "approved"))
_LAST = len(WIDTHS) - 1
_DOWN = PLAIN.down(PLAIN.scale(WIDTHS))
_NAMED, _BEHALF, _ABOVE = liner(WIDTHS[2]), liner(WIDTHS[7]), liner(WIDTHS[8])
_TOGETHER = 3
"""Rows of a list that stay with its head on a printed page."""


def standing_sheet(setting: Setting, counts: Sequence[Count], weight: str) -> Sheet:
    """The sheet's rows; ``weight`` is the share of the roster's weight in words, or nothing."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_standing", _LAST)
    row = sheet.row(20.0)
    row.text(
        0,
        setting.say("as_of_line", at=moment(setting.book.sources.as_of)),
        setting.styles["centred"],
    )
    sheet.merge(row.number, 0, _LAST)
    if weight:
        row = sheet.row(20.0)
        row.text(0, weight, setting.styles["centred"])
        sheet.merge(row.number, 0, _LAST)
    _by_level(setting, sheet)
    _by_child(setting, sheet, counts)
    _lists(setting, sheet)
    sheet.page(_DOWN)
    return sheet


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
    number, styles = sheet.next, setting.styles
    above = stencil((styles["heading"],), (setting.say(title),))
    words = tuple([setting.say(key) if key else "" for key in heads])
    head = stencil((styles["head"],) * len(words), words)
    rows = above[number] % HIGH[20.0] + head[number + 1] % HIGH[32.0]
    sheet.ready(rows, [(20.0, True), (32.0, True)])


def _values(count: Count) -> tuple[int, int, int, int, int]:
    """The counts of a row, left to right; its share follows."""
    on_time = count.reported - count.late
    return count.expected, on_time, count.late, count.missing, count.returned


@lru_cache(maxsize=4_096)
def _counts(count: Count) -> tuple[str, ...]:
    """What follows the styles of a row's counts and its share; most rows are alike in them."""
    return tuple([ENDINGS[value] for value in (*_values(count), count.percent)])


def _count_styles(setting: Setting, kind: str) -> tuple[int, ...]:
    return (*[setting.styles[f"{kind}0"]] * 5, setting.styles[f"{kind}1"])


def _by_level(setting: Setting, sheet: Sheet) -> None:
    groups: dict[str, list[Standing]] = {}
    for standing in setting.book.standings:
        groups.setdefault(standing.unit.level, []).append(standing)
    _table(setting, sheet, "standing_by_level", ("col_no", "col_level", "", *_COUNTS))
    sheet.merge(sheet.next - 1, 1, 2)
    styles = setting.styles
    order = [name for name in setting.book.rollup.layout.levels if name in groups]
    cell = styles["cell"]
    rows = stencil((styles["cell_mid"], cell, cell, *_count_styles(setting, "number")))
    for place, level in enumerate(order, 1):
        sheet.merge(sheet.next, 1, 2)
        words = TEXTS[level_words(level, setting.book.words)]
        counts = _counts(Count.standing(groups[level]))
        row = rows[sheet.next] % ("", ENDINGS[place], words, "/>", *counts)
        sheet.ready(row, [(ROW, False)])


def _by_child(setting: Setting, sheet: Sheet, counts: Sequence[Count]) -> None:
    _table(setting, sheet, "standing_by_child", ("col_no", "col_code", "col_name", *_COUNTS))
    tree, styles = setting.book.rollup.tree, setting.styles
    places = tree.children(setting.book.index).tolist()
    first, mid = sheet.next, styles["cell_mid"]
    rows = stencil((mid, styles["cell"], styles["cell_wrap"], *_count_styles(setting, "number")))
    written, heights = [], []
    for place, (index, count) in enumerate(zip(places, counts, strict=False), 1):
        unit = tree.units[index]
        high = tall(_NAMED(unit.name))
        heights.append((high or ROW, place == len(places)))
        cells = (ENDINGS[place], TEXTS[unit.code], TEXTS[unit.name], *_counts(count))
        written.append(rows[sheet.next + place - 1] % (HIGH[high], *cells))
    sheet.ready("".join(written), heights)
    own, unit = styles["cell_own"], tree.units[setting.book.index]
    name = setting.say("own_row", unit=unit.name)
    high = tall(_NAMED(name))
    cells = ("/>", TEXTS[unit.code], TEXTS[name], *_counts(counts[-1]))
    row = stencil((mid, own, own, *_count_styles(setting, "own")))[sheet.next]
    sheet.ready(row % (HIGH[high], *cells), [(high or ROW, True)])
    _whole(setting, sheet, Count.of(counts), first)


def _whole(setting: Setting, sheet: Sheet, whole: Count, first: int) -> None:
    """The last row of the table by child, over those from row ``first``."""
    n, style = sheet.next, setting.styles["cell_total"]
    row = stencil(
        (style, style, style, *_count_styles(setting, "total")), ("", "", setting.say("total_row"))
    )
    sums = [
        live(f"SUM({letter}{first}:{letter}{n - 1})", value)
        for letter, value in zip("DEFGH", _values(whole), strict=True)
    ]
    share = live(f'IF(D{n}=0,"",(E{n}+F{n})/D{n}*100)', whole.percent)
    sheet.ready(row[n] % ("", *sums, share), [(ROW, False)])


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
    wrap, mid = styles["cell_wrap"], styles["cell_mid"]
    rows = stencil((mid, wrap, wrap, mid, mid, mid, mid, wrap, wrap))
    as_of, start = setting.book.sources.as_of, sheet.next
    states: dict[tuple[str, bool, bool, bool], str] = {}
    levels: dict[str, str] = {}
    written: list[str] = []
    heights: list[tuple[float, bool]] = []
    for place, one in enumerate(standings, 1):
        unit, behalf = one.unit, one.on_behalf_of
        about = (one.state, one.late, one.missing, one.extended)
        if about not in states:
            states[about] = TEXTS[state_words(setting, one)]
        if unit.level not in levels:
            levels[unit.level] = TEXTS[level_words(unit.level, words)]
        parent = int(tree.parent[one.index])
        above = tree.units[parent].name if parent >= 0 else ""
        most = max(_NAMED(unit.name), _ABOVE(above), _BEHALF(behalf) if behalf else 1)
        high = tall(most)
        heights.append((high or ROW, place < _TOGETHER))
        cells = (
            ENDINGS[place],
            TEXTS[unit.code],
            TEXTS[unit.name],
            levels[unit.level],
            states[about],
            TEXTS[day(one.due)],
            TEXTS[moment(one.received, as_of)] if one.received else "/>",
            TEXTS[behalf],
            TEXTS[above],
        )
        written.append(rows[start + place - 1] % (HIGH[high], *cells))
    sheet.ready("".join(written), heights)


def state_words(setting: Setting, one: Standing) -> str:
    """State of an assignment in words, with lateness where it is so."""
    if one.missing:
        return setting.say("state_missing")
    if one.late and one.state in {"submitted", "approved"}:
        return setting.say("state_late")
    if one.extended and one.state in {"expected", "draft"}:
        return setting.say("state_extended")
    return setting.say(f"state_{one.state}")
