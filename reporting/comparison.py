"""Whether units satisfy one condition of a share."""

import operator
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from schemas.form import Condition, Measure
from schemas.rules import option_text

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
REACH = 2**62


class Compared(Protocol):
    """The cells a condition looks at."""

    @property
    def values(self) -> NDArray[np.int64]:
        """Scaled integers."""

    @property
    def step(self) -> int:
        """Steps in one."""

    @property
    def exact(self) -> list[Fraction | None] | None:
        """Fractions, where the measure is derived."""

    @property
    def valued(self) -> NDArray[np.bool_]:
        """Where a value stands."""


def holds(cells: Compared, measure: Measure, condition: Condition) -> NDArray[np.bool_]:
    """Unit by unit: does the comparison hold; without a value a number counts as 0."""
    if measure.kind == "choice":
        return _chosen(cells, measure, condition)
    threshold = Fraction(condition.value)
    compare = COMPARE[condition.op]
    if cells.exact is not None:
        answers = [v is not None and compare(v, threshold) for v in cells.exact]
        return np.array(answers, dtype=np.bool_)
    return _scaled(cells.values, condition.op, threshold * cells.step)


def _chosen(cells: Compared, measure: Measure, condition: Condition) -> NDArray[np.bool_]:
    option = option_text(condition.value)
    place = measure.options.index(option) if option in measure.options else -1
    same: NDArray[np.bool_] = (cells.values == place) & cells.valued
    return same if condition.op == "=" else ~same


def _scaled(values: NDArray[np.int64], op: str, threshold: Fraction) -> NDArray[np.bool_]:
    if op in ("=", "!="):
        whole = threshold.denominator == 1 and abs(threshold) < REACH
        same = np.zeros(len(values), dtype=np.bool_)
        if whole:
            same = values == threshold.numerator
        return same if op == "=" else ~same
    # Between whole numbers the comparison is the same at the next one: floor for <= and >.
    near = floor(threshold) if op in ("<=", ">") else ceil(threshold)
    result: NDArray[np.bool_] = COMPARE[op](values, max(-REACH, min(REACH, near)))
    return result
