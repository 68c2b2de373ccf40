"""Roll-up: own and cumulative figures of every unit of a tree (rules 15 to 19)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from errors import Problem
from hierarchy.tree import Tree
from reporting.accumulate import accumulate, accumulate_own
from reporting.block import Block
from reporting.cells import Inputs, Lens
from reporting.columns import Key, Layout
from reporting.figures import NO_REST, Exact, Plane, Rest
from reporting.marks import Marks
from reporting.own import own_plane
from reporting.rows import Row, combine, own_rows, wide_lines
from schemas.form import Form

__all__ = ["MOST_UNITS", "Inputs", "Rollup", "Row", "combine", "own_rows", "roll_up"]

NOTHING_SENT = Inputs(np.empty((0, 0), np.int64), np.empty((0, 0), np.uint8), np.empty(0, np.bool_))
MOST_UNITS = 8_000_000
"""Beyond this many units sums of figures up to 10^12, or of 40-bit products, might not fit."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """Own figures (``inputs``, tree order) and cumulative ones of a form on one tree.

    ``cumulative`` is int64 [C, K] over ``tree.interior``, ``wide`` the fractions [W][K]; C and W
    run along ``layout.columns`` and ``layout.wide``. A leaf's cumulative figures are its own.
    ``own`` holds own figures [C, N] where they were asked for (``with_own``). ``marks`` are set
    where figures were restated on another day's map; ``rest`` are then the fractions that stand
    beside cumulative integers, by column and place in the tree.
    """

    form: Form
    tree: Tree
    layout: Layout
    inputs: Inputs
    cumulative: NDArray[np.int64]
    wide: list[Exact] = field(default_factory=list)
    own: Plane | None = None
    marks: Marks | None = None
    rest: Rest = field(default_factory=dict)

    @classmethod
    def of_packed(cls, form: Form, tree: Tree, inputs: Inputs, rows: Sequence[bytes]) -> "Rollup":
        """The roll-up whose interior units' packed rows were stored, in the order of ``interior``.

        Raises ValueError where there are too few or too many, or of another layout.
        """
        layout = Layout(form, tree.levels)
        if len(rows) != len(tree.interior):
            raise ValueError("not the rows of this tree")
        if not layout.wide:
            if any(len(row) != 8 * len(layout.columns) for row in rows):
                raise ValueError("row of another layout")
            figures = np.frombuffer(b"".join(rows), dtype="<i8") if rows else np.empty(0, np.int64)
            figures = figures.reshape(len(rows), len(layout.columns))
            return cls(form, tree, layout, inputs, np.ascontiguousarray(figures.T), [])
        kept = [Row.unpack(layout, row) for row in rows]
        cumulative = np.empty((len(layout.columns), len(kept)), dtype=np.int64)
        for slot, row in enumerate(kept):
            cumulative[:, slot] = row.figures
        wide: list[Exact] = [[row.wide[w] for row in kept] for w in range(len(layout.wide))]
        return cls(form, tree, layout, inputs, cumulative, wide)

    @classmethod
    def of_own(
        cls, form: Form, tree: Tree, layout: Layout, own: Plane, marks: Marks | None = None
    ) -> "Rollup":
        """The roll-up of own columns [C, N] and wide ones [W][N], wherever they come from.

        ``layout`` may know more levels than the tree has. ``inputs`` stay empty: nothing was sent
        on this map. ``marks`` say which figures are whole; without them all are as reported.
        """
        sizes = (len(layout.columns), len(tree))
        if own.figures.shape != sizes or len(own.wide) != len(layout.wide):
            raise ValueError("own columns do not fit the layout and the tree")
        plane = accumulate_own(tree, layout, own)
        return cls(form, tree, layout, NOTHING_SENT, plane.figures, plane.wide, own, marks)

    def status(self, place: int, key: Key) -> str:
        """How far the figure can be trusted: reported, exact, estimated or not_comparable."""
        return "reported" if self.marks is None else self.marks.status(place, key)

    def with_own(self) -> "Rollup":
        """The same, with every unit's own figures at hand: for who reads many blocks.

        Costs C × N integers of memory, and saves most of the time of each later block.
        """
        if self.own is not None:
            return self
        return replace(self, own=own_plane(self._lens(np.arange(len(self.tree)))))

    def block(self, indices: Sequence[int] | NDArray[np.integer]) -> Block:
        """Cumulative figures of the units at these places of the tree."""
        places = np.asarray(indices, dtype=np.intp)
        slots = self.tree.interior_slot[places]
        inner = np.flatnonzero(slots >= 0)
        leaves = np.flatnonzero(slots < 0)
        figures = np.empty((len(self.layout.columns), len(places)), dtype=np.int64)
        wide: list[Exact] = [[None] * len(places) for _ in self.layout.wide]
        figures[:, inner] = self.cumulative[:, slots[inner]]
        self._spread(wide, inner, [[each[s] for s in slots[inner]] for each in self.wide])
        if len(leaves):
            own = self._own(places[leaves])
            figures[:, leaves] = own.figures
            self._spread(wide, leaves, own.wide)
        plane = Plane(figures, wide, _beside(self.rest, places))
        return Block(self.layout, plane, own=False, marks=self._marks(places))

    def own_block(self, indices: Sequence[int] | NDArray[np.integer]) -> Block:
        """Figures from the own submissions of the units at these places."""
        places = np.asarray(indices, dtype=np.intp)
        return Block(self.layout, self._own(places), own=True, marks=self._marks(places, own=True))

    def row(self, index: int) -> Row:
        """The cumulative row of one unit, as it is stored."""
        plane = self.block([index]).plane
        wide: tuple[Fraction | None, ...] = tuple(each[0] for each in plane.wide)
        return Row(np.ascontiguousarray(plane.figures[:, 0]), wide)

    def packed(self) -> list[bytes]:
        """The rows of all units that have units below them, as ``row(…).pack()`` would give."""
        whole = np.ascontiguousarray(self.cumulative.T, dtype="<i8")
        if not self.wide:
            return [row.tobytes() for row in whole]
        beside = zip(*self.wide, strict=True)
        return [row.tobytes() + wide_lines(wide) for row, wide in zip(whole, beside, strict=True)]

    def _own(self, places: NDArray[np.intp]) -> Plane:
        if self.own is None:
            return own_plane(self._lens(places))
        wide: list[Exact] = [[column[i] for i in places] for column in self.own.wide]
        return Plane(self.own.figures[:, places], wide, _beside(self.own.rest, places))

    def _marks(
        self, places: NDArray[np.intp], *, own: bool = False
    ) -> dict[Key, NDArray[np.uint8]] | None:
        if self.marks is None:
            return None
        found = self.marks.own_by_key if own else self.marks.by_key
        return {key: each[places] for key, each in found.items()}

    def _lens(self, places: NDArray[np.intp]) -> Lens:
        given = self.inputs
        return Lens(
            self.layout,
            given.values[:, places],
            given.states[:, places],
            given.assigned[places],
            self.tree.level[places],
        )

    @staticmethod
    def _spread(wide: list[Exact], places: NDArray[np.intp], found: list[Exact]) -> None:
        for column, values in zip(wide, found, strict=True):
            for place, value in zip(places, values, strict=True):
                column[place] = value


def _beside(rest: Rest, places: NDArray[np.intp]) -> Rest:
    """The fractions that stand beside the integers of these places, by position among them."""
    if not rest:
        return NO_REST
    at = list(enumerate(places.tolist()))
    found = {column: {i: each[p] for i, p in at if p in each} for column, each in rest.items()}
    return {column: each for column, each in found.items() if each}


def roll_up(form: Form, tree: Tree, inputs: Inputs) -> Rollup:
    """The full roll-up of what the units of a tree sent.

    Exact: scaled integers and fractions only. Raises Problem("tree_too_large") for a tree
    beyond ``MOST_UNITS``, ValueError for inputs of another shape.
    """
    if len(tree) > MOST_UNITS:
        raise Problem("tree_too_large", units=len(tree), most=MOST_UNITS)
    shape = (len(form.entered), len(tree))
    shapes = (inputs.values.shape, inputs.states.shape, (shape[0], *inputs.assigned.shape))
    if any(given != shape for given in shapes):
        raise ValueError("inputs do not fit the form and the tree")
    layout = Layout(form, tree.levels)
    lens = Lens(layout, inputs.values, inputs.states, inputs.assigned, tree.level)
    plane = accumulate(tree, lens)
    return Rollup(form, tree, layout, inputs, plane.figures, plane.wide)
