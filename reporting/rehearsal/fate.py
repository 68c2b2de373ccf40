"""What becomes of each unit's submission in a rehearsal."""

import random
from dataclasses import dataclass
from typing import Literal

from hierarchy.unit import Unit
from reporting.rehearsal.spoiling import WRONGS

Outcome = Literal["on_time", "late", "missing", "wrong"]

_EARLIEST, _LATEST = 9, 12


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each thing happens, 0 to 1; the rest is on time.

    ``corrected`` is the part of the wrong ones that come again, right.
    """

    late: float = 0.03
    missing: float = 0.02
    wrong: float = 0.01
    corrected: float = 0.7


@dataclass(frozen=True, slots=True)
class Fate:
    """One unit's: ``days`` from its due day (before it: negative) on which it sends.

    ``wrong`` is a kind of spoiling, empty unless the outcome is ``wrong``; ``corrected_after`` is
    how many days later the right one follows, None: never.
    """

    outcome: Outcome
    days: int = 0
    wrong: str = ""
    corrected_after: int | None = None


def draw_fate(unit: Unit, seed: int, chances: Chances | None = None) -> Fate:
    """The unit's fate: the same for the same seed, whoever else is asked."""
    odds = chances or Chances()
    draw = random.Random(f"fate/{seed}/{unit.code}/{unit.valid_from}")  # noqa: S311 # a draw others can repeat, not a secret
    chance, before = draw.random(), -draw.randint(0, _EARLIEST)
    if chance < odds.missing:
        return Fate("missing")
    if chance < odds.missing + odds.late:
        return Fate("late", draw.randint(1, _LATEST))
    if chance < odds.missing + odds.late + odds.wrong:
        again = draw.randint(1, 5) if draw.random() < odds.corrected else None
        return Fate("wrong", before, draw.choice(WRONGS), again)
    return Fate("on_time", before)
