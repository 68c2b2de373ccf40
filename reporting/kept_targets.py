"""Targets as they bound units on one day, as text: a vintage keeps those it was published with."""

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from hierarchy.tree import Tree
from reporting.binding import Bindings, Bound
from reporting.target import Source, Target


def spelled(found: Bindings) -> str:
    """The targets of a tree as JSON; units by their places."""
    places = range(len(found.tree))
    told = {
        "issued": {
            str(place): [
                {"target": _told(b.target), "places": _spans(p for p in places if p in b.places)}
                for b in bound
            ]
            for place, bound in sorted(found.issued.items())
        },
        "shares": {
            str(place): [_told(target) for target in targets]
            for place, targets in sorted(found.shares.items())
        },
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def read(text: str, tree: Tree) -> Bindings:
    """The targets that ``spelled`` wrote, on the same tree."""
    told = json.loads(text)
    issued = {
        int(place): tuple(Bound(_read(one["target"]), _places(one["places"])) for one in bound)
        for place, bound in told["issued"].items()
    }
    shares = {
        int(place): tuple(_read(one) for one in targets)
        for place, targets in told["shares"].items()
    }
    return Bindings(tree, issued, shares)


def _spans(places: Iterable[int]) -> list[list[int]]:
    """Places as spans [first, stop), which one rule names mostly side by side."""
    spans: list[list[int]] = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1][1] = place + 1
        else:
            spans.append([place, place + 1])
    return spans


def _places(spans: list[list[int]]) -> range | frozenset[int]:
    if len(spans) == 1:
        return range(*spans[0])
    return frozenset(place for first, stop in spans for place in range(first, stop))


def _told(target: Target) -> dict[str, Any]:
    source = target.source
    value = target.value
    return {
        "measure": target.measure,
        "op": target.op,
        "value": {"number": str(value)} if isinstance(value, Fraction) else value,
        "by": target.by.isoformat(),
        "tolerance": _text(target.tolerance),
        "floor": _text(target.floor),
        "since": target.since.isoformat() if target.since else None,
        "objective": target.objective,
        "label": target.label,
        "reason": target.reason,
        "rank": target.rank,
        "source": [source.plan, source.number, source.issuer, source.name] if source else None,
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _read(told: dict[str, Any]) -> Target:
    value = told["value"]
    return Target(
        measure=told["measure"],
        op=told["op"],
        value=Fraction(value["number"]) if isinstance(value, dict) else value,
        by=date.fromisoformat(told["by"]),
        tolerance=None if told["tolerance"] is None else Fraction(told["tolerance"]),
        floor=None if told["floor"] is None else Fraction(told["floor"]),
        since=None if told["since"] is None else date.fromisoformat(told["since"]),
        objective=told["objective"],
        label=told["label"],
        reason=told["reason"],
        rank=told["rank"],
        source=None if told["source"] is None else Source(*told["source"]),
    )
