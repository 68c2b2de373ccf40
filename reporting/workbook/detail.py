"""The units further below, under the table by unit: a group each of the units directly below."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hierarchy.unit import Unit
from reporting.book import Book
from reporting.workbook.cells import LETTERS, Sheet
from reporting.workbook.counts import Count
from reporting.workbook.figure_rows import CLOSE, endings, heads, lead, spelled, template, woven
from reporting.workbook.frames import Figures
from reporting.workbook.gather import Gather
from reporting.workbook.head import Setting
from reporting.workbook.paper import ROW
from reporting.workbook.press import Press
from reporting.workbook.spread import FIXED
from reporting.workbook.table import LEAD
from reporting.workbook.total_row import FIRST
from reporting.workbook.widths import height

_SOURCE = "\x03"
"""Stands for the child's row above: a sign that no text can hold."""
_CLOSED = ' hidden="1" outlineLevel="1"'
CELLS = 300_000
"""Figures up to which units further below are listed: some 20 MB of sheet, a second to open."""


def listed(book: Book, press: Press) -> bool:
    """Whether the sheet goes down two levels.

    At the top of the tree, and wherever every unit was asked for, as far as a sheet holds them.
    A published copy says no more of them than its table does; nor does another day's map.
    """
    tree = book.rollup.tree
    open_ = book.hidden is None and book.rollup.marks is None
    if not open_ or not (book.full or book.index == 0):
        return False
    below = sum(len(tree.children(child)) for child in tree.children(book.index).tolist())
    return bool(below) and below * len(press.columns) <= CELLS


def detail_rows(
    setting: Setting, press: Press, sheet: Sheet, found: Figures, counts: Sequence[Count]
) -> None:
    """A row each child, which repeats its figures, and its own children grouped below it."""
    book, tree = setting.book, setting.book.rollup.tree
    sheet.skip()
    sheet.row(22.0, stays=True).text(0, setting.say("below_detail"), setting.styles["heading"])
    children = tree.children(book.index).tolist()
    places = [standing.index for standing in book.standings]
    text, total = _template(setting, press, "number"), _template(setting, press, "total")
    families = [tree.children(child) for child in children]
    table = _numbers(setting, press.gather, np.concatenate(families))[:, : len(press.columns)]
    done = 0
    for number, (child, kids) in enumerate(zip(children, families, strict=True)):
        if not len(kids):
            continue
        source = FIRST + number
        at = sheet.next
        sheet.link(f"C{source}", f"{press.name('units')}!C{at}", setting.say("to_detail"))
        sheet.link(f"C{at}", f"{press.name('units')}!C{source}", setting.say("to_row"))
        _child(setting, sheet, total, (found.units[number], counts[number]), (number, child))
        told = []
        for kid in kids.tolist():
            first = bisect_left(places, kid)
            last = bisect_left(places, int(tree.stop[kid]), first)
            told.append((tree.units[kid], Count.standing(book.standings[first:last])))
        _kids(setting, sheet, text, told, table[done : done + len(kids)])
        done += len(kids)
    sheet.skip()


def _numbers(setting: Setting, gather: Gather, kids: NDArray[np.integer]) -> NDArray[np.float64]:
    rollup = setting.book.rollup
    rows = gather.numbers(rollup.block(kids))
    stated = rollup.own_block(kids)
    for place in gather.apart:
        rows[:, place] = stated.numbers(gather.keys[place])
    return rows


def _template(setting: Setting, press: Press, kind: str) -> str:
    """The figures' cells of a row: plain numbers, or references to those of the child's row."""
    columns = [(at, setting.styles[f"{kind}{c.look}"]) for at, c in enumerate(press.columns, LEAD)]
    total = kind == "total"
    return template(
        (at, style, f"{LETTERS[at]}{_SOURCE}" if total else "") for at, style in columns
    )


def _child(
    setting: Setting,
    sheet: Sheet,
    text: str,
    shown: tuple[NDArray[np.float64], Count],
    at: tuple[int, int],
) -> None:
    """The child's figures once more; ``at`` is its number among the children and in the tree."""
    values, count = shown
    number, child = at
    unit = setting.book.rollup.tree.units[child]
    names = ("cell_total", "cell_total", "cell_total", "total0", "total0", "total1")
    styles = [setting.styles[name] for name in names]
    begun = lead(sheet.next, number + 1, (unit.code, unit.name), count, styles)
    opened = heads(text.replace(_SOURCE, str(FIRST + number)), sheet.next)
    values = values[: len(opened)]
    for place in np.flatnonzero(np.isnan(values)).tolist():
        opened[place] = opened[place].partition(">")[0]
    high = height(unit.name, FIXED[2]) or ROW
    sheet.ready(woven([begun], opened, spelled(values, "<v>", CLOSE)), [(high, False)])


def _kids(
    setting: Setting,
    sheet: Sheet,
    text: str,
    told: Sequence[tuple[Unit, Count]],
    table: NDArray[np.float64],
) -> None:
    """Their rows, in a group that is closed when the file is opened, until somebody opens it."""
    names = ("cell_mid", "cell_wrap", "cell_wrap", "number0", "number0", "number1")
    styles = [setting.styles[name] for name in names]
    leads, opened = [], []
    for number, (unit, count) in enumerate(told, sheet.next):
        leads.append(lead(number, None, (unit.code, unit.name), count, styles, _CLOSED))
        opened += heads(text, number)
    sheet.ready(woven(leads, opened, endings(table)), [(0.0, False)] * len(leads))
