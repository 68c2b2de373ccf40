"""Figures as pages spell them: in cells so that they are read back the same, elsewhere to read.

A cell has no thousands separator, and a comma before decimals in Vietnamese; ``intake`` reads it
back in one way only.
"""

from decimal import Decimal
from fractions import Fraction

import messages
from reporting.display import shown
from schemas.canonical import plain
from schemas.content import Value
from schemas.form import Measure

_GROUP = 3


def in_cell(value: Value, language: str) -> str:
    """What stands in an entry cell for a value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, str):
        return value
    text = plain(value)
    head, dot, tail = text.partition(".")
    if len(tail) == _GROUP:
        # Three digits after a comma may be a thousand: with one more they cannot.
        tail += "0"
    return f"{head}{dot and (',' if language == 'vi' else '.')}{tail}"


def to_read(value: Value, measure: Measure, language: str) -> str:
    """A value as it stands beside the cells, and on receipts."""
    if isinstance(value, bool):
        return messages.words(language, "portal")["yes" if value else "not_so"]
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, str):
        return measure.option_in(value, language) or value
    return figure(value, language)


def figure(value: int | Decimal, language: str) -> str:
    """A number with its digits in groups of three."""
    head, dot, tail = plain(value).partition(".")
    grouped = f"{int(head):,}"
    if head.startswith("-") and not grouped.startswith("-"):
        grouped = f"-{grouped}"
    if language == "vi":
        return f"{grouped.replace(',', '.')}{dot and ','}{tail}"
    return f"{grouped}{dot}{tail}"


def rounded(value: Fraction, decimals: int, language: str) -> str:
    """An exact figure at its decimals, half up, with its digits in groups of three."""
    return figure(Decimal(shown(value, decimals)), language)
