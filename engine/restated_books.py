"""Workbooks on the map of another day: everything they say, gathered from the units that sent."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from engine import plans as plan_verbs
from engine.inputs import Frame
from engine.loaded import Loaded
from engine.restate import Restated, restated
from engine.standings import standings_at, zone_of
from engine.targets import bindings
from engine.work import Work
from errors import Problem
from reporting.book import Narrative, Sources
from store import assignments, extensions, plans, successive
from store.opening import Connection
from store.rollups import RollupRow


@dataclass(frozen=True, slots=True)
class OnMap:
    """What is asked for: a period's form on the map of a day."""

    period: str
    form: str | None
    on: date
    final: bool


def state_on(work: Work, connection: Connection, asked: OnMap) -> str:
    """What tells one state of a restatement from another. Raises Problem as ``restated``."""
    return _state(connection, _found(work, connection, asked))


def frame_on(work: Work, connection: Connection, asked: OnMap) -> Frame:
    """The map, and the places that some unit's figures are credited to."""
    return _found(work, connection, asked).frame


def _found(work: Work, connection: Connection, asked: OnMap) -> Restated:
    return restated(work, connection, asked.period, asked.form, asked.on, final=asked.final)


def _state(connection: Connection, found: Restated) -> str:
    """The moment it is of, and all of it."""
    return f"{_as_of(connection, found).isoformat()} {found.digest}"


def loaded_on(work: Work, connection: Connection, asked: OnMap, made: str) -> Loaded:
    """Everything, at one moment. Raises Problem rollup_moved where it is no longer that ordered."""
    found = _found(work, connection, asked)
    if not made.startswith(_state(connection, found)):
        raise Problem("rollup_moved", period=asked.period)
    moment = _as_of(connection, found)
    spots = {one.unit_id: (one.destination.anchor, one.unit) for one in found.sources}
    stands = assignments.stands(connection, found.form_id, found.period)
    terms = extensions.terms(connection, found.form_id, found.period, moment)
    plan = plan_verbs.noun(plans.by_id(connection, found.frame.plan_id))
    return Loaded(
        rollup=found.rollup,
        frame=found.frame,
        kept=RollupRow(0, found.form_id, found.period, found.final, found.on, moment),
        standings=tuple(standings_at(work, spots, stands, terms, moment)),
        narratives=_narratives(connection, found),
        targets=bindings(connection, found.frame.map, found.period, found.rollup.form),
        sources=Sources(
            roster_on=found.on,
            inputs_digest=found.digest,
            plan_title=plan.title,
            plan_document=plan.number,
            as_of=moment.astimezone(zone_of(work.country().offset)),
            finality="final" if found.final else "provisional",
            units_on=found.units_on,
        ),
        scored={},
        taken=(),
    )


def _as_of(connection: Connection, found: Restated) -> datetime:
    """When the newest revision came in; the plan's issue where none has."""
    moment = successive.newest(connection, found.form_id, found.period, final=found.final)
    return moment or successive.issued(connection, found.frame.plan_id)


def _narratives(connection: Connection, found: Restated) -> tuple[Narrative, ...]:
    """What units said, under their own names, at the place that holds all of each."""
    texts = found.rollup.form.texts
    gathered = {m.path: place for place, m in enumerate(texts) if m.rule.name == "collect"}
    sources = {one.unit_id: one for one in found.sources}
    told = []
    for unit_id, text in successive.texts(
        connection, found.form_id, found.period, final=found.final
    ):
        one = sources[unit_id]
        for path, said in json.loads(text).items():
            if path in gathered:
                lines = said if isinstance(said, str) else "\n".join(said)
                told.append(Narrative(one.destination.anchor, one.unit, path, lines))
    return tuple(sorted(told, key=lambda n: (n.index, n.unit.code, gathered[n.path])))
