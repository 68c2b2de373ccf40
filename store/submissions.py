"""Submissions: append-only revisions, their figures packed beside them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update

from store import bulk, streaming
from store.assignments import CLOSED
from store.missing import insert_missing
from store.tables import assignment, form, submission, submission_key

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest revision of one assignment; ``submission_id`` is None where there is none."""

    assignment_id: int
    unit_id: int
    submission_id: int | None
    digest: str | None
    packed: bytes | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One kept revision: which, of what content, from where, and when it was received."""

    number: int
    digest: str
    source: str
    received_at: datetime
    on_behalf_of: str | None = None


def revisions(connection: Connection, assignment_ids: Sequence[int]) -> dict[int, list[Revision]]:
    """Every revision by assignment, oldest first, for those that have one."""
    found: dict[int, list[Revision]] = {}
    columns = submission.c
    query = select(
        columns.assignment_id,
        columns.revision,
        columns.digest,
        columns.source,
        columns.received_at,
        columns.on_behalf_of,
    ).order_by(columns.assignment_id, columns.revision)
    wanted = sorted(set(assignment_ids))
    for start in range(0, len(wanted), CHUNK):
        part = columns.assignment_id.in_(wanted[start : start + CHUNK])
        for row in connection.execute(query.where(part)):
            found.setdefault(row.assignment_id, []).append(Revision(*row[1:]))
    return found


def by_keys(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Digest by client key, for the keys that were used before."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), CHUNK):
        rows = connection.execute(
            select(submission_key).where(submission_key.c.key.in_(keys[start : start + CHUNK]))
        )
        found.update({row.key: row.digest for row in rows})
    return found


class KeysTaken(Exception):
    """Another transaction took a key for other content since this one looked: look again."""


def keep_keys(connection: Connection, keys: Mapping[str, str]) -> None:
    """Bind new client keys to the digests they were sent with. Raises KeysTaken."""
    # In one order for everybody, so that of two batches one waits for the other.
    rows = [{"key": key, "digest": digest} for key, digest in sorted(keys.items())]
    if insert_missing(connection, submission_key, rows) == len(rows):
        return
    if by_keys(connection, sorted(keys)) != dict(keys):
        raise KeysTaken


def append(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Keep new revisions and point their assignments at them."""
    if not rows:
        return
    bulk.insert_rows(connection, submission, rows)
    newest = (
        select(submission.c.id)
        .where(submission.c.assignment_id == assignment.c.id)
        .order_by(submission.c.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    ids = sorted({row["assignment_id"] for row in rows})
    for start in range(0, len(ids), CHUNK):
        connection.execute(
            update(assignment)
            .where(assignment.c.id.in_(ids[start : start + CHUNK]))
            .values(latest_id=newest, state="submitted")
        )


def newest_ids(connection: Connection, assignment_ids: Collection[int]) -> dict[int, int]:
    """The row id of the newest revision by assignment, for those that have one."""
    wanted = sorted(set(assignment_ids))
    found: dict[int, int] = {}
    for start in range(0, len(wanted), CHUNK):
        some = assignment.c.id.in_(wanted[start : start + CHUNK])
        query = select(assignment.c.id, assignment.c.latest_id)
        rows = connection.execute(query.where(some, assignment.c.latest_id.is_not(None)))
        found.update({row.id: row.latest_id for row in rows})
    return found


def latest(connection: Connection, form_id: int, period: str, *, final: bool) -> list[Latest]:
    """Every assignment of a form and period with its latest revision's figures.

    With ``final`` only approved revisions count.
    """
    query = _latest(form_id, period, final=final).order_by(assignment.c.id)
    return [Latest(*row) for row in connection.execute(query).all()]


def figures(
    connection: Connection, form_id: int, period: str, *, final: bool
) -> Iterator[list[tuple[int, int | None, bytes | None]]]:
    """The same as (unit id, revision's id, packed figures), as they come."""
    query = _latest(form_id, period, final=final).with_only_columns(
        assignment.c.unit_id, submission.c.id, submission.c.packed
    )
    return streaming.streamed(connection, query.order_by(assignment.c.id))


def latest_of(
    connection: Connection, form_id: int, period: str, unit_ids: Sequence[int], *, final: bool
) -> list[Latest]:
    """The same for some units only."""
    query = _latest(form_id, period, final=final, few=True)
    found: list[Latest] = []
    for start in range(0, len(unit_ids), CHUNK):
        part = query.where(assignment.c.unit_id.in_(unit_ids[start : start + CHUNK]))
        found += [Latest(*row) for row in connection.execute(part).all()]
    return found


def _latest(
    form_id: int, period: str, *, final: bool, few: bool = False
) -> Select[int, int, int | None, str | None, bytes | None]:
    # Of few units: a sum has no index, so that SQLite does not go through all who owe the form.
    asked = assignment.c.form_id + 0 if few else assignment.c.form_id
    on = submission.c.id == assignment.c.latest_id
    if final:
        on = on & (assignment.c.state == "approved")
    return (
        select(
            assignment.c.id,
            assignment.c.unit_id,
            submission.c.id,
            submission.c.digest,
            submission.c.packed,
        )
        .outerjoin(submission, on)
        .where(
            asked == form_id,
            assignment.c.period == period,
            # What is closed is owed by nobody, and what came of it before counts for nothing.
            assignment.c.state.not_in(CLOSED),
        )
    )


def payload(connection: Connection, unit_id: int, form_name: str, period: str) -> bytes | None:
    """The newest payload of a unit for a form, whichever version, and a period."""
    found: bytes | None = connection.execute(
        select(submission.c.payload)
        .join(assignment, assignment.c.latest_id == submission.c.id)
        .join(form, form.c.id == assignment.c.form_id)
        .where(
            assignment.c.unit_id == unit_id,
            assignment.c.period == period,
            form.c.name == form_name,
        )
        .order_by(submission.c.id.desc())
        .limit(1)
    ).scalar()
    return found


def moment_of(connection: Connection, submission_id: int) -> datetime:
    """When a revision was received."""
    value: datetime = connection.execute(
        select(submission.c.received_at).where(submission.c.id == submission_id)
    ).scalar_one()
    return value
