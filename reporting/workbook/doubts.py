"""What cannot be compared, or is an estimate, in the tables of a workbook on another day's map."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reporting.block import Block
from reporting.rollup import Rollup
from reporting.statuses import ESTIMATED, NOT_COMPARABLE
from reporting.workbook.table import Helper, only_own
from reporting.workbook.veil import Flags, Part, Veil

LOST = "≠"
"""Stands for a figure that cannot be compared; the legend says so."""


def doubts_of(rollup: Rollup, family: NDArray[np.integer], parts: Sequence[Part]) -> Veil | None:
    """The veil over a unit's tables on a restated map; None where every figure is whole.

    ``family`` are the places of the unit's children, then its own.
    """
    if rollup.marks is None:
        return None
    rows = np.zeros((2, len(family), len(parts)), dtype=np.bool_)
    total = np.zeros((2, len(parts)), dtype=np.bool_)
    whole, own = rollup.block(family), rollup.own_block(family)
    for at, part in enumerate(parts):
        key = part.key if isinstance(part, Helper) else part
        apart = only_own(rollup.form.by_path[key.measure])
        shown, mine = _marks(own if apart else whole, part), _marks(own, part)
        rows[:, :-1, at] = shown[:, :-1]
        rows[:, -1, at] = mine[:, -1]
        total[:, at] = shown[:, -1] & (not apart)
    nothing = np.zeros(len(parts), dtype=np.bool_)
    gathered = np.full(len(parts), np.nan)
    return Veil(rows[0], total[0], nothing, gathered, LOST, rows[1], total[1])


def _marks(block: Block, part: Part) -> Flags:
    """Which units of the block have no figure that compares, and which an estimate: [2, n]."""
    found = block.status(part.key if isinstance(part, Helper) else part)
    return np.array([[one == mark for one in found] for mark in (NOT_COMPARABLE, ESTIMATED)])
