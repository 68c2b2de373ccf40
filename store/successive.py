"""What counts of a form in one of several successive periods: revisions, moments, narratives."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from store.assignments import CLOSED
from store.tables import assignment, plan, submission


def newest(connection: Connection, form_id: int, period: str, *, final: bool) -> datetime | None:
    """When the newest revision that counts was received; None where there is none."""
    query = _counting(select(func.max(submission.c.received_at)), form_id, period, final=final)
    found: datetime | None = connection.execute(query).scalar()
    return found


def issued(connection: Connection, plan_id: int) -> datetime:
    """When a plan was issued."""
    found: datetime = connection.execute(
        select(plan.c.issued_at).where(plan.c.id == plan_id)
    ).scalar_one()
    return found


def texts(
    connection: Connection, form_id: int, period: str, *, final: bool
) -> list[tuple[int, str]]:
    """(unit id, JSON of its narratives) of every revision that counts and has any."""
    query = _counting(
        select(assignment.c.unit_id, submission.c.texts), form_id, period, final=final
    )
    rows = connection.execute(
        query.where(submission.c.texts.is_not(None)).order_by(assignment.c.id)
    )
    return [(row.unit_id, row.texts) for row in rows]


def _counting(query: Select[Any], form_id: int, period: str, *, final: bool) -> Select[Any]:
    found = (
        query.select_from(assignment)
        .join(submission, submission.c.id == assignment.c.latest_id)
        .where(
            assignment.c.form_id == form_id,
            assignment.c.period == period,
            assignment.c.state.not_in(CLOSED),
        )
    )
    return found.where(assignment.c.state == "approved") if final else found
