"""What a score sheet is held against: the cascade's own facts, and figures of roll-ups."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from fractions import Fraction

from engine import rollup as rollup_verbs
from engine.calendar import calendar_of
from engine.forms import of_row
from engine.roster import Map
from engine.standings import zone_of
from engine.work import Work
from reporting.adoption import OPEN
from reporting.calendar import Calendar
from reporting.emulation import Criterion, Fact, Facts, Gap, Given, ScoreSheet
from reporting.judged import facts_of
from reporting.period import read_period
from reporting.plan import Plan, read_due
from schemas.form import Form
from store import assignments, extensions, forms, plans, rollups, scores
from store.opening import Connection
from store.scores import Adoption, Duty

Known = dict[str, Fact | Gap]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a measure's figures come from: a form, a period, and its roll-up once there is one."""

    form: Form
    period: str
    rollup_id: int | None


@dataclass(frozen=True, slots=True)
class Field:
    """Who takes part in a plan's score sheet: units by row id, and the cluster of each."""

    plan_id: int
    plan: Plan
    sheet: ScoreSheet
    map: Map
    clusters: Mapping[int, str]


def sources(
    connection: Connection, plan_id: int, plan: Plan, sheet: ScoreSheet, *, final: bool
) -> dict[str, Source]:
    """The source of every judged measure that some form asks for, by path.

    The plan's own forms come first, for its own period or else the last one they are asked for;
    then whatever form is asked for the plan's period.
    """
    own = [(form_id, period) for form_id, _name, period in plans.frozen_names(connection, plan_id)]
    own.sort(key=lambda one: (one[1] == plan.period, read_period(one[1]).last, one[0]))
    there = assignments.periods(connection)
    others = sorted(form_id for form_id, _name, period in there if period == plan.period)
    found: dict[str, Source] = {}
    for form_id, period in [*((one, plan.period) for one in others), *own]:
        form = of_row(forms.by_id(connection, form_id))
        kept = rollups.find(connection, form_id, period, final=final)
        source = Source(form, period, None if kept is None else kept.id)
        # The later in the list, the closer to the plan.
        found.update({c.measure: source for c in sheet.criteria if c.measure in form.by_path})
    return found


def facts(
    work: Work,
    field: Field,
    found: Mapping[str, Source],
    cascaded: Mapping[int, Known],
    given: Mapping[int, Mapping[str, Given]],
) -> list[Facts]:
    """Everything known of everyone who takes part."""
    known: dict[int, Known] = {unit_id: dict(cascaded[unit_id]) for unit_id in field.clusters}
    by_rollup: dict[int, list[Criterion]] = {}
    for criterion in field.sheet.criteria:
        source = found.get(criterion.measure)
        if source is not None and source.rollup_id is not None:
            by_rollup.setdefault(source.rollup_id, []).append(criterion)
    for rollup_id, criteria in by_rollup.items():
        rolled, frame, _kept = rollup_verbs.load(work, rollup_id)
        # On another day's map some may not stand: their figures are not theirs to judge.
        units = [unit_id for unit_id in known if unit_id in frame.map.places]
        places = [frame.map.places[unit_id] for unit_id in units]
        for criterion in criteria:
            for unit_id, fact in zip(units, facts_of(rolled, places, criterion), strict=True):
                known[unit_id][criterion.code] = fact
    tree, place_of = field.map.tree, field.map.places
    return [
        Facts(tree.units[place_of[unit_id]], cluster, known[unit_id], given.get(unit_id, {}))
        for unit_id, cluster in field.clusters.items()
    ]


def entered(
    connection: Connection, plan_id: int
) -> tuple[dict[int, dict[str, Given]], datetime | None]:
    """Points given by officers, by unit and criterion, and when any was given last."""
    found: dict[int, dict[str, Given]] = {}
    last: datetime | None = None
    for one in scores.standing(connection, plan_id):
        found.setdefault(one.unit_id, {})[one.criterion] = Given(Fraction(one.points), one.reason)
        last = one.at if last is None else max(last, one.at)
    return found, last


def cascade_facts(
    work: Work, connection: Connection, field: Field, until: datetime | None
) -> dict[int, Known]:
    """Who took the plan up and who sent what it asks for, by unit and criterion."""
    wanted = {c.code: c.cascade for c in field.sheet.criteria if c.cascade}
    found: dict[int, Known] = {unit_id: {} for unit_id in field.clusters}
    if not wanted:
        return found
    zone = zone_of(work.country().offset)
    issued = _issued(scores.adoptions(connection, field.plan_id), zone)
    owed: dict[int, list[Duty]] = {}
    for duty in _duties(connection, field.plan_id, until):
        owed.setdefault(duty.unit_id, []).append(duty)
    days = _issue_days(field, calendar_of(work, connection))
    for unit_id, known in found.items():
        level = field.map.tree.units[field.map.places[unit_id]].level
        said = {
            **_taken_up(issued, unit_id, days.get(level)),
            **_sent(owed.get(unit_id, ()), zone),
        }
        known.update({code: said[what] for code, what in wanted.items()})
    return found


def _duties(connection: Connection, plan_id: int, until: datetime | None) -> list[Duty]:
    """What was owed, with the deadlines that held at a moment, whatever was extended since."""
    found = scores.duties(connection, plan_id, until)
    if until is None:
        return found
    ref = plans.by_id(connection, plan_id).ref
    asked = {(one.form_id, one.period) for one in found}
    held = {one: extensions.terms(connection, *one, until) for one in asked}
    return [
        one
        if (term := held[one.form_id, one.period].get((one.unit_id, ref))) is None
        else replace(one, due=term.due)
        for one in found
    ]


def _issue_days(field: Field, calendar: Calendar) -> dict[str, date]:
    ladder = field.plan.document.get("issue_by")
    if ladder is None:
        return {}
    due = read_due(ladder)
    return {level: due.of(level, calendar) for level in field.map.tree.levels}


def _issued(adoptions: Sequence[Adoption], zone: timezone) -> dict[int, date | None]:
    """The day of each receiver's own plan; None where it has the plan and issued none."""
    return {one.unit_id: _own_day(one, zone) for one in adoptions}


def _own_day(one: Adoption, zone: timezone) -> date | None:
    if one.state not in OPEN or one.plan_state == "withdrawn":
        return None
    paper = json.loads(one.document or "{}").get("document", {})
    # A publication cannot come before the issue: it stands in where the day itself is unknown.
    said = paper.get("issued") or paper.get("published")
    if said:
        return date.fromisoformat(said[:10])
    return None if one.adopted_at is None else one.adopted_at.astimezone(zone).date()


def _taken_up(issued: Mapping[int, date | None], unit_id: int, last: date | None) -> Known:
    if unit_id not in issued:
        return {"adopted": Gap.NO_FIGURE, "adopted_on_time": Gap.NO_FIGURE}
    day = issued[unit_id]
    on_time = day is not None and last is not None and day <= last
    return {
        "adopted": day is not None,
        "adopted_on_time": Gap.NO_FIGURE if last is None else on_time,
    }


def _sent(owed: Sequence[Duty], zone: timezone) -> Known:
    if not owed:
        return {"reported": Gap.NOT_ASKED, "reported_on_time": Gap.NOT_ASKED}
    days = [_sent_on(one, zone) for one in owed]
    return {
        "reported": all(day is not None for day in days),
        "reported_on_time": all(
            day is not None and (one.due is None or day <= one.due)
            for one, day in zip(owed, days, strict=True)
        ),
    }


def _sent_on(one: Duty, zone: timezone) -> date | None:
    if one.received is None or one.state == "returned":
        return None
    return one.received.astimezone(zone).date()
