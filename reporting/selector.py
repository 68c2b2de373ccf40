"""Whom a plan means: selectors resolved against the tree of a day."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from errors import Fault, Problem
from hierarchy.tree import Tree

Selector = Mapping[str, Any]


def resolve(selectors: Selector | Sequence[Selector], tree: Tree, issuer: int) -> list[int]:
    """Places in the tree that a selector, or a union of them, names within a subtree.

    All but ``self`` leave the issuer out; a ``text`` names nobody in the tree. Raises Problem
    plan_faults where a named unit is unknown or stands elsewhere.
    """
    many = [selectors] if isinstance(selectors, Mapping) else selectors
    found: set[int] = set()
    for one in many:
        found |= _one(one, tree, issuer)
    return sorted(found)


def _one(selector: Selector, tree: Tree, issuer: int) -> set[int]:
    (kind, wanted), *_ = selector.items()
    return _KINDS[kind](wanted, tree, issuer)


def _below(tree: Tree, issuer: int) -> range:
    return range(issuer + 1, int(tree.stop[issuer]))


def _leaves(_wanted: object, tree: Tree, issuer: int) -> set[int]:
    return {i for i in _below(tree, issuer) if tree.stop[i] == i + 1}


def _levels(wanted: Sequence[str], tree: Tree, issuer: int) -> set[int]:
    return {i for i in _below(tree, issuer) if tree.units[i].level in wanted}


def _types(wanted: Sequence[str], tree: Tree, issuer: int) -> set[int]:
    return {i for i in _below(tree, issuer) if tree.units[i].type in wanted}


def _named(codes: Sequence[str], tree: Tree, issuer: int) -> set[int]:
    stop = int(tree.stop[issuer])
    wrong = [c for c in codes if not issuer < tree.index.get(c, -1) < stop]
    if wrong:
        raise Problem(
            "plan_faults",
            tuple(Fault("unit_not_below", path="units", sent=code) for code in wrong),
            count=len(wrong),
        )
    return {tree.index[code] for code in codes}


def _sample(wanted: Mapping[str, Any], tree: Tree, issuer: int) -> set[int]:
    pool = resolve(wanted["of"], tree, issuer)
    # Drawn from codes in a fixed order, so that the same seed names the same units again.
    codes = sorted(tree.units[i].code for i in pool)
    size = min(int(wanted["size"]), len(codes))
    drawn = random.Random(int(wanted.get("seed", 0))).sample(codes, size)  # noqa: S311  a draw others can repeat, not a secret
    return {tree.index[code] for code in drawn}


_KINDS: Mapping[str, Callable[[Any, Tree, int], set[int]]] = {
    "all": lambda _wanted, tree, issuer: set(_below(tree, issuer)),
    "self": lambda _wanted, _tree, issuer: {issuer},
    "children": lambda _wanted, tree, issuer: {int(i) for i in tree.children(issuer)},
    "leaves": _leaves,
    "levels": _levels,
    "types": _types,
    "units": _named,
    "sample": _sample,
    # Enterprises, persons, associations: part of the plan's words, not of the tree.
    "text": lambda _wanted, _tree, _issuer: set(),
}
