"""Cutting the workbooks of a tree into batches of about equal weight."""

from collections.abc import Sequence

from engine.orders import Part
from hierarchy.tree import Tree

PARTS = 18


def batched(tree: Tree, places: Sequence[int]) -> list[Part]:
    """Batches of these places, in their order."""
    weights = [3 + len(tree.children(i)) + (int(tree.stop[i]) - i) // 50 for i in places]
    size = max(1, sum(weights) // PARTS)
    found: list[Part] = []
    batch: list[int] = []
    load = 0
    for place, weight in zip(places, weights, strict=True):
        if batch and load + weight > size:
            found.append(_part(tree, batch))
            batch, load = [], 0
        batch.append(place)
        load += weight
    if batch:
        found.append(_part(tree, batch))
    return found


def _part(tree: Tree, batch: Sequence[int]) -> Part:
    return Part(tuple(batch), tree.units[batch[0]].code, tree.units[batch[-1]].code)
