"""Coverage of a roll-up: how many units it has a revision of, out of how many."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, func, select

from store import counted
from store.rollups import RollupRow
from store.tables import assignment, rollup_input, unit


@dataclass(frozen=True, slots=True)
class OnMap:
    """How a roll-up stands on the map of one day where the plan was carried over to another.

    ``left_out`` submissions are of units that are not on this map; ``succeeded`` assignments of
    units that are on it were passed on unanswered.
    """

    reported: int
    expected: int
    left_out: int
    succeeded: int


def counts(connection: Connection, rollup_id: int, *, plans: int) -> tuple[int, int]:
    """How many units of a roll-up have a revision, and how many there are; in its transaction.

    A unit that several ``plans`` ask for the same form is one unit; one plan asks it once.
    """
    if plans == 1:
        known = counted.noted(connection, rollup_id)
        if known is not None:
            return known
        alone = select(func.count(rollup_input.c.submission_id), func.count())
        row = connection.execute(alone.where(rollup_input.c.rollup_id == rollup_id)).one()
        counted.note(connection, rollup_id, (int(row[0]), int(row[1])))
        return int(row[0]), int(row[1])
    heard = case((rollup_input.c.submission_id.is_not(None), assignment.c.unit_id))
    row = connection.execute(
        select(func.count(heard.distinct()), func.count(assignment.c.unit_id.distinct()))
        .join(assignment, assignment.c.id == rollup_input.c.assignment_id)
        .where(rollup_input.c.rollup_id == rollup_id)
    ).one()
    return int(row[0]), int(row[1])


def counts_on(connection: Connection, kept: RollupRow) -> OnMap:
    """The counts of a roll-up's units on its own map, each once however many plans ask it."""
    day = kept.roster_on
    here = and_(unit.c.valid_from <= day, unit.c.valid_to >= day)
    heard = rollup_input.c.submission_id.is_not(None)
    row = connection.execute(
        select(
            func.count(case((and_(heard, here), assignment.c.unit_id)).distinct()),
            func.count(case((here, assignment.c.unit_id)).distinct()),
            func.count(case((and_(heard, ~here), rollup_input.c.submission_id))),
        )
        .select_from(rollup_input)
        .join(assignment, assignment.c.id == rollup_input.c.assignment_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .where(rollup_input.c.rollup_id == kept.id)
    ).one()
    passed_on = connection.execute(
        select(func.count())
        .select_from(assignment)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .where(assignment.c.form_id == kept.form_id, assignment.c.period == kept.period)
        .where(assignment.c.state == "succeeded", here)
    ).scalar_one()
    return OnMap(int(row[0]), int(row[1]), int(row[2]), int(passed_on))


def answered(connection: Connection, rollup_id: int) -> dict[int, bool]:
    """Whether a roll-up has a revision of each unit it took, by row id."""
    heard = func.max(case((rollup_input.c.submission_id.is_not(None), 1), else_=0))
    rows = connection.execute(
        select(assignment.c.unit_id, heard)
        .join(rollup_input, rollup_input.c.assignment_id == assignment.c.id)
        .where(rollup_input.c.rollup_id == rollup_id)
        .group_by(assignment.c.unit_id)
    )
    return {unit_id: bool(came) for unit_id, came in rows}
