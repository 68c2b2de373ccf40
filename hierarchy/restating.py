"""Where the figures of a unit belong on another day's map, by lineage alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hierarchy.lineage import Edge
from hierarchy.lines import Lines
from hierarchy.tree import Tree
from hierarchy.unit import DEPARTMENT, Unit

ROOT = 0


@dataclass(frozen=True, slots=True)
class Destination:
    """Places of the target tree that a unit's figures go to.

    ``anchor``: the lowest place that holds all of them. ``shares``: (place, share) where declared
    shares divide them, exactly 1 together; empty where they go to the anchor undivided.
    ``reached``: every place below the anchor, with the share that it and those below it got.
    ``heir``: the anchor holds all of the unit as its own, not as one of those below.
    ``parts``: places below it that got land of the unit and none of its figures: what stands
    there itself is incomplete. ``lacking``: those and every other place whose total is.
    ``itself``: the very same unit. ``known``: the lineage says where it went.
    """

    anchor: int
    shares: tuple[tuple[int, Fraction], ...] = ()
    reached: tuple[tuple[int, Fraction], ...] = ()
    heir: bool = False
    parts: tuple[int, ...] = ()
    lacking: tuple[int, ...] = ()
    itself: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Credit:
    """A share of a unit that lies in these places, in no known proportion."""

    share: Fraction
    places: frozenset[int]


class Restating:
    """Units of any day as seen from the map of ``target``.

    ``tree_on`` gives the tree of a day. Forwards edges are followed from old to new, backwards
    from new to old; backwards no share is known, so what came from several units goes undivided
    to the lowest one that holds them all.
    """

    def __init__(
        self,
        units: Iterable[Unit],
        edges: Iterable[Edge],
        target: Tree,
        tree_on: Callable[[date], Tree],
    ) -> None:
        self.target = target
        self._lines = Lines(units, edges, target.day)
        self._tree_on = tree_on
        self._trees: dict[date, Tree] = {}
        self._found: dict[tuple[str, date, date], Destination] = {}

    def since(self, unit: Unit, day: date) -> date:
        """The day whose land a unit's figures speak of: ``day``, or the nearest it stands on."""
        return min(max(day, unit.valid_from), unit.valid_to)

    def map_of(self, day: date) -> Tree:
        """The tree of a day, built once."""
        if day not in self._trees:
            self._trees[day] = self._tree_on(day)
        return self._trees[day]

    def of(self, unit: Unit, day: date) -> Destination:
        """Where the figures go of a unit that stands on ``day``."""
        key = (unit.code, unit.valid_from, day)
        if key not in self._found:
            self._found[key] = self._resolved(unit, day)
        return self._found[key]

    def _resolved(self, unit: Unit, day: date) -> Destination:
        fates = self._fates(unit, day)
        tree = self.map_of(day)
        leaf = not len(tree.children(tree.index[unit.code]))
        if fates is not None:
            spread = leaf and unit.level != DEPARTMENT
            return self._declared(fates, spread=spread, itself=self._lines.stays(unit, day))
        heirs = None if leaf else self._heirs_below(tree, tree.index[unit.code], day)
        if heirs:
            anchor = self.target.holding(heirs)
            between = {p for heir in heirs for p in self._between(heir, anchor) if p != heir}
            return Destination(anchor, lacking=tuple(sorted(between)))
        anchor = self._above(tree, tree.index[unit.code], day)
        if unit.level == DEPARTMENT:
            return Destination(anchor)
        slots = self.target.interior_slot
        below = tuple(place for place in self._below(anchor) if leaf or slots[place] >= 0)
        return Destination(anchor, parts=below, lacking=below, known=False)

    def _declared(self, fates: list[_Credit], *, spread: bool, itself: bool) -> Destination:
        """The destination of a unit whose heirs are known.

        ``spread``: it had no units below, so each unit below an heir may hold some of its land.
        """
        shares: dict[int, Fraction] = {}
        parts: set[int] = set()
        lacking: set[int] = set()
        for credit in fates:
            holder = self.target.holding(credit.places)
            shares[holder] = shares.get(holder, Fraction(0)) + credit.share
            got = {place for place in credit.places if place != holder}
            parts |= got
            lacking |= {above for place in got for above in self._between(place, holder)}
            if spread:
                deeper = {place for heir in credit.places for place in self._below(heir)}
                parts |= deeper
                lacking |= deeper
        anchor = self.target.holding(shares)
        return Destination(
            anchor,
            shares=tuple(sorted(shares.items())) if len(shares) > 1 else (),
            reached=self._reached(shares, anchor),
            heir=all(credit.places == {anchor} for credit in fates),
            parts=tuple(sorted(parts)),
            lacking=tuple(sorted(lacking)),
            itself=itself,
        )

    def _reached(
        self, shares: dict[int, Fraction], anchor: int
    ) -> tuple[tuple[int, Fraction], ...]:
        found: dict[int, Fraction] = {}
        for place, share in shares.items():
            for above in self._between(place, anchor):
                found[above] = found.get(above, Fraction(0)) + share
        return tuple(sorted(found.items()))

    def _fates(self, unit: Unit, since: date) -> list[_Credit] | None:
        """What became of a unit, share by share; None where the lineage does not say of all."""
        step = self._lines.after(unit, since)
        if step is None:
            place = self.target.index.get(unit.code)
            if place is None or self.target.units[place] != unit:
                return None
            return [_Credit(Fraction(1), frozenset([place]))]
        ways = [(share, self._fates(heir, step.since)) for heir, share in step.heirs]
        found: dict[frozenset[int], Fraction] = {}
        undivided: frozenset[int] = frozenset()
        for share, way in ways:
            if way is None:
                return None
            if share is None:
                undivided |= frozenset(place for credit in way for place in credit.places)
                continue
            for credit in way:
                found[credit.places] = found.get(credit.places, Fraction(0)) + share * credit.share
        if undivided:
            only = ways[0][1]
            return only if len(ways) == 1 else [_Credit(Fraction(1), undivided)]
        return [_Credit(share, places) for places, share in found.items()]

    def _heirs_below(self, tree: Tree, place: int, day: date) -> frozenset[int]:
        """Places that hold the units below one the lineage does not name; empty: not all known."""
        heirs: frozenset[int] = frozenset()
        for child in tree.children(place).tolist():
            unit = tree.units[child]
            fates = self._fates(unit, day)
            if fates is not None:
                heirs |= frozenset(p for credit in fates for p in credit.places)
                continue
            if unit.level == DEPARTMENT:
                continue
            deeper = self._heirs_below(tree, child, day)
            if not deeper:
                return frozenset()
            heirs |= deeper
        return heirs

    def _above(self, tree: Tree, place: int, day: date) -> int:
        """The anchor of the nearest unit above whose whereabouts are known; else the root."""
        for above in tree.ancestors(place):
            found = self.of(tree.units[above], day)
            if found.known:
                return found.anchor
        return ROOT

    def _below(self, place: int) -> list[int]:
        """Every place below that has land: a department has none."""
        units = self.target.units
        stop = int(self.target.stop[place])
        return [p for p in range(place + 1, stop) if units[p].level != DEPARTMENT]

    def _between(self, place: int, holder: int) -> list[int]:
        """A place and those above it, up to the one below the holder."""
        way = []
        while place != holder:
            way.append(place)
            place = int(self.target.parent[place])
        return way
