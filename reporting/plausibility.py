"""Whether a figure is likely, beside the one before it and beside those of like units.

Sources: a ratio edit for moves over time; for likeness the modified z-score with the median and
the median absolute deviation (Iglewicz and Hoaglin, How to Detect and Handle Outliers, ASQC 1993,
pp. 11-13), which one wild figure cannot hide itself in. Where more than half the figures are the
same and that deviation is 0, the mean absolute deviation stands in, as they advise.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from schemas.canonical import plain
from schemas.form import Form

THRESHOLD = 3.5
"""Modified z-score beyond which a figure is asked about (Iglewicz and Hoaglin)."""
OF_MEDIAN_DEVIATION = 0.6745
"""Expected median absolute deviation of a normal sample, in standard deviations."""
OF_MEAN_DEVIATION = 1.253314
"""Standard deviations of a normal sample for one mean absolute deviation: √(π/2)."""
LEAST_SIBLINGS = 5
"""Other units that must have stated a figure before one is held beside theirs."""

Figures = NDArray[np.float64]


def moved(now: Fraction, before: Fraction, share: Fraction) -> bool:
    """Whether a figure changed by more than a share of the one before.

    From 0 any figure is more than a share.
    """
    return abs(now - before) > share * abs(before)


def unmoved(before: Fraction, share: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the largest figure that would not be asked about; a count stays above 0."""
    room = share * abs(before)
    least = before - room
    return (max(least, Fraction(0)) if before >= 0 else least), before + room


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like units stand, for each of M measures: arrays [M].

    ``median``, and ``least`` and ``largest`` of what lies within the threshold around it (NaN
    where fewer than LEAST_SIBLINGS others stated a figure); ``count`` is how many did, the unit
    that is judged among them.
    """

    median: Figures
    least: Figures
    largest: Figures
    count: NDArray[np.int64]

    def unlike(self, figures: Figures) -> NDArray[np.bool_]:
        """Which figures [M, n] are unlike theirs; no figure (NaN) never is."""
        # What floats lose must not ask a unit about a figure that stands on the line.
        slack = 1e-9 * np.maximum(np.abs(self.least), np.abs(self.largest))
        below = figures < (self.least - slack)[:, None]
        above = figures > (self.largest + slack)[:, None]
        return below | above


def likeness(figures: Figures) -> Likeness:
    """How like units stand; ``figures`` is [M, k], a unit a column, NaN where it stated none."""
    count = figures.shape[1] - np.isnan(figures).sum(axis=1)
    middle = _middle(count, figures.shape[1])
    median = _median(figures, middle)
    away = np.abs(figures - median[:, None])
    total = np.where(np.isnan(away), 0.0, away).sum(axis=1)
    mean = np.divide(total, count, out=np.zeros(len(count)), where=count > 0)
    spread = _median(away, middle) / OF_MEDIAN_DEVIATION
    room = THRESHOLD * np.where(spread > 0, spread, mean * OF_MEAN_DEVIATION)
    least = median - room
    least = np.where((figures < 0).any(axis=1), least, np.maximum(least, 0))
    nothing = np.where(count <= LEAST_SIBLINGS, np.nan, 0.0)
    return Likeness(median, least + nothing, median + room + nothing, count)


_Middle = tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]] | None


def _middle(count: NDArray[np.int64], width: int) -> _Middle:
    """Each row, and where its two middle figures stand once sorted; none where no unit is."""
    if not width:
        return None
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, width - 1)
    return np.arange(len(count)), low, high


def _median(figures: Figures, middle: _Middle) -> Figures:
    """The median of each row as far as there are figures; NaN where there is none."""
    if middle is None:
        return np.full(len(figures), np.nan)
    ordered = np.sort(figures, axis=1)  # NaN goes last
    rows, low, high = middle
    found: Figures = (ordered[rows, low] + ordered[rows, high]) / 2
    return found


def influence(change: float, total: float) -> float:
    """How much the figure above would change, as a share of it, were one change undone.

    ``total`` is the figure with the change in it. The larger of the two figures is the base, so
    that a figure that fell to 0 weighs too; 0 where both are 0.
    """
    base = max(abs(total), abs(total - change))
    return abs(change) / base if base else 0.0


def denominators(form: Form) -> dict[str, str]:
    """For each figure that some rate is made of, the figure it is a part of; by path."""
    entered = form.slots
    found: dict[str, str] = {}
    for measure in form.measures:
        if measure.rule.name == "ratio":
            part, whole = measure.rule.parts
            if part in entered and whole in entered and part != whole:
                found.setdefault(part, whole)
    return found


def shown(figure: Fraction | float, decimals: int) -> str:
    """A figure as people read it: rounded half up at its decimals, without trailing zeros."""
    exact = Fraction(figure)
    scaled = abs(exact) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    signed = -whole if exact < 0 else whole
    return plain(Decimal(signed).scaleb(-decimals))


def percent(now: Fraction, before: Fraction) -> str:
    """A change in per cent of the figure before, signed; empty from 0."""
    if not before:
        return ""
    change = (now - before) / abs(before) * 100
    return f"{'+' if change > 0 else ''}{shown(change, 1)} %"
