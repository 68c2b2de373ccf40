"""What stands in every unit's own cells of one measure, entered or derived at the unit."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from reporting.columns import Layout
from reporting.comparison import holds
from reporting.draft import Lane, lane_of
from reporting.expression import evaluate
from reporting.recipes import parts_of
from reporting.submission import State
from schemas.form import Measure

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What units sent: scaled ``values`` [E, N], ``states`` [E, N] and ``assigned`` [N].

    N runs in tree order, E along ``form.entered``. ``states`` hold ``State``; a value counts where
    its state is VALUE only. Units that are not assigned are expected nowhere, their cells ignored.
    """

    values: NDArray[np.int64]
    states: NDArray[np.uint8]
    assigned: Flags


@dataclass(frozen=True, slots=True)
class Cells:
    """One measure at n units: integers in steps of 1/``step``, or ``exact`` fractions.

    ``valued``: a value stands there; ``reported``: that or "none occurred"; ``expected``: asked
    and not marked as not applicable. ``values`` are 0 where there is none.
    """

    values: NDArray[np.int64]
    step: int
    exact: list[Fraction | None] | None
    valued: Flags
    reported: Flags
    expected: Flags

    def fractions(self) -> list[Fraction | None]:
        """Exact values; "none occurred" is 0; None where nothing was reported."""
        if self.exact is not None:
            return self.exact
        pairs = zip(self.values.tolist(), self.reported.tolist(), strict=True)
        return [Fraction(v, self.step) if given else None for v, given in pairs]


@dataclass(slots=True)
class Lens:
    """The own cells of n units: inputs of these units and their levels [n] as places."""

    layout: Layout
    values: NDArray[np.int64]
    states: NDArray[np.uint8]
    assigned: Flags
    levels: NDArray[np.integer]
    _lanes: dict[Lane, Flags] = field(default_factory=dict)
    _cells: dict[str, Cells] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.assigned)

    def lane(self, lane: Lane) -> Flags:
        """Which units are assigned and of a level that counts here."""
        if lane not in self._lanes:
            counted = np.array(lane, dtype=np.bool_)[self.levels]
            self._lanes[lane] = counted & self.assigned
        return self._lanes[lane]

    def at_level(self, level: str) -> Flags:
        """Which assigned units are of this level; all where ``level`` is empty."""
        return self.lane(tuple(level in ("", each) for each in self.layout.levels))

    def cells(self, path: str) -> Cells:
        """The measure's cells."""
        if path not in self._cells:
            measure = self.layout.form.by_path[path]
            entered = path in self.layout.form.slots
            self._cells[path] = self._entered(measure) if entered else self._derived(measure)
        return self._cells[path]

    def _entered(self, measure: Measure) -> Cells:
        slot = self.layout.form.slots[measure.path]
        states = self.states[slot]
        lane = self.lane(lane_of(measure, "", self.layout.levels))
        valued = (states == State.VALUE) & lane
        return Cells(
            values=self.values[slot] * valued,
            step=10**measure.decimals,
            exact=None,
            valued=valued,
            reported=valued | ((states == State.NONE_OCCURRED) & lane),
            expected=(states != State.NOT_APPLICABLE) & lane,
        )

    def _derived(self, measure: Measure) -> Cells:
        if measure.rule.source:
            # Another form's: nothing of it stands here until the two are read together.
            nowhere = np.zeros(len(self), dtype=np.bool_)
            none = np.zeros(len(self), dtype=np.int64)
            return Cells(none, 10**measure.decimals, None, nowhere, nowhere, nowhere)
        parts = [self.cells(path) for path in parts_of(measure)]
        lane = self.lane(lane_of(measure, "", self.layout.levels))
        reported, expected = lane.copy(), lane.copy()
        for part in parts:
            reported &= part.reported
            expected &= part.expected
        nothing = np.zeros(len(self), dtype=np.int64)
        if measure.rule.name == "share" and not measure.computed:
            for part in parts:
                reported &= part.valued if part.exact is not None else True
            satisfied = self._satisfied(measure) & reported
            return Cells(satisfied.astype(np.int64), 1, None, reported, reported, expected)
        found = self._figures(measure)
        exact = [v if given else None for v, given in zip(found, reported.tolist(), strict=True)]
        valued = np.array([v is not None for v in exact], dtype=np.bool_)
        return Cells(nothing, 1, exact, valued, reported, expected)

    def _figures(self, measure: Measure) -> list[Fraction | None]:
        if measure.computed:
            operands = {path: self.cells(path).fractions() for path in parts_of(measure)}
            return evaluate(measure.computed, operands, len(self))
        parts = [self.cells(path).fractions() for path in measure.rule.parts]
        if measure.rule.name != "ratio":
            return parts[0]
        scale = measure.rule.scale
        return [
            None if above is None or not below else scale * above / below
            for above, below in zip(*parts, strict=True)
        ]

    def _satisfied(self, measure: Measure) -> Flags:
        form = self.layout.form
        each = [
            holds(self.cells(c.measure), form.by_path[c.measure], c)
            for c in measure.rule.conditions
        ]
        together = np.logical_and if measure.rule.match == "all" else np.logical_or
        result: Flags = together.reduce(each)
        return result
