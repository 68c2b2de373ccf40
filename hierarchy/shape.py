"""The array work of a tree: from the parent of each unit to an order with contiguous subtrees.

Nothing here recurses, so depth costs nothing but one pass a level. An order is reached in
three sweeps: down (levels), up (sizes), down (places).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int32]
_DEEPEST = int(np.iinfo(np.int16).max)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A tree in preorder; ``order[k]`` is the input position of the unit at place k.

    ``parent``, ``stop`` and ``depth`` are indexed by place. ``first`` and ``below`` list the
    children of all units: those of place i are ``below[first[i]:first[i + 1]]``, ascending.
    """

    order: Places
    parent: Places
    stop: Places
    depth: NDArray[np.int16]
    first: Places
    below: Places


def shape_of(parent: Places) -> Shape | None:
    """The preorder of a tree given by the position of each unit's parent, -1 at the root.

    Siblings keep the order of the input. None where the input is not one tree: no root,
    several, a parent outside the input, a cycle, or a depth beyond int16. ``parent`` is int32
    of length N >= 1.
    """
    count = len(parent)
    if parent.min() != -1 or parent.max() >= count or np.count_nonzero(parent == -1) != 1:
        return None
    below, fan, first = _children(parent)
    ranks = _ranks(int(np.argmin(parent)), below, fan, first)
    if sum(map(len, ranks)) != count or len(ranks) > _DEEPEST:
        return None
    size = np.ones(count, np.int32)
    for rank in reversed(ranks[1:]):
        np.add.at(size, parent[rank], size[rank])
    place = _places(parent, ranks, size)
    order = np.empty(count, np.int32)
    order[place] = np.arange(count, dtype=np.int32)
    depth = np.empty(count, np.int16)
    for number, rank in enumerate(ranks):
        depth[place[rank]] = number
    above = parent[order]
    placed = np.where(above < 0, np.int32(-1), place[above])
    below, _, first = _children(placed)
    stop = np.arange(count, dtype=np.int32) + size[order]
    return Shape(frozen(order), frozen(placed), frozen(stop), frozen(depth), first, below)


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """The same array, closed to writing: a tree is shared by all who read it."""
    array.setflags(write=False)
    return array


def _children(parent: Places) -> tuple[Places, Places, Places]:
    """Children grouped by parent, how many each unit has, and where its group begins."""
    below = np.argsort(parent, kind="stable").astype(np.int32)[1:]  # the root's -1 sorts first
    fan = np.bincount(parent[below], minlength=len(parent)).astype(np.int32)
    first = np.concatenate(([0], np.cumsum(fan))).astype(np.int32)
    return frozen(below), fan, frozen(first)


def _ranks(root: int, below: Places, fan: Places, first: Places) -> list[Places]:
    """The units of each depth, grouped by parent; a cycle is never reached from the root."""
    ranks = [np.array([root], np.int32)]
    while len(ranks[-1]):
        above = ranks[-1]
        many = fan[above]
        begin = first[above] - (np.cumsum(many) - many)
        ranks.append(below[np.repeat(begin, many) + np.arange(many.sum())])
    return ranks[:-1]


def _places(parent: Places, ranks: list[Places], size: Places) -> Places:
    """Each unit's place: after its parent and after the subtrees of its elder siblings."""
    place = np.zeros(len(parent), np.int32)
    for rank in ranks[1:]:
        above = parent[rank]
        elder = np.cumsum(size[rank]) - size[rank]
        starts = np.flatnonzero(np.concatenate(([True], above[1:] != above[:-1])))
        family = np.diff(np.concatenate((starts, [len(rank)])))
        place[rank] = place[above] + 1 + elder - np.repeat(elder[starts], family)
    return place
