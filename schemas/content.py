"""What a unit states in one submission, once checked: flat values and marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

LIMIT = 10**12
"""Largest magnitude of a figure after scaling to its declared decimals."""

MARK_NAMES: tuple[str, ...] = ("none_occurred", "not_available", "not_applicable")
"""What may stand in a cell instead of a value."""

Value = int | Decimal | bool | str | list[str]


@dataclass(frozen=True, slots=True)
class Content:
    """What a unit states in one submission, already checked and flat.

    ``values`` maps dotted paths to non-blank values, ``marks`` dotted leaf paths to marks.
    """

    values: Mapping[str, Value]
    marks: Mapping[str, str]
