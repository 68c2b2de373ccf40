"""What units sent under one version of a form, as another version of it reads it."""

import numpy as np
from numpy.typing import NDArray

from reporting.cells import Inputs
from reporting.submission import State
from schemas.form import Form, Measure


def read_under(inputs: Inputs, sent: Form, read: Form) -> Inputs:
    """The same cells in the places of ``read``.

    A measure that was not asked then, or was of another kind, was expected of nobody; an option
    that is no longer there counts as not available. A finer figure than ``read`` keeps cannot
    occur where ``read`` is the form with more decimals; else it counts as not available too.
    """
    if sent.digest == read.digest and len(sent.entered) == len(read.entered):
        return inputs
    size = (len(read.entered), len(inputs.assigned))
    values = np.zeros(size, dtype=np.int64)
    states = np.full(size, State.NOT_APPLICABLE, dtype=np.uint8)
    for slot, measure in enumerate(read.entered):
        before = sent.by_path.get(measure.path)
        source = sent.slots.get(measure.path)
        if before is None or source is None or not _alike(before, measure):
            continue
        mine, fits = _values(inputs.values[source], before, measure)
        state = inputs.states[source]
        states[slot] = np.where((state == State.VALUE) & ~fits, State.NOT_AVAILABLE, state)
        values[slot] = mine * (states[slot] == State.VALUE)
    return Inputs(values, states, inputs.assigned)


def _alike(before: Measure, now: Measure) -> bool:
    numbers = ("integer", "number")
    return before.kind == now.kind or (before.kind in numbers and now.kind in numbers)


def _values(
    values: NDArray[np.int64], before: Measure, now: Measure
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    everywhere = np.ones(len(values), dtype=np.bool_)
    if now.kind == "choice":
        places = [now.options.index(o) if o in now.options else -1 for o in before.options]
        found = np.array([*places, -1], dtype=np.int64)[np.clip(values, 0, len(places))]
        return np.maximum(found, 0), found >= 0
    finer = now.decimals - before.decimals
    if finer >= 0:
        return values * 10**finer, everywhere
    step = 10**-finer
    return values // step, values % step == 0
