"""Random reforms: what becomes of the units of a random country on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from hierarchy.hierarchy import Hierarchy
from hierarchy.lineage import Edge
from hierarchy.restating import Destination, Restating
from hierarchy.span import day_before
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.cells import Lens
from reporting.columns import Layout
from reporting.figures import Plane
from reporting.own import own_plane
from reporting.restatement import Sources, restate
from reporting.rollup import Inputs, Rollup, roll_up
from schemas.form import Form

OLD_DAY, DAY = date(2025, 6, 1), date(2025, 7, 1)
Fate = Literal["stays", "renamed", "merged", "split", "shared", "lost"]
WHOLE: tuple[Fate, ...] = ("stays", "renamed", "merged")
EVERY: tuple[Fate, ...] = (*WHOLE, "split", "shared", "lost")
SHARES = ("0.5", "0.25", "0.3", "0.125", "0.01")


@dataclass(frozen=True)
class Reform:
    """Units of both days with their lineage; ``ways``: by old code the new codes and shares.

    A unit whose shares are None was split without any; no ways: it is lost.
    """

    units: list[Unit]
    edges: list[Edge]
    ways: dict[str, list[tuple[str, Fraction | None]]]

    @property
    def hierarchy(self) -> Hierarchy:
        return Hierarchy(self.units, self.edges)


@st.composite
def reforms(
    draw: st.DrawFn, old: Sequence[Unit], fates: tuple[Fate, ...], day: date = DAY, mark: str = "x"
) -> Reform:
    """Every leaf of a tree gets a fate; the units above them stand on.

    A part may come to lie under any unit that is not a leaf. In half of the reforms most siblings
    merge, which by chance alone they hardly ever would.
    """
    above = [unit for unit in old if any(unit.code == one.parent_code for one in old)]
    leaves = [unit for unit in old if unit not in above]
    units, edges = list(above), list[Edge]()
    ways: dict[str, list[tuple[str, Fraction | None]]] = {u.code: [(u.code, None)] for u in above}
    made: list[Unit] = []
    merging = draw(st.booleans())
    often: tuple[Fate, ...] = (*fates, *("merged",) * 9) if merging else fates
    for number, leaf in enumerate(leaves):
        fate = draw(st.sampled_from(often)) if above else "stays"
        if fate == "merged" and not any(u.parent_code == leaf.parent_code for u in made):
            fate = "renamed"
        if fate == "stays":
            units.append(leaf)
            ways[leaf.code] = [(leaf.code, None)]
            continue
        units.append(leaf._replace(valid_to=day_before(day)))
        ways[leaf.code] = []
        if fate == "lost":
            continue
        shares: list[str | None] = [None]
        if fate in ("split", "shared"):
            shares = [None, None]
        if fate == "shared":
            first = draw(st.sampled_from(SHARES))
            shares = [first, str(1 - Decimal(first))]
        for part, share in enumerate(shares):
            same = [u for u in made if u.parent_code == leaf.parent_code]
            if fate == "merged":
                heir = draw(st.sampled_from(same))
            else:
                parent = leaf.parent_code
                if part and above:
                    parent = draw(st.sampled_from(above)).code
                heir = Unit(f"{mark}{number:02d}{part}", "", leaf.level, parent, valid_from=day)
                made.append(heir)
            edges.append(Edge(leaf.code, heir.code, day, None if share is None else Decimal(share)))
            ways[leaf.code].append((heir.code, None if share is None else Fraction(share)))
    return Reform([*units, *made], edges, ways)


def restated(
    form: Form, reform: Reform, inputs: Inputs, *, since: date = OLD_DAY, on: date = DAY
) -> Rollup:
    """What the units of one day sent, on the map of another."""
    hierarchy = reform.hierarchy
    before, after = hierarchy.on(since), hierarchy.on(on)
    layout = Layout(form, tuple(dict.fromkeys((*before.levels, *after.levels))))
    levels = [layout.levels.index(unit.level) for unit in before.units]
    lens = Lens(layout, inputs.values, inputs.states, inputs.assigned, _array(levels))
    return moved(layout, reform, own_plane(lens), before, after)


def moved(layout: Layout, reform: Reform, own: Plane, before: Tree, after: Tree) -> Rollup:
    """Own columns of every unit of one tree on another."""
    return restate(after, layout, own, sources(reform, before, after))


def sources(reform: Reform, before: Tree, after: Tree) -> Sources:
    """Every unit of a tree as a source, in its order."""
    hierarchy = reform.hierarchy
    restating = Restating(hierarchy.units, hierarchy.lineage, after, hierarchy.on)
    found: list[Destination] = [restating.of(unit, before.day) for unit in before.units]
    return Sources(found, [before.ancestors(place) for place in range(len(before))])


def rolled(form: Form, tree: Tree, inputs: Inputs) -> Rollup:
    """The plain roll-up of the same inputs on their own day."""
    return roll_up(form, tree, inputs)


def _array(levels: Sequence[int]) -> NDArray[np.int16]:
    return np.array(levels, dtype=np.int16)
