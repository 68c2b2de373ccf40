"""A plan: what a unit issues, and whom it asks for what by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hierarchy.tree import Tree
from reporting.calendar import EVERY_DAY, Calendar
from reporting.selector import Selector, resolve


@dataclass(frozen=True, slots=True)
class Due:
    """The ladder of one period: the issuer's own day, and how long before it a level is due.

    ``working``: days are counted in working days, and a day off moves back to the one before.
    """

    national: date
    days_before: Mapping[str, int]
    working: bool = False

    def of(self, level: str, calendar: Calendar = EVERY_DAY) -> date:
        """The last day a unit of this level may send; it ends at 23:59:59 of the civil time."""
        ahead = self.days_before.get(level, 0)
        if self.working:
            # Counted from the day the issuer's own moves to: a step stays a whole working day.
            return calendar.back(calendar.at_or_before(self.national), ahead)
        return date.fromordinal(max(1, self.national.toordinal() - ahead))


@dataclass(frozen=True, slots=True)
class Collect:
    """One form a plan asks for, in which periods and from whom.

    ``approved_by``: the levels whose officers must approve what is sent, bottom up; None: those
    of the unit directly above.
    """

    form: str
    periods: tuple[str, ...]
    senders: Selector | Sequence[Selector]
    due: Mapping[str, Due]
    approved_by: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An issued document as the engine needs it; the whole text stays in ``document``."""

    issuer: str
    title: str
    period: str
    number: str
    issued: date | None
    published: date | None
    roster_on: date | None
    addressed_to: Selector | Sequence[Selector]
    collects: tuple[Collect, ...]
    document: Mapping[str, Any]

    def day(self, today: date) -> date:
        """The day whose roster holds: stated, else of issue, else of publication, else today."""
        return self.roster_on or self.issued or self.published or today


@dataclass(frozen=True, slots=True)
class Owing:
    """What one unit owes: its place in the tree and its last day, if there is one."""

    index: int
    due: date | None


def read_plan(document: Mapping[str, Any]) -> Plan:
    """The plan of a document that ``schemas.plans.check_plan`` found without fault."""
    paper = document.get("document", {})
    return Plan(
        issuer=document["issuer"],
        title=document["title"],
        period=document["period"],
        number=paper.get("raw") or "",
        issued=_day(paper.get("issued")),
        published=_day(paper.get("published")),
        roster_on=_day(document.get("roster_on")),
        addressed_to=document.get("addressed_to", ()),
        collects=tuple(_collect(one) for one in document.get("collects", ())),
        document=document,
    )


def _day(text: str | None) -> date | None:
    # A publication may carry an hour; only its day decides.
    return None if text is None else date.fromisoformat(text[:10])


def _collect(one: Mapping[str, Any]) -> Collect:
    ladders = {period: read_due(due) for period, due in one.get("due", {}).items()}
    approved_by = tuple(one["approved_by"]) if "approved_by" in one else None
    return Collect(one["form"], tuple(one["periods"]), one["from"], ladders, approved_by)


def read_due(ladder: Mapping[str, Any]) -> Due:
    """The ladder of a plan document: of a form's period, or of ``issue_by``."""
    days_before = {level: int(days) for level, days in ladder.get("days_before", {}).items()}
    return Due(date.fromisoformat(ladder["national"]), days_before, ladder.get("working", False))


def addressed(plan: Plan, tree: Tree) -> list[int]:
    """Places of every unit the plan reaches; whoever is asked for a form is thereby addressed."""
    issuer = tree.index[plan.issuer]
    found = set(resolve(plan.addressed_to, tree, issuer))
    for collect in plan.collects:
        found |= set(resolve(collect.senders, tree, issuer))
    return sorted(found)


def owing(
    collect: Collect, period: str, tree: Tree, issuer: int, calendar: Calendar = EVERY_DAY
) -> list[Owing]:
    """Who owes a collected form for a period, in tree order."""
    ladder = collect.due.get(period)
    if ladder is None:
        return [Owing(i, None) for i in resolve(collect.senders, tree, issuer)]
    # A day a level, not a unit: a country has ten thousand of these and four of those.
    dues = {level: ladder.of(level, calendar) for level in tree.levels}
    return [Owing(i, dues[tree.units[i].level]) for i in resolve(collect.senders, tree, issuer)]
