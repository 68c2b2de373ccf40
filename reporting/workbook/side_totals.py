"""Totals below units that stand side by side: formulas over their rows, and what they come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reporting.expression import evaluate
from reporting.rollup import Rollup
from reporting.workbook.doubts import LOST
from reporting.workbook.table import Column, Helper
from reporting.workbook.totals import Totals, filled

_CALLS: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": sum,
    "count": sum,
    "choice": sum,
    "min": min,
    "max": max,
}


@dataclass(frozen=True, slots=True)
class Live:
    """One total: its formula with holes for rows (None: there is no total), and its value."""

    formula: str | None
    value: float | None = None
    sign: str = ""

    def between(self, first: int, last: int) -> str:
        """The formula for units in these rows."""
        return filled(self.formula or "", first, last)


class Columns(Protocol):
    """Figure columns and the hidden ones their totals need."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The figure columns."""

    @property
    def hidden(self) -> tuple[Helper, ...]:
        """The hidden columns."""


def live(
    rollup: Rollup,
    asked: Columns,
    table: Sequence[Sequence[float | None]],
    lost: NDArray[np.bool_],
) -> list[Live]:
    """The total of every column of ``table`` [n, columns and hidden ones].

    A column in which some unit's figure cannot be compared has the sign for that and no total.
    """
    totals = Totals(asked.columns, asked.hidden)
    given = [[v for v in column if v is not None] for column in zip(*table, strict=True)]
    wide = len(asked.columns)
    hidden = {h: _gathered(given[wide + at], "sum") for at, h in enumerate(asked.hidden)}
    values = _values(asked.columns, given, hidden)
    touched: list[bool] = np.atleast_1d(lost.any(axis=0)).tolist()
    found = []
    for at, column in enumerate(asked.columns):
        loose = column.key in rollup.layout.loose
        formula = None if loose or touched[at] else totals.of(column)
        found.append(Live(formula, values[at], LOST if touched[at] else ""))
    for at, helper in enumerate(asked.hidden, wide):
        formula = totals.hidden(helper, rollup.form.by_path[helper.key.measure])
        # A measure whose own figure replaces those below is summed over units like any other.
        found.append(Live(None if touched[at] else formula, hidden[helper]))
    return found


def _gathered(given: Sequence[float], rule: str) -> float | None:
    return float(_CALLS[rule](given)) if given else None


def _values(
    columns: Sequence[Column],
    given: Sequence[Sequence[float]],
    hidden: dict[Helper, float | None],
) -> list[float | None]:
    values: list[float | None] = []
    plain: dict[str, float | None] = {}
    for at, column in enumerate(columns):
        rule = column.measure.rule.name
        values.append(_gathered(given[at], rule) if rule in _CALLS else None)
        if not column.key.level:
            plain[column.key.measure] = values[-1]
    for at, column in enumerate(columns):
        if column.measure.computed and column.measure.computed_at == "rolled_up":
            continue
        if column.measure.rule.name in {"ratio", "share", "mean"}:
            values[at] = _fraction(column, plain, hidden)
            if not column.key.level:
                plain[column.key.measure] = values[at]
    for at, column in enumerate(columns):
        if column.measure.computed and column.measure.computed_at == "rolled_up":
            values[at] = _computed(column, plain)
    return values


def _fraction(
    column: Column, plain: dict[str, float | None], hidden: dict[Helper, float | None]
) -> float | None:
    tops, lows = Helper(column.key, top=True), Helper(column.key, top=False)
    if tops in hidden:
        top, low = hidden[tops], hidden[lows]
    else:
        top, low = (plain.get(part) for part in column.measure.rule.parts)
    if top is None or low is None or not low:
        return None
    return top / low * float(column.measure.rule.scale)


def _computed(column: Column, plain: dict[str, float | None]) -> float | None:
    operands = {
        step.path: [None if (value := plain.get(step.path)) is None else Fraction(value)]
        for step in column.measure.computed
        if step.op == "path"
    }
    found = evaluate(column.measure.computed, operands, 1)[0]
    return None if found is None else float(found)
