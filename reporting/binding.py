"""Which targets bind a unit: its own plan's, its share of a split one, and those from above."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from errors import Problem
from hierarchy.tree import Tree
from reporting.plan import Plan
from reporting.selector import Selector, resolve
from reporting.split import read_split
from reporting.target import INHERITED, OWN, SHARE, Source, Target

_KEPT = 256
"""Ways of being bound from above that are kept for one tree."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A target and the places of the tree it binds."""

    target: Target
    places: Container[int]


@dataclass(frozen=True, slots=True)
class Bindings:
    """The targets of a tree: by the place of their issuer, and shares by the unit's place."""

    tree: Tree
    issued: Mapping[int, tuple[Bound, ...]] = field(default_factory=dict)
    shares: Mapping[int, tuple[Target, ...]] = field(default_factory=dict)

    _ranked: dict[tuple[int, int, int], Target] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _inherited: dict[tuple[tuple[int, int, int], ...], tuple[Target, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, place: int) -> tuple[Target, ...]:
        """The targets that bind a unit, each ranked: own, shares, inherited nearest first.

        Units that are bound alike from above, and only so, are given the very same tuple.
        """
        found = [b.target for b in self.issued.get(place, ()) if place in b.places]
        found = [replace(target, rank=OWN) for target in found]
        found += self.shares.get(place, ())
        above = tuple(
            (issuer, at, INHERITED + steps)
            for steps, issuer in enumerate(self.tree.ancestors(place))
            for at, bound in enumerate(self.issued.get(issuer, ()))
            if place in bound.places
        )
        known = self._inherited.get(above)
        if known is None:
            known = tuple(self._of_rank(*one) for one in above)
            if len(self._inherited) >= _KEPT:
                self._inherited.clear()
            self._inherited[above] = known
        return (*found, *known) if found else known

    def _of_rank(self, issuer: int, at: int, rank: int) -> Target:
        target = self.issued[issuer][at].target
        if target.rank == rank:
            return target
        kept = self._ranked.get((issuer, at, rank))
        if kept is None:
            kept = self._ranked[issuer, at, rank] = replace(target, rank=rank)
        return kept


def bound_targets(
    plan: Plan, tree: Tree, issuer: int, source: Source, measures: Container[str] | None = None
) -> tuple[Bound, ...]:
    """A plan's targets, each with the units it binds; ``measures`` keeps to those of one form.

    A target without ``for`` binds the issuer and everyone below it, as a rate is inherited; one
    that is split binds its issuer alone: the others have their shares.
    """
    found = []
    for one in plan.document.get("targets", ()):
        if measures is not None and one["measure"] not in measures:
            continue
        places: Container[int] = range(issuer, int(tree.stop[issuer]))
        if read_split(one) is not None:
            places = (issuer,)
        elif "for" in one:
            places = _standing(one["for"], tree, issuer)
        found.append(Bound(read_target(one, source), places))
    return tuple(found)


def _standing(selectors: Selector | Iterable[Selector], tree: Tree, issuer: int) -> frozenset[int]:
    """Places a selector names on this day's map; units that no longer stand are left out."""
    many = [selectors] if isinstance(selectors, Mapping) else list(selectors)
    places: set[int] = set()
    below = range(issuer + 1, int(tree.stop[issuer]))
    for one in many:
        if "units" in one:
            named = {tree.index.get(code, -1) for code in one["units"]}
            places |= {place for place in named if place in below}
            continue
        try:
            places |= set(resolve(one, tree, issuer))
        except Problem:  # a sample of units that are gone: checked when issued, on another map
            continue
    return frozenset(places)


def share_of(target: Target, value: Fraction) -> Target:
    """A split target as it binds a unit that got this share of it."""
    return replace(target, value=value, rank=SHARE)


def read_target(one: Mapping[str, Any], source: Source | None = None) -> Target:
    """The target of one entry of a plan's document."""
    since = one.get("from")
    return Target(
        measure=one["measure"],
        op=one["op"],
        value=_value(one["value"]),
        by=date.fromisoformat(one["by"]),
        tolerance=_fraction(one.get("tolerance")),
        floor=_fraction(one.get("floor")),
        since=None if since is None else date.fromisoformat(since),
        objective=one.get("objective", ""),
        label=one.get("label", ""),
        reason=one.get("reason", ""),
        source=source,
    )


def _value(value: Any) -> Fraction | bool | str:  # noqa: ANN401  a JSON number, yes/no or words
    if isinstance(value, bool):
        return value
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return str(value)


def _fraction(value: Any) -> Fraction | None:  # noqa: ANN401  a JSON number
    return None if value is None else Fraction(value)
