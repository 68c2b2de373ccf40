"""Own columns: what every unit adds to a roll-up from its own cells."""

from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reporting.cells import Cells, Flags, Lens
from reporting.draft import IDENTITY, PAIR_KINDS, Column, Group
from reporting.figures import Exact, Plane
from reporting.submission import State

Own = NDArray[np.bool_] | NDArray[np.int64]
"""Flags of one byte for what is counted, integers for what is added."""
Cell = TypeVar("Cell", np.int64, np.uint8)
NUMBERS = frozenset(("total", "least", "most"))
LIMB_BITS = 20
LIMB_MASK = (1 << LIMB_BITS) - 1


def own_plane(lens: Lens) -> Plane:
    """All columns of the lens's units, int64 [C, n], and the wide ones [W][n]."""
    layout = lens.layout
    figures = np.repeat(layout.nothing[:, None], len(lens), axis=1)
    for group in layout.groups:
        figures[group.columns] = own_group(lens, group, group.slots)
    for place in layout.virtual:
        figures[place] = own_column(lens, layout.columns[place])
    return Plane(figures, [own_wide(lens, column) for column in layout.wide])


def rows_of(matrix: NDArray[Cell], slots: NDArray[np.intp]) -> NDArray[Cell]:
    """Rows of a matrix; a view where they stand side by side."""
    if (slots[1:] - slots[:-1] == 1).all():
        return matrix[slots[0] : slots[-1] + 1]
    return matrix[slots]


def own_group(
    lens: Lens, group: Group, slots: NDArray[np.intp], out: NDArray[np.int64] | None = None
) -> Own:
    """Own columns of these slots of a group [b, n]; ``out`` takes integers where it is given."""
    states = rows_of(lens.states, slots)
    lane = lens.lane(group.lane)
    if group.kind == "expected":
        unmarked: Flags = states != State.NOT_APPLICABLE
        unmarked &= lane
        return unmarked
    if group.kind == "reported":
        # One comparison for VALUE and NONE_OCCURRED: BLANK - 1 wraps to 255.
        given: Flags = np.subtract(states, 1, dtype=np.uint8) < State.NONE_OCCURRED
        given &= lane
        return given
    valued: Flags = states == State.VALUE
    valued &= lane
    if group.kind == "values":
        return valued
    values = rows_of(lens.values, slots)
    if group.kind in NUMBERS:
        return _numbers(group.kind, values, valued, out)
    return _chosen(valued, values, group.option, boolean=group.boolean)


def own_column(lens: Lens, column: Column) -> Own:
    """Any integer column of the lens's units [n]."""
    if column.kind in PAIR_KINDS:
        return _paired(lens, column)
    cells = lens.cells(column.measure)
    here = lens.at_level(column.level)
    if column.kind == "reported":
        return cells.reported & here
    if column.kind == "expected":
        return cells.expected & here
    if column.kind == "values":
        return cells.valued & here
    if column.kind in NUMBERS:
        return _numbers(column.kind, cells.values, cells.valued)
    measure = lens.layout.form.by_path[column.measure]
    option = measure.options.index(column.option) if column.option else -1
    boolean = measure.kind == "boolean" or measure.rule.name == "share"
    return _chosen(cells.valued & here, cells.values, option, boolean=boolean)


def _numbers(
    kind: str, values: NDArray[np.int64], valued: Flags, out: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    if kind == "total":
        # Packed submissions hold 0 where there is no value: looking is cheaper than multiplying.
        stray: Flags = values != 0
        np.greater(stray, valued, out=stray)
        return np.multiply(values, valued, out=out) if stray.any() else values
    return np.where(valued, values, IDENTITY["min" if kind == "least" else "max"])


def _chosen(valued: Flags, values: NDArray[np.int64], option: int, *, boolean: bool) -> Flags:
    """Who chose the option; without one, who said yes, or gave any number."""
    if option >= 0:
        chosen: Flags = values == option
        return valued & chosen
    return valued & (values != 0) if boolean else valued


def own_wide(lens: Lens, column: Column) -> Exact:
    """A column of fractions of the lens's units; None where a unit adds nothing."""
    if column.base >= 0:
        return [None] * len(lens)
    if column.kind not in PAIR_KINDS:
        return list(lens.cells(column.measure).fractions())
    averaged, weight, both = _pair(lens, column.measure)
    weights = weight.fractions()
    if column.kind == "weight":
        return [w if given else None for w, given in zip(weights, both.tolist(), strict=True)]
    together = zip(averaged.fractions(), weights, both.tolist(), strict=True)
    return [_times(x, w) if given else None for x, w, given in together]


def _times(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left * right


def _pair(lens: Lens, path: str) -> tuple[Cells, Cells, Flags]:
    """Averaged cells, weights, and where both stand ("none occurred" weighs 0)."""
    form = lens.layout.form
    measure = form.by_path[path]
    averaged = lens.cells(measure.rule.parts[0] if measure.rule.parts else path)
    weight = lens.cells(measure.rule.weight or "")
    weighed = weight.reported if weight.exact is None else weight.valued
    return averaged, weight, averaged.valued & weighed


def _paired(lens: Lens, column: Column) -> Own:
    averaged, weight, both = _pair(lens, column.measure)
    if column.kind == "paired":
        return averaged.reported & weight.reported
    if column.kind == "pairable":
        return averaged.expected & weight.expected
    weights = weight.values * both
    if column.kind == "weight":
        return weights
    # Limbs of 20 bits: figures under 2^40 make products of at most 2^40, 8 million of them fit.
    first, second = column.kind.split("_")
    return _limb(averaged.values * both, first) * _limb(weights, second)


def _limb(values: NDArray[np.int64], which: str) -> NDArray[np.int64]:
    return values >> LIMB_BITS if which == "high" else values & LIMB_MASK
