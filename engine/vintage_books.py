"""Workbooks of a vintage: everything they say, as it was when it was published."""

import json
from dataclasses import replace

from engine import plans as plan_verbs
from engine.forms import find
from engine.inputs import Frame, frame_on
from engine.loaded import Loaded
from engine.standings import standings_at, zone_of
from engine.vintage_making import making_of
from engine.vintages import Recalled, made_again, recalled
from engine.work import Work
from errors import Problem
from reporting.book import Narrative, Sources, Standing
from reporting.kept_targets import read
from store import extensions, plans, vintages
from store.opening import Connection
from store.rollups import RollupRow
from store.vintages import VintageRow


def made_of(row: VintageRow) -> str:
    """What tells one vintage from every other."""
    return f"{row.at.isoformat()} {row.inputs_digest} {row.figures_digest}"


def frame_of_vintage(work: Work, connection: Connection, vintage_id: int) -> Frame:
    """The map of a vintage, and who owed on it."""
    row = vintages.by_id(connection, vintage_id)
    if making_of(connection, row) is not None:
        return made_again(work, connection, row)[1]
    owing = vintages.units_of(connection, row.id)
    return frame_on(work, connection, row.roster_on, row.plan_id, owing)


def loaded_vintage(work: Work, connection: Connection, vintage_id: int, made: str) -> Loaded:
    """Everything, as it was published: the same today and in ten years.

    How the plan travelled on and who is ranked are matters of the day the workbook is asked for,
    and stand in no workbook of a vintage. Raises Problem vintage_changed or rollup_moved.
    """
    row = vintages.by_id(connection, vintage_id)
    if made != made_of(row):
        raise Problem("rollup_moved", period=row.period)
    found = recalled(work, connection, row)
    zone = zone_of(work.country().offset)
    plan = plan_verbs.noun(plans.by_id(connection, row.plan_id))
    composed = found.composed
    steps = () if composed is None or composed.single else found.periods
    return Loaded(
        rollup=found.rollup.with_own(),
        frame=found.frame,
        kept=RollupRow(row.id, row.form_id, row.period, row.final, row.roster_on, row.at),
        standings=_standings(work, connection, found, named=bool(steps)),
        narratives=_narratives(connection, found, lasting=bool(steps)),
        targets=read(row.targets, found.frame.map.tree),
        sources=Sources(
            roster_on=row.roster_on,
            inputs_digest=row.inputs_digest,
            plan_title=plan.title,
            plan_document=plan.number,
            as_of=row.at.astimezone(zone),
            finality=found.finality,
            vintage=str(row.number),
            steps=steps,
            missing=() if composed is None else composed.making.missing,
            units_on=None if composed is None else composed.units_on,
        ),
        scored={},
        taken=(),
    )


def _standings(
    work: Work, connection: Connection, found: Recalled, *, named: bool
) -> tuple[Standing, ...]:
    """Everyone who owed, period by period; ``named`` with the period."""
    row = found.row
    spots = {unit_id: (places[0], unit) for unit_id, (places, unit) in found.spots.items()}
    every: list[tuple[int, int, Standing]] = []
    for turn, (period, form_id) in enumerate(_asked(connection, found)):
        terms = extensions.terms(connection, form_id, period, row.at)
        stands = vintages.stands(connection, row.id, period)
        for one in standings_at(work, spots, stands, terms, row.at):
            unit = one.unit._replace(name=f"{one.unit.name} · {period}") if named else one.unit
            every.append((one.index, turn, replace(one, unit=unit)))
    return tuple(one for _, _, one in sorted(every, key=lambda each: each[:2]))


def _asked(connection: Connection, found: Recalled) -> list[tuple[str, int]]:
    """The periods with the versions of the form they were asked in."""
    if found.composed is None:
        return [(found.row.period, found.row.form_id)]
    periods = found.composed.making.periods
    return [(one.period, find(connection, one.form).id) for one in periods]


def _narratives(connection: Connection, found: Recalled, *, lasting: bool) -> tuple[Narrative, ...]:
    """What units said, under their own names, where their figures stand.

    Of several periods the last words of each unit, where the form says that those stand.
    """
    texts = found.rollup.form.texts
    order = {m.path: place for place, m in enumerate(texts) if m.rule.name == "collect"}
    kept = {m.path for m in texts if not lasting or m.over_time == "last"} & order.keys()
    said: dict[tuple[int, str, int], str] = {}
    for period in found.periods:
        for unit_id, text in vintages.texts(connection, found.row.id, period):
            for path, words in json.loads(text).items():
                if path in kept and unit_id in found.spots:
                    lines = words if isinstance(words, str) else "\n".join(words)
                    said[unit_id, path, 0 if lasting else len(said)] = lines
    told = [
        Narrative(found.spots[unit_id][0][0], found.spots[unit_id][1], path, lines)
        for (unit_id, path, _), lines in said.items()
    ]
    return tuple(sorted(told, key=lambda n: (n.index, n.unit.code, order[n.path])))
