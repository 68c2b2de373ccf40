"""Vintages: what was published, append-only, with the revisions that went in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, literal, select

from store import contributors
from store import inputs as held
from store.assignments import FIRST, Stand, is_first, stand_of
from store.contributors import Source
from store.rollups import how_taken
from store.tables import act, assignment, form, plan, rollup, submission, unit
from store.vintage_links import own
from store.vintage_tables import vintage, vintage_input

PASSED_ON = "succeeded"
PUBLISH = "publish"
"""The verb of the act that makes a vintage."""


@dataclass(frozen=True, slots=True)
class VintageRow:
    """One published vintage; ``number`` counts from 1 within the form's name and period."""

    id: int
    form: str
    period: str
    number: int
    form_id: int
    final: bool
    roster_on: date
    plan_id: int
    inputs_digest: str
    figures_digest: str
    targets: str
    note: str
    at: datetime
    actor: str
    version: int
    plan: str


def _rows() -> Select[Any]:
    return (
        select(*vintage.c, form.c.version, plan.c.ref)
        .join(form, form.c.id == vintage.c.form_id)
        .join(plan, plan.c.id == vintage.c.plan_id)
    )


def act_of(connection: Connection, row: VintageRow) -> str | None:
    """What the act that published a vintage says of it, as JSON; None where there is none."""
    columns = act.c
    rows = connection.execute(
        select(columns.details)
        .where(columns.verb == PUBLISH, columns.subject == f"{row.form}@{row.version}")
        .where(columns.at == row.at)
        .order_by(columns.number)
    )
    for details in rows.scalars():
        try:
            told = json.loads(details)
        except ValueError:
            continue  # the journal's own chain tells that this act was changed
        if (told.get("period"), told.get("number")) == (row.period, row.number):
            return str(details)
    return None


def of_series(connection: Connection, name: str, period: str) -> tuple[VintageRow, ...]:
    """Every vintage of a form's name and a period, in their order."""
    query = _rows().where(vintage.c.form == name, vintage.c.period == period)
    rows = connection.execute(query.order_by(vintage.c.number))
    return tuple(VintageRow(*row) for row in rows)


def by_id(connection: Connection, vintage_id: int) -> VintageRow:
    """The vintage of a row id."""
    return VintageRow(*connection.execute(_rows().where(vintage.c.id == vintage_id)).one())


def all_rows(connection: Connection) -> tuple[VintageRow, ...]:
    """Every vintage there is."""
    rows = connection.execute(_rows().order_by(vintage.c.id))
    return tuple(VintageRow(*row) for row in rows)


def names(connection: Connection, period: str) -> tuple[str, ...]:
    """Names of the forms that have a vintage of a period."""
    query = select(vintage.c.form).where(vintage.c.period == period).distinct()
    return tuple(connection.execute(query.order_by(vintage.c.form)).scalars())


def keep(connection: Connection, rollup_id: int, values: Mapping[str, object]) -> int:
    """Publish a kept roll-up as it was taken: its row, its inputs as they stand; the row id."""
    key = connection.execute(insert(vintage).values(**values)).inserted_primary_key
    assert key is not None
    taken, state, was_taken, submission_id = how_taken(rollup_id)
    rows = (
        select(literal(int(key[0])), assignment.c.id, submission_id, state, assignment.c.due)
        .join(
            rollup,
            (rollup.c.id == rollup_id)
            & (rollup.c.form_id == assignment.c.form_id)
            & (rollup.c.period == assignment.c.period),
        )
        .outerjoin(taken[0], taken[1])
        .outerjoin(submission, submission.c.id == submission_id)
        .where(was_taken | (assignment.c.state == PASSED_ON))
    )
    columns = ["vintage_id", "assignment_id", "submission_id", "state", "due"]
    connection.execute(insert(vintage_input).from_select(columns, rows))
    return int(key[0])


def next_number(connection: Connection, name: str, period: str) -> int:
    """The number the next vintage of a form's name and a period gets."""
    newest = select(func.max(vintage.c.number)).where(
        vintage.c.form == name, vintage.c.period == period
    )
    return (connection.execute(newest).scalar() or 0) + 1


def sources(connection: Connection, vintage_id: int) -> list[Source]:
    """Everything a vintage took, with how it stood then."""
    return contributors.of_vintage(connection, vintage_id)


def units_of(connection: Connection, vintage_id: int) -> set[int]:
    """Everyone who owed when it was published, whether answered or not."""
    which = _mine(vintage_id) & (vintage_input.c.state != PASSED_ON)
    return held.units(connection, vintage_input, which)


def figures(
    connection: Connection, vintage_id: int
) -> Iterator[list[tuple[int, int | None, bytes | None]]]:
    """(unit id, revision's id, packed figures) of everyone who owed, None for the silent."""
    which = _mine(vintage_id) & (vintage_input.c.state != PASSED_ON)
    return held.figures(connection, vintage_input, which)


def inputs(connection: Connection, vintage_id: int) -> list[tuple[str, date, str, str | None]]:
    """(unit code, since when it stands, plan, hash of the revision) of everything taken.

    What other forms gave stands among it.
    """
    rows = connection.execute(
        select(unit.c.code, unit.c.valid_from, plan.c.ref, submission.c.digest)
        .select_from(vintage_input)
        .join(assignment, assignment.c.id == vintage_input.c.assignment_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, submission.c.id == vintage_input.c.submission_id)
        .where(vintage_input.c.vintage_id == vintage_id, vintage_input.c.state != PASSED_ON)
    )
    return [tuple(row) for row in rows]


def taken_by(connection: Connection, rollup_id: int) -> list[tuple[str, date, str, str | None]]:
    """The same of a kept roll-up that is about to be published."""
    (table, on), _, was_taken, submission_id = how_taken(rollup_id)
    rows = connection.execute(
        select(unit.c.code, unit.c.valid_from, plan.c.ref, submission.c.digest)
        .select_from(assignment)
        .join(table, on)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, submission.c.id == submission_id)
        .where(was_taken)
    )
    return [tuple(row) for row in rows]


def stands(connection: Connection, vintage_id: int, period: str | None = None) -> tuple[Stand, ...]:
    """Every assignment as it stood when the vintage was published; of one period, or of all."""
    columns = vintage_input.c
    rows = connection.execute(
        select(*stand_of(columns.state, columns.due))
        .select_from(vintage_input)
        .join(assignment, assignment.c.id == columns.assignment_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, submission.c.id == columns.submission_id)
        .outerjoin(FIRST, is_first())
        .where(_mine(vintage_id, period))
    )
    return tuple(Stand(*row) for row in rows)


def _mine(vintage_id: int, period: str | None = None) -> ColumnElement[bool]:
    """Which inputs are of a vintage's own form, of one period or of all."""
    which = (vintage_input.c.vintage_id == vintage_id) & own(vintage_id)
    return which if period is None else which & (assignment.c.period == period)


def texts(
    connection: Connection, vintage_id: int, period: str | None = None
) -> list[tuple[int, str]]:
    """(unit id, JSON of its narratives) of every revision a vintage took that has any."""
    return held.texts(connection, vintage_input, _mine(vintage_id, period))
