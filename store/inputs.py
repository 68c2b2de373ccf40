"""What the revisions hold that went into something, whatever it is: a roll-up or a vintage."""

from sqlalchemy import ColumnElement, Connection, Table, select

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


def blobs(
    connection: Connection, taken: Table, which: ColumnElement[bool]
) -> list[tuple[int, bytes]]:
    """(unit id, packed figures) of every revision of ``taken``, oldest first."""
    rows = connection.execute(
        select(assignment.c.unit_id, submission.c.packed)
        .join(taken, taken.c.assignment_id == assignment.c.id)
        .join(submission, submission.c.id == taken.c.submission_id)
        .where(which)
        .order_by(submission.c.id)
    )
    return [(unit_id, packed) for unit_id, packed in rows.all()]


def units(connection: Connection, taken: Table, which: ColumnElement[bool]) -> set[int]:
    """Row ids of everyone whose assignment stands in ``taken``, whether answered or not."""
    query = select(assignment.c.unit_id).join(taken, taken.c.assignment_id == assignment.c.id)
    return set(connection.execute(query.where(which)).scalars())
