"""A plan: what a unit issues, and whom it asks for what by when."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hierarchy.tree import Tree
from reporting.book import Target
from reporting.selector import Selector, resolve
from schemas.form import Form


@dataclass(frozen=True, slots=True)
class Due:
    """The ladder of one period: the issuer's own day, and how long before it a level is due."""

    national: date
    days_before: Mapping[str, int]

    def of(self, level: str) -> date:
        """The last day a unit of this level may send."""
        ahead = self.days_before.get(level, 0)
        return date.fromordinal(max(1, self.national.toordinal() - ahead))


@dataclass(frozen=True, slots=True)
class Collect:
    """One form a plan asks for, in which periods and from whom."""

    form: str
    periods: tuple[str, ...]
    senders: Selector | Sequence[Selector]
    due: Mapping[str, Due]


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
    ladders = {
        period: Due(date.fromisoformat(due["national"]), due.get("days_before", {}))
        for period, due in one.get("due", {}).items()
    }
    return Collect(one["form"], tuple(one["periods"]), one["from"], ladders)


def addressed(plan: Plan, tree: Tree) -> list[int]:
    """Places of every unit the plan reaches; whoever is asked for a form is thereby addressed."""
    issuer = tree.index[plan.issuer]
    found = set(resolve(plan.addressed_to, tree, issuer))
    for collect in plan.collects:
        found |= set(resolve(collect.senders, tree, issuer))
    return sorted(found)


def owing(collect: Collect, period: str, tree: Tree, issuer: int) -> list[Owing]:
    """Who owes a collected form for a period, in tree order."""
    ladder = collect.due.get(period)
    return [
        Owing(i, None if ladder is None else ladder.of(tree.units[i].level))
        for i in resolve(collect.senders, tree, issuer)
    ]


@dataclass(frozen=True, slots=True)
class Bound:
    """A target and the places of the tree it binds."""

    target: Target
    places: Container[int]


def bound_targets(plan: Plan, form: Form, tree: Tree) -> tuple[Bound, ...]:
    """The plan's targets on this form's measures, each with the units it binds.

    A target without ``for`` binds the issuer and everyone below it, as a rate is inherited;
    one that is split binds the issuer only until it has been allocated.
    """
    issuer = tree.index.get(plan.issuer)
    if issuer is None:
        return ()
    found = []
    for one in plan.document.get("targets", ()):
        if one["measure"] not in form.by_path:
            continue
        places: Container[int] = range(issuer, int(tree.stop[issuer]))
        if "for" in one:
            places = frozenset(resolve(one["for"], tree, issuer))
        elif one.get("split", "inherit") != "inherit":
            places = (issuer,)
        found.append(Bound(_target(one), places))
    return tuple(found)


def _target(one: Mapping[str, Any]) -> Target:
    value = one["value"]
    return Target(
        measure=one["measure"],
        op=one["op"],
        value=value if isinstance(value, bool) else Fraction(value),
        by=date.fromisoformat(one["by"]),
        tolerance=_fraction(one.get("tolerance")),
        floor=_fraction(one.get("floor")),
    )


def _fraction(value: Any) -> Fraction | None:  # noqa: ANN401  a JSON number
    return None if value is None else Fraction(value)
