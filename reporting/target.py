"""A target: which one is in force for a period, and how a figure stands against it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from reporting.comparison import COMPARE
from reporting.period import read_period

LOWER = frozenset({"<", "<="})
"""Lower is better; only such a target has a floor."""
HIGHER = frozenset({">", ">="})
"""Higher is better; only such a target has a share of it reached."""
OWN, SHARE, INHERITED = 0, 1, 2
"""Ranks of a target for a unit; each further step up the tree adds one to ``INHERITED``."""
STATUSES = ("met", "partly", "unmet", "below_floor", "no_data", "not_judged")
"""How a figure, or an objective, stands; only an objective is ever ``partly`` met."""


@dataclass(frozen=True, slots=True)
class Source:
    """The plan a target stands in: its reference, number (may be empty), issuer's code and name."""

    plan: str
    number: str
    issuer: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """One target of a plan that binds the unit.

    ``op`` is one of < <= = != >= > about; ``value`` is on the measure's display scale, yes or no,
    or words, which are shown and never judged. ``tolerance`` goes with ``about``, ``floor`` with
    lower-is-better. It is in force from ``since`` (None: always) to ``by``, the day it is to be
    met. Targets of one ``objective`` are met together or in part. ``rank`` says whose it is for
    the unit: ``OWN``, ``SHARE`` of a split one, or ``INHERITED`` from ever further above.
    """

    measure: str
    op: str
    value: Fraction | bool | str
    by: date
    tolerance: Fraction | None = None
    floor: Fraction | None = None
    since: date | None = None
    objective: str = ""
    label: str = ""
    reason: str = ""
    rank: int = INHERITED
    source: Source | None = None

    @property
    def basis(self) -> str:
        """``own``, ``share`` or ``inherited``."""
        return ("own", "share", "inherited")[min(self.rank, INHERITED)]


@lru_cache(maxsize=64)
def window(period: str, regime: str = "calendar") -> tuple[date, date]:
    """First calendar day of a period and the last day its regime counts into it.

    Raises Problem period_invalid.
    """
    found = read_period(period)
    return found.first, found.days(regime)[1]


def in_force(targets: Iterable[Target], first: date, last: date) -> dict[str, Target]:
    """For each measure the target a figure of the period [first, last] is held against.

    Of those in force on its last day (``since`` not after it, ``by`` not before it) the unit's
    own comes before its share, a share before what is inherited, the nearer issuer before the
    further; then the nearest ``by``, then the latest ``since``, then the order given. A target
    whose day fell within the period is taken where none reaches the period's end.
    """
    chosen: dict[str, Target] = {}
    for target in targets:
        if target.by < first or (target.since is not None and target.since > last):
            continue
        standing = chosen.get(target.measure)
        if standing is None or _order(target, last) < _order(standing, last):
            chosen[target.measure] = target
    return chosen


def _order(target: Target, last: date) -> tuple[int, ...]:
    """Which of two targets of one measure comes first."""
    past = target.by < last
    near = -target.by.toordinal() if past else target.by.toordinal()
    return target.rank, past, near, -(target.since or date.min).toordinal()


def status(target: Target, value: Fraction | None, *, said: int | None = None) -> str:
    """One of met, unmet, below_floor, no_data, not_judged; compared exactly, before rounding.

    ``said``: for a yes/no counted over units, how many answered; yes is met where all said yes.
    """
    goal = target.value
    if isinstance(goal, str) or (target.op == "about" and target.tolerance is None):
        return "not_judged"
    if value is None:
        return "no_data"
    if isinstance(goal, bool):
        wanted = goal if target.op != "!=" else not goal
        met = bool(value) == wanted if said is None else value == (said if wanted else 0)
    elif target.op == "about":
        met = abs(value - goal) <= (target.tolerance or 0)
    elif target.op in LOWER and target.floor is not None and value < target.floor:
        return "below_floor"
    else:
        met = bool(COMPARE[target.op](value, goal))
    return "met" if met else "unmet"


def together(statuses: Counter[str]) -> str:
    """How an objective stands, from how its targets do.

    What is not judged counts only where nothing else does; met in part is at least one target
    met and at least one not, be it for want of a figure.
    """
    met = statuses["met"]
    judged = sum(statuses.values()) - statuses["not_judged"]
    if not judged:
        return "not_judged"
    if met == judged:
        return "met"
    if met:
        return "partly"
    return "unmet" if statuses["unmet"] + statuses["below_floor"] else "no_data"


def goal_number(target: Target) -> Fraction | None:
    """The number a share of the target is taken of: higher-is-better targets above zero only."""
    if isinstance(target.value, bool | str) or target.op not in HIGHER or target.value <= 0:
        return None
    return target.value
