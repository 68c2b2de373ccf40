"""One vintage against another: every figure that differs, traced to the units that made it so."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.block import Block
from reporting.columns import Key
from reporting.rollup import Rollup
from reporting.rows import WIDE
from reporting.terms import Given, Term, Terms, Value

Coverage = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Moved:
    """What one unit gave to a part of a figure before and after; ``path`` is empty for units."""

    role: str
    path: str
    before: Value
    after: Value

    @property
    def delta(self) -> Fraction:
        """By how much the part moved because of it; nothing given is no amount."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))


@dataclass(frozen=True, slots=True)
class Trace:
    """One unit that made a figure another, part by part."""

    unit: str
    parts: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of one unit that is not what it was; coverage is (reported, expected).

    What the ``traces`` of a sum move it by adds up to its difference. A unit or a measure that
    one of the vintages does not have has no figure and no coverage there.
    """

    unit: Unit
    key: Key
    before: Value
    after: Value
    coverage_before: Coverage | None
    coverage_after: Coverage | None
    traces: tuple[Trace, ...]

    @property
    def delta(self) -> Value:
        """The difference; None where one of them has no value."""
        return None if self.before is None or self.after is None else self.after - self.before


def changes(
    old: Rollup,
    new: Rollup,
    causing: Collection[str],
    touched: Collection[str] | None = None,
) -> Iterator[Change]:
    """Figures that differ, units in the order of the new tree, then those that left it.

    ``causing`` are the codes of units that gave something else, or stand elsewhere; ``touched``
    those whose figures may differ because of it, with all above them (None: the same).
    """
    old, new = old.with_own(), new.with_own()
    keys = tuple(dict.fromkeys((*new.layout.keys, *old.layout.keys)))
    for unit in _affected(old, new, causing if touched is None else touched):
        here = [_At.of(rollup, unit.code) for rollup in (old, new)]
        for key in keys:
            before, after = (at.figure(key) for at in here)
            if before != after:
                yield Change(
                    unit,
                    key,
                    before[0],
                    after[0],
                    before[-1],
                    after[-1],
                    _traces(here, key, frozenset(causing)),
                )


def cells(old: Rollup, new: Rollup, code: str) -> tuple[tuple[Key, Value, Value], ...]:
    """What differs in a unit's own submission: figure, before, after."""
    both = []
    for rollup in (old, new):
        place = rollup.tree.index.get(code)
        block = None if place is None else rollup.own_block([place])
        there = rollup.layout.figures
        both.append({k: block.exact(k)[0] for k in there} if block is not None else {})
    keys = dict.fromkeys((*new.layout.keys, *old.layout.keys))
    found = [(key, both[0].get(key), both[1].get(key)) for key in keys]
    return tuple(one for one in found if one[1] != one[2])


def _affected(old: Rollup, new: Rollup, causing: Collection[str]) -> list[Unit]:
    """Units whose figures may differ: those that caused it and all above them, on either map."""
    if old.form.digest != new.form.digest:
        codes = set(old.tree.index) | set(new.tree.index)
    else:
        codes = set()
        for tree in (old.tree, new.tree):
            for code in causing:
                place = tree.index.get(code)
                if place is not None:
                    above = tree.ancestors(place)
                    codes.update((code, *(tree.units[one].code for one in above)))
    standing = [unit for unit in new.tree.units if unit.code in codes]
    return standing + [
        unit for unit in old.tree.units if unit.code in codes and unit.code not in new.tree.index
    ]


@dataclass
class _At:
    """One unit of one vintage."""

    rollup: Rollup
    place: int | None
    block: Block | None
    _terms: Terms | None = None

    @classmethod
    def of(cls, rollup: Rollup, code: str) -> "_At":
        place = rollup.tree.index.get(code)
        return cls(rollup, place, None if place is None else rollup.block([place]))

    def figure(self, key: Key) -> tuple[Value, Value, Value, Coverage | None]:
        """(figure, numerator, denominator, coverage); nothing where there is none."""
        block = self.block
        if block is None or key not in self.rollup.layout.figures:
            return None, None, None, None
        coverage = int(block.reported(key)[0]), int(block.expected(key)[0])
        value = block.exact(key)[0]
        return value, block.numerator(key)[0], block.denominator(key)[0], coverage

    def term(self, key: Key) -> Term | None:
        if self.place is None or key not in self.rollup.layout.figures:
            return None
        if self._terms is None:
            self._terms = Terms.at(self.rollup, self.place)
        return self._terms.of(key)


def _traces(here: list[_At], key: Key, causing: frozenset[str]) -> tuple[Trace, ...]:
    """Who moved a figure, those who moved it most first."""
    sides = [_leaves(at.term(key)) for at in here]
    trees = here[0].rollup.tree, here[1].rollup.tree
    found: dict[str, list[Moved]] = {}
    for name in dict.fromkeys((*sides[1], *sides[0])):
        before, after = (side.get(name) for side in sides)
        for code, moved in _moved(name, before, after, trees, causing):
            found.setdefault(code, []).append(moved)
    traces = [Trace(code, tuple(parts)) for code, parts in found.items()]
    return tuple(sorted(traces, key=lambda one: (-sum(abs(p.delta) for p in one.parts), one.unit)))


def _leaves(term: Term | None) -> dict[tuple[int, str, str], Given]:
    """What units give to each part, by the part's place, role and measure."""
    if term is None:
        return {}
    leaves = [(leaf, leaf.given) for leaf in term.leaves()]
    return {
        (place, leaf.role, leaf.path): given
        for place, (leaf, given) in enumerate(leaves)
        if given is not None
    }


def _moved(
    name: tuple[int, str, str],
    before: Given | None,
    after: Given | None,
    trees: tuple[Tree, Tree],
    causing: frozenset[str],
) -> Iterator[tuple[str, Moved]]:
    given = [_by_code(tree, side) for tree, side in zip(trees, (before, after), strict=True)]
    op = next(side.op for side in (after, before) if side is not None)
    whole = [
        side.within(0, len(t)) if side else None
        for t, side in zip(trees, (before, after), strict=True)
    ]
    blamed: dict[str, list[Value]] = {}
    for code in dict.fromkeys((*given[1], *given[0])):
        pair = given[0].get(code), given[1].get(code)
        if pair[0] == pair[1]:
            continue
        if op != "add" and not any(
            v is not None and v == w for v, w in zip(pair, whole, strict=True)
        ):
            continue  # neither held the least or the most before, nor does it now
        sums = blamed.setdefault(_blamed(code, trees, causing), [None, None])
        for side, value in enumerate(pair):
            sums[side] = WIDE[op](sums[side], value)
    for code, (first, second) in blamed.items():
        yield code, Moved(name[1], name[2], first, second)


def _by_code(tree: Tree, given: Given | None) -> dict[str, Fraction]:
    if given is None:
        return {}
    units = tree.units
    return {units[p].code: v for p, v in zip(given.places, given.values, strict=True)}


def _blamed(code: str, trees: tuple[Tree, Tree], causing: frozenset[str]) -> str:
    """The unit that made what another gives count or not: itself, or one above that changed."""
    if code in causing:
        return code
    for tree in reversed(trees):
        place = tree.index.get(code)
        if place is not None:
            for above in tree.ancestors(place):
                if tree.units[above].code in causing:
                    return tree.units[above].code
    return code
