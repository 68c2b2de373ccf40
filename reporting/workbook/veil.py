"""What a published copy hides of the tables of one workbook, and the sign that stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reporting.columns import Key
from reporting.rollup import Rollup
from reporting.suppression import Hidden
from reporting.workbook.table import Helper, only_own

MARK = "•"
"""Stands for a hidden figure; the legend says so."""
Part = Key | Helper
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Veil:
    """What is hidden, column by column in the order of the table.

    ``rows``: a row per child, then the unit's own row; ``total``: the cumulative figures;
    ``below``: those from below, beside own ones that replace them, whose values are ``gathered``
    (NaN: none), since they cannot be read off rows that are hidden in part. ``sign`` stands for
    what is hidden. ``guessed`` and ``guessed_total`` are shown, and marked as estimates.
    """

    rows: Flags
    total: Flags
    below: Flags
    gathered: NDArray[np.float64]
    sign: str = MARK
    guessed: Flags | None = None
    guessed_total: Flags | None = None

    @property
    def touched(self) -> Flags:
        """Columns in which anything is hidden: no formula may gather these rows."""
        found: Flags = self.rows.any(axis=0) | self.total
        return found


def veil_of(
    hidden: Hidden, rollup: Rollup, family: NDArray[np.integer], parts: Sequence[Part]
) -> Veil:
    """The veil of a unit's tables: ``family`` are its children's places, then its own."""
    rows = np.zeros((len(family), len(parts)), dtype=np.bool_)
    total = np.zeros(len(parts), dtype=np.bool_)
    below = np.zeros(len(parts), dtype=np.bool_)
    gathered = np.full(len(parts), np.nan)
    block = rollup.block(family[-1:])
    for at, part in enumerate(parts):
        key = part.key if isinstance(part, Helper) else part
        path = key.measure
        own, whole = hidden.own(path), hidden.total(path)
        apart = only_own(rollup.form.by_path[path])
        rows[:-1, at] = (own if apart else whole)[family[:-1]]
        rows[-1, at] = own[family[-1]]
        total[at] = (own if apart else whole)[family[-1]]
        below[at] = hidden.below(path)[family[-1]]
        if isinstance(part, Key):
            figure = block.below(part)[0]
            gathered[at] = np.nan if figure is None else float(figure)
    return Veil(rows, total, below, gathered)
