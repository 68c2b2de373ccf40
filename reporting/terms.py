"""What a figure is made of: its parts, down to what each unit gives to them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from itertools import accumulate
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reporting.columns import Key
from reporting.draft import Op
from reporting.expression import evaluate
from reporting.figures import (
    Covered,
    Expression,
    Extreme,
    Figure,
    Kept,
    Plane,
    Products,
    Quotient,
    Wide,
)
from reporting.rollup import Rollup
from reporting.rows import WIDE
from schemas.form import Measure, Step

Role = Literal["figure", "numerator", "denominator", "operand"]
Value = Fraction | None


@dataclass(frozen=True)
class Given:
    """What units give to one part, by their ``places`` in tree order; ``op`` joins it."""

    op: Op
    places: tuple[int, ...]
    values: tuple[Fraction, ...]

    @classmethod
    def of(cls, op: Op, places: Sequence[int], values: Sequence[Fraction]) -> "Given":
        """Each unit's own."""
        return cls(op, tuple(places), tuple(values))

    @cached_property
    def _before(self) -> tuple[Value, ...]:
        """The joined figure of all before each place."""
        return (None, *accumulate(self.values, WIDE[self.op]))

    @cached_property
    def _after(self) -> tuple[Value, ...]:
        """The joined figure of each place and all after it."""
        return (None, *accumulate(reversed(self.values), WIDE[self.op]))[::-1]

    def at(self, place: int) -> Value:
        """What one unit gives; None where it gives nothing."""
        found = bisect_left(self.places, place)
        there = found < len(self.places) and self.places[found] == place
        return self.values[found] if there else None

    def within(self, start: int, stop: int) -> Value:
        """What the units of a span of places give together."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, stop)
        if self.op != "add" or first == last:
            return reduce(WIDE[self.op], self.values[first:last], None)
        before, through = self._before[first], self._before[last]
        # Exact, so that what was added before can be taken away again.
        return through if before is None or through is None else through - before

    def without(self, start: int, stop: int) -> Value:
        """What all the others give together."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, stop)
        return WIDE[self.op](self._before[first], self._after[last])


@dataclass(frozen=True)
class Term:
    """A figure at one unit, or one part of it.

    A part that units give to has ``given``, and in ``replaced`` what stands below a unit whose
    own figure replaces it, by place. Any other has ``terms``: a ratio's two sides (times
    ``scale``), or the operands of ``steps``. ``veiled``: hidden in a published copy.
    """

    role: Role
    path: str
    value: Value
    reported: int
    expected: int
    given: Given | None = None
    replaced: tuple[tuple[int, Fraction], ...] = ()
    terms: tuple["Term", ...] = ()
    scale: Fraction = Fraction(1)
    steps: tuple[Step, ...] = ()
    veiled: bool = False

    def leaves(self) -> Iterator["Term"]:
        """The parts that units give to, from left to right."""
        if self.given is not None:
            yield self
        for term in self.terms:
            yield from term.leaves()

    def without(self, start: int, stop: int) -> Value:
        """The figure as it would be if the units of a span of places had given nothing."""
        if self.given is not None:
            return self.given.without(start, stop)
        return self.joined([term.without(start, stop) for term in self.terms])

    def joined(self, values: Sequence[Value]) -> Value:
        """The figure from those of its ``terms``."""
        if self.steps:
            operands = {t.path: [v] for t, v in zip(self.terms, values, strict=True)}
            return evaluate(self.steps, operands, 1)[0]
        if not values:
            return None
        above, below = values
        return None if above is None or not below else self.scale * above / below


def own_only(measure: Measure) -> bool:
    """Whether a measure is not rolled up: every unit has its own figure and no other."""
    rolled_up = measure.computed and measure.computed_at == "rolled_up"
    return measure.rule.name == "none" and not rolled_up


@dataclass
class Terms:
    """What figures of one unit are made of: own columns of its subtree, and its own columns."""

    rollup: Rollup
    place: int
    own: Plane
    total: Plane
    _open: dict[int, NDArray[np.bool_]] = field(default_factory=dict)

    @classmethod
    def at(cls, rollup: Rollup, place: int) -> "Terms":
        """The figures of the unit at a place."""
        span = np.arange(place, int(rollup.tree.stop[place]))
        return cls(rollup, place, rollup.own_block(span).plane, rollup.block([place]).plane)

    def of(self, key: Key) -> Term:
        """What a figure is made of; one that is not rolled up, of the unit's own.

        Raises Problem measure_unknown.
        """
        self.rollup.block([]).exact(key)
        if own_only(self.rollup.form.by_path[key.measure]):
            mine = self.rollup.own_block([self.place]).plane
            alone = Terms(self.rollup, self.place, mine, mine)
            return alone._of("figure", key.measure, self.rollup.layout.figures[key])
        return self._of("figure", key.measure, self.rollup.layout.figures[key])

    def _of(self, role: Role, path: str, figure: Figure) -> Term:
        reported, expected = (int(counts[0]) for counts in figure.coverage(self.total))
        value = figure.exact(self.total)[0]
        if isinstance(figure, Quotient):
            above, below = self._sides(path)
            terms = (
                self._of("numerator", above, figure.above),
                self._of("denominator", below, figure.below),
            )
            return Term(role, path, value, reported, expected, terms=terms, scale=figure.scale)
        if isinstance(figure, Expression):
            operands = tuple(self._of("operand", p, f) for p, f in figure.operands.items())
            steps = figure.steps
            return Term(role, path, value, reported, expected, terms=operands, steps=steps)
        if isinstance(figure, Kept):
            # Rolled up period by period: what one unit gives to it in all of them is no amount.
            return Term(role, path, value, reported, expected, Given.of("add", (), ()))
        given, replaced = self._given(figure)
        return Term(role, path, value, reported, expected, given, replaced)

    def _sides(self, path: str) -> tuple[str, str]:
        """The measures on both sides of a quotient; empty for a count of units."""
        rule = self.rollup.form.by_path[path].rule
        if rule.name == "ratio":
            return rule.parts[0], rule.parts[1]
        if rule.name == "mean":
            return (rule.parts[0] if rule.parts else path), rule.weight or ""
        return path, ""

    def _given(self, figure: Figure) -> tuple[Given, tuple[tuple[int, Fraction], ...]]:
        columns = (
            self.rollup.layout.wide if isinstance(figure, Wide) else self.rollup.layout.columns
        )
        column = columns[_column(figure)]
        counts = self._counting(column.gate)
        places: list[int] = []
        values: list[Fraction] = []
        replaced: list[tuple[int, Fraction]] = []
        for step, value in enumerate(figure.exact(self.own)):
            if value is None:
                continue
            if counts[step]:
                places.append(self.place + step)
                values.append(value)
            else:
                replaced.append((self.place + step, value))
        # Products are added by nature; an extreme says in its column whether it is least or most.
        op: Op = column.op if isinstance(figure, Extreme | Wide) else "add"
        return Given.of(op, places, values), tuple(replaced)

    def _counting(self, gate: int) -> NDArray[np.bool_]:
        """Which units count: nobody between them and the head of the subtree stands for them."""
        if gate not in self._open:
            counts = np.ones(self.own.figures.shape[1], dtype=np.bool_)
            closing = np.flatnonzero(self.own.figures[gate] > 0) if gate >= 0 else ()
            stops = self.rollup.tree.stop
            for step in closing:
                counts[step + 1 : int(stops[self.place + step]) - self.place] = False
            self._open[gate] = counts
        return self._open[gate]


def _column(figure: Figure) -> int:
    if isinstance(figure, Products):
        return figure.columns[0]
    assert isinstance(figure, Covered)
    column: int = getattr(figure, "column")  # noqa: B009  every covered figure but products has one
    return column
