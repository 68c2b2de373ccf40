"""Scans of signed papers that go with a revision: the names here, the files on the shelf."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from store.review_tables import paper
from store.tables import submission

CHUNK = 500


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One kept paper of one revision; ``place`` counts from 1, ``size`` is in bytes."""

    submission_id: int
    place: int
    name: str
    digest: str
    size: int
    at: datetime
    actor: str


def of(connection: Connection, submission_ids: Collection[int]) -> dict[int, list[PaperRow]]:
    """Papers by revision row id, in the order they came, for those that have any."""
    columns = paper.c
    query = select(
        columns.submission_id,
        columns.place,
        columns.name,
        columns.digest,
        columns.size,
        columns.at,
        columns.actor,
    ).order_by(columns.submission_id, columns.place)
    wanted = sorted(set(submission_ids))
    found: dict[int, list[PaperRow]] = {}
    for start in range(0, len(wanted), CHUNK):
        some = columns.submission_id.in_(wanted[start : start + CHUNK])
        for row in connection.execute(query.where(some)):
            found.setdefault(row.submission_id, []).append(PaperRow(*row))
    return found


def keep(connection: Connection, rows: Sequence[PaperRow]) -> None:
    """Keep papers; nobody takes one away again."""
    if rows:
        names = PaperRow.__slots__
        connection.execute(
            insert(paper), [{name: getattr(row, name) for name in names} for row in rows]
        )


def revisions_of(
    connection: Connection, stated: Collection[tuple[int, str]]
) -> dict[tuple[int, str], int]:
    """Row id of the newest revision of each (assignment id, content digest) that is kept.

    Whoever adds papers to them waits for others who do.
    """
    columns = submission.c
    ids = sorted({assignment_id for assignment_id, _ in stated})
    found: dict[tuple[int, str], int] = {}
    for start in range(0, len(ids), CHUNK):
        rows = connection.execute(
            select(columns.assignment_id, columns.digest, columns.id)
            .where(columns.assignment_id.in_(ids[start : start + CHUNK]))
            .order_by(columns.id)
            .with_for_update()
        )
        found.update({(row[0], row[1]): row[2] for row in rows if (row[0], row[1]) in stated})
    return found
