"""Who has a plan and what came of it: receipts on a map, and how they are counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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
        return "silent" if self.state == "received" else self.state


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


def by_level(receipts: Iterable[Taken], levels: Sequence[str]) -> dict[str, Tally]:
    """A tally a level, in the order of ``levels``; those nobody stands at are left out."""
    groups: dict[str, list[Taken]] = {}
    for one in receipts:
        groups.setdefault(one.level, []).append(one)
    return {level: Tally.of(groups[level]) for level in levels if level in groups}
