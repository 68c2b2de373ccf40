"""Derived rows of one unit's own answers, as its workbook would show them live.

Like there, a row has a figure where all its parts have one: nothing occurred is 0, a blank part
leaves it empty, and what is made of many units' figures is made above.
"""

from collections.abc import Mapping
from fractions import Fraction

from schemas.content import Value
from schemas.crosschecks import value_of
from schemas.form import Measure
from schemas.grid import Grid

NONE = "none_occurred"


def worked_out(
    grid: Grid, values: Mapping[str, Value], marks: Mapping[str, str]
) -> dict[str, Fraction]:
    """The exact figures of derived rows by path, from flat values and marks of rows or sections."""
    made = _Made(grid, values, marks)
    derived = (spot.path for spot in grid.spots if spot.asked == "derived")
    found = {path: made.figure(path) for path in derived}
    return {path: figure for path, figure in found.items() if figure is not None}


class _Made:
    def __init__(self, grid: Grid, values: Mapping[str, Value], marks: Mapping[str, str]) -> None:
        self._grid, self._values, self._marks = grid, values, marks
        self._known: dict[str, Fraction | None] = {}

    def figure(self, path: str) -> Fraction | None:
        """The figure of a row, worked out or given."""
        if path not in self._known:
            # A form cannot name itself in a circle; a reader of forms sees to that.
            self._known[path] = self._figure(path)
        return self._known[path]

    def _figure(self, path: str) -> Fraction | None:
        spot = self._grid.by_path.get(path)
        if spot is None or spot.measure is None or spot.measure.kind not in ("integer", "number"):
            return None
        if not spot.entered:
            return self._derived(spot.measure)
        value = self._values.get(path)
        if value is None:
            return Fraction(0) if self._mark(path) == NONE else None
        return None if isinstance(value, bool | str | list) else Fraction(value)

    def _derived(self, measure: Measure) -> Fraction | None:
        if measure.computed:
            parts = {s.path: self.figure(s.path) for s in measure.computed if s.op == "path"}
            return value_of(measure.computed, parts)
        if measure.rule.name != "ratio":
            return None
        top, low = map(self.figure, measure.rule.parts)
        return top / low * measure.rule.scale if top is not None and low else None

    def _mark(self, path: str) -> str:
        """The mark of a row, else that of the nearest section around it."""
        while path and path not in self._marks:
            path = path.rpartition(".")[0]
        return self._marks.get(path, "")
