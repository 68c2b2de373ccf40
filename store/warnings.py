"""Warnings of revisions, and why their senders say that the figures are right all the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from store.review_tables import warning
from store.tables import assignment, submission

CHUNK = 500
Doubt = tuple[int, str, str, str]
"""(assignment id, code, path, what stood there): the same question about the same figure."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One warning of the newest revision of an assignment; ``digest`` is that revision's.

    ``message`` is the form's own sentence by language, as JSON; ``reason`` is None until
    somebody confirmed the figure.
    """

    id: int
    assignment_id: int
    digest: str
    code: str
    path: str
    sent: str
    allowed: str
    message: str
    reason: str | None
    confirmed_by: str | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure is right, who said so and when."""

    text: str
    by: str
    at: datetime


def keep(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Keep warnings of revisions, the weightiest first: they come back in this order."""
    if rows:
        connection.execute(insert(warning), list(rows))


def of_newest(connection: Connection, assignment_ids: Collection[int]) -> list[Kept]:
    """The warnings of each assignment's newest revision; those of older ones count for nothing."""
    columns = warning.c
    query = (
        select(
            columns.id,
            submission.c.assignment_id,
            submission.c.digest,
            columns.code,
            columns.path,
            columns.sent,
            columns.allowed,
            columns.message,
            columns.reason,
            columns.confirmed_by,
            columns.confirmed_at,
        )
        .join(submission, submission.c.id == columns.submission_id)
        .join(assignment, assignment.c.latest_id == submission.c.id)
        .order_by(columns.id)
    )
    wanted = sorted(set(assignment_ids))
    found: list[Kept] = []
    for start in range(0, len(wanted), CHUNK):
        part = query.where(assignment.c.id.in_(wanted[start : start + CHUNK]))
        found += [Kept(*row) for row in connection.execute(part)]
    return found


def rows(
    connection: Connection,
    *,
    ids: Collection[int] = (),
    submission_ids: Collection[int] = (),
) -> list[Mapping[str, Any]]:
    """Warnings with what answers them, as they stand: some, and all of some revisions."""
    found: list[Mapping[str, Any]] = []
    for column, some in ((warning.c.id, ids), (warning.c.submission_id, submission_ids)):
        wanted = sorted(set(some))
        for start in range(0, len(wanted), CHUNK):
            part = select(warning).where(column.in_(wanted[start : start + CHUNK]))
            found += map(dict, connection.execute(part.order_by(warning.c.id)).mappings())
    return found


def reasons(connection: Connection, assignment_ids: Collection[int]) -> dict[Doubt, Reason]:
    """What was confirmed in any revision of these assignments; the newest reason stands."""
    columns = warning.c
    query = (
        select(
            submission.c.assignment_id,
            columns.code,
            columns.path,
            columns.sent,
            columns.reason,
            columns.confirmed_by,
            columns.confirmed_at,
        )
        .join(submission, submission.c.id == columns.submission_id)
        .where(columns.reason.is_not(None))
        .order_by(columns.id)
    )
    wanted = sorted(set(assignment_ids))
    found: dict[Doubt, Reason] = {}
    for start in range(0, len(wanted), CHUNK):
        part = query.where(submission.c.assignment_id.in_(wanted[start : start + CHUNK]))
        for row in connection.execute(part):
            found[row[0], row[1], row[2], row[3]] = Reason(row[4], row[5], row[6])
    return found


def confirm(
    connection: Connection, reasons_by_id: dict[int, str], by: dict[int, str], now: datetime
) -> None:
    """Give warnings, by row id, their reason, said ``by`` whom."""
    if not reasons_by_id:
        return
    change = (
        update(warning)
        .where(warning.c.id == bindparam("row"))
        .values(reason=bindparam("why"), confirmed_by=bindparam("who"), confirmed_at=now)
    )
    rows = [{"row": i, "why": why, "who": by[i]} for i, why in reasons_by_id.items()]
    connection.execute(change, rows)
