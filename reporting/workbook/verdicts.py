"""Targets in words, and how a column stands against one, by a sign as well as a colour."""

from collections.abc import Mapping
from fractions import Fraction

from reporting.book import Book
from reporting.target import LOWER, Target, in_force, status, window
from reporting.workbook.numerals import number_words
from reporting.workbook.remembered import Remembered
from reporting.workbook.table import Column

SIGNS = {"<": "<", "<=": "≤", "=": "=", "!=": "≠", ">=": "≥", ">": ">", "about": "≈"}


_Standing = dict[str, Target]


def _by_period(_targets: tuple[Target, ...]) -> dict[tuple[str, str], _Standing]:
    return {}


_found = Remembered(_by_period, 8)


def standing_targets(book: Book) -> _Standing:
    """For each measure the target the book's figures are held against; not to be changed."""
    known, regime = _found(book.targets), book.rollup.form.regime
    standing = known.get((book.period, regime))
    if standing is None:
        standing = in_force(book.targets, *window(book.period, regime))
        known.clear()
        known[book.period, regime] = standing
    return standing


def target_words(target: Target, words: Mapping[str, str], language: str) -> str:
    """A target as one short text: sign, value, what bounds it, and the year it is due."""
    if isinstance(target.value, str):
        value = target.value
    elif isinstance(target.value, bool):
        value = words["yes" if target.value == (target.op != "!=") else "no"]
    else:
        value = f"{SIGNS.get(target.op, target.op)} {number_words(target.value, language)}"
        if target.op == "about" and target.tolerance:
            value += f" ± {number_words(target.tolerance, language)}"
        if target.op in LOWER and target.floor is not None:
            value += f", ≥ {number_words(target.floor, language)}"
    return f"{value} ({target.by.year})"


def verdict(target: Target, column: Column, value: Fraction | None, reported: int) -> str:
    """How a column's exact figure stands; without a report behind it there is no figure."""
    rule = column.measure.rule.name
    if rule in {"choice", "collect"}:
        return "not_judged"
    return status(target, value if reported else None, said=reported if rule == "count" else None)
