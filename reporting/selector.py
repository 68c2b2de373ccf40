"""Whom a plan means: selectors resolved against the tree of a day."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from errors import Fault, Problem
from hierarchy.tree import Tree
from hierarchy.unit import DEPARTMENT
from schemas.links import near

Selector = Mapping[str, Any]
Selectors = Selector | Sequence[Selector]


def resolve(selectors: Selectors, tree: Tree, issuer: int) -> list[int]:
    """Places in the tree that a selector, or a union of them, names within a subtree.

    All but ``self`` leave the issuer out; a ``text`` names nobody in the tree. Raises Problem
    plan_faults where a named unit does not stand on the tree's day (``unit_not_standing``) or
    stands elsewhere (``unit_not_below``).
    """
    found: set[int] = set()
    for one in _many(selectors):
        found |= _one(one, tree, issuer)
    return sorted(found)


def others(selectors: Selectors) -> tuple[str, ...]:
    """Those addressed who are no unit: enterprises, persons, associations, in the plan's words."""
    return tuple(one["text"] for one in _many(selectors) if "text" in one)


def by_kind(selectors: Selectors) -> tuple[Selector, ...]:
    """The selectors that say what kind of unit is meant, without those that name or draw one.

    Only these can be read again on a later map: a code may be other land there, and a sample
    drawn anew would be another sample.
    """
    return tuple(one for one in _many(selectors) if not one.keys() & _NAMING)


def by_name(selectors: Selectors) -> tuple[Selector, ...]:
    """The other ones: units named or drawn, to be read on the map of the plan's own roster."""
    return tuple(one for one in _many(selectors) if one.keys() & _NAMING)


def unfit(selectors: Selectors, tree: Tree, issuer: int, path: str) -> Iterator[Fault]:
    """Warnings about levels and types nobody below the issuer has: most are misspelt.

    Codes ``level_not_below``, ``type_not_below``; ``allowed`` is the nearest that is known.
    """
    for one in _many(selectors):
        if "sample" in one:
            yield from unfit(one["sample"]["of"], tree, issuer, path)
        for member, code, attribute in _LABELS:
            wanted = one.get(member, ())
            known = {getattr(tree.units[i], attribute) for i in _below(tree, issuer)} - {""}
            for name in wanted:
                if name not in known:
                    close = near(name, known) or ", ".join(sorted(known))
                    yield Fault(code, path, sent=name, allowed=close or "-", severity="warning")


def _many(selectors: Selectors) -> Sequence[Selector]:
    return [selectors] if isinstance(selectors, Mapping) else selectors


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
    below = _below(tree, issuer)
    wrong = tuple(_misplaced(code, tree) for code in codes if tree.index.get(code, -1) not in below)
    if wrong:
        raise Problem("plan_faults", wrong, count=len(wrong))
    return {tree.index[code] for code in codes}


def _misplaced(code: str, tree: Tree) -> Fault:
    """Why a named unit is nobody below the issuer: no such unit that day, or it is elsewhere."""
    day = tree.day.isoformat()
    place = tree.index.get(code)
    if place is None:
        close = near(code, tree.index.keys()) or "-"
        return Fault("unit_not_standing", "units", sent=f"{code} ({day})", allowed=close)
    above = " > ".join(tree.units[i].code for i in reversed(tree.ancestors(place))) or "-"
    return Fault("unit_not_below", "units", sent=f"{code} ({day})", allowed=above)


def _departments(_wanted: object, tree: Tree, issuer: int) -> set[int]:
    return _levels((DEPARTMENT,), tree, issuer)


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
    "departments": _departments,
    "levels": _levels,
    "types": _types,
    "units": _named,
    "sample": _sample,
    # Enterprises, persons, associations: part of the plan's words, not of the tree.
    "text": lambda _wanted, _tree, _issuer: set(),
}

_NAMING = frozenset({"self", "units", "sample", "text"})
_LABELS = (("levels", "level_not_below", "level"), ("types", "type_not_below", "type"))
