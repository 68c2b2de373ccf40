"""How a figure spreads over units: quartiles, bands of a histogram, and ranks."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from operator import itemgetter
from typing import NamedTuple

MOST = 8
"""Bands of a histogram at most."""
_STEPS = (1, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Least, lower quartile, median, upper quartile and greatest of some figures."""

    least: float
    lower: float
    median: float
    upper: float
    greatest: float


def quartiles(values: Sequence[float]) -> Quartiles:
    """Quartiles by linear interpolation between order statistics, as Excel's QUARTILE has them.

    Definition 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996. Raises
    ValueError where there is no figure.
    """
    if not values:
        raise ValueError("no figures")
    ordered = sorted(values)

    def at(quarter: int) -> float:
        low, rest = divmod((len(ordered) - 1) * quarter, 4)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * rest / 4

    return Quartiles(ordered[0], at(1), at(2), at(3), ordered[-1])


def edges(values: Sequence[float]) -> tuple[float, ...]:
    """Round edges of at most ``MOST`` equal bands that hold all figures; one figure is one band.

    Each band holds its lower edge, the last one its upper edge too.
    """
    low, high = float(min(values)), float(max(values))
    if low == high:
        return (low, high)
    step = _step((high - low) / MOST)
    if step.last(high) - step.first(low) > MOST:
        step = _step(step.edge(1) * 1.5)
    first = step.first(low)
    last = max(step.last(high), first + 1)
    return tuple([step.edge(place) for place in range(first, last + 1)])


@dataclass(frozen=True, slots=True)
class _Step:
    """A band's width, exactly: one whole number by another."""

    above: int
    below: int

    def edge(self, place: int) -> float:
        """So many steps from 0, rounded once."""
        return self.above * place / self.below

    def first(self, low: float) -> int:
        """The last edge, in steps, that is no greater."""
        place = floor(low / self.edge(1))
        return place - 1 if self.edge(place) > low else place

    def last(self, high: float) -> int:
        """The first edge, in steps, that is no less."""
        place = ceil(high / self.edge(1))
        return place + 1 if self.edge(place) < high else place


def _step(least: float) -> _Step:
    """The smallest of 1, 2 and 5 times a power of ten that is no less."""
    power = floor(log10(least))
    ten = (10**power, 1) if power >= 0 else (1, 10**-power)
    steps = (_Step(ten[0] * n, ten[1]) for n in _STEPS)
    return next(step for step in steps if step.edge(1) >= least * (1 - 1e-9))


def banded(values: Sequence[float], bounds: Sequence[float]) -> list[int]:
    """How many figures lie in each band."""
    ordered = sorted(values)
    below = [bisect_left(ordered, edge) for edge in bounds[:-1]]
    return [more - less for less, more in pairwise([*below, bisect_right(ordered, bounds[-1])])]


class Ranked(NamedTuple):
    """A figure with its rank: equal figures share one; ``at`` is where it stood."""

    rank: int
    at: int
    value: float


def ranked(values: Sequence[float | None]) -> list[Ranked]:
    """The figures there are, the greatest first; equal ones in the order they came."""
    known = [(v, at) for at, v in enumerate(values) if v is not None]
    known.sort(key=itemgetter(0), reverse=True)  # which leaves equal ones in their order
    found: list[Ranked] = []
    rank, last = 0, None
    for place, (value, at) in enumerate(known, 1):
        if value != last:
            rank, last = place, value
        found.append(Ranked(rank, at, value))
    return found
