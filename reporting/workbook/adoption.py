"""The sheet of how a plan has travelled: each child's own plan, and what lies below it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from reporting.book import Book
from reporting.receipt import SIGNS, STATES, Has, Taken
from reporting.workbook.cells import ENDINGS, Sheet, formula_xml
from reporting.workbook.counts import day, moment
from reporting.workbook.head import Setting, opened
from reporting.workbook.paper import PLAIN, ROW
from reporting.workbook.stencil import HIGH, TEXTS, live, stencil
from reporting.workbook.table import level_words
from reporting.workbook.widths import liner, tall

WIDTHS = (6, 14, 34, 30, 18, 20, 15, 36, 13, 13, 13, 13)
"""Column widths in characters."""
_LAST = len(WIDTHS) - 1
_DOWN = PLAIN.down(PLAIN.scale(WIDTHS))
_NAMED, _CITED = liner(WIDTHS[2]), liner(WIDTHS[7])
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


class _Near(NamedTuple):
    """A child, its receipt if it has one, and those below it by level."""

    place: int
    receipt: Taken | None
    below: dict[str, Has]


def _near(book: Book) -> list[_Near]:
    """Every child, in tree order."""
    taken, tree = book.taken, book.rollup.tree
    order = [one.index for one in taken]
    children = tree.children(book.index)
    found, then = [], 0
    for index, stop in zip(children.tolist(), tree.stop[children].tolist(), strict=True):
        at = bisect_left(order, index, then)
        own = bisect_right(order, index, at)
        then = bisect_left(order, stop, own)
        receipt = taken[own - 1] if own > at else None
        found.append(_Near(index, receipt, Has.by_level(taken[own:then], tree.levels)))
    return found


def adoption_sheet(setting: Setting) -> Sheet:
    """The sheet's rows: a line of how many, the levels below, then every child."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_adoption", _LAST)
    book = setting.book
    near = _near(book)
    found = [one.receipt for one in near if one.receipt is not None]
    levels = Has.by_level(found, book.rollup.tree.levels)
    direct = Has.of(levels.values())
    said = setting.say("adoption_line", own=direct.adopted, all=direct.received)
    _line(setting, sheet, said, "heading")
    _line(setting, sheet, setting.say("adoption_now"), "note")
    legend = "   ".join([f"{SIGNS[state]} {setting.say('taken_' + state)}" for state in STATES])
    _line(setting, sheet, legend, "note")
    _levels(setting, sheet, [levels, *[one.below for one in near]])
    _children(setting, sheet, near)
    sheet.page(_DOWN)
    return sheet


def _line(setting: Setting, sheet: Sheet, words: str, style: str) -> None:
    sheet.merge(sheet.next, 0, _LAST)
    row = stencil((setting.styles[style],))[sheet.next] % (HIGH[20.0], TEXTS[words])
    sheet.ready(row, [(20.0, True)])


def _head(setting: Setting, sheet: Sheet, keys: Sequence[str]) -> None:
    words = tuple([setting.say(key) if key else "" for key in keys])
    row = stencil((setting.styles["head"],) * len(words), words)
    sheet.ready(row[sheet.next] % HIGH[32.0], [(32.0, True)])


def _levels(setting: Setting, sheet: Sheet, parts: Sequence[Mapping[str, Has]]) -> None:
    book, styles = setting.book, setting.styles
    sheet.skip()
    _line(setting, sheet, setting.say("adoption_by_level"), "heading")
    sheet.merge(sheet.next, 1, 2)
    _head(setting, sheet, ("col_no", "col_level", "", *_COUNTS))
    first, cell = sheet.next, styles["cell"]
    every = {
        level: Has.of([part[level] for part in parts if level in part])
        for level in book.rollup.tree.levels
    }
    levels = {level: has for level, has in every.items() if has.received}
    rows = stencil((styles["cell_mid"], cell, cell, *_count_styles(setting, "number")))
    for number, (level, has) in enumerate(levels.items(), 1):
        words = TEXTS[level_words(level, book.words)]
        sheet.merge(sheet.next, 1, 2)
        row = rows[sheet.next] % ("", ENDINGS[number], words, "/>", *_counts(has))
        sheet.ready(row, [(ROW, False)])
    last = sheet.next - 1
    _totals(
        setting, sheet, 3, Has.of(levels.values()), [f"SUM({c}{first}:{c}{last})" for c in "DEF"]
    )


def _count_styles(setting: Setting, kind: str) -> tuple[int, int, int, int]:
    whole = setting.styles[f"{kind}0"]
    return whole, whole, whole, setting.styles[f"{kind}1"]


@lru_cache(maxsize=4_096)
def _counts(has: Has) -> tuple[str, str, str, str]:
    received, adopted, silent = has
    return ENDINGS[received], ENDINGS[adopted], ENDINGS[silent], ENDINGS[has.percent]


_NOBODY = _counts(Has())


def _totals(setting: Setting, sheet: Sheet, first: int, has: Has, formulas: Sequence[str]) -> None:
    """The last row of a table, its counts from column ``first``: live sums and their share."""
    number, style = sheet.next, setting.styles["cell_total"]
    styles = (*[style] * first, *_count_styles(setting, "total"))
    words = (*[""] * (first - 1), setting.say("total_row"))
    sums = [live(formula_xml(said), value) for said, value in zip(formulas, has, strict=True)]
    every, own = (f"{chr(65 + first + step)}{number}" for step in (0, 1))
    share = live(f'IF({every}=0,"",{own}/{every}*100)', has.percent)
    sheet.ready(stencil(styles, words)[number] % ("", *sums, share), [(ROW, False)])


def _children(setting: Setting, sheet: Sheet, near: Sequence[_Near]) -> None:
    sheet.skip()
    _line(setting, sheet, setting.say("adoption_by_child"), "heading")
    _head(setting, sheet, _HEADS)
    first, rows = sheet.next, _Rows(setting)
    for number, one in enumerate(near, 1):
        rows.child(sheet, number, one)
        for level, has in one.below.items():
            rows.below(sheet, level, has)
    last = sheet.next - 1
    # Only a child's own row has a number; the rows of its levels are parts of it.
    formulas = [f'SUMIF(A{first}:A{last},">0",{c}{first}:{c}{last})' for c in "IJK"]
    deeper = Has.of([has for one in near for has in one.below.values()])
    _totals(setting, sheet, 8, deeper, formulas)


class _Rows:
    """The rows of the table by child: a child's own, and one a level below it."""

    def __init__(self, setting: Setting) -> None:
        styles = setting.styles
        wrap, mid, cell = styles["cell_wrap"], styles["cell_mid"], styles["cell"]
        self._setting = setting
        self._counts = _count_styles(setting, "number")
        lead = (mid, wrap, wrap, None)
        self._has = stencil((*lead, mid, mid, mid, wrap, *self._counts))
        self._has_not = stencil((*lead, *[cell] * 4, *self._counts))
        self._own = (*[styles["cell_own"]] * 8, *_count_styles(setting, "own"))
        self._states: dict[str, str] = {}

    def _state(self, standing: str) -> str:
        """The cell of a state, from its style on."""
        said = self._states.get(standing)
        if said is None:
            words = f"{SIGNS[standing]} {self._setting.say('taken_' + standing)}"
            said = f' s="{self._setting.styles[_STYLES[standing]]}"{TEXTS[words]}'
            self._states[standing] = said
        return said

    def child(self, sheet: Sheet, number: int, near: _Near) -> None:
        """A child's own plan, and how many below it have theirs."""
        setting, one = self._setting, near.receipt
        unit = setting.book.rollup.tree.units[near.place]
        names = (ENDINGS[number], TEXTS[unit.code], TEXTS[unit.name])
        counts = _counts(Has.of(near.below.values())) if near.below else _NOBODY
        if one is None:
            high = tall(_NAMED(unit.name)) or 18.0
            state = self._state("unreached")
            none = (HIGH[high], *names, state, "/>", "/>", "/>", "/>", *counts)
            sheet.ready(self._has_not[sheet.next] % none, [(high, False)])
            return
        cites = "; ".join(one.cites)
        high = tall(max(_NAMED(unit.name), _CITED(cites))) or 18.0
        said = (
            TEXTS[moment(one.received, setting.book.sources.as_of)],
            TEXTS[one.number or (setting.say("unnumbered") if one.own else "")],
            TEXTS[day(one.issued)],
            TEXTS[cites],
        )
        held = (HIGH[high], *names, self._state(one.standing), *said, *counts)
        sheet.ready(self._has[sheet.next] % held, [(high, False)])

    def below(self, sheet: Sheet, level: str, has: Has) -> None:
        """One level of a child's subtree."""
        said = f"– {level_words(level, self._setting.book.words)}"
        row = stencil(self._own, ("", "", said, *[""] * 5))
        sheet.ready(row[sheet.next] % ("", *_counts(has)), [(ROW, False)])
