"""Workbooks of a longer period: everything they say, gathered from its steps."""

import json
from dataclasses import replace
from datetime import datetime

from engine import plans as plan_verbs
from engine.loaded import Loaded, narratives
from engine.over_time import Longer, OverTime, over_time
from engine.standings import standings, zone_of
from engine.taken import taken_up
from engine.targets import bindings
from engine.work import Work
from errors import Problem
from reporting.book import Sources, Standing
from schemas.form import Form
from store import assignments, extensions, plans, rollups, successive
from store.opening import Connection
from store.rollups import RollupRow


def vintage_of(connection: Connection, found: OverTime) -> str:
    """What tells one state of a longer period from another: the moment it is of, and all of it."""
    return f"{_as_of(connection, found).isoformat()} {found.digest}"


def loaded_over_time(
    work: Work, connection: Connection, longer: Longer, made: str, *, final: bool
) -> Loaded:
    """Everything, at one moment. Raises Problem rollup_moved where it is no longer that ordered."""
    found = over_time(work, connection, longer, final=final)
    if not made.startswith(vintage_of(connection, found)):
        raise Problem("rollup_moved", period=longer.period)
    frame, form, zone = found.frame, found.rollup.form, zone_of(work.country().offset)
    moment = _as_of(connection, found)
    plan = plan_verbs.noun(plans.by_id(connection, frame.plan_id))
    return Loaded(
        rollup=found.rollup,
        frame=frame,
        kept=RollupRow(0, longer.form_id, longer.period, final, frame.roster_on, moment),
        standings=tuple(_standings(work, connection, found, moment)),
        narratives=narratives(frame, form, _texts(connection, longer, form, final=final)),
        targets=bindings(connection, frame.map, longer.period, form),
        sources=Sources(
            roster_on=frame.roster_on,
            inputs_digest=found.digest,
            plan_title=plan.title,
            plan_document=plan.number,
            as_of=moment.astimezone(zone),
            finality=found.finality,
            steps=tuple(step.period for step in longer.steps),
            missing=longer.missing,
        ),
        scored={},
        taken=taken_up(connection, frame.plan_id, frame.map, zone),
    )


def _as_of(connection: Connection, found: OverTime) -> datetime:
    """When the newest revision came in, or a step was last rolled up; the plan's issue if never."""
    moments = [] if found.made_at is None else [found.made_at]
    for step in found.longer.steps:
        kept = rollups.find(connection, step.form_id, step.period, final=found.final)
        moments += [] if kept is None else [kept.made_at]
    return max(moments, default=successive.issued(connection, found.frame.plan_id))


def _standings(
    work: Work, connection: Connection, found: OverTime, moment: datetime
) -> list[Standing]:
    """Every report that was owed, unit by unit and step by step, named with its step."""
    every: list[tuple[int, int, Standing]] = []
    for place, step in enumerate(found.longer.steps):
        terms = extensions.terms(connection, step.form_id, step.period, moment)
        stands = assignments.stands(connection, step.form_id, step.period)
        for one in standings(work, found.frame, stands, terms, moment):
            named = one.unit._replace(name=f"{one.unit.name} · {step.period}")
            every.append((one.index, place, replace(one, unit=named)))
    return [one for _, _, one in sorted(every, key=lambda each: each[:2])]


def _texts(
    connection: Connection, longer: Longer, form: Form, *, final: bool
) -> list[tuple[int, str]]:
    """The last narrative of each unit, where the form says that the last one stands."""
    lasting = {m.path for m in form.texts if m.over_time == "last"}
    said: dict[int, dict[str, object]] = {}
    for step in longer.steps:
        for unit_id, text in successive.texts(connection, step.form_id, step.period, final=final):
            given = {path: words for path, words in json.loads(text).items() if path in lasting}
            said.setdefault(unit_id, {}).update(given)
    return [(unit_id, json.dumps(given)) for unit_id, given in sorted(said.items())]
