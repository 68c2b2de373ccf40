"""What a longer period can say across a change of the map: some units ended before its last part.

Sums add up whoever gave them. What was stated last is what the units of the last map stated: those
that ended have heirs. A mean, a least or a most of each unit's periods cannot be made of two units
that shared the time between them.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hierarchy.tree import Tree
from reporting.cells import Inputs
from reporting.columns import Key
from reporting.draft import lane_of
from reporting.marks import Marks
from reporting.over_time import Stretch, rule_over_time
from reporting.recipes import parts_of
from reporting.statuses import NOT_COMPARABLE, STATUSES
from reporting.submission import State
from reporting.timed_layout import TimedLayout
from schemas.form import Form, Measure

_ALIKE = frozenset(("sum", "min", "max"))
"""Rules that give the same over units and over time in any order."""


NOBODY: Mapping[str, NDArray[np.bool_]] = {}


def without_ended(
    over: Form,
    whole: Stretch,
    ended: NDArray[np.bool_],
    beside: Mapping[str, NDArray[np.bool_]] = NOBODY,
) -> Stretch:
    """The stretch of n units without what those that ``ended`` stated last, or on average.

    ``beside`` says by path of another form's measures whose figures ended there.
    """
    states = whole.inputs.states.copy()
    for slot, measure in enumerate(over.entered):
        rule = rule_over_time(measure)
        if rule == "last" or _broken(measure):
            gone = beside.get(measure.path, ended) & (states[slot] != State.NOT_APPLICABLE)
            states[slot][gone] = State.BLANK
    values = whole.inputs.values * (states == State.VALUE)
    return Stretch(Inputs(values, states, whole.inputs.assigned), whole.reports)


def mark_broken(
    layout: TimedLayout,
    marks: Marks,
    tree: Tree,
    credited: Iterable[Sequence[int]],
    levels: Iterable[str],
) -> None:
    """Mark as not comparable what units that ended, of these levels, leave without a figure.

    ``credited`` are the places where the figures of each would stand.
    """
    size = len(tree)
    own, total = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    for place in {place for places in credited for place in places}:
        own[place] = True
        total[[place, *tree.ancestors(place)]] = True
    asked = set(levels)
    for key in layout.keys:
        if key not in layout.kept and _depends(layout, key.measure, asked):
            _mark(marks.by_key, key, total)
            _mark(marks.own_by_key, key, own)


def _mark(kept: dict[Key, NDArray[np.uint8]], key: Key, where: NDArray[np.bool_]) -> None:
    found = kept.get(key, np.zeros(len(where), dtype=np.uint8)).copy()
    found[where] = STATUSES.index(NOT_COMPARABLE)
    kept[key] = found


def _broken(measure: Measure) -> bool:
    """Whether each unit's own figure over time is needed before units are taken together."""
    rule = rule_over_time(measure)
    if measure.computed and measure.computed_at == "unit":
        return not (rule == measure.rule.name and rule in _ALIKE)
    if measure.derived:
        return measure.rule.name == "share"
    return rule in ("mean", "min", "max") and rule != measure.rule.name


def _depends(layout: TimedLayout, path: str, levels: set[str]) -> bool:
    measure = layout.plain.form.by_path[path]
    lane = lane_of(measure, "", layout.levels)
    here = any(asked and name in levels for asked, name in zip(lane, layout.levels, strict=True))
    if here and _broken(measure):
        return True
    parts = () if path in layout.plain.form.slots else parts_of(measure)
    return any(_depends(layout, part, levels) for part in parts)
