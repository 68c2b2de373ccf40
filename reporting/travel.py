"""How far a plan has travelled: its receipts down the tree, as lines and as data."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hierarchy.tree import Tree
from reporting.receipt import SIGNS, Taken, Tally, by_level

Words = Mapping[str, str]


@dataclass(frozen=True)
class Travel:
    """A plan's receipts in tree order; ``root`` is the place under which all of them stand."""

    plan: str
    title: str
    number: str
    tree: Tree
    root: int
    receipts: tuple[Taken, ...]

    @cached_property
    def _places(self) -> list[int]:
        return [one.index for one in self.receipts]

    def within(self, place: int, *, below: bool = False) -> tuple[Taken, ...]:
        """Takens of a subtree; ``below``: without the unit at its top."""
        first = bisect_left(self._places, place + below)
        return self.receipts[first : bisect_left(self._places, int(self.tree.stop[place]))]

    def at(self, place: int) -> Taken | None:
        """The receipt of the unit at a place."""
        first = bisect_left(self._places, place)
        found = self.receipts[first : first + 1]
        return found[0] if found and found[0].index == place else None

    def standing(self, place: int) -> str:
        """How the unit at a place stands: one of ``reporting.receipt.STATES``."""
        one = self.at(place)
        return "unreached" if one is None else one.standing

    def children(self, place: int) -> list[int]:
        """Places directly below that have the plan, or units below them that have it."""
        below = [int(child) for child in self.tree.children(place)]
        return [child for child in below if self.within(child)]

    def levels(self, place: int, *, below: bool = False) -> dict[str, Tally]:
        """A tally a level of a subtree."""
        found = self.within(place, below=below)
        return by_level(found, self.tree.levels)

    def shown(self, levels: int | None) -> Iterator[tuple[int, int, bool]]:
        """Places in tree order with their depth below the root, and whether it ends there.

        ``levels`` how many below the root are shown one by one, None: all of them.
        """
        yield from self._shown(self.root, 0, levels)

    def _shown(self, place: int, depth: int, levels: int | None) -> Iterator[tuple[int, int, bool]]:
        ends = levels is not None and depth >= levels
        yield place, depth, ends
        if not ends:
            for child in self.children(place):
                yield from self._shown(child, depth + 1, levels)


def lines(travel: Travel, levels: int | None, words: Words) -> Iterator[str]:
    """The tree as text: a unit a line, with what stands below it where that is not shown."""
    tree = travel.tree
    for place, depth, ends in travel.shown(levels):
        unit, standing = tree.units[place], travel.standing(place)
        said = [f"{unit.code} {unit.name}"]
        if place == travel.root and standing == "unreached":
            said.append(words["issuer"])
            sign = "◆"
        else:
            said.append(words[standing])
            sign = SIGNS[standing]
        one = travel.at(place)
        if one is not None and one.own:
            named = one.number or one.ref
            said.append(f"{named} ({one.issued:%d/%m/%Y})" if one.issued else named)
        yield "  " * depth + f"{sign} " + " · ".join(part for part in said if part)
        if ends:
            for level, tally in travel.levels(place, below=True).items():
                yield "  " * (depth + 1) + tally_words(level, tally, words)


def tally_words(level: str, tally: Tally, words: Words) -> str:
    """One level's count in words."""
    return words["level_tally"].format(
        level=words.get(f"level_{level}", level),
        received=tally.received,
        adopted=tally.adopted,
        silent=tally.silent,
    )


def data(travel: Travel, levels: int | None) -> dict[str, Any]:
    """The same as data: counts by level, and the units that are shown, in tree order."""
    return {
        "plan": travel.plan,
        "title": travel.title,
        "number": travel.number,
        "levels": {name: _counts(one) for name, one in travel.levels(travel.root).items()},
        "units": [_unit(travel, place, depth) for place, depth, _ in travel.shown(levels)],
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {"received": tally.received, "adopted": tally.adopted, "silent": tally.silent}


def _unit(travel: Travel, place: int, depth: int) -> dict[str, Any]:
    unit, one = travel.tree.units[place], travel.at(place)
    found: dict[str, Any] = {
        "unit": unit.code,
        "name": unit.name,
        "level": unit.level,
        "depth": depth,
        "state": travel.standing(place),
        "below": {name: _counts(tally) for name, tally in travel.levels(place, below=True).items()},
    }
    if one is not None:
        found |= {
            "received": one.received.isoformat(),
            "own": one.ref or None,
            "number": one.number or None,
            "issued": one.issued.isoformat() if one.issued else None,
            "cites": list(one.cites),
        }
    return found
