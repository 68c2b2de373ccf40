"""What goes into a vintage of several forms or periods: frozen form by form, period by period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, insert, literal, select

from store.assignments import CLOSED
from store.submissions import Latest
from store.tables import assignment, form, plan, submission, unit
from store.vintage_tables import vintage, vintage_input

WITHDRAWN = "withdrawn"
Taken = list[tuple[str, date, str, str | None]]


@dataclass(frozen=True, slots=True)
class Given:
    """What one assignment of another form gave to a vintage."""

    form_id: int
    period: str
    latest: Latest


def own(vintage_id: int) -> ColumnElement[bool]:
    """Whether an assignment is of the vintage's own form, in any version, and not of another."""
    mine = (
        select(form.c.id)
        .join(vintage, vintage.c.form == form.c.name)
        .where(vintage.c.id == vintage_id)
    )
    return assignment.c.form_id.in_(mine)


def _counting(
    form_id: int, period: str, *, final: bool, closed: tuple[str, ...] = CLOSED
) -> tuple[FromClause, ColumnElement[bool]]:
    counts = assignment.c.state.not_in(CLOSED)
    on = (submission.c.id == assignment.c.latest_id) & counts
    if final:
        on = on & (assignment.c.state == "approved")
    asked = (assignment.c.form_id == form_id) & (assignment.c.period == period)
    return assignment.outerjoin(submission, on), asked & assignment.c.state.not_in(closed)


def begin(connection: Connection, values: Mapping[str, object]) -> int:
    """A vintage into which nothing is frozen yet; the row id."""
    key = connection.execute(insert(vintage).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def keep_own(
    connection: Connection, vintage_id: int, form_id: int, period: str, *, final: bool
) -> None:
    """Freeze what counts of one of the periods a vintage is made of, and what was passed on."""
    _keep(connection, vintage_id, _counting(form_id, period, final=final, closed=(WITHDRAWN,)))


def keep_given(
    connection: Connection, vintage_id: int, form_id: int, period: str, *, final: bool
) -> None:
    """Freeze what counts of another form beside a vintage's own."""
    _keep(connection, vintage_id, _counting(form_id, period, final=final))


def _keep(
    connection: Connection, vintage_id: int, counting: tuple[FromClause, ColumnElement[bool]]
) -> None:
    rows = (
        select(
            literal(vintage_id),
            assignment.c.id,
            submission.c.id,
            assignment.c.state,
            assignment.c.due,
        )
        .select_from(counting[0])
        .where(counting[1])
    )
    columns = ["vintage_id", "assignment_id", "submission_id", "state", "due"]
    connection.execute(insert(vintage_input).from_select(columns, rows))


def taken_of(connection: Connection, form_id: int, period: str, *, final: bool) -> Taken:
    """(unit code, since when it stands, plan, hash of the revision) of what counts of a form."""
    counting, asked = _counting(form_id, period, final=final)
    rows = connection.execute(
        select(unit.c.code, unit.c.valid_from, plan.c.ref, submission.c.digest)
        .select_from(counting)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .where(asked)
    )
    return [tuple(row) for row in rows]


def given(connection: Connection, vintage_id: int) -> list[Given]:
    """Everything other forms gave to a vintage, silent units as well."""
    return _frozen(connection, vintage_id, ~own(vintage_id))


def stated(connection: Connection, vintage_id: int) -> list[Given]:
    """Everything that counts of a vintage's own form, silent units as well, period by period."""
    counts = vintage_input.c.state.not_in(CLOSED)
    return _frozen(connection, vintage_id, own(vintage_id) & counts)


def _frozen(connection: Connection, vintage_id: int, which: ColumnElement[bool]) -> list[Given]:
    columns: list[Any] = [
        assignment.c.form_id,
        assignment.c.period,
        assignment.c.id,
        assignment.c.unit_id,
        submission.c.id,
        submission.c.digest,
        submission.c.packed,
    ]
    rows = connection.execute(
        select(*columns)
        .select_from(vintage_input)
        .join(assignment, assignment.c.id == vintage_input.c.assignment_id)
        .outerjoin(submission, submission.c.id == vintage_input.c.submission_id)
        .where(vintage_input.c.vintage_id == vintage_id, which)
        .order_by(assignment.c.id)
    )
    return [Given(row[0], row[1], Latest(*row[2:])) for row in rows]
