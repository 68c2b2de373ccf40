"""Which figures of a form are drawn unit beside unit: those with a target first, then rates."""

from reporting.book import Book
from reporting.workbook.charts import Drawn
from reporting.workbook.press import Press
from reporting.workbook.table import Column, only_own
from reporting.workbook.verdicts import standing_targets

MOST, SOME = 4, 2
"""Figures whose spread is shown: two pages, or one where only a few units stand below."""
_FEW = 24
LEAST = 4
"""Children from which it says something."""
DOZEN = 12
"""Children from which it says more than the table and its charts, which show as many at a look."""
_RATES = frozenset({"ratio", "mean"})


def chosen(book: Book, press: Press, what: Drawn) -> tuple[int, ...]:
    """Places of the chosen figures among the columns, in their order; none for a few children."""
    children = len(book.rollup.tree.children(book.index))
    if children < DOZEN:
        return ()
    most = SOME if children <= _FEW else MOST
    targets = standing_targets(book)

    able = _able(press)
    drawn = frozenset(what.places)
    aimed = [p for p, path, rate in able if path in targets and (rate or p in drawn)]
    shown = [p for p, _, _ in able if p in drawn and p not in aimed]
    found = aimed + shown
    if len(found) < most:
        found += [p for p, _, rate in able if rate and p not in found]
    # Sums say first of all who is large: they stand in only where a form has no rate.
    return tuple(sorted((found or [p for p, _, _ in able])[:most]))


def _able(press: Press) -> list[tuple[int, str, bool]]:
    """Place, measure, and whether it is a rate, of every figure that can be shown."""
    kept = press.ready.get("spread")
    if kept is None:
        kept = press.ready["spread"] = [
            (place, column.key.measure, column.measure.rule.name in _RATES)
            for place, column in enumerate(press.columns)
            if _spreads(press, column)
        ]
    assert isinstance(kept, list)
    return kept


def _spreads(press: Press, column: Column) -> bool:
    measure = column.measure
    numeric = measure.rule.name in {*_RATES, "sum"} and measure.kind not in {"boolean", "choice"}
    return numeric and not only_own(measure) and column.key.measure in press.below_here
