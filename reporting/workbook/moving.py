"""What moved against the last period, and the rates that stand apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reporting.book import Book
from reporting.columns import Layout
from reporting.compared import Compared
from reporting.movement import Apart, Mover, apart, moves
from reporting.workbook.chosen import LEAST
from reporting.workbook.frames import Figures
from reporting.workbook.gather import Gather
from reporting.workbook.press import Press
from reporting.workbook.remembered import Remembered
from reporting.workbook.table import only_own
from reporting.workbook.totals import key_places

WIDTHS = (6, 30, 52, 13, 15, 15, 15, 12, 18, 16)
"""Number, unit, indicator, unit of measure, then, now, change, in percent, coverage, influence."""
LAST = len(WIDTHS) - 1
MOST = 30
"""Lines of each part: the most influential come first, the rest changes little above."""


@dataclass(frozen=True)
class Moved:
    """What the sheet tells: movers of the period against the last one, and rates apart."""

    movers: tuple[Mover, ...]
    all_movers: int
    apart: tuple[Apart, ...]
    all_apart: int


def moved(book: Book, press: Press, found: Figures) -> Moved | None:
    """What moved and what stands apart; None where neither, few children, or a published copy.

    A published copy hides figures, which totals with and without them would give away.
    """
    if len(found.codes) < LEAST or book.hidden is not None:
        return None
    totals = found.total.tolist()
    now = found.units[:-1, : len(press.columns)]  # without the hidden parts of totals
    rates = _rates(press)
    past = book.compared
    changed: tuple[Mover, ...] = ()
    every = 0
    if past is not None:
        found_moves = moves(now, _before(book, press, past), totals, _sums(press), rates)
        changed, every = tuple(found_moves.first(MOST)), len(found_moves)
    odd = apart(now, totals, rates)
    if not changed and not odd:
        return None
    return Moved(changed, every, tuple(odd[:MOST]), len(odd))


def _sums(press: Press) -> list[int]:
    """Columns that add up; where an own figure replaces those below, a child moves nothing."""
    return [
        at
        for at, column in enumerate(press.columns)
        if column.measure.rule.name in {"sum", "count"} and column.measure.own_above != "replaces"
    ]


def _rates(press: Press) -> Mapping[int, tuple[int, int, float]]:
    """Ratios of two columns of the table: place, places of the parts, scale."""
    kept = press.ready.get("rates")
    if kept is None:
        kept = press.ready["rates"] = _ratios(press)
    assert isinstance(kept, dict)
    return kept


def _ratios(press: Press) -> Mapping[int, tuple[int, int, float]]:
    at = {key.measure: place for key, place in key_places(press.columns).items() if not key.level}
    plain = {press.columns[place].key.measure for place in _sums(press)}
    found = {}
    for place, column in enumerate(press.columns):
        rule = column.measure.rule
        if rule.name == "ratio" and set(rule.parts) <= plain & set(at):
            found[place] = (at[rule.parts[0]], at[rule.parts[1]], float(rule.scale))
    return found


def _before(book: Book, press: Press, past: Compared) -> NDArray[np.float64]:
    """The other period's figures of the children on this map; NaN where there is none."""
    children = book.rollup.tree.children(book.index)
    before = np.full((len(children), len(press.columns)), np.nan)
    kept = press.ready.get("shared")
    if kept is None:
        kept = press.ready["shared"] = Remembered(partial(_shared, press), 4)
    assert isinstance(kept, Remembered)
    shared, gather = kept(past.here.layout)
    before[:, shared] = gather.numbers(past.here.block(children))
    return before


def _shared(press: Press, layout: Layout) -> tuple[list[int], Gather]:
    """Columns that the other period's form has too, and what reads their figures."""
    shared = [
        at
        for at, column in enumerate(press.columns)
        if column.key in layout.figures and not only_own(column.measure)
    ]
    return shared, Gather(layout, [press.columns[at].key for at in shared])
