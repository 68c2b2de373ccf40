"""Whom a plan is for, in words: units by name or kind, and those outside the tree as written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hierarchy.tree import Tree
from hierarchy.unit import DEPARTMENT
from reporting.letter.spelling import clean, upper_first
from reporting.selector import resolve

Words = Mapping[str, str]
Selectors = Mapping[str, Any] | Sequence[Mapping[str, Any]]
NAMED = 12
"""Units named one by one; more are counted."""
_WHOLE = {"all": "to_all", "leaves": "to_leaves", "departments": "to_department"}


def who(selectors: Selectors, tree: Tree, issuer: int, words: Words) -> tuple[str, ...]:
    """Each party a plan names, once, in the order of the plan; the issuer itself is left out."""
    many = [selectors] if isinstance(selectors, Mapping) else list(selectors)
    said = [clean(one) for selector in many for one in _one(selector, tree, issuer, words)]
    return tuple(dict.fromkeys(said))


def _one(selector: Mapping[str, Any], tree: Tree, issuer: int, words: Words) -> Iterator[str]:
    (kind, wanted), *_ = selector.items()
    if kind in _WHOLE:
        yield words[_WHOLE[kind]]
    elif kind == "text":
        yield upper_first(wanted)
    elif kind == "levels":
        yield from (level_said(level, words) for level in wanted)
    elif kind == "types":
        yield from (words["to_type"].format(type=one) for one in wanted)
    elif kind == "children":
        units = [tree.units[int(i)] for i in tree.children(issuer)]
        by_level = dict.fromkeys(unit.level for unit in units)
        yield from (level_said(level, words) for level in by_level)
    elif kind in {"units", "sample"}:
        places = resolve(selector, tree, issuer)
        if len(places) > NAMED:
            yield words["to_many"].format(count=len(places))
        else:
            yield from (tree.units[place].name for place in places)


def level_said(level: str, words: Words) -> str:
    """All units of a level, as a letter addresses them."""
    if level == DEPARTMENT:
        return words["to_department"]
    named = words.get(f"level_{level}", level)
    return words["to_level"].format(level=named[:1].lower() + named[1:])
