"""Bounds: what a figure would be if those who are silent repeated their last period.

An assumption beside the figure, never in it. Between the figure as reported, where the silent
give nothing, and the one where each repeats what it last gave, lies what may be expected.
"""

import numpy as np

from reporting.cells import Inputs
from reporting.submission import State


def silent_as_before(now: Inputs, before: Inputs) -> Inputs:
    """What units sent, with the period before standing in wherever one gave nothing.

    What a unit marked as not applicable stays so; of who was not asked before nothing is assumed.
    """
    silent = (now.states == State.BLANK) | (now.states == State.NOT_AVAILABLE)
    gave = (before.states == State.VALUE) | (before.states == State.NONE_OCCURRED)
    filled = silent & gave & now.assigned & before.assigned
    return Inputs(
        np.where(filled, before.values, now.values),
        np.where(filled, before.states, now.states),
        now.assigned,
    )
