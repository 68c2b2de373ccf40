"""Small counts in published copies: which figures of a roll-up are hidden.

Primary: a figure above zero and below the ``x-suppress-below`` of its measure. Complementary:
what would give it away through a total, a sum of measures that a check declares, or a unit's own
figure beside the cumulative one, so that a figure can, where there is enough beside it, be as
large as the threshold for all that is published. Whatever is made of a hidden figure is hidden
too. Heuristic for the least loss: the nearest units give cover; of these, whoever needs fewest
figures more to be hidden; then the smallest figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hierarchy.tree import Tree
from reporting.columns import Key
from reporting.disclosure import groups
from reporting.figures import Figure, Plane, Quotient
from reporting.interlock import BELOW, OWN, TOTAL, Column, Interlock
from reporting.recipes import parts_of
from reporting.rollup import Rollup
from reporting.shield import protect
from schemas.form import Form, Measure

Flags = NDArray[np.bool_]
Masks = dict[str, Flags]


@dataclass(frozen=True)
class Hidden:
    """Which figures of a roll-up are hidden, [N] in tree order for each measure or key.

    ``own_of``, ``total_of`` and ``below_of`` hold sent measures; those not named hide nothing.
    """

    form: Form
    tree: Tree
    own_of: Masks = field(default_factory=dict)
    total_of: Masks = field(default_factory=dict)
    below_of: Masks = field(default_factory=dict)
    _totals: Masks = field(default_factory=dict, repr=False, compare=False)

    def own(self, path: str) -> Flags:
        """Where the units' own figures are hidden."""
        found = self._nothing()
        if self._measure(path).rule.name == "count" and path in self.form.slots:
            return found  # that somebody answered is no small figure
        for source in self._sources(path):
            if source in self.own_of:
                found |= self.own_of[source]
        return found

    def total(self, path: str) -> Flags:
        """Where cumulative figures are hidden."""
        if path not in self._totals:
            self._totals[path] = self._total(path)
        return self._totals[path]

    def below(self, path: str) -> Flags:
        """Where the figure from below, beside an own one that replaces it, is hidden."""
        if path in self.form.slots:
            return self.below_of.get(path, self._nothing())
        return self._touched(path)

    def __or__(self, other: "Hidden") -> "Hidden":
        """Hidden in either: what is made of two periods hides what one of them hides."""
        pairs = (
            (self.own_of, other.own_of),
            (self.total_of, other.total_of),
            (self.below_of, other.below_of),
        )
        return Hidden(self.form, self.tree, *(_joined(one, two) for one, two in pairs))

    def __bool__(self) -> bool:
        return bool(self.own_of or self.total_of or self.below_of)

    @property
    def count(self) -> int:
        """How many sent figures are hidden, those of a leaf once."""
        leaves = self.tree.interior_slot < 0
        return sum(
            int((self.own_of[path] & ~leaves).sum()) if path in self.own_of else 0
            for path in self.own_of
        ) + sum(int(mask.sum()) for mask in self.total_of.values())

    def _total(self, path: str) -> Flags:
        measure = self._measure(path)
        if path in self.form.slots:
            if measure.rule.name == "count":
                return self._nothing()
            if measure.rule.name == "mean" and measure.rule.weight:
                return self._touched(path)
            return self.total_of.get(path, self._nothing())
        if measure.computed and measure.computed_at == "rolled_up":
            return self._any(parts_of(measure))
        if measure.rule.name == "ratio":
            return self._any(measure.rule.parts)
        return self._touched(path)

    def _any(self, paths: Sequence[str]) -> Flags:
        found = self._nothing()
        for path in paths:
            known = path in self.form.by_path
            plain = known and (path not in self.form.slots or self._sums(path))
            found |= self.total(path) if plain else self._touched(path)
        return found

    def _sums(self, path: str) -> bool:
        return self._measure(path).rule.name == "sum"

    def _touched(self, path: str) -> Flags:
        """Where anybody's own hidden figure is part of it: for what does not simply add up."""
        running = np.concatenate([[0], np.cumsum(self.own(path))])
        inside: Flags = running[self.tree.stop] > running[: len(self.tree)]
        return inside

    def _sources(self, path: str) -> set[str]:
        """The sent measures a figure is made from."""
        if path in self.form.slots or path not in self.form.by_path:
            weight = self.form.by_path[path].rule.weight if path in self.form.by_path else None
            return {path, weight} if weight else {path}
        parts = parts_of(self._measure(path))
        return {source for part in parts for source in self._sources(part)}

    def _measure(self, path: str) -> Measure:
        return self.form.by_path[path]

    def _nothing(self) -> Flags:
        return np.zeros(len(self.tree), dtype=np.bool_)


def _joined(one: Masks, two: Masks) -> Masks:
    return {**one, **two} | {path: one[path] | two[path] for path in one.keys() & two.keys()}


def suppress(rollup: Rollup) -> Hidden:
    """What a published copy of a roll-up hides; nothing where no measure is sensitive."""
    found = Hidden(rollup.form, rollup.tree)
    tied = groups(rollup.form)
    if not tied:
        return found
    everyone = np.arange(len(rollup.tree))
    below = rollup.block(everyone)
    planes = rollup.own_block(everyone).plane, below.plane, below.from_below()
    masks = found.own_of, found.total_of, found.below_of
    for group in tied:
        decimals = max(rollup.form.by_path[path].decimals for path in group.paths)
        unit = 10**decimals
        columns = [_column(rollup, path, planes, unit) for path in group.paths]
        table = Interlock(rollup.tree, group, columns, unit)
        for kind, place, at in protect(table):
            path = group.paths[place]
            flags = masks[kind].setdefault(path, np.zeros(len(rollup.tree), dtype=np.bool_))
            flags[at] = True
    return found


def _column(rollup: Rollup, path: str, planes: Sequence[Plane], unit: int) -> Column:
    measure = rollup.form.by_path[path]
    rule = measure.rule.name
    nothing: list[int | None] = [None] * len(rollup.tree)
    if rule == "count":
        return Column(nothing, nothing, nothing, alone=True)  # the number itself is shown nowhere
    figure = rollup.layout.figures[Key(path)]
    sent = figure.above if isinstance(figure, Quotient) else figure
    own = _steps(sent, planes[OWN], unit)
    replaces = measure.own_above == "replaces"
    added = rule == "sum"
    inner = rollup.tree.interior.tolist()
    return Column(
        own=own,
        total=_steps(sent, planes[TOTAL], unit) if added else nothing,
        below=_steps(sent, planes[BELOW], unit) if added and replaces else nothing,
        added=added,
        alone=rule == "none",
        replaces=replaces,
        closed=frozenset(u for u in inner if own[u] is not None) if replaces else frozenset(),
    )


def _steps(figure: Figure, plane: Plane, unit: int) -> list[int | None]:
    """Figures in steps of 1/``unit``."""
    return [None if v is None else int(v * unit) for v in figure.exact(plane)]


def published(rollup: Rollup, parts: Sequence[Hidden] = ()) -> Hidden:
    """What a published copy hides where it was made of ``parts`` of its time, published too.

    Each part keeps its own cover; the whole shows nothing that one of them hides, and what is
    small in the whole is small in every part that has any.
    """
    found = suppress(rollup)
    for part in parts:
        found |= part
    return found
