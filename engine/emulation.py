"""Points and ranks: what officers give, and a plan's score sheet held against what units did."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from engine import plans as plan_verbs
from engine.merits import Field, cascade_facts, entered, facts, sources
from engine.roster import load_roster
from engine.work import Work
from errors import Problem
from reporting.emulation import Criterion, Ranking, read_sheet, score, taking_part
from reporting.period import read_period
from store import acts, journal, plans, scores
from store.opening import Connection
from store.plans import PlanRow
from store.rollups import RollupRow
from store.scores import Entry

_MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """What an entry says, and whether it is new; the same said twice stands once."""

    unit: str
    criterion: str
    points: str
    most: str
    new: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking, and the measures nothing is rolled up for yet."""

    ranking: Ranking
    waiting: tuple[str, ...]


def give(
    work: Work, ref: str, unit: str, criterion: str, points: str, reason: str, now: datetime
) -> Scored:
    """Note the points of a bonus or minus criterion; 0 takes them back, nothing is erased.

    Raises Problem plan_unknown, plan_not_open, score_sheet_missing, unit_unknown,
    unit_not_scored, criterion_unknown, criterion_computed, points_invalid, points_over or
    score_reason_needed.
    """
    said = reason.strip()
    with work.store().writing() as connection:
        row = plan_verbs.find(connection, ref, None)
        state, _mode = plans.held(connection, row.id, alone=True)
        # A year is judged once it is over: a closed plan still takes points.
        if state == "withdrawn":
            raise Problem("plan_not_open", plan=row.ref, state=state)
        field = _field(work, connection, row)
        unit_id = _contender(field, row.ref, unit)
        judged = _by_hand(field, criterion)
        number = _number(points, judged)
        if not said:
            raise Problem("score_reason_needed")
        told = Scored(unit, criterion, number, _plain(judged.points), new=True)
        for known in scores.standing(connection, row.id, unit_id):
            if (known.criterion, known.points, known.reason) == (criterion, number, said):
                return Scored(unit, criterion, number, told.most, new=False)
        entry = Entry(unit_id, criterion, number, said, now)
        scores.keep(connection, row.id, entry, work.actor)
        details = {"criterion": criterion, "points": number}
        acts.note(connection, row.id, unit_id, now, work.actor, "score", said, **details)
        journal.note(
            connection, now, work.actor, "plans score", row.ref, unit=unit, reason=said, **details
        )
    return told


def _contender(field: Field, ref: str, unit: str) -> int:
    place = field.map.tree.index.get(unit)
    if place is None:
        raise Problem("unit_unknown", code=unit)
    unit_id = field.map.ids[place]
    if unit_id not in field.clusters:
        raise Problem("unit_not_scored", unit=unit, plan=ref)
    return unit_id


def _by_hand(field: Field, code: str) -> Criterion:
    given = {c.code: c for c in field.sheet.criteria if c.kind != "points"}
    known = ", ".join(given) or "-"
    if code in given:
        return given[code]
    if code in {c.code for c in field.sheet.criteria}:
        raise Problem("criterion_computed", sent=code, known=known)
    raise Problem("criterion_unknown", sent=code, known=known)


def _number(points: str, judged: Criterion) -> str:
    """The points as a plain decimal; a comma may stand for the point, as Vietnamese writes it."""
    most = _plain(judged.points)
    try:
        value = Decimal(points.strip().replace(",", "."))
        sound = value.is_finite() and value >= 0
        fine = sound and value == value.quantize(Decimal(1).scaleb(-_MOST_DECIMALS))
    except InvalidOperation as error:
        raise Problem("points_invalid", sent=points, most=most) from error
    if not fine:
        raise Problem("points_invalid", sent=points, most=most)
    if Fraction(value) > judged.points:
        raise Problem("points_over", sent=points, most=most, criterion=judged.code)
    return _plain(Fraction(value))


def _plain(value: Fraction) -> str:
    """A decimal fraction as its shortest text."""
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _field(work: Work, connection: Connection, row: PlanRow) -> Field:
    plan = plan_verbs.noun(row)
    document = plan.document.get("score")
    if document is None:
        raise Problem("score_sheet_missing", plan=row.ref)
    found = load_roster(work.store(), connection).on(row.roster_on)
    part = taking_part(document, found.tree, found.tree.index[plan.issuer])
    clusters = {found.ids[place]: cluster for place, cluster in part.items()}
    return Field(row.id, plan, read_sheet(document), found, clusters)


def ranked(work: Work, ref: str, cluster: str | None = None) -> Ranked:
    """A plan's ranking as everything stands now, or one cluster of it.

    Raises Problem plan_unknown, score_sheet_missing or cluster_unknown.
    """
    with work.store().reading() as connection:
        plan_id = plan_verbs.find(connection, ref, None).id
    return _ranked(work, plan_id, cluster=cluster)


def _ranked(
    work: Work,
    plan_id: int,
    *,
    until: datetime | None = None,
    final: bool = False,
    cluster: str | None = None,
) -> Ranked:
    with work.store().reading() as connection:
        field = _field(work, connection, plans.by_id(connection, plan_id))
        if cluster is not None and cluster not in field.sheet.clusters:
            known = ", ".join(field.sheet.clusters) or "-"
            raise Problem("cluster_unknown", sent=cluster, known=known)
        found = sources(connection, plan_id, field.plan, field.sheet, final=final)
        cascaded = cascade_facts(work, connection, field, until)
        given, last = entered(connection, plan_id)
    standings = score(field.sheet, facts(work, field, found, cascaded, given))
    tree, asked = field.map.tree, dict.fromkeys(c.measure for c in field.sheet.criteria)
    ranking = Ranking(
        sheet=field.sheet,
        plan=field.plan.title,
        number=field.plan.number,
        issuer=tree.units[tree.index[field.plan.issuer]].name,
        standings=tuple(s for s in standings if cluster is None or s.cluster == cluster),
        measures={
            path: f"«{one.form.by_path[path].label.in_(work.language)}» "
            f"({one.form.reference}, {one.period})"
            for path, one in found.items()
        },
        entered=last,
    )
    waiting = (p for p in asked if p and (p not in found or found[p].rollup_id is None))
    return Ranked(ranking, tuple(waiting))


def carried(work: Work, kept: RollupRow, places: dict[int, int]) -> dict[int, tuple[int, ...]]:
    """Plans whose ranking belongs into a roll-up's workbooks, by the place of their issuer.

    ``places`` are those of the roll-up's tree by row id. A ranking goes with the plan's own
    period; where the plan asks for parts of that period only, with the last of them.
    """
    found: dict[int, tuple[int, ...]] = {}
    with work.store().reading() as connection:
        for plan_id in scores.carrying(connection):
            row = plans.by_id(connection, plan_id)
            if "score" not in plan_verbs.noun(row).document:
                continue
            if not _goes_with(connection, row, kept):
                continue
            standing = load_roster(work.store(), connection).on(row.roster_on)
            place = places.get(standing.ids[standing.tree.index[row.issuer]])
            if place is not None:
                found[place] = (*found.get(place, ()), plan_id)
    return found


def _goes_with(connection: Connection, row: PlanRow, kept: RollupRow) -> bool:
    frozen = plans.frozen_names(connection, row.id)
    if not frozen or row.period in {period for _id, _name, period in frozen}:
        return kept.period == row.period
    last = max((period for _id, _name, period in frozen), key=lambda text: read_period(text).last)
    return kept.period == last


def rankings(work: Work, plan_ids: tuple[int, ...], kept: RollupRow) -> tuple[Ranking, ...]:
    """Rankings for a roll-up's workbook: what was sent after it does not enter."""
    return tuple(
        _ranked(work, plan_id, until=kept.made_at, final=kept.final).ranking for plan_id in plan_ids
    )
