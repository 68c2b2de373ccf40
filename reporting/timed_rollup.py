"""A form rolled up over time: per unit first, then over units; nothing of it is stored."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from errors import Problem
from hierarchy.tree import Tree
from reporting.cells import Inputs, Lens
from reporting.figures import Exact, Plane
from reporting.over_time import Stretch, carried, joined, lifted
from reporting.own import own_plane
from reporting.rollup import Rollup
from reporting.timed_layout import TimedLayout
from schemas.form import Form

_LIMBS = frozenset(("high_high", "high_low", "low_high", "low_low"))
Levels = NDArray[np.integer]
Carry = Callable[[Plane], Rollup]
"""Takes own columns of n units to the roll-up of a tree."""


def roll_up_over(form: Form, tree: Tree, parts: Sequence[Inputs]) -> Rollup:
    """The roll-up of what units sent in successive periods, one or more, on one tree.

    Coverage counts reports: of every period, of every unit asked in it. A standing value counts
    in every period once it was stated in one. Raises Problem("tree_too_large") where sums of
    products over that many units would not fit.
    """
    layout = TimedLayout(form, tree.levels)
    alone, whole = stretches(layout, parts, tree.level)

    def carry(own: Plane) -> Rollup:
        return Rollup.of_own(form, tree, layout, own)

    rollup = over_periods(layout, alone, whole, tree.level, carry)
    return replace(rollup, inputs=whole.inputs)


def stretches(
    layout: TimedLayout, parts: Sequence[Inputs], level: Levels
) -> tuple[list[Stretch], Stretch]:
    """Each period by itself, and all of them as one; ``level`` [n] points into the layout's."""
    rows = tuple(layout.counted)
    alone = [
        lifted(layout.plain, layout.form, rows, part, level)
        for part in carried(layout.plain.form, parts)
    ]
    whole = joined(layout.form, alone)
    _bounded(layout, whole, len(level))
    return alone, whole


def over_periods(
    layout: TimedLayout, alone: Sequence[Stretch], whole: Stretch, level: Levels, carry: Carry
) -> Rollup:
    """The roll-up of a longer period, taken to its tree by ``carry``."""
    own = _own(layout, whole, level)
    steps: list[Plane] = []
    if layout.kept or layout.stepwise or layout.at_unit:
        steps = [_own(layout, stretch, level) for stretch in alone]
    if layout.at_unit:
        _fold_at_units(layout, own, steps)
    rollup = _carried(layout, own, carry)
    if layout.kept or layout.stepwise:
        each = [_carried(layout, step, carry) for step in steps]
        rollup = _added_up(layout, rollup, each)
        _keep(layout, rollup, each)
    return rollup


def _own(layout: TimedLayout, stretch: Stretch, level: Levels) -> Plane:
    given = stretch.inputs
    plane = own_plane(Lens(layout, given.values, given.states, given.assigned, level))
    plane.figures[layout.first :] = layout.reports(stretch.reports, level)
    return plane


def _carried(layout: TimedLayout, own: Plane, carry: Carry) -> Rollup:
    rollup = carry(own)
    for kept, _ in layout.kept.values():
        rollup.wide[kept.column] = [None] * len(rollup.tree.interior)
    return rollup


def _added_up(layout: TimedLayout, rollup: Rollup, each: Sequence[Rollup]) -> Rollup:
    """Columns that are added up period by period: in each, an own figure may replace others."""
    rest = dict(rollup.rest)
    for place in layout.stepwise:
        for column in dict.fromkeys((place, layout.companions.get(place, place))):
            rollup.cumulative[column] = sum(step.cumulative[column] for step in each)
            beside: dict[int, Fraction] = {}
            for step in each:
                for unit, part in step.rest.get(column, {}).items():
                    beside[unit] = beside.get(unit, Fraction(0)) + part
            rest[column] = beside
    return replace(rollup, rest={column: beside for column, beside in rest.items() if beside})


def _keep(layout: TimedLayout, rollup: Rollup, each: Sequence[Rollup]) -> None:
    """Figures that are rolled up in each period first, taken together unit by unit."""
    if not layout.kept:
        return
    everyone = np.arange(len(rollup.tree))
    blocks = [(step.own_block(everyone).plane, step.block(everyone).plane) for step in each]
    assert rollup.own is not None
    for kept, rule in layout.kept.values():
        rollup.own.wide[kept.column] = _over(rule, [kept.of.exact(own) for own, _ in blocks])
        above = _over(rule, [kept.of.exact(total) for _, total in blocks])
        rollup.wide[kept.column] = [above[i] for i in rollup.tree.interior.tolist()]


def _fold_at_units(layout: TimedLayout, own: Plane, steps: Sequence[Plane]) -> None:
    """What is computed at the unit in each period, by its own rule over time."""
    for place, column in enumerate(layout.wide):
        rule = layout.at_unit.get(column.measure)
        if rule is not None and column.base < 0:
            own.wide[place] = _over(rule, [step.wide[place] for step in steps])
    for place, column in enumerate(layout.columns[: layout.first]):
        if column.measure in layout.at_unit and column.base < 0:
            own.figures[place] = np.max([step.figures[place] for step in steps], axis=0)


def _over(rule: str, columns: Sequence[Exact]) -> Exact:
    fold = _FOLDS[rule]
    found: Exact = []
    for values in zip(*columns, strict=True):
        given = [value for value in values if value is not None]
        found.append(fold(given) if given else None)
    return found


_FOLDS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda given: sum(given, Fraction(0)),
    "mean": lambda given: sum(given, Fraction(0)) / len(given),
    "min": min,
    "max": max,
    "last": lambda given: given[-1],
}


def _bounded(layout: TimedLayout, whole: Stretch, units: int) -> None:
    """Sums of products must fit into 64 bits, whatever the number of periods added up."""
    if not any(column.kind in _LIMBS for column in layout.columns):
        return
    most = max(abs(int(v)) for v in (whole.inputs.values.max(), whole.inputs.values.min()))
    limb = max(1, most >> 20, (1 << 20) - 1)
    if limb * limb * units >= 2**63:
        raise Problem("tree_too_large", units=units, most=2**63 // (limb * limb))
