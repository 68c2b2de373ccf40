"""What units gave over several periods, unit by unit: the rules ``x-over-time``.

First per unit, then over units. Joining is associative, so that months, quarters of months and
the year of those quarters give the same. A mean is kept as its sum and its count until the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from reporting.cells import Inputs, Lens
from reporting.columns import Layout
from reporting.draft import Column
from reporting.own import own_column
from reporting.submission import State
from schemas.form import Form, Measure, Rule, Step

SUM_OF, COUNT_OF = ":sum", ":count"
"""What stands behind a mean over time; no property of a form can be named so."""
_INTENSITIES = frozenset(("min", "max", "mean"))
States = NDArray[np.uint8]
Values = NDArray[np.int64]
Counts = Callable[[States], NDArray[np.bool_]]


def rule_over_time(measure: Measure) -> str:
    """How a measure goes on over periods; what stands until it is stated anew goes on as last."""
    return "last" if measure.standing and measure.over_time == "none" else measure.over_time


def averaged(measure: Measure) -> bool:
    """Whether a unit's figure over time is the mean of what it sent."""
    return not measure.derived and measure.kind != "text" and rule_over_time(measure) == "mean"


def timed(form: Form) -> Form:
    """The form over time: a mean is computed at the unit, from its sum and its count."""
    measures: list[Measure] = []
    behind: list[Measure] = []
    for measure in form.measures:
        if not averaged(measure):
            measures.append(measure)
            continue
        top, low = f"{measure.path}{SUM_OF}", f"{measure.path}{COUNT_OF}"
        steps = (Step("path", path=top), Step("path", path=low), Step("/"))
        measures.append(replace(measure, derived=True, computed=steps, computed_at="unit"))
        part = replace(measure, rule=Rule("none"), own_above="adds", over_time="sum")
        behind.append(replace(part, path=top))
        behind.append(replace(part, path=low, kind="integer", decimals=0))
    return replace(form, measures=(*measures, *behind))


def without_rule(form: Form) -> tuple[str, ...]:
    """The paths of what units send that has no figure over a longer period."""
    return tuple(m.path for m in form.entered if rule_over_time(m) == "none")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What N units gave over one or more periods: ``inputs`` of the form over time.

    ``reports`` int64 [R, N] counts each unit's reports one by one, a row a counted column.
    """

    inputs: Inputs
    reports: NDArray[np.int64]


def carried(form: Form, parts: Sequence[Inputs]) -> list[Inputs]:
    """The inputs of successive periods with every standing value in all of them.

    What a unit stated once holds until it states another; before, the first one holds.
    """
    standing = [slot for slot, m in enumerate(form.entered) if m.standing]
    if not standing or not parts:
        return list(parts)
    values = [part.values.copy() for part in parts]
    states = [part.states.copy() for part in parts]
    there = range(len(parts))
    for slot in standing:
        for order in (there, reversed(there)):
            kept = np.zeros(len(parts[0].assigned), dtype=np.int64)
            known = np.zeros(len(kept), dtype=np.bool_)
            for at in order:
                mine = parts[at].assigned & (states[at][slot] == State.VALUE)
                silent = parts[at].assigned & ~_given(states[at][slot]) & known
                silent &= states[at][slot] != State.NOT_APPLICABLE
                values[at][slot] = np.where(silent, kept, values[at][slot])
                states[at][slot] = np.where(silent, State.VALUE, states[at][slot])
                kept = np.where(mine, values[at][slot], kept)
                known |= mine
    return [Inputs(v, s, part.assigned) for v, s, part in zip(values, states, parts, strict=True)]


def lifted(
    plain: Layout,
    over: Form,
    counted: Sequence[Column],
    inputs: Inputs,
    levels: NDArray[np.integer],
) -> Stretch:
    """One period as a stretch of the form ``over`` time; ``plain`` is the layout of the form."""
    form = plain.form
    states = np.where(inputs.assigned, inputs.states, np.uint8(State.NOT_APPLICABLE))
    values = inputs.values * (states == State.VALUE)
    size = (len(over.entered), len(inputs.assigned))
    into = Inputs(np.zeros(size, np.int64), np.zeros(size, np.uint8), inputs.assigned)
    for slot, measure in enumerate(over.entered):
        path, _, which = measure.path.partition(":")
        source = form.slots[path]
        into.values[slot], into.states[slot] = values[source], states[source]
        if which and not _intensity(form, form.by_path[path]):
            # Nothing occurred: a count of 0, and a period that a mean is over.
            into.states[slot][states[source] == State.NONE_OCCURRED] = State.VALUE
        if which == COUNT_OF[1:]:
            into.values[slot] = into.states[slot] == State.VALUE
    lens = Lens(plain, values, states, inputs.assigned, levels)
    reports = np.zeros((len(counted), size[1]), dtype=np.int64)
    for row, column in enumerate(counted):
        reports[row] = own_column(lens, column)
    return Stretch(into, reports)


def joined(over: Form, stretches: Sequence[Stretch]) -> Stretch:
    """Successive stretches as one; what has no rule over time has no value any more.

    ``stretches`` are one or more, in order of time.
    """
    whole = reduce(lambda one, two: _two(over, one, two), stretches)
    states = whole.inputs.states.copy()
    for slot, measure in enumerate(over.entered):
        if rule_over_time(measure) == "none":
            asked = states[slot] != State.NOT_APPLICABLE
            states[slot][asked] = State.BLANK
    values = whole.inputs.values * (states == State.VALUE)
    return Stretch(Inputs(values, states, whole.inputs.assigned), whole.reports)


def _two(over: Form, one: Stretch, two: Stretch) -> Stretch:
    left, right = one.inputs, two.inputs
    values, states = np.zeros_like(left.values), np.zeros_like(left.states)
    for slot, measure in enumerate(over.entered):
        values[slot], states[slot] = _cells(
            measure,
            _valued if _intensity(over, measure) else _given,
            (left.values[slot], left.states[slot]),
            (right.values[slot], right.states[slot]),
        )
    assigned = left.assigned | right.assigned
    return Stretch(Inputs(values, states, assigned), one.reports + two.reports)


def _cells(
    measure: Measure, counts: Counts, left: tuple[Values, States], right: tuple[Values, States]
) -> tuple[Values, States]:
    """A measure's cells of two successive stretches; ``counts`` are those a least looks at."""
    rule = rule_over_time(measure)
    states = _states(left[1], right[1])
    if rule == "last":
        later = _given(right[1])
        values = np.where(later, right[0], left[0])
        return values, np.where(later, right[1], np.where(_given(left[1]), left[1], states))
    if rule not in ("min", "max"):
        return left[0] + right[0], states
    fold = np.minimum if rule == "min" else np.maximum
    both = counts(left[1]) & counts(right[1])
    alone = np.where(counts(left[1]), left[0], right[0])
    return np.where(both, fold(left[0], right[0]), alone), states


def _intensity(form: Form, measure: Measure) -> bool:
    """Whether nothing having occurred leaves a measure without a value, where a count is 0.

    So it is of a least, a greatest and a mean, and of what a mean over units is made of.
    """
    if measure.rule.name != "none":
        return measure.rule.name in _INTENSITIES
    means = (m.rule.parts for m in form.measures if m.rule.name == "mean")
    return any(parts[:1] == (measure.path,) for parts in means)


def _states(left: States, right: States) -> States:
    """A value before none occurred, either before silence, and that before not applicable."""
    ranks = np.array([1, 3, 2, 1, 0], dtype=np.uint8)
    back = np.array(
        [State.NOT_APPLICABLE, State.BLANK, State.NONE_OCCURRED, State.VALUE], dtype=np.uint8
    )
    found: States = back[np.maximum(ranks[left], ranks[right])]
    return found


def _given(states: States) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (states == State.VALUE) | (states == State.NONE_OCCURRED)
    return found


def _valued(states: States) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = states == State.VALUE
    return found
