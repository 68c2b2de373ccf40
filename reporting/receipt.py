"""Who has a plan and what came of it: receipts on a map, and how they are counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

STATES = ("adopted", "under_way", "closed", "returned", "refused", "silent", "unreached")
"""How a unit stands to a plan. Silent: it has the plan and did nothing; unreached: it has not."""
SIGNS = {
    "adopted": "✓",
    "under_way": "▶",
    "closed": "■",
    "returned": "↩",
    "refused": "✗",
    "silent": "○",
    "unreached": "·",
}
"""A state is never told by colour alone."""
OPEN = frozenset({"adopted", "under_way", "closed"})
"""States of a receipt under which the unit has its own plan."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How a plan stands with one unit that has it: ``state`` of its receipt, and its own plan.

    ``own`` says whether there is one and ``ref`` which; its ``number``, day of issue and
    citations may be unknown. ``index`` is the unit's place in the tree, ``level`` its level.
    """

    index: int
    level: str
    state: str
    received: datetime
    own: bool = False
    number: str = ""
    issued: date | None = None
    cites: tuple[str, ...] = ()
    ref: str = ""

    @property
    def standing(self) -> str:
        """One of ``STATES``."""
        return _standing(self.state)


def _standing(state: str) -> str:
    return "silent" if state == "received" else state


_LEVEL_AND_STATE = attrgetter("level", "state")


@dataclass(frozen=True, slots=True)
class Tally:
    """Units that have the plan, that issued their own under it, that did nothing, by state."""

    received: int
    adopted: int
    silent: int
    states: Counter[str]

    @property
    def percent(self) -> float | None:
        """Those that issued their own, per hundred that have it; none where nobody has."""
        return self.adopted * 100 / self.received if self.received else None

    @classmethod
    def of(cls, receipts: Iterable[Taken]) -> "Tally":
        """Counted from receipts."""
        states = Counter([one.standing for one in receipts])
        adopted = sum(states[state] for state in OPEN)
        return cls(states.total(), adopted, states["silent"], states)


class Has(NamedTuple):
    """How many units have the plan, issued their own under it, did nothing; without the states."""

    received: int = 0
    adopted: int = 0
    silent: int = 0

    @property
    def percent(self) -> float | None:
        """Those that issued their own, per hundred that have it; none where nobody has."""
        return self.adopted * 100 / self.received if self.received else None

    @classmethod
    def of(cls, several: Iterable["Has"]) -> "Has":
        """All together."""
        return cls(*map(sum, zip(*several, strict=True)))

    @classmethod
    def by_level(cls, receipts: Sequence[Taken], levels: Sequence[str]) -> dict[str, "Has"]:
        """Counted a level, in the order of ``levels``; those nobody stands at are left out."""
        if not receipts:
            return {}
        found: dict[str, list[int]] = {}
        for (level, state), many in Counter(map(_LEVEL_AND_STATE, receipts)).items():
            count = found.setdefault(level, [0, 0, 0])
            count[0] += many
            if state in OPEN:
                count[1] += many
            elif _standing(state) == "silent":
                count[2] += many
        return {level: cls(*found[level]) for level in levels if level in found}


def by_level(receipts: Iterable[Taken], levels: Sequence[str]) -> dict[str, Tally]:
    """A tally a level, in the order of ``levels``; those nobody stands at are left out."""
    groups: dict[str, list[Taken]] = {}
    for one in receipts:
        groups.setdefault(one.level, []).append(one)
    return {level: Tally.of(groups[level]) for level in levels if level in groups}
