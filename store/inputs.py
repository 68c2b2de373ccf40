"""What the revisions hold that went into something, whatever it is: a roll-up or a vintage."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, select

from store import streaming
from store.tables import assignment, submission


def texts(
    connection: Connection, taken: Table, which: ColumnElement[bool]
) -> list[tuple[int, str]]:
    """(unit id, JSON of its narratives) of every revision of ``taken`` that has any."""
    rows = connection.execute(
        select(assignment.c.unit_id, submission.c.texts)
        .join(taken, taken.c.assignment_id == assignment.c.id)
        .join(submission, submission.c.id == taken.c.submission_id)
        .where(which, submission.c.texts.is_not(None))
        .order_by(assignment.c.id)
    )
    return [(row.unit_id, row.texts) for row in rows]


def figures(
    connection: Connection, taken: Table, which: ColumnElement[bool]
) -> Iterator[list[tuple[int, int | None, bytes | None]]]:
    """(unit id, revision's id, packed figures) of everyone in ``taken``, None for the silent."""
    query = (
        select(assignment.c.unit_id, submission.c.id, submission.c.packed)
        .join(taken, taken.c.assignment_id == assignment.c.id)
        .outerjoin(submission, submission.c.id == taken.c.submission_id)
        .where(which)
    )
    return streaming.streamed(connection, query.order_by(taken.c.assignment_id))


def units(connection: Connection, taken: Table, which: ColumnElement[bool]) -> set[int]:
    """Row ids of everyone whose assignment stands in ``taken``, whether answered or not."""
    query = select(assignment.c.unit_id).join(taken, taken.c.assignment_id == assignment.c.id)
    return set(connection.execute(query.where(which)).scalars())
