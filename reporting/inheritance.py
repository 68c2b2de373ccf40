"""What a unit's own plan takes over from the plan above, and where it asks less."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from errors import Fault, Problem
from hierarchy.tree import Tree
from reporting.plan import Plan
from reporting.selector import resolve

Document = Mapping[str, Any]
Shares = Mapping[tuple[str, str], str]
"""What a unit was allotted of split targets: (measure, day) -> an exact decimal, as text."""


def drafted(upper: Plan, ref: str, unit: str, tree: Tree, shares: Shares) -> Document:
    """The plan a unit might issue under another: all that binds it, and no number of its own.

    ``shares`` is what the unit was allotted of split targets, by (measure, day), as exact text.
    """
    place = tree.index[unit]
    paper = upper.document.get("document", {})
    cite = {
        "unit": upper.issuer,
        "plan": ref,
        "raw": paper.get("raw"),
        "issued": paper.get("issued"),
        "title": upper.title,
    }
    draft: dict[str, Any] = {
        "issuer": unit,
        "title": upper.title,
        "period": upper.period,
        "document": {"raw": None},
        "cites": [cite],
        "adopts": {"plan": ref},
        "roster_on": tree.day.isoformat(),
    }
    if tree.stop[place] > place + 1:
        draft["addressed_to"] = {"children": True}
    tasks = list(_binding_tasks(upper, tree, place))
    targets = inherited(upper, tree, place, shares)
    return draft | ({"tasks": tasks} if tasks else {}) | ({"targets": targets} if targets else {})


def _binding_tasks(upper: Plan, tree: Tree, place: int) -> Iterator[Any]:
    issuer = tree.index[upper.issuer]
    for task in upper.document.get("tasks", ()):
        if isinstance(task, Mapping) and "for" in task:
            within = _within(task["for"], tree, issuer, place)
            if within is not None:
                yield {**task, "for": within}
        else:
            yield task


def inherited(upper: Plan, tree: Tree, place: int, shares: Shares) -> list[dict[str, Any]]:
    """The targets of a plan that bind the unit at a place or somebody below it, as its own.

    A target that is split binds the unit by its share; while nothing is allotted, not at all.
    """
    issuer = tree.index[upper.issuer]
    found = []
    for one in upper.document.get("targets", ()):
        own = {name: value for name, value in one.items() if name != "reason"}
        way = _way(one)
        if way != "inherit":
            share = shares.get((one["measure"], one["by"]))
            if share is None:
                continue
            own["value"] = _number(share)
            if way == "given":  # what was given above says nothing of the units below
                del own["split"]
                own["for"] = {"self": True}
            found.append(own)
        elif "for" in one:
            within = _within(one["for"], tree, issuer, place)
            if within is not None:
                found.append({**own, "for": within})
        else:
            found.append(own)
    return found


def _number(text: str) -> int | float:
    exact = Fraction(text)
    return exact.numerator if exact.denominator == 1 else float(exact)


def _within(selectors: Any, tree: Tree, issuer: int, place: int) -> Any:  # noqa: ANN401  JSON
    """A selector of the issuer above in the words of a unit below; None where it means nobody."""
    below = range(place, int(tree.stop[place]))
    meant = {one for one in resolve(selectors, tree, issuer) if one in below}
    if not meant:
        return None
    if meant == {place}:
        return {"self": True}
    if _same(selectors, tree, place, meant):
        return selectors
    named = {"units": [tree.units[one].code for one in sorted(meant - {place})]}
    return [{"self": True}, named] if place in meant else named


def _same(selectors: Any, tree: Tree, place: int, meant: Collection[int]) -> bool:  # noqa: ANN401  JSON
    try:
        return set(resolve(selectors, tree, place)) == meant
    except Problem:
        return False  # it names units elsewhere


def _way(target: Document) -> str:
    split = target.get("split", "inherit")
    return str(split["by"]) if isinstance(split, Mapping) else str(split)


def weakened(
    document: Document, above: Sequence[Document], tree: Tree, place: int
) -> Iterator[Fault]:
    """Inherited targets that a unit's own plan leaves out, or asks less of, without a reason."""
    own = list(enumerate(document.get("targets", ()), 1))
    for target in above:
        same = [(at, one) for at, one in own if one["measure"] == target["measure"]]
        if any(_as_strong(one, target, tree, place) or _reasoned(one) for _, one in same):
            continue
        at, one = next((pair for pair in same if pair[1]["by"] == target["by"]), (0, {}))
        at, one = (at, one) if at else next(iter(same), (0, {}))
        yield Fault(
            "target_weakened",
            f"targets.{at}" if at else "targets",
            sent=_spelled(one) if at else f"{target['measure']} –",
            allowed=_spelled(target),
        )


def _reasoned(target: Document) -> bool:
    return bool(str(target.get("reason", "")).strip())


def _spelled(target: Document) -> str:
    value = target["value"]
    if isinstance(value, bool):
        value = str(value).lower()
    return f"{target['measure']} {target['op']} {value} ({target['by']})"


def _as_strong(own: Document, above: Document, tree: Tree, place: int) -> bool:
    if own["by"] > above["by"] or weaker(own, above):
        return False
    return _bound(above, tree, place) <= _bound(own, tree, place)


def _bound(target: Document, tree: Tree, place: int) -> frozenset[int]:
    """Whom a target of the unit at a place binds; a split one binds the unit, then its shares."""
    if "for" in target:
        return frozenset(resolve(target["for"], tree, place))
    if _way(target) != "inherit":
        return frozenset((place,))
    return frozenset(range(place, int(tree.stop[place])))


def weaker(own: Document, above: Document) -> bool:
    """Whether one target asks less than another of the same measure.

    Under >= a lower value is weaker, under <= a higher one; of an equality any change is, of
    ``about`` a value beyond its tolerance. Words are held to the letter.
    """
    said, meant = _figure(own["value"]), _figure(above["value"])
    if said is None or meant is None or above["op"] in ("=", "!="):
        same = own["value"] == above["value"] if said is None else said == meant
        return not (same and own["op"] == above["op"])
    if above["op"] == "about":
        slack = Fraction(above.get("tolerance") or 0)
        own_slack = Fraction(own.get("tolerance") or 0) if own["op"] == "about" else Fraction(0)
        return own["op"] not in ("about", "=") or abs(said - meant) > slack or own_slack > slack
    sign = 1 if above["op"] in (">=", ">") else -1
    least = sign * said - (Fraction(own.get("tolerance") or 0) if own["op"] == "about" else 0)
    rising = (">=", ">") if sign == 1 else ("<=", "<")
    if own["op"] not in (*rising, "=", "about"):
        return True
    strict = above["op"] in ("<", ">") and own["op"] not in ("<", ">")
    return least <= sign * meant if strict else least < sign * meant


def _figure(value: object) -> Fraction | None:
    if isinstance(value, bool):
        return None
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None  # words may be a target of a plan in words
