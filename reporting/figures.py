"""Reading a figure from rolled-up columns: exactly as fractions, or as floats for cells."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reporting.expression import Pair, evaluate, evaluate_pairs
from schemas.form import Step

Exact = list[Fraction | None]
Counts = tuple[NDArray[np.int64], NDArray[np.int64]]
EXACT_IN_FLOAT = 2**53
Rest = Mapping[int, Mapping[int, Fraction]]
"""By column and unit, what declared shares add to the integers there."""
NO_REST: Rest = {}


class Plane(NamedTuple):
    """Columns of n units: ``figures`` int64 [C, n], ``wide`` fractions [W][n].

    ``rest`` holds fractions that stand beside the integers of a few units: estimates on another
    day's map.
    """

    figures: NDArray[np.int64]
    wide: list[Exact]
    rest: Rest = NO_REST

    def with_rest(self, column: int) -> list[int | Fraction]:
        """A column as exact numbers, its rest added."""
        values: list[int | Fraction] = self.figures[column].tolist()
        for place, more in self.rest.get(column, {}).items():
            values[place] += more
        return values


class Scaled(NamedTuple):
    """Integers in steps of 1/``step``, and where there is a value at all."""

    values: NDArray[np.int64]
    step: int
    present: NDArray[np.bool_]


class Figure(ABC):
    """How one key is read from a plane."""

    @abstractmethod
    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit; None: no value."""

    @abstractmethod
    def coverage(self, plane: Plane) -> Counts:
        """(reported, expected) of each unit."""

    def scaled(self, plane: Plane) -> Scaled | None:
        """The figure as scaled integers, where it is one."""
        del plane
        return None

    def numbers(self, plane: Plane) -> NDArray[np.float64]:
        """The figure as floats; nan: no value."""
        scaled = self.scaled(plane)
        if scaled is None:
            return as_floats(self.exact(plane))
        return np.where(scaled.present, scaled.values / scaled.step, np.nan)


def as_floats(exact: Exact) -> NDArray[np.float64]:
    """Fractions as the nearest floats; nan: no value."""
    return np.array([np.nan if v is None else float(v) for v in exact], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Covered(Figure):
    """A figure with the columns of its coverage."""

    reported: int
    expected: int

    def coverage(self, plane: Plane) -> Counts:
        """(reported, expected) of each unit."""
        return plane.figures[self.reported], plane.figures[self.expected]


@dataclass(frozen=True, slots=True)
class Sum(Covered):
    """An integer column over ``step``; a value stands where ``presence`` is above zero."""

    column: int
    step: int
    presence: int

    def scaled(self, plane: Plane) -> Scaled | None:
        """The column itself; None where some unit's figure is no integer."""
        if self.column in plane.rest:
            return None
        return Scaled(plane.figures[self.column], self.step, plane.figures[self.presence] > 0)

    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit."""
        scaled = self.scaled(plane)
        if scaled is not None:
            return _fractions(scaled)
        given = (plane.figures[self.presence] > 0).tolist()
        pairs = zip(plane.with_rest(self.column), given, strict=True)
        return [Fraction(v) / self.step if stands else None for v, stands in pairs]


@dataclass(frozen=True, slots=True)
class Extreme(Covered):
    """A least or a most: ``nothing`` stands where no unit gave a value."""

    column: int
    step: int
    nothing: int

    def scaled(self, plane: Plane) -> Scaled:
        """The column itself."""
        values = plane.figures[self.column]
        return Scaled(values, self.step, values != self.nothing)

    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit."""
        return _fractions(self.scaled(plane))


@dataclass(frozen=True, slots=True)
class Products(Covered):
    """A sum of products kept in four columns of 20-bit limbs, high-high first.

    A value stands where ``presence`` is above zero.
    """

    columns: tuple[int, int, int, int]
    step: int
    presence: int

    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit."""
        high, mid, other, low = (plane.with_rest(c) for c in self.columns)
        given = (plane.figures[self.presence] > 0).tolist()
        return [
            Fraction(h * 2**40 + (m + o) * 2**20 + lo) / self.step if g else None
            for h, m, o, lo, g in zip(high, mid, other, low, given, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Wide(Covered):
    """A column of fractions."""

    column: int

    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit."""
        return list(plane.wide[self.column])


@dataclass(frozen=True, slots=True)
class Quotient(Figure):
    """``scale`` x above / below; no value over zero or without either part."""

    above: Figure
    below: Figure
    scale: Fraction

    def coverage(self, plane: Plane) -> Counts:
        """Coverage of the part that fewer units reported."""
        return least_covered([self.above.coverage(plane), self.below.coverage(plane)])

    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit."""
        pairs = zip(self.above.exact(plane), self.below.exact(plane), strict=True)
        return [None if a is None or not b else self.scale * a / b for a, b in pairs]

    def numbers(self, plane: Plane) -> NDArray[np.float64]:
        """The figure as floats: correctly rounded while both sides stay below 2^53."""
        above, below = self.above.scaled(plane), self.below.scaled(plane)
        if above is None or below is None:
            return as_floats(self.exact(plane))
        top, bottom = below.step * self.scale.numerator, above.step * self.scale.denominator
        if max(abs(top), bottom) >= EXACT_IN_FLOAT:
            return as_floats(self.exact(plane))
        present = above.present & below.present & (below.values != 0)
        result = np.full(len(present), np.nan)
        np.divide(
            above.values * float(top), below.values * float(bottom), out=result, where=present
        )
        return result


@dataclass(frozen=True, slots=True)
class Expression(Figure):
    """A measure computed from rolled-up figures."""

    steps: tuple[Step, ...]
    operands: Mapping[str, Figure]

    def coverage(self, plane: Plane) -> Counts:
        """Coverage of the operand that fewest units reported."""
        return least_covered([f.coverage(plane) for f in self.operands.values()])

    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit."""
        given = {path: figure.exact(plane) for path, figure in self.operands.items()}
        return evaluate(self.steps, given, plane.figures.shape[1])

    def numbers(self, plane: Plane) -> NDArray[np.float64]:
        """The figure as floats, each rounded once."""
        given: dict[str, list[Pair | None]] = {}
        for path, figure in self.operands.items():
            scaled = figure.scaled(plane)
            if scaled is None:
                return as_floats(self.exact(plane))
            pairs = zip(scaled.values.tolist(), scaled.present.tolist(), strict=True)
            given[path] = [(value, scaled.step) if stands else None for value, stands in pairs]
        found = evaluate_pairs(self.steps, given, plane.figures.shape[1])
        # The quotient of two whole numbers is rounded once, however long they are.
        return np.array([np.nan if v is None else v[0] / v[1] for v in found], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Kept(Figure):
    """A figure worked out elsewhere and kept as a column of fractions; covered as ``of`` is."""

    of: Figure
    column: int

    def coverage(self, plane: Plane) -> Counts:
        """Coverage of the figure it was worked out from."""
        return self.of.coverage(plane)

    def exact(self, plane: Plane) -> Exact:
        """The figure of each unit."""
        return list(plane.wide[self.column])


def least_covered(coverages: list[Counts]) -> Counts:
    """Unit by unit the coverage with fewest reported; of equals, the one with more expected."""
    reported, expected = coverages[0]
    for other_reported, other_expected in coverages[1:]:
        worse = (other_reported < reported) | (
            (other_reported == reported) & (other_expected > expected)
        )
        reported = np.where(worse, other_reported, reported)
        expected = np.where(worse, other_expected, expected)
    return reported, expected


def _fractions(scaled: Scaled) -> Exact:
    pairs = zip(scaled.values.tolist(), scaled.present.tolist(), strict=True)
    return [Fraction(v, scaled.step) if given else None for v, given in pairs]
