"""Workbooks of a vintage: everything they say, as it was when it was published."""

from engine import plans as plan_verbs
from engine.inputs import Frame, frame_on
from engine.loaded import Loaded, narratives
from engine.standings import standings, zone_of
from engine.vintages import recalled
from engine.work import Work
from errors import Problem
from reporting.book import Sources
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
    frame, zone = found.frame, zone_of(work.country().offset)
    terms = extensions.terms(connection, row.form_id, row.period, row.at)
    plan = plan_verbs.noun(plans.by_id(connection, row.plan_id))
    texts = vintages.texts(connection, row.id)
    stands = vintages.stands(connection, row.id)
    return Loaded(
        rollup=found.rollup.with_own(),
        frame=frame,
        kept=RollupRow(row.id, row.form_id, row.period, row.final, row.roster_on, row.at),
        standings=tuple(standings(work, frame, stands, terms, row.at)),
        narratives=narratives(frame, found.rollup.form, texts),
        targets=read(row.targets, frame.map.tree),
        sources=Sources(
            roster_on=row.roster_on,
            inputs_digest=row.inputs_digest,
            plan_title=plan.title,
            plan_document=plan.number,
            as_of=row.at.astimezone(zone),
            finality="final" if row.final else "provisional",
            vintage=str(row.number),
        ),
        scored={},
        taken=(),
    )
