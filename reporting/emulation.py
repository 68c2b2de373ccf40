"""Emulation: a plan's score sheet held against what units did, as points, ranks and grades.

Capbac sets no points of its own: criteria, maxima, clusters and grades are the issuer's data.
All points are exact fractions; they are rounded when they are shown, and only there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Literal

from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.selector import Selector, resolve

Kind = Literal["points", "bonus", "minus"]
Fact = Fraction | bool | str
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lt,
    "<=": le,
    "=": eq,
    "!=": ne,
    ">=": ge,
    ">": gt,
}


class Gap(Enum):
    """Why there is nothing to judge: silence, a rate of what never occurred, or nothing owed."""

    NO_FIGURE = "no_figure"
    NO_CASE = "no_case"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a score sheet.

    ``points`` is the most it gives, or takes where ``kind`` is ``minus``. It is judged by
    ``measure op value``, by ``measure`` between ``none_at`` and ``full_at``, or by ``cascade``;
    a bonus or minus is given by an officer and judged by nothing.
    """

    code: str
    title: str
    points: Fraction
    kind: Kind = "points"
    measure: str = ""
    op: str = ""
    value: Fact | None = None
    none_at: Fraction | None = None
    full_at: Fraction | None = None
    cascade: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """What is judged and how: ``clusters`` are titles in order, ``grades`` best first."""

    title: str
    note: str
    criteria: tuple[Criterion, ...]
    clusters: tuple[str, ...] = ()
    grades: tuple[tuple[str, Fraction], ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Criterion, ...]:
        """The criteria of one kind, in order."""
        return tuple(one for one in self.criteria if one.kind == kind)

    def most(self, kind: Kind) -> Fraction:
        """The most that the criteria of one kind give or take together."""
        return sum((one.points for one in self.of_kind(kind)), Fraction(0))


@dataclass(frozen=True, slots=True)
class Given:
    """Points an officer gave, or took, with the reason."""

    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one unit that takes part, by code of criterion; none is a gap."""

    unit: Unit
    cluster: str = ""
    known: Mapping[str, Fact | Gap] | None = None
    given: Mapping[str, Given] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion came to; ``gap`` says why there was nothing to judge.

    ``points`` are as the criterion counts them: those of a minus are taken from the total.
    """

    criterion: Criterion
    points: Fraction
    gap: Gap | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit stands: its parts in the sheet's order, total, grade and ranks.

    ``rank`` is within the cluster, ``overall`` among all; equals share a rank and the next
    number is left out (1, 2, 2, 4). ``grade`` is empty where the total reaches none.
    """

    unit: Unit
    cluster: str
    parts: tuple[Part, ...]
    total: Fraction
    grade: str
    rank: int
    overall: int

    def of_kind(self, kind: Kind) -> Fraction:
        """What the criteria of one kind came to together."""
        return sum((p.points for p in self.parts if p.criterion.kind == kind), Fraction(0))


@dataclass(frozen=True, slots=True)
class Ranking:
    """A plan's score sheet with everyone's standing.

    ``issuer`` and ``number`` are of the plan; ``measures`` names each judged measure by its path,
    with the form and period it was taken from; ``entered`` is when points were last given.
    """

    sheet: ScoreSheet
    plan: str
    number: str
    issuer: str
    standings: tuple[Standing, ...]
    measures: Mapping[str, str]
    entered: datetime | None = None


def read_sheet(document: Mapping[str, Any]) -> ScoreSheet:
    """The score sheet of a plan's ``score``, which ``schemas.plans.check_plan`` found sound."""
    grades = [(one["title"], Fraction(one["at_least"])) for one in document.get("grades", ())]
    return ScoreSheet(
        title=document["title"],
        note=document.get("note", ""),
        criteria=tuple(_criterion(one) for one in document["criteria"]),
        clusters=tuple(one["title"] for one in document.get("clusters", ())),
        grades=tuple(sorted(grades, key=lambda one: -one[1])),
    )


def _criterion(one: Mapping[str, Any]) -> Criterion:
    return Criterion(
        code=one["code"],
        title=one["title"],
        points=Fraction(one["points"]),
        kind=one.get("kind", "points"),
        measure=one.get("measure", ""),
        op=one.get("op", ""),
        value=_fact(one.get("value")),
        none_at=_fraction(one.get("none_at")),
        full_at=_fraction(one.get("full_at")),
        cascade=one.get("cascade", ""),
    )


def _fact(value: Any) -> Fact | None:  # noqa: ANN401  a JSON value
    return value if value is None or isinstance(value, bool | str) else Fraction(value)


def _fraction(value: Any) -> Fraction | None:  # noqa: ANN401  a JSON number
    return None if value is None else Fraction(value)


def taking_part(document: Mapping[str, Any], tree: Tree, issuer: int) -> dict[int, str]:
    """Who is ranked, by place in the tree, and in which cluster (empty: in none).

    ``for`` names them; without it, whoever stands in a cluster; without clusters, the issuer's
    children. Of several clusters the first counts.
    """
    clusters = document.get("clusters", ())
    of: dict[int, str] = {}
    for one in clusters:
        for place in resolve(one["for"], tree, issuer):
            of.setdefault(place, one["title"])
    if clusters and "for" not in document:
        return dict(sorted(of.items()))
    everyone: Selector | Sequence[Selector] = document.get("for", {"children": True})
    return {place: of.get(place, "") for place in resolve(everyone, tree, issuer)}


def score(sheet: ScoreSheet, facts: Iterable[Facts]) -> tuple[Standing, ...]:
    """Everyone's standing, clusters in the sheet's order, the best first; ties by code.

    The order in which the facts come does not matter. Silence gives no points.
    """
    judged = [(one, tuple(_part(c, one) for c in sheet.criteria)) for one in facts]
    totals = [_total(parts) for _one, parts in judged]
    overall = ranks(totals)
    within: dict[str, list[int]] = {}
    for place, (one, _parts) in enumerate(judged):
        within.setdefault(one.cluster, []).append(place)
    rank_of: dict[int, int] = {}
    for places in within.values():
        rank_of.update(zip(places, ranks([totals[i] for i in places]), strict=True))
    found = [
        Standing(
            one.unit,
            one.cluster,
            parts,
            total,
            _grade(sheet, total),
            rank_of[place],
            overall[place],
        )
        for place, ((one, parts), total) in enumerate(zip(judged, totals, strict=True))
    ]
    order = {title: place for place, title in enumerate(sheet.clusters)}
    found.sort(key=lambda s: (order.get(s.cluster, len(order)), s.cluster, s.rank, s.unit.code))
    return tuple(found)


def ranks(totals: Sequence[Fraction]) -> list[int]:
    """The rank of each total, the highest first; equals share one: 1, 2, 2, 4."""
    first: dict[Fraction, int] = {}
    for place, total in enumerate(sorted(totals, reverse=True), 1):
        first.setdefault(total, place)
    return [first[total] for total in totals]


def _part(criterion: Criterion, facts: Facts) -> Part:
    if criterion.kind != "points":
        given = (facts.given or {}).get(criterion.code)
        if given is None:
            return Part(criterion, Fraction(0))
        return Part(criterion, given.points, reason=given.reason if given.points else "")
    fact = (facts.known or {}).get(criterion.code, Gap.NO_FIGURE)
    earned = fact if isinstance(fact, Gap) else _earned(criterion, fact)
    if isinstance(earned, Gap):
        return Part(criterion, Fraction(0), earned)
    return Part(criterion, earned)


def _earned(criterion: Criterion, fact: Fact) -> Fraction | Gap:
    if criterion.cascade:
        return criterion.points if fact is True else Fraction(0)
    if criterion.none_at is not None and criterion.full_at is not None:
        if not isinstance(fact, Fraction):
            return Gap.NO_FIGURE
        way = (fact - criterion.none_at) / (criterion.full_at - criterion.none_at)
        return criterion.points * min(max(way, Fraction(0)), Fraction(1))
    if type(fact) is not type(criterion.value):
        # Words, yes and no, and numbers are never held against each other.
        return Gap.NO_FIGURE
    return criterion.points if _HOLDS[criterion.op](fact, criterion.value) else Fraction(0)


def _total(parts: Iterable[Part]) -> Fraction:
    signed = (-p.points if p.criterion.kind == "minus" else p.points for p in parts)
    return sum(signed, Fraction(0))


def _grade(sheet: ScoreSheet, total: Fraction) -> str:
    return next((title for title, least in sheet.grades if total >= least), "")
