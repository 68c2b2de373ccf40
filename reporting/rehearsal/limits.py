"""What must hold between the figures of one submission, and the order that makes it easy."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemas.form import Check, Form

Sides = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limits:
    """A form's checks as far as they concern the figures one level is asked.

    ``sums``: whole -> its parts. ``caps``: part -> the wholes it may not exceed. ``pairs``:
    numerator -> denominator of a ratio that no cap holds. ``most``: (left, right, gap), the left
    sum plus ``gap`` at most the right; ``equal``: sums that no single whole explains.
    """

    sums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    caps: dict[str, list[str]] = field(default_factory=dict)
    pairs: dict[str, str] = field(default_factory=dict)
    most: list[tuple[tuple[str, ...], tuple[str, ...], int]] = field(default_factory=list)
    equal: list[Sides] = field(default_factory=list)
    tied: set[str] = field(default_factory=set)

    def order(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The paths, each after those it depends on; a circle is entered anywhere."""
        done: dict[str, None] = {}
        for path in paths:
            self._visit(path, done, set())
        return tuple(done)

    def leaves(self, paths: Iterable[str]) -> Iterator[str]:
        """The figures that are not sums of others, below these."""
        for path in paths:
            parts = self.sums.get(path)
            if parts is None:
                yield path
            else:
                yield from self.leaves(parts)

    def _needs(self, path: str) -> Iterable[str]:
        if path in self.sums:
            return self.sums[path]
        pair = self.pairs.get(path)
        return self.caps.get(path) or ([] if pair is None else [pair])

    def _visit(self, path: str, done: dict[str, None], above: set[str]) -> None:
        if path in done or path in above:
            return
        for need in self._needs(path):
            self._visit(need, done, above | {path})
        done[path] = None


def limits_of(form: Form, asked: Container[str], gap: int) -> Limits:
    """The limits among ``asked`` paths; ``gap`` is what a strict comparison needs at least."""
    found = Limits()
    for check in form.checks:
        if all(path in asked for path in (*check.left, *check.right)):
            found.tied.update(check.left, check.right)
            _add(found, check, gap)
    for left, right, _ in found.most:
        if len(left) == len(right) == 1 and left[0] not in found.sums:
            found.caps.setdefault(left[0], []).append(right[0])
    for measure in form.measures:
        if measure.rule.name != "ratio" or not all(part in asked for part in measure.rule.parts):
            continue
        top, bottom = measure.rule.parts
        found.tied.update((top, bottom))
        bound = top in found.caps or top in found.sums
        if not bound and not _circle(found.pairs, top, bottom):
            found.pairs[top] = bottom
    return found


def _add(found: Limits, check: Check, gap: int) -> None:
    left, op, right = check.left, check.op, check.right
    if op in (">", ">="):
        left, op, right = right, op.replace(">", "<"), left
    if op in ("<", "<="):
        found.most.append((left, right, gap if op == "<" else 0))
    elif op == "=" and not any(_define(found, *sides) for sides in ((left, right), (right, left))):
        found.equal.append((left, right))


def _define(found: Limits, parts: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    if len(whole) != 1 or whole[0] in found.sums or whole[0] in set(found.leaves(parts)):
        return False
    if any(whole[0] in set(found.leaves(below)) for below in found.sums.values()):
        # Another sum counts on it as a part: every leaf below must still be drawn once only.
        below = set(found.leaves(parts))
        if below & {leaf for other in found.sums.values() for leaf in found.leaves(other)}:
            return False
    found.sums[whole[0]] = parts
    return True


def _circle(pairs: Mapping[str, str], top: str, bottom: str) -> bool:
    while bottom in pairs:
        bottom = pairs[bottom]
    return bottom == top
