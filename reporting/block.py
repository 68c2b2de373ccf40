"""A block: figures of several units at once, one column a key."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from errors import Problem
from reporting.columns import Key, Layout
from reporting.figures import Counts, Exact, Figure, Plane, Quotient


@dataclass(frozen=True, slots=True)
class Block:
    """Figures of n units. ``own``: from their own submissions; else cumulative.

    All methods raise Problem("measure_unknown") for a key the layout does not have. A measure
    whose rule is ``none`` has own figures only.
    """

    layout: Layout
    plane: Plane
    own: bool
    _below: list[Plane] = field(default_factory=list, repr=False)

    def __len__(self) -> int:
        return int(self.plane.figures.shape[1])

    def exact(self, key: Key) -> Exact:
        """Figures as exact fractions; None: no value."""
        figure = self._figure(key)
        return [None] * len(self) if self._hidden(key) else figure.exact(self.plane)

    def numbers(self, key: Key) -> NDArray[np.float64]:
        """Figures as floats for cells; nan: no value."""
        figure = self._figure(key)
        return np.full(len(self), np.nan) if self._hidden(key) else figure.numbers(self.plane)

    def numerator(self, key: Key) -> Exact:
        """What stands above the line of a ratio, mean or share; None for other rules."""
        figure = self._figure(key)
        if not isinstance(figure, Quotient):
            return [None] * len(self)
        return figure.above.exact(self.plane)

    def denominator(self, key: Key) -> Exact:
        """What stands below the line of a ratio, mean or share; None for other rules."""
        figure = self._figure(key)
        if not isinstance(figure, Quotient):
            return [None] * len(self)
        return figure.below.exact(self.plane)

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

    def _figure(self, key: Key) -> Figure:
        figure = self.layout.figures.get(Key(*key))
        if figure is None:
            form = self.layout.form.reference
            raise Problem("measure_unknown", form=form, measure=":".join(filter(None, key)))
        return figure

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
    return Plane(figures, wide)
