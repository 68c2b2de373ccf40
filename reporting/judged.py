"""What a score sheet reads off a roll-up: one fact a unit for a criterion's measure."""

from collections.abc import Sequence

import numpy as np

from reporting.columns import Key
from reporting.emulation import Criterion, Fact, Gap
from reporting.rollup import Rollup
from schemas.form import Measure

_LINED = frozenset({"ratio", "mean", "share"})
"""Rules whose figure may have reports behind it and still no value: over nothing."""


def facts_of(rollup: Rollup, places: Sequence[int], criterion: Criterion) -> list[Fact | Gap]:
    """The fact of each place of the tree, in their order.

    A yes or no, and a choice, is the unit's own answer; any other figure is the unit's
    cumulative one. A tally that several levels below it share has none: levels are not mixed.
    """
    measure = rollup.form.by_path[criterion.measure]
    if not places or measure.kind == "text" or measure.rule.name == "collect":
        return [Gap.NO_FIGURE] * len(places)
    if measure.kind == "choice":
        return _choices(rollup, places, measure)
    if isinstance(criterion.value, bool):
        return _answers(rollup, places, measure)
    return _figures(rollup, places, measure)


def _keys(rollup: Rollup, measure: Measure) -> list[Key]:
    return [key for key in rollup.layout.keys if key.measure == measure.path]


def _at_home(rollup: Rollup, place: int, key: Key) -> bool:
    return not key.level or key.level == rollup.tree.units[place].level


def _choices(rollup: Rollup, places: Sequence[int], measure: Measure) -> list[Fact | Gap]:
    block = rollup.own_block(places)
    found: list[Fact | Gap] = [Gap.NO_FIGURE] * len(places)
    for key in _keys(rollup, measure):
        for at, value in enumerate(block.exact(key)):
            if value and _at_home(rollup, places[at], key):
                found[at] = key.option
    return found


def _answers(rollup: Rollup, places: Sequence[int], measure: Measure) -> list[Fact | Gap]:
    if measure.kind != "boolean":
        return [Gap.NO_FIGURE] * len(places)
    block = rollup.own_block(places)
    found: list[Fact | Gap] = [Gap.NO_FIGURE] * len(places)
    for key in _keys(rollup, measure):
        answered = block.reported(key)
        for at, value in enumerate(block.exact(key)):
            if value is not None and answered[at] and _at_home(rollup, places[at], key):
                found[at] = bool(value)
    return found


def _figures(rollup: Rollup, places: Sequence[int], measure: Measure) -> list[Fact | Gap]:
    derived = measure.computed and measure.computed_at == "rolled_up"
    own = measure.rule.name == "none" and not derived
    block = rollup.own_block(places) if own else rollup.block(places)
    keys = _keys(rollup, measure)
    reported = np.array([block.reported(key) for key in keys]).reshape(len(keys), len(places))
    values = [block.exact(key) for key in keys]
    found: list[Fact | Gap] = []
    for at in range(len(places)):
        heard = np.flatnonzero(reported[:, at])
        value = values[int(heard[0])][at] if len(heard) == 1 else None
        if value is not None:
            found.append(value)
        elif len(heard) == 1 and (measure.rule.name in _LINED or derived):
            found.append(Gap.NO_CASE)
        else:
            found.append(Gap.NO_FIGURE)
    return found
