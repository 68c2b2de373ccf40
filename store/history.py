"""Every revision of one assignment, as it is shown beside what officers did."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from store.tables import submission


@dataclass(frozen=True, slots=True)
class Sent:
    """One revision: by whom, for whom, from where, and when it was received."""

    id: int
    revision: int
    digest: str
    sender: str
    on_behalf_of: str | None
    source: str
    received_at: datetime


def sent(connection: Connection, assignment_id: int) -> tuple[Sent, ...]:
    """The revisions of an assignment, oldest first."""
    columns = submission.c
    rows = connection.execute(
        select(
            columns.id,
            columns.revision,
            columns.digest,
            columns.sender,
            columns.on_behalf_of,
            columns.source,
            columns.received_at,
        )
        .where(columns.assignment_id == assignment_id)
        .order_by(columns.revision)
    )
    return tuple(Sent(*row) for row in rows)
