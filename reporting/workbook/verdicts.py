"""Whether a figure meets a target, in words that carry a sign as well as a colour."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from reporting.book import Target
from reporting.workbook.numerals import number_words
from reporting.workbook.table import Column

LOWER = frozenset({"<", "<="})
"""Lower is better; only such a target has a floor."""
SIGNS = {"<": "<", "<=": "≤", "=": "=", ">=": "≥", ">": ">", "about": "≈"}


def in_force(targets: Sequence[Target], day: date) -> dict[str, Target]:
    """For each measure the target to be met next on ``day``, else the last one passed."""
    chosen: dict[str, Target] = {}
    for target in sorted(targets, key=lambda t: t.by):
        standing = chosen.get(target.measure)
        if standing is None or standing.by < day:
            chosen[target.measure] = target
    return chosen


def target_words(target: Target, words: Mapping[str, str], language: str) -> str:
    """A target as one short text: sign, value, what bounds it, and the year it is due."""
    if isinstance(target.value, bool):
        value = words["yes" if target.value else "no"]
    else:
        value = f"{SIGNS.get(target.op, target.op)} {number_words(target.value, language)}"
        if target.op == "about" and target.tolerance:
            value += f" ± {number_words(target.tolerance, language)}"
        if target.op in LOWER and target.floor is not None:
            value += f", ≥ {number_words(target.floor, language)}"
    return f"{value} ({target.by.year})"


def verdict(target: Target, column: Column, value: Fraction | None, reported: int) -> str:
    """One of met, unmet, below_floor, no_data, not_judged; compared exactly, before rounding."""
    if column.measure.rule.name in {"choice", "collect"}:
        return "not_judged"
    if value is None or reported == 0:
        return "no_data"
    if isinstance(target.value, bool):
        wanted = reported if target.value else 0
        counted = column.measure.rule.name == "count"
        met = value == wanted if counted else bool(value) == target.value
        return "met" if met else "unmet"
    if target.op == "about" and target.tolerance is None:
        return "not_judged"
    if target.op in LOWER and target.floor is not None and value < target.floor:
        return "below_floor"
    return "met" if _holds(target, target.value, value) else "unmet"


def _holds(target: Target, goal: Fraction, value: Fraction) -> bool:
    tolerance = target.tolerance or Fraction(0)
    return {
        "<": value < goal,
        "<=": value <= goal,
        "=": value == goal,
        ">=": value >= goal,
        ">": value > goal,
        "about": abs(value - goal) <= tolerance,
    }[target.op]


def goal_number(target: Target) -> Fraction | None:
    """The number a share of the target is taken of: higher-is-better targets above zero only."""
    if isinstance(target.value, bool) or target.op not in {">=", ">"} or target.value <= 0:
        return None
    return target.value
