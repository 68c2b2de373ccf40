"""Measures of other forms read together with a form's own: a rate over another register.

Each part keeps its own coverage: units that are silent here count in the register's figure, and
units the register was not asked of count in nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reporting.cells import Inputs
from reporting.rollup import Rollup
from reporting.submission import State
from schemas.form import Form, Rule


@dataclass(frozen=True, slots=True)
class Given:
    """What n units gave to another form's measure, in steps of 1/10^``decimals``."""

    values: NDArray[np.int64]
    states: NDArray[np.uint8]
    assigned: NDArray[np.bool_]
    decimals: int


def linked_form(form: Form) -> Form:
    """The form in which what is another form's is sent too, behind all that is its own.

    What another register states holds until it states anew, unless the form says otherwise.
    """
    own = [m for m in form.measures if not m.rule.source]
    others = [
        replace(m, derived=False, rule=Rule("sum"), standing=m.over_time == "none")
        for m in form.linked
    ]
    return replace(form, measures=(*own, *others))


def as_of_form(rollup: Rollup, form: Form) -> Rollup:
    """A roll-up of ``linked_form`` as one of the form itself: its figures in the form's order."""
    order = {m.path: place for place, m in enumerate(form.measures)}
    layout = rollup.layout
    layout.keys = tuple(sorted(layout.keys, key=lambda key: order[key.measure]))
    return replace(rollup, form=form)


def with_links(form: Form, inputs: Inputs, given: Mapping[str, Given]) -> Inputs:
    """Inputs of ``linked_form``: own ones, and behind them what was given by path."""
    size = len(inputs.assigned)
    values = [inputs.values]
    # Who owes this form alone is expected nowhere else, and the other way round.
    states = [np.where(inputs.assigned, inputs.states, np.uint8(State.NOT_APPLICABLE))]
    assigned = inputs.assigned.copy()
    for measure in form.linked:
        one = given.get(measure.path)
        row = np.zeros(size, dtype=np.int64)
        state = np.full(size, State.NOT_APPLICABLE, dtype=np.uint8)
        if one is not None:
            state = np.where(one.assigned, one.states, state)
            row = one.values * 10 ** (measure.decimals - one.decimals) * (state == State.VALUE)
            assigned |= one.assigned
        values.append(row[None])
        states.append(state[None])
    return Inputs(np.concatenate(values), np.concatenate(states), assigned)
