"""Cutting the workbooks of a tree into batches that keep every core at work to the end."""

from collections.abc import Sequence

from engine.orders import Part
from hierarchy.tree import Tree

SHARE, LEAST = 12, 48
"""A batch is a twelfth of what is left, but not less than a forty-eighth of the whole.

Large ones first cost little to hand out; small ones last let nobody wait long for another.
"""


def batched(tree: Tree, places: Sequence[int]) -> list[Part]:
    """Batches of these places, in their order; the later ones are lighter."""
    weights = [3 + len(tree.children(i)) + (int(tree.stop[i]) - i) // 50 for i in places]
    left = sum(weights)
    least = max(1, left // LEAST)
    found: list[Part] = []
    batch: list[int] = []
    load = 0
    for place, weight in zip(places, weights, strict=True):
        if batch and load + weight > max(least, left // SHARE):
            found.append(_part(tree, batch))
            left -= load
            batch, load = [], 0
        batch.append(place)
        load += weight
    if batch:
        found.append(_part(tree, batch))
    return found


def _part(tree: Tree, batch: Sequence[int]) -> Part:
    return Part(tuple(batch), tree.units[batch[0]].code, tree.units[batch[-1]].code)
