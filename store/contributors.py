"""Who gave a roll-up, or a vintage, what: the revision behind every assignment it took."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from store.assignments import CLOSED
from store.tables import assignment, plan, rollup_input, submission
from store.vintage_links import own
from store.vintage_tables import vintage_input

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Source:
    """One assignment with the revision that was taken of it; empty where its unit was silent."""

    assignment_id: int
    unit_id: int
    plan: str
    state: str
    due: date | None
    submission_id: int | None
    revision: int | None
    digest: str | None
    sender: str | None
    on_behalf_of: str | None
    source: str | None
    received_at: datetime | None


def of_rollup(
    connection: Connection, rollup_id: int, units: Collection[int] | None = None
) -> list[Source]:
    """Everything a kept roll-up took; of these units only, where ``units`` are named."""
    return _sources(connection, rollup_input, rollup_id, units)


def of_vintage(connection: Connection, vintage_id: int, period: str | None = None) -> list[Source]:
    """Everything a vintage took, of one period or of all, with the state and due day of then."""
    return _sources(connection, vintage_input, vintage_id, None, period)


def counting(connection: Connection, form_id: int, period: str, *, final: bool) -> list[Source]:
    """What counts now of a form version and a period; with ``final`` approved revisions only."""
    on = submission.c.id == assignment.c.latest_id
    if final:
        on = on & (assignment.c.state == "approved")
    query = (
        _columns(assignment.c.state, assignment.c.due)
        .select_from(assignment)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, on)
        .where(
            assignment.c.form_id == form_id,
            assignment.c.period == period,
            assignment.c.state.not_in(CLOSED),
        )
    )
    return [Source(*row) for row in connection.execute(query.order_by(assignment.c.id))]


def _columns(state: ColumnElement[str], due: ColumnElement[date | None]) -> Select[Any]:
    mine = submission.c
    return select(
        assignment.c.id,
        assignment.c.unit_id,
        plan.c.ref,
        state,
        due,
        mine.id,
        mine.revision,
        mine.digest,
        mine.sender,
        mine.on_behalf_of,
        mine.source,
        mine.received_at,
    )


def _sources(
    connection: Connection,
    taken: Table,
    owner: int,
    units: Collection[int] | None,
    period: str | None = None,
) -> list[Source]:
    frozen = "state" in taken.c
    inputs = taken.c if frozen else assignment.c
    query = (
        _columns(inputs.state, inputs.due)
        .select_from(taken)
        .join(assignment, assignment.c.id == taken.c.assignment_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, submission.c.id == taken.c.submission_id)
        .where(next(iter(taken.primary_key.columns)) == owner)
        .order_by(assignment.c.id)
    )
    if frozen:
        query = query.where(own(owner))
    if period is not None:
        query = query.where(assignment.c.period == period)
    if units is None or len(units) > CHUNK:
        rows = [Source(*row) for row in connection.execute(query)]
        wanted = None if units is None else set(units)
        return [one for one in rows if wanted is None or one.unit_id in wanted]
    query = query.where(assignment.c.unit_id.in_(sorted(units)))
    return [Source(*row) for row in connection.execute(query)]
