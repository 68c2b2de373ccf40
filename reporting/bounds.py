"""Bounds: what a figure would be if those who are silent repeated their last period.

An assumption beside the figure, never in it. Between the figure as reported, where the silent
give nothing, and the one where each repeats what it last gave, lies what may be expected.
"""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from reporting.cells import Inputs
from reporting.export import HEADER, Row, row_chunks
from reporting.outward.figures import Outgoing
from reporting.submission import State

BOUNDED: Row = (*HEADER, "lower", "upper", "assumed")
"""The columns of an export with bounds: ``assumed`` reports are those of the period before."""
_VALUE, _REPORTED = HEADER.index("value"), HEADER.index("reported")


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


def bounded(reported: Outgoing, assumed: Outgoing) -> Iterator[list[Row]]:
    """Rows as exported, each with its bounds and how many reports they assume."""
    for rows, others in zip(row_chunks(reported), row_chunks(assumed), strict=True):
        yield [_row(row, other) for row, other in zip(rows, others, strict=True)]


def _row(row: Row, other: Row) -> Row:
    given = sorted((text for text in (row[_VALUE], other[_VALUE]) if text), key=Decimal)
    lower, upper = (given[0], given[-1]) if given else ("", "")
    assumed = int(other[_REPORTED]) - int(row[_REPORTED])
    return (*row, lower, upper, str(assumed))
