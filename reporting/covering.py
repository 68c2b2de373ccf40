"""The share of a weight, such as population, behind every figure of a roll-up.

As for the roll-up as a whole (``weighing``), only units with no other below them that owes are
weighed: a province's people are its wards' people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from hierarchy.tree import Tree
from reporting.block import Block
from reporting.columns import Layout
from reporting.figures import Covered, Expression, Figure, Kept, Plane, Quotient
from reporting.rollup import Rollup

_BATCH = 4_096
_ROOM = 2**62


@dataclass(frozen=True)
class Covering:
    """Weights behind the figures of every unit that has units below it.

    ``columns`` are those of the layout that count who reported and who was expected; ``weights``
    int64 [columns, K] over ``tree.interior`` hold, in any one unit, the weights of the same.
    """

    layout: Layout
    tree: Tree
    columns: NDArray[np.intp]
    weights: NDArray[np.int64]

    def block(self, place: int) -> Block:
        """One unit's coverage, counted in weight instead of units; it has no figures."""
        found = np.zeros((len(self.layout.columns), 1), dtype=np.int64)
        found[self.columns, 0] = self.weights[:, self.tree.interior_slot[place]]
        wide: list[list[Fraction | None]] = [[None] for _ in self.layout.wide]
        return Block(self.layout, Plane(found, wide), own=False)


def weighty(tree: Tree) -> bool:
    """Whether the roster gives any unit of a tree a weight."""
    return any(unit.weight is not None for unit in tree.units)


def covering(rollup: Rollup) -> Covering | None:
    """The weights behind a roll-up's figures.

    None where the roster has no weights, and on another day's map: there the units that sent are
    not those whose weight the map knows. A figure that replaces what lies below it has none.
    """
    tree, layout = rollup.tree, rollup.layout
    if rollup.marks is not None or not len(tree.interior) or not weighty(tree):
        return None
    columns = np.array(
        sorted(c for c in _coverage(layout.figures.values()) if layout.columns[c].gate < 0),
        dtype=np.intp,
    )
    own = np.concatenate(
        [
            rollup.own_block(range(at, min(at + _BATCH, len(tree)))).plane.figures[columns]
            for at in range(0, len(tree), _BATCH)
        ],
        axis=1,
    )
    weights = _scaled(tree, int(own.max(initial=1))) * _lowest(
        tree, (own > 0).max(axis=0, initial=False)
    )
    running = np.zeros((len(columns), len(tree) + 1), dtype=np.int64)
    np.cumsum(own * weights, axis=1, out=running[:, 1:])
    return Covering(
        layout, tree, columns, running[:, tree.stop[tree.interior]] - running[:, tree.interior]
    )


def percents(reported: Sequence[int], expected: Sequence[int]) -> list[float | None]:
    """What came in per hundred of the weight asked; None where nothing that was asked weighs."""
    return [
        float(Fraction(100 * came, asked)) if asked else None
        for came, asked in zip(reported, expected, strict=True)
    ]


def _coverage(figures: Iterable[Figure]) -> set[int]:
    """The columns that count who reported and who was expected, of these figures."""
    found: set[int] = set()
    waiting = list(figures)
    while waiting:
        match waiting.pop():
            case Covered() as one:
                found |= {one.reported, one.expected}
            case Quotient() as one:
                waiting += (one.above, one.below)
            case Expression() as one:
                waiting += one.operands.values()
            case Kept() as one:
                waiting.append(one.of)
    return found


def _lowest(tree: Tree, owing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of the units that owe, those without another below them."""
    running = np.concatenate([[0], np.cumsum(owing)])
    below: NDArray[np.bool_] = running[tree.stop] == running[1:]
    return owing & below


def _scaled(tree: Tree, times: int) -> NDArray[np.int64]:
    """Every unit's weight in steps of one size; what no report could carry away in 64 bits.

    Where decimals would not fit, the last of them are left out: far below what is shown.
    """
    weights = [Fraction(unit.weight or 0) for unit in tree.units]
    whole = sum(weights, Fraction(0))
    step = lcm(*(w.denominator for w in weights))
    while whole * step * times >= _ROOM and step > 1:
        step = max(1, step // 10)
    while whole * step * times >= _ROOM:
        whole, weights = whole / 10, [w / 10 for w in weights]
    return np.array([round(w * step) for w in weights], dtype=np.int64)
