"""A unit: a code and its validity, never a code alone."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

ALWAYS = date.min
"""``valid_from`` of a unit whose first day is not known."""
FOREVER = date.max
"""``valid_to`` of a unit that has no last day."""

DEPARTMENT = "department"
"""The level of a unit that stands beside others and has none below it, as a sở does."""


class Unit(NamedTuple):
    """One unit of the roster; both ends of its validity are inclusive.

    A tuple, since countries have up to a million of them: made and handed on in no time.

    ``level`` is a label of the data. ``parent_code`` is None at a root only. ``weight`` is any
    declared weight (area, population); ``lat`` and ``lon`` are degrees (WGS 84).
    """

    code: str
    name: str
    level: str
    parent_code: str | None
    type: str = ""
    valid_from: date = ALWAYS
    valid_to: date = FOREVER
    weight: Decimal | None = None
    lat: float | None = None
    lon: float | None = None

    def stands_on(self, day: date) -> bool:
        """Whether the unit exists on this day."""
        return self.valid_from <= day <= self.valid_to
