"""Questions about figures that hold by themselves: against the period before, against siblings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from errors import Fault
from reporting.plausibility import (
    Likeness,
    denominators,
    influence,
    likeness,
    moved,
    percent,
    shown,
    unmoved,
)
from reporting.submission import State, unpack
from schemas.form import Form, Measure

Figures = NDArray[np.float64]
_EXACT = 9
"""Decimals of a figure that is shown as it was stated."""
Found = tuple[int, Fault]
"""A column with a warning about it."""


def figures_of(form: Form, packed: Sequence[bytes], paths: Sequence[str]) -> Figures:
    """float64 [paths, submissions]: what is stated; NaN where nothing is, or nothing is known.

    That nothing occurred is 0. A path that the form does not ask as a number has no figure.
    """
    found = np.full((len(paths), len(packed)), np.nan)
    if not packed:
        return found
    values, states = unpack(list(packed), len(form.entered))
    for row, path in enumerate(paths):
        measure, slot = form.by_path.get(path), form.slots.get(path)
        if measure is None or slot is None or measure.kind not in ("integer", "number"):
            continue
        known = (states[slot] == State.VALUE) | (states[slot] == State.NONE_OCCURRED)
        found[row] = np.where(known, values[slot] / float(10**measure.decimals), np.nan)
    return found


@dataclass(frozen=True)
class Field:
    """What units stated for one form and period, a submission a column.

    ``asked`` are the M measures with ``x-moves``; ``now`` and ``before`` are their figures
    [M, columns] of the period and of the one before, which is spelt ``last``; ``wholes`` are the
    figures of what a measure is a part of, NaN where the form has no rate of it.
    """

    form: Form
    asked: tuple[Measure, ...]
    last: str
    now: Figures
    before: Figures
    wholes: Figures

    def moves(self, family: Sequence[int], own: Sequence[int]) -> Iterator[Found]:
        """A warning ``moved_much`` for each figure that moved by more than its form says.

        ``own`` are the columns to judge, of units that stand beside each other with those of
        ``family``. Without a figure, then or now, there is nothing to compare.
        """
        now, before = self.now[:, list(own)], self.before[:, list(own)]
        # Nearly all stand still: the exact look is for those that may not.
        about = self._shares[:, None] * (1 - 1e-9)
        doubtful = (np.abs(now - before) >= about * np.abs(before)) & (now != before)
        totals = self._totals(family)
        for row, place in np.argwhere(doubtful & ~np.isnan(now - before)):
            measure = self.asked[row]
            here, there = _exact(now[row, place]), _exact(before[row, place])
            if moved(here, there, measure.moves or Fraction(0)):
                total = float(totals[row] if len(family) else now[row, place])
                yield own[place], _moved(measure, here, there, self.last, total)

    def unlike(self, family: Sequence[int], own: Sequence[int]) -> Iterator[Found]:
        """A warning ``unlike_siblings`` for each figure that is unlike those of the family.

        A figure that some rate of the form is made of is compared as a share of its whole, so
        that a large unit is not odd for being large.
        """
        spread = likeness(self._compared[:, list(family)])
        compared = self._compared[:, list(own)]
        totals = self._totals(family)
        for row, place in np.argwhere(spread.unlike(compared)):
            measure, column = self.asked[row], own[place]
            share = float(compared[row, place])
            whole = self._parts.get(measure.path, "")
            base = float(self.wholes[row, column]) if whole else 1.0
            change = (share - float(spread.median[row])) * base
            figure = _exact(self.now[row, column])
            weight = influence(change, float(totals[row]))
            yield column, _unlike(measure, figure, share, whole, (spread, int(row)), weight)

    def _totals(self, family: Sequence[int]) -> Figures:
        """The figures above, as far as these units make them."""
        found: Figures = np.nansum(self.now[:, list(family)], axis=1)
        return found

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        return denominators(self.form)

    @cached_property
    def _shares(self) -> Figures:
        return np.array([float(m.moves or 0) for m in self.asked])

    @cached_property
    def _compared(self) -> Figures:
        """The figures as they are compared: as shares where the form has a rate of them."""
        alone = np.array([m.path not in self._parts for m in self.asked], dtype=bool)
        shares = np.full(self.now.shape, np.nan)
        np.divide(self.now, self.wholes, out=shares, where=self.wholes > 0)
        return np.where(alone[:, None], self.now, shares)


def field_of(
    form: Form, last: str, packed: Sequence[bytes], earlier: Sequence[tuple[Form, bytes] | None]
) -> Field:
    """The field of packed submissions; ``earlier`` is what each unit sent for the period before.

    It may be of another version of the form.
    """
    asked = tuple(m for m in form.entered if m.moves is not None)
    paths = [m.path for m in asked]
    parts = denominators(form)
    before = np.full((len(paths), len(packed)), np.nan)
    together: dict[str, tuple[Form, list[int], list[bytes]]] = {}
    for column, one in enumerate(earlier):
        if one is not None:
            _, columns, blobs = together.setdefault(one[0].reference, (one[0], [], []))
            columns.append(column)
            blobs.append(one[1])
    for old, columns, blobs in together.values():
        before[:, columns] = figures_of(old, blobs, paths)
    return Field(
        form=form,
        asked=asked,
        last=last,
        now=figures_of(form, packed, paths),
        before=before,
        wholes=figures_of(form, packed, [parts.get(path, "") for path in paths]),
    )


def _exact(figure: float) -> Fraction:
    # A kept figure has at most 13 digits: its float is spelt with just these.
    return Fraction(repr(float(figure)))


def _moved(measure: Measure, now: Fraction, before: Fraction, last: str, total: float) -> Fault:
    least, largest = unmoved(before, measure.moves or Fraction(0))
    change = percent(now, before)
    places = measure.decimals
    there = f"{last}: {shown(before, _EXACT)}" + (f", {change}" if change else "")
    return Fault(
        "moved_much",
        measure.path,
        sent=f"{shown(now, places)} ({there})",
        allowed=_between(least, largest, places),
        severity="warning",
        weight=influence(float(now - before), total),
    )


def _unlike(
    measure: Measure,
    figure: Fraction,
    share: float,
    whole: str,
    beside: tuple[Likeness, int],
    weight: float,
) -> Fault:
    spread, row = beside
    # A median of two whole figures may lie between them.
    places, scale, sign = measure.decimals + 1, 1, ""
    sent = shown(figure, measure.decimals)
    if whole:
        places, scale, sign = 1, 100, " %"
        sent = f"{sent} = {shown(share * scale, places)}{sign} {whole}"
    least, largest = float(spread.least[row]) * scale, float(spread.largest[row]) * scale
    bounds = _between(least, largest, places)
    middle = shown(float(spread.median[row]) * scale, places)
    return Fault(
        "unlike_siblings",
        measure.path,
        sent=sent,
        allowed=f"{bounds}{sign} (≈ {middle}{sign}, n = {spread.count[row]})",
        severity="warning",
        weight=weight,
    )


def _between(least: Fraction | float, largest: Fraction | float, places: int) -> str:
    low, high = shown(least, places), shown(largest, places)
    return low if low == high else f"{low} … {high}"
