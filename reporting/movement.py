"""What moved against the last period and what stands apart, by its influence on the total.

Leave-one-out: how far the figure of the unit above would move, as a share of it, were one unit's
change undone (for what moved) or the unit left out (for what stands apart).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reporting.plausibility import LEAST_SIBLINGS, influence, likeness

Table = NDArray[np.float64]


class Mover(NamedTuple):
    """A unit's figure then and now; ``row`` is its place among units, ``at`` the column."""

    row: int
    at: int
    before: float
    now: float
    influence: float


class Apart(NamedTuple):
    """A rate far from those of its siblings: their median and what is near it."""

    row: int
    at: int
    value: float
    median: float
    least: float
    largest: float
    influence: float


@dataclass(frozen=True)
class Moves:
    """Every figure that changed, the most influential first, as arrays: [changes]."""

    row: NDArray[np.intp]
    at: NDArray[np.intp]
    before: Table
    now: Table
    influence: Table

    def __len__(self) -> int:
        return len(self.row)

    def first(self, most: int | None = None) -> list[Mover]:
        """So many of them, or all."""
        told = (self.row, self.at, self.before, self.now, self.influence)
        return [Mover(*one) for one in zip(*[each[:most].tolist() for each in told], strict=True)]


def moves(
    now: Table,
    before: Table,
    totals: Sequence[float],
    sums: Sequence[int],
    rates: Mapping[int, tuple[int, int, float]],
) -> Moves:
    """Every figure that changed.

    ``now`` and ``before`` are [units, columns] with NaN where there is no figure, ``totals`` the
    figures above. ``sums`` are columns that add up; ``rates`` those that are one such column by
    another, times a scale. Nothing is said of a unit without a figure then or now.
    """
    change = now - before
    changed = ~np.isnan(change) & (change != 0)
    above = np.asarray(totals, dtype=np.float64)
    row, place = np.nonzero(changed[:, list(sums)])
    at = np.asarray(sums, dtype=np.intp)[place]
    weight = _influence(change[row, at], above[at])
    rated, rates_at, rates_weight = _rates_moved(now, before, above, changed, rates)
    row, at = np.concatenate([row, rated]), np.concatenate([at, rates_at])
    weight = np.concatenate([weight, rates_weight])
    order = np.lexsort((at, row, -weight))
    row, at = row[order], at[order]
    return Moves(row, at, before[row, at], now[row, at], weight[order])


def _rates_moved(
    now: Table,
    before: Table,
    totals: Table,
    changed: NDArray[np.bool_],
    rates: Mapping[int, tuple[int, int, float]],
) -> tuple[NDArray[np.intp], NDArray[np.intp], Table]:
    """Row, column and influence of every rate that changed and of which that can be said."""
    places = np.array(list(rates), dtype=np.intp)
    parts = np.array(list(rates.values()), dtype=np.float64).reshape(-1, 3)
    row, place = np.nonzero(changed[:, places])
    at = places[place]
    top, low = parts[place, 0].astype(np.intp), parts[place, 1].astype(np.intp)
    above = totals[top] - now[row, top] + before[row, top]
    below = totals[low] - now[row, low] + before[row, low]
    said = (below != 0) & ~np.isnan(totals[at] + above + below)
    row, at, above, below = row[said], at[said], above[said], below[said]
    without = totals[at] - above / below * parts[place[said], 2]
    return row, at, _influence(without, totals[at])


def _influence(change: Table, total: Table) -> Table:
    """``influence`` of many changes."""
    base = np.maximum(np.abs(total), np.abs(total - change))
    return np.divide(np.abs(change), base, out=np.zeros(len(base)), where=base != 0)


def apart(
    now: Table, totals: Sequence[float], rates: Mapping[int, tuple[int, int, float]]
) -> list[Apart]:
    """Rates unlike those of the sibling units, the most influential first."""
    return sorted(_apart(now, totals, rates), key=lambda one: (-one.influence, one.row, one.at))


def _apart(
    now: Table, totals: Sequence[float], rates: Mapping[int, tuple[int, int, float]]
) -> Iterator[Apart]:
    places = list(rates)
    if not places or len(now) <= LEAST_SIBLINGS:
        return
    figures = now[:, places].T
    spread = likeness(figures)
    for place, row in np.argwhere(spread.unlike(figures)).tolist():
        at = places[place]
        top, low, scale = rates[at]
        above, below = totals[top] - float(now[row, top]), totals[low] - float(now[row, low])
        weight = _moved(totals[at], above, below, scale)
        if weight is not None:
            yield Apart(
                row,
                at,
                float(now[row, at]),
                float(spread.median[place]),
                float(spread.least[place]),
                float(spread.largest[place]),
                weight,
            )


def _moved(total: float, above: float, below: float, scale: float) -> float | None:
    """The influence of what turned ``above`` by ``below`` into the total; None: cannot be said."""
    if not below or isnan(total + above + below):
        return None
    return influence(total - above / below * scale, total)
