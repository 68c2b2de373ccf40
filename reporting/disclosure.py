"""Relations among a form's sensitive figures: what an attacker may add up and subtract.

A group is the measures that checks tie together with a sensitive one; groups share nothing, so
each is protected by itself. Checks against the period before, and checks with a product or a
quotient, are left out: they hold nothing inside one table together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.form import Check, Form, Step
from schemas.links import PREVIOUS

Direction = tuple[tuple[int, int], ...]
"""A small change that keeps every equation: (place in the group, +1 or -1 …), by place."""
MOST_TIED = 6
"""Measures that one change may touch: beyond, people would not see the table for the dots."""
MOST_DIRECTIONS = 64


@dataclass(frozen=True, slots=True)
class Relation:
    """``Σ factor × figure`` of one unit is 0 (``=``), or at most ``most`` (0, or -1 for ``<``)."""

    factors: tuple[tuple[int, int], ...]
    equal: bool
    most: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Measures tied together: ``paths``, their ``thresholds`` (0: not sensitive), ``relations``."""

    paths: tuple[str, ...]
    thresholds: tuple[int, ...]
    relations: tuple[Relation, ...]
    _known: dict[tuple[int, frozenset[Relation]], tuple[Direction, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def directions(self, place: int, holding: frozenset[Relation]) -> tuple[Direction, ...]:
        """Changes that raise the figure at ``place`` by one and keep these equations.

        Those that touch fewest measures come first.
        """
        key = place, holding
        if key not in self._known:
            equations = [one for one in self.relations if one.equal and one in holding]
            found = dict.fromkeys(_balanced({place: 1}, equations))
            self._known[key] = tuple(sorted(found, key=lambda d: (len(d), d))[:MOST_DIRECTIONS])
        return self._known[key]


def groups(form: Form) -> tuple[Group, ...]:
    """The groups of a form that hold a sensitive measure, in form order."""
    tied = [found for check in form.checks if (found := _factors(form, check)) is not None]
    entered = [m.path for m in form.entered if m.kind in ("integer", "number")]
    leader = {path: path for path in entered}

    def head(path: str) -> str:
        while leader[path] != path:
            path = leader[path]
        return path

    for factors, _ in tied:
        first = head(next(iter(factors)))
        for path in factors:
            leader[head(path)] = first
    made = []
    for top in dict.fromkeys(head(path) for path in entered):
        paths = tuple(path for path in entered if head(path) == top)
        thresholds = tuple(form.by_path[path].suppress_below for path in paths)
        if any(thresholds):
            places = {path: place for place, path in enumerate(paths)}
            relations = [
                _relation(factors, op, places)
                for factors, op in tied
                if places.keys() >= factors.keys()
            ]
            made.append(Group(paths, thresholds, tuple(dict.fromkeys(relations))))
    return tuple(made)


def _relation(factors: Mapping[str, int], op: str, places: Mapping[str, int]) -> Relation:
    sign = -1 if op in (">", ">=") else 1
    named = tuple(sorted((places[path], sign * factor) for path, factor in factors.items()))
    return Relation(named, op == "=", -1 if op in ("<", ">") else 0)


def _factors(form: Form, check: Check) -> tuple[dict[str, int], str] | None:
    """What stands before each figure once everything is on the left, and the sign between."""
    if check.op == "!=":
        return None
    total: dict[str, int] = {}
    for sign, side in ((1, check.left), (-1, check.right)):
        for path in side:
            part = _linear(form, path)
            if part is None:
                return None
            for name, factor in part.items():
                total[name] = total.get(name, 0) + sign * factor
    total = {name: factor for name, factor in total.items() if factor}
    return (total, check.op) if total else None


def _linear(form: Form, path: str) -> dict[str, int] | None:
    """A figure as a sum of sent ones; None where it is no such sum."""
    if path.startswith(PREVIOUS):
        return None
    if path in form.slots:
        return {path: 1}
    stack: list[dict[str, int]] = []
    for step in form.by_path[path].computed:
        if not _stacked(form, step, stack):
            return None
    return stack[0] if stack else None


def _stacked(form: Form, step: Step, stack: list[dict[str, int]]) -> bool:
    if step.op == "path":
        part = _linear(form, step.path)
        if part is None:
            return False
        stack.append(part)
        return True
    if step.op == "neg":
        stack.append({name: -factor for name, factor in stack.pop().items()})
        return True
    if step.op not in ("+", "-"):
        return False
    right, left = stack.pop(), dict(stack.pop())
    sign = 1 if step.op == "+" else -1
    for name, factor in right.items():
        left[name] = left.get(name, 0) + sign * factor
    stack.append(left)
    return True


def _balanced(change: Mapping[int, int], equations: Sequence[Relation]) -> Iterator[Direction]:
    """Every way to complete a change by as few others as mend one equation after the other."""
    for equation in equations:
        rest = sum(factor * change.get(place, 0) for place, factor in equation.factors)
        if not rest:
            continue
        if len(change) < MOST_TIED:
            for place, factor in equation.factors:
                if place not in change and rest % factor == 0:
                    yield from _balanced({**change, place: -rest // factor}, equations)
        return
    yield tuple(sorted(change.items()))
