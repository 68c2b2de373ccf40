"""Cross-checks of a form (``x-checks``), made ready once and run on every submission.

A blank, ``not_available`` or ``not_applicable`` operand leaves a check undecided, and it is
skipped; ``none_occurred`` counts as 0. Sums are exact: figures have at most 21 digits.
"""

import operator
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from errors import Fault
from schemas.canonical import plain
from schemas.content import Value
from schemas.form import Check, Form, Step
from schemas.links import PREVIOUS

Figures = Mapping[str, Any]
Marks = Mapping[str, str]
Exact = int | Decimal | Fraction
Side = Callable[[Figures, Marks, Figures], Exact | None]
Compare = Callable[[Any, Any], bool]
Total = Callable[[Figures], Any]
Sums = tuple[int, Total, Total, Compare]

_COMPARE: Mapping[str, Compare] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "!=": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_NONE: Mapping[str, Any] = {}


class CrossChecks:
    """The checks of a form that can be decided where ``not_asked`` figures are never stated.

    Checks over figures of this period only, nearly all there are, are first looked at as they
    stand: only what does not hold then, or may lean on a mark, is worked out in full.
    """

    def __init__(self, form: Form, not_asked: Collection[str] = frozenset()) -> None:
        checks = [
            check
            for check in form.checks
            if not any(path in not_asked for path in (*check.left, *check.right))
        ]
        self._checks = [
            (check, _side(check.left, form), _side(check.right, form), _COMPARE[check.op])
            for check in checks
        ]
        self._at_most: list[int] = []
        self._less: list[str] = []
        self._more: list[str] = []
        self._sums: list[Sums] = []
        self._others: list[int] = []
        for place, check in enumerate(checks):
            if not form.slots.keys() >= {*check.left, *check.right}:
                self._others.append(place)
            elif check.op == "<=" and len(check.left) == len(check.right) == 1:
                self._at_most.append(place)
                self._less += check.left
                self._more += check.right
            else:
                sides = _total(check.left), _total(check.right)
                self._sums.append((place, *sides, _COMPARE[check.op]))

    def faults(
        self, figures: Figures, marks: Marks, previous: Mapping[str, Value] | None
    ) -> list[Fault]:
        """The checks that do not hold; those that cannot be decided are passed over."""
        # Of the marks only this one stands for a figure.
        doubtful = self._doubtful(figures, marked="none_occurred" in marks.values())
        if not doubtful:
            return []
        found = []
        before: Figures = _NONE if previous is None else previous
        for place in sorted(doubtful):
            check, left_side, right_side, holds = self._checks[place]
            left = left_side(figures, marks, before)
            if left is None:
                continue
            right = right_side(figures, marks, before)
            if right is None:
                continue
            if isinstance(left, Fraction) or isinstance(right, Fraction):
                left, right = Fraction(left), Fraction(right)
            if not holds(left, right):
                found.append(_fault(check, left, right))
        return found

    def _doubtful(self, figures: Figures, *, marked: bool) -> list[int]:
        """The places of checks that do not hold at sight.

        Where a figure is missing, a check is undecided unless a mark stands for it.
        """
        doubtful = self._others.copy()
        pairs = zip(map(figures.get, self._less), map(figures.get, self._more), strict=True)
        for place, (less, more) in enumerate(pairs):
            if less is None or more is None:
                if marked:
                    doubtful.append(self._at_most[place])
            elif less > more:
                doubtful.append(self._at_most[place])
        for place, left, right, holds in self._sums:
            try:
                if not holds(left(figures), right(figures)):
                    doubtful.append(place)
            except KeyError:
                if marked:
                    doubtful.append(place)
        return doubtful


def _total(named: tuple[str, ...]) -> Total:
    """The sum of figures, which all have to be there; raises KeyError where one is not."""
    each = operator.itemgetter(*named)
    return each if len(named) == 1 else lambda figures: sum(each(figures))


def _fault(check: Check, left: Exact, right: Exact) -> Fault:
    return Fault(
        "check_failed",
        check.left[0].removeprefix(PREVIOUS),
        sent=f"{' + '.join(check.left)} = {_shown(left)}",
        allowed=f"{check.op} {' + '.join(check.right)} = {_shown(right)}",
        severity=check.severity,
        message=check.message,
    )


def _shown(value: Exact) -> str:
    if isinstance(value, Fraction):
        return plain(round(Decimal(value.numerator) / value.denominator, 6))
    return plain(value)


def _side(named: tuple[str, ...], form: Form) -> Side:
    """The sum of a side. Sent figures of this period only, the common case, skip fractions."""
    entered = form.slots
    if all(path in entered for path in named):
        return partial(_sum_of_sent, named)
    return partial(_sum_of_any, tuple(_operand(path, form) for path in named))


def _sum_of_sent(
    named: tuple[str, ...], figures: Figures, marks: Marks, _: Figures
) -> Exact | None:
    total: int | Decimal = 0
    for path in named:
        value = figures.get(path)
        if value is not None:
            total += value
        elif marks.get(path) != "none_occurred":
            return None
    return total


def _sum_of_any(
    operands: tuple[Side, ...], figures: Figures, marks: Marks, before: Figures
) -> Exact | None:
    total = Fraction(0)
    for operand in operands:
        value = operand(figures, marks, before)
        if value is None:
            return None
        total += Fraction(value)
    return total


def _operand(path: str, form: Form) -> Side:
    bare = path.removeprefix(PREVIOUS)
    steps = form.by_path[bare].computed
    inner = {
        step.path: _operand(path[: len(path) - len(bare)] + step.path, form)
        for step in steps
        if step.op == "path"
    }
    if steps:
        return partial(_computed, steps, inner)
    return partial(_before if bare != path else _now, bare)


def _now(path: str, figures: Figures, marks: Marks, _: Figures) -> Exact | None:
    value: Exact | None = figures.get(path)
    return 0 if value is None and marks.get(path) == "none_occurred" else value


def _before(path: str, _: Figures, __: Marks, before: Figures) -> Exact | None:
    value = before.get(path)
    return Decimal(value) if isinstance(value, str) else value


def _computed(
    steps: tuple[Step, ...],
    inner: Mapping[str, Side],
    figures: Figures,
    marks: Marks,
    before: Figures,
) -> Exact | None:
    given = {path: operand(figures, marks, before) for path, operand in inner.items()}
    return value_of(steps, given)


def value_of(steps: tuple[Step, ...], given: Mapping[str, Exact | None]) -> Fraction | None:
    """An expression's exact value; None where an operand is missing or a divisor is 0."""
    stack: list[Fraction] = []
    for step in steps:
        if step.op == "path":
            value = given[step.path]
            if value is None:
                return None
            stack.append(Fraction(value))
        elif step.op == "constant":
            stack.append(step.constant)
        elif step.op == "neg":
            stack.append(-stack.pop())
        else:
            right, left = stack.pop(), stack.pop()
            if step.op == "/" and not right:
                return None
            stack.append(_ARITHMETIC[step.op](left, right))
    return stack[0]


_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
