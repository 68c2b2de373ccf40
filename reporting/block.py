"""A block: figures of several units at once, one column a key."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from errors import Problem
from reporting.columns import Key, Layout
from reporting.figures import Counts, Exact, Figure, Plane, Quotient, Scaled
from reporting.statuses import EXACT, NOT_COMPARABLE, REPORTED, STATUSES
from schemas.links import near


@dataclass(frozen=True, slots=True)
class Block:
    """Figures of n units. ``own``: from their own submissions; else cumulative.

    ``marks`` [n] by key, where figures were restated on another day's map, are places in
    ``STATUSES``: what is not comparable has no value.

    All methods raise Problem("measure_unknown") for a key the layout does not have. A measure
    whose rule is ``none`` has own figures only.
    """

    layout: Layout
    plane: Plane
    own: bool
    marks: Mapping[Key, NDArray[np.uint8]] | None = None
    _below: list[Plane] = field(default_factory=list, repr=False)

    def __len__(self) -> int:
        return int(self.plane.figures.shape[1])

    def exact(self, key: Key) -> Exact:
        """Figures as exact fractions; None: no value."""
        figure = self._figure(key)
        if self._hidden(key):
            return [None] * len(self)
        return self._known(key, figure.exact(self.plane))

    def scaled(self, key: Key) -> Scaled | None:
        """Figures as whole numbers of steps, where all of them are and none is in doubt."""
        figure = self._figure(key)
        if self.marks is not None or self._hidden(key):
            return None
        return figure.scaled(self.plane)

    def numbers(self, key: Key) -> NDArray[np.float64]:
        """Figures as floats for cells; nan: no value."""
        figure = self._figure(key)
        hidden = self._hidden(key)
        found = np.full(len(self), np.nan) if hidden else figure.numbers(self.plane)
        unknown = self._unknown(key)
        return found if unknown is None else np.where(unknown, np.nan, found)

    def status(self, key: Key) -> list[str]:
        """How far each figure can be trusted: reported, exact, estimated or not_comparable."""
        if self.marks is None:
            return [REPORTED] * len(self)
        found = self.marks.get(key)
        return [EXACT] * len(self) if found is None else [STATUSES[i] for i in found.tolist()]

    def numerator(self, key: Key) -> Exact:
        """What stands above the line of a ratio, mean or share; None for other rules."""
        figure = self._figure(key)
        if not isinstance(figure, Quotient):
            return [None] * len(self)
        return self._known(key, figure.above.exact(self.plane))

    def denominator(self, key: Key) -> Exact:
        """What stands below the line of a ratio, mean or share; None for other rules."""
        figure = self._figure(key)
        if not isinstance(figure, Quotient):
            return [None] * len(self)
        return self._known(key, figure.below.exact(self.plane))

    def reported(self, key: Key) -> NDArray[np.int64]:
        """How many units' figures are behind it; of a ratio, the part fewer units gave."""
        return self._figure(key).coverage(self.plane)[0]

    def expected(self, key: Key) -> NDArray[np.int64]:
        """How many units were asked for it."""
        return self._figure(key).coverage(self.plane)[1]

    def parts_coverage(self, key: Key) -> tuple[Counts, Counts]:
        """(reported, expected) of what stands above and below the line; else its own twice."""
        figure = self._figure(key)
        if isinstance(figure, Quotient):
            return figure.above.coverage(self.plane), figure.below.coverage(self.plane)
        coverage = figure.coverage(self.plane)
        return coverage, coverage

    def below(self, key: Key) -> Exact:
        """Where an own figure replaces what lies below: the figure from below, to reconcile.

        None for measures whose own figure adds, and for units without any below.
        """
        figure = self._figure(key)
        if self.own or key not in self.layout.compared or self._hidden(key):
            return [None] * len(self)
        if not self._below:
            self._below.append(_from_below(self.layout, self.plane))
        return figure.exact(self._below[0])

    def from_below(self) -> Plane:
        """The plane with the figures from below in the place of own ones that replace them."""
        return _from_below(self.layout, self.plane)

    def _figure(self, key: Key) -> Figure:
        figure = self.layout.figures.get(Key(*key))
        if figure is None:
            form = self.layout.form.reference
            name = ":".join(filter(None, key))
            known = {one.measure for one in self.layout.keys}
            close = near(name, known) or ", ".join(sorted(known)[:12])
            raise Problem("measure_unknown", form=form, measure=name, near=close)
        return figure

    def _unknown(self, key: Key) -> NDArray[np.bool_] | None:
        found = None if self.marks is None else self.marks.get(key)
        return None if found is None else found == STATUSES.index(NOT_COMPARABLE)

    def _known(self, key: Key, found: Exact) -> Exact:
        unknown = self._unknown(key)
        if unknown is None:
            return found
        return [None if lost else v for v, lost in zip(found, unknown.tolist(), strict=True)]

    def _hidden(self, key: Key) -> bool:
        measure = self.layout.form.by_path[key.measure]
        rolled_up = measure.computed and measure.computed_at == "rolled_up"
        return not self.own and measure.rule.name == "none" and not rolled_up


def _from_below(layout: Layout, plane: Plane) -> Plane:
    figures = plane.figures.copy()
    figures[layout.bases] = plane.figures[layout.belows]
    wide = list(plane.wide)
    for base, companion in layout.wide_companions.items():
        wide[base] = plane.wide[companion]
    return Plane(figures, wide, plane.rest)
