"""Small counts on two maps: figures taken to another day's map beside those of their own.

Whoever has both adds and subtracts across them: a new ward made of two old ones, one of them
hidden, gives that one away beside the other. So a figure is shown on the other map only where it
follows from figures that the own map shows: it is a sum of such figures, each once. Then both
maps together say nothing that the own map does not say alone, and what is hidden there stays so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hierarchy.tree import Tree
from reporting.columns import Key
from reporting.figures import Quotient
from reporting.over_time import rule_over_time
from reporting.rollup import Rollup
from reporting.suppression import Hidden, suppress

Flags = NDArray[np.bool_]
Ways = Mapping[int, tuple[int, ...]]
"""By place on the own map: where the figures stand on the other, the one that holds all first.

More than one: shares divide them among the others.
"""


@dataclass(frozen=True)
class Told:
    """Figures on the map their units sent on, with the ways from there."""

    rollup: Rollup
    ways: Ways


def hidden_across(rollup: Rollup, told: Sequence[Told]) -> Hidden:
    """What a published copy on another map hides beside those on the own maps, one a period."""
    found = suppress(rollup)
    for one in told:
        found |= _beside(rollup, one, steps=len(told))
    return found


def _beside(rollup: Rollup, told: Told, *, steps: int) -> Hidden:
    own = suppress(told.rollup)
    found = Hidden(rollup.form, rollup.tree)
    for path in own.own_of.keys() | own.total_of.keys():
        if path not in rollup.form.slots:
            continue
        measure = rollup.form.by_path[path]
        added = measure.rule.name == "sum" and measure.own_above != "replaces"
        # What stood last, or is no sum, follows from single figures only.
        added = added and (steps == 1 or rule_over_time(measure) == "sum")
        cover = _Cover(told, own, path, added=added)
        places = range(len(rollup.tree))
        found.own_of[path] = np.array([cover.lacks_own(p) for p in places], dtype=np.bool_)
        whole = np.array([cover.lacks_total(rollup.tree, p) for p in places], dtype=np.bool_)
        found.total_of[path] = whole
        if measure.own_above == "replaces":
            found.below_of[path] = whole | found.own_of[path]
    return found


class _Cover:
    """Whether figures on the other map are sums of figures that the own map shows."""

    def __init__(self, told: Told, own: Hidden, path: str, *, added: bool) -> None:
        self.tree, self.added = told.rollup.tree, added
        self.own, self.total = own.own(path), own.total(path)
        self.gives = _gives(told.rollup, path)
        self.running = np.concatenate([[0], np.cumsum(self.gives)])
        self.whole: dict[int, list[int]] = {}
        self.shared: list[tuple[int, tuple[int, ...]]] = []
        self.parts: dict[int, list[int]] = {}
        for source, places in told.ways.items():
            if not self.gives[source]:
                continue
            if len(places) == 1:
                self.whole.setdefault(places[0], []).append(source)
            else:
                self.shared.append((source, places))
                for place in places[1:]:
                    self.parts.setdefault(place, []).append(source)

    def lacks_own(self, place: int) -> bool:
        """Whether a unit's own figure there does not follow."""
        if any(self.own[source] for source in self.parts.get(place, ())):
            return True
        return self._lacks(self.whole.get(place, []))

    def lacks_total(self, tree: Tree, place: int) -> bool:
        """Whether a cumulative figure there does not follow."""
        within = range(place, int(tree.stop[place]))
        sources = [source for at in within for source in self.whole.get(at, ())]
        for source, places in self.shared:
            inside = [at in within for at in places[1:]]
            if all(inside):
                sources.append(source)
            elif any(inside) and self.own[source]:
                return True
        return self._lacks(sources)

    def _lacks(self, sources: Sequence[int]) -> bool:
        if not any(self.own[source] for source in sources):
            return False
        return not self.added or not self._covered(0, np.sort(np.array(sources, dtype=np.intp)))

    def _covered(self, place: int, sources: NDArray[np.intp]) -> bool:
        """Whether these units' own figures within a subtree are a sum of shown figures."""
        stop = int(self.tree.stop[place])
        first, last = (int(at) for at in np.searchsorted(sources, (place, stop)))
        if first == last:
            return True
        mine = sources[first:last]
        if last - first == self.running[stop] - self.running[place] and not self.total[place]:
            return True
        if int(mine[0]) == place and self.own[place]:
            return False
        return all(self._covered(int(child), mine) for child in self.tree.children(place))


def _gives(rollup: Rollup, path: str) -> Flags:
    """Which units sent a figure."""
    figure = rollup.layout.figures[Key(path)]
    sent = figure.above if isinstance(figure, Quotient) else figure
    plane = rollup.own_block(np.arange(len(rollup.tree))).plane
    return np.array([value is not None for value in sent.exact(plane)], dtype=np.bool_)
