"""Figures of a set of units that is no subtree, as if one unit above them had no others below."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from errors import Problem
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.cells import Inputs

BETWEEN = "+"


def set_of(tree: Tree, codes: Sequence[str]) -> tuple[Tree, NDArray[np.intp]]:
    """A tree of these units with all below them, and the place each of its units had.

    Its root, named by the codes, owes nothing and had no place: -1; of one unit it is that unit.
    A unit that lies below another one named is there once. Raises Problem unit_unknown.
    """
    for code in codes:
        if code not in tree.index:
            raise Problem("unit_unknown", code=code)
    named = sorted({tree.index[code] for code in codes})
    top: list[int] = []
    for place in named:
        if not top or place >= tree.stop[top[-1]]:
            top.append(place)
    if len(top) == 1:
        return _alone(tree, top[0])
    name = BETWEEN.join(dict.fromkeys(codes))
    # Its level is that of the first unit named: no figure is kept for a level of its own.
    units = [Unit(name, name, tree.units[top[0]].level, None)]
    for place in top:
        units.append(tree.units[place]._replace(parent_code=name))
        units += [tree.units[i] for i in range(place + 1, int(tree.stop[place]))]
    found = Tree.of(units, tree.day)
    places = [-1, *(tree.index[unit.code] for unit in found.units[1:])]
    return found, np.array(places, dtype=np.intp)


def _alone(tree: Tree, place: int) -> tuple[Tree, NDArray[np.intp]]:
    places = np.arange(place, int(tree.stop[place]))
    root = tree.units[place]._replace(parent_code=None)
    return Tree.of([root, *(tree.units[i] for i in places[1:])], tree.day), places


def inputs_of_set(inputs: Inputs, places: NDArray[np.intp]) -> Inputs:
    """What the units at these places sent; nobody asks the root at place -1."""
    here = np.maximum(places, 0)
    assigned = inputs.assigned[here] & (places >= 0)
    return Inputs(inputs.values[:, here], inputs.states[:, here], assigned)
