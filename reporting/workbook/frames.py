"""The figures of one unit's workbook as tables: children, the unit's own, and its totals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from reporting.columns import Key
from reporting.rollup import Rollup
from reporting.suppression import Hidden
from reporting.workbook.doubts import doubts_of
from reporting.workbook.gather import Gather
from reporting.workbook.veil import Veil, veil_of


@dataclass(frozen=True)
class Figures:
    """What the sheets show, column by column in the order of the table.

    ``units``: a row per child (tree order), then the unit's own row; ``total``: the cumulative
    figure. No value is NaN in both. ``summary`` is the unit's figure of each key, ``reported`` and
    ``expected`` how many units stand behind it; ``exact`` the figures held against a target.
    ``veil`` says what a published copy hides, or what another day's map cannot show: no value
    either. ``live`` is kept for ``total_row.live_totals``.
    """

    codes: tuple[str, ...]
    units: NDArray[np.float64]
    total: NDArray[np.float64]
    summary: NDArray[np.float64]
    reported: list[int]
    expected: list[int]
    exact: dict[Key, Fraction | None]
    veil: Veil | None = None
    live: list[list[bool]] = field(default_factory=list, init=False, repr=False, compare=False)


def figures(
    rollup: Rollup,
    index: int,
    gather: Gather,
    judged: Collection[str],
    hidden: Hidden | None = None,
) -> Figures:
    """The tables of the unit at ``index``; ``judged`` are the measures that have a target.

    A measure that is not rolled up shows what each unit itself stated, and has no total.
    """
    tree = rollup.tree
    children = tree.children(index)
    family = np.append(children, index)
    below, own = rollup.block(family), rollup.own_block([index])
    keys, apart, last = gather.keys, gather.apart, len(children)
    rows = gather.numbers(below)
    total = rows[-1].copy()
    rows[-1] = gather.numbers(own)[0]
    figure = total[: len(keys)].copy()
    reported, expected = gather.coverage(below, last)
    if apart:
        stated = rollup.own_block(family)
        total[apart] = np.nan
        for place in apart:
            key = keys[place]
            rows[:, place] = stated.numbers(key)
            figure[place] = rows[-1, place]
            reported[place] = int(own.reported(key)[0])
            expected[place] = int(own.expected(key)[0])
    asked = sorted(place for measure in judged for place in gather.at.get(measure, ()))
    exact = gather.exact(below, last, asked)
    exact |= {keys[place]: own.exact(keys[place])[0] for place in asked if place in apart}
    codes = tuple(tree.units[i].code for i in children.tolist())
    doubts = doubts_of(rollup, family, gather.parts)
    found = Figures(codes, rows, total, figure, reported, expected, exact, doubts)
    return _veiled(found, veil_of(hidden, rollup, family, gather.parts), keys) if hidden else found


def _veiled(found: Figures, veil: Veil, keys: Sequence[Key]) -> Figures:
    """The same tables without what a published copy hides."""
    found.units[veil.rows] = np.nan
    found.total[veil.total] = np.nan
    hidden = veil.total[: len(keys)]
    found.summary[hidden] = np.nan
    lost = [keys[at] for at in np.flatnonzero(hidden).tolist() if keys[at] in found.exact]
    return replace(found, exact={**found.exact, **dict.fromkeys(lost)}, veil=veil)
