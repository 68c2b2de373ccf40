"""Dated units laid out for checking: by code, with the place each was written at."""

from collections.abc import Sequence
from datetime import date

from hierarchy.span import shown_span
from hierarchy.unit import Unit


class Rows:
    """``first[i]`` and ``last[i]`` are the validity of unit i, or one day where only it counts.

    ``by_code`` lists the rows of each code, the earliest first.
    """

    def __init__(self, units: Sequence[Unit], where: Sequence[str], on: date | None) -> None:
        self.units = units
        self.first = [unit.valid_from if on is None else on for unit in units]
        self.last = [unit.valid_to if on is None else on for unit in units]
        self._where = where
        self.by_code: dict[str, list[int]] = {}
        for row, unit in enumerate(units):
            self.by_code.setdefault(unit.code, []).append(row)
        for borne in self.by_code.values():
            if len(borne) > 1:
                borne.sort(key=self.first.__getitem__)

    def where(self, row: int) -> str:
        """Where the unit was written, else its code."""
        return self._where[row] if self._where else self.units[row].code

    def span(self, row: int) -> str:
        """The unit's own validity, as people write it."""
        return shown_span(self.units[row].valid_from, self.units[row].valid_to)

    def parent_on(self, row: int, day: date) -> int | None:
        """The row of the parent that stands on a day; None at a root or where none does."""
        for above in self.by_code.get(self.units[row].parent_code or "", ()):
            if self.first[above] <= day <= self.last[above]:
                return above
        return None
