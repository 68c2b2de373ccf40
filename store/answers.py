"""What one unit owes for one period, and the revisions with which it answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from store.tables import assignment, form, plan, submission, unit


@dataclass(frozen=True, slots=True)
class Answer:
    """One assignment with its newest revision; ``revision`` is 0 where nothing was sent."""

    id: int
    unit: str
    valid_from: date
    valid_to: date
    form_id: int
    form: str
    version: int
    period: str
    plan: str
    state: str
    due: date | None
    submission_id: int | None
    digest: str | None
    revision: int

    def stands_on(self, day: date) -> bool:
        """Whether the unit of this assignment exists on a day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Sending:
    """One revision with everything that is kept of it but its packed figures."""

    id: int
    number: int
    digest: str
    payload: bytes
    sender: str
    on_behalf_of: str | None
    source: str
    received_at: datetime


def answers(
    connection: Connection, code: str, form_ids: Collection[int], period: str
) -> tuple[Answer, ...]:
    """Every assignment of the units that bear or bore a code, whatever its state; oldest first."""
    columns = assignment.c
    query: Select[Any] = (
        select(
            columns.id,
            unit.c.code,
            unit.c.valid_from,
            unit.c.valid_to,
            columns.form_id,
            form.c.name,
            form.c.version,
            columns.period,
            plan.c.ref,
            columns.state,
            columns.due,
            submission.c.id,
            submission.c.digest,
            func.coalesce(submission.c.revision, 0),
        )
        .join(unit, unit.c.id == columns.unit_id)
        .join(form, form.c.id == columns.form_id)
        .join(plan, plan.c.id == columns.plan_id)
        .outerjoin(submission, submission.c.id == columns.latest_id)
        .where(unit.c.code == code, columns.period == period)
        .where(columns.form_id.in_(sorted(set(form_ids))))
        .order_by(columns.id)
    )
    return tuple(Answer(*row) for row in connection.execute(query))


def sendings(connection: Connection, assignment_id: int) -> tuple[Sending, ...]:
    """Every revision of one assignment, oldest first."""
    columns = submission.c
    rows = connection.execute(
        select(
            columns.id,
            columns.revision,
            columns.digest,
            columns.payload,
            columns.sender,
            columns.on_behalf_of,
            columns.source,
            columns.received_at,
        )
        .where(columns.assignment_id == assignment_id)
        .order_by(columns.revision)
    )
    return tuple(Sending(*row) for row in rows)
