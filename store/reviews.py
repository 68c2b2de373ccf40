"""What officers did with submissions: approved, returned, or voided by a change; append-only."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from errors import Problem
from store.assignments import CLOSED
from store.review_tables import review, warning
from store.tables import assignment, submission, unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Done:
    """One act as it is kept; ``kind`` is ``approved``, ``returned`` or ``voided``.

    ``unit`` is the code of the unit the officer acted for; none where nobody acted. ``cells`` is
    JSON of reasons by path.
    """

    assignment_id: int
    turn: int
    kind: str
    submission_id: int
    digest: str
    below: str | None
    unit_id: int | None
    unit: str | None
    level: str | None
    reason: str | None
    cells: str | None
    due: date | None
    forced: bool
    at: datetime
    actor: str


def done(connection: Connection, assignment_ids: Collection[int]) -> dict[int, list[Done]]:
    """Every act by assignment, oldest first, for those that have one."""
    found: dict[int, list[Done]] = {}
    for part in _parts(sorted(set(assignment_ids))):
        for row in connection.execute(_done().where(review.c.assignment_id.in_(part))):
            found.setdefault(row.assignment_id, []).append(Done(*row))
    return found


def _done() -> Select[Any]:
    columns = review.c
    return (
        select(
            columns.assignment_id,
            columns.turn,
            columns.kind,
            columns.submission_id,
            columns.digest,
            columns.below,
            columns.unit_id,
            unit.c.code,
            columns.level,
            columns.reason,
            columns.cells,
            columns.due,
            columns.forced,
            columns.at,
            columns.actor,
        )
        .outerjoin(unit, unit.c.id == columns.unit_id)
        .order_by(columns.assignment_id, columns.turn)
    )


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep acts. Raises Problem state_changed where another took the same turn meanwhile."""
    if not rows:
        return
    try:
        connection.execute(insert(review), [dict(row) for row in rows])
    except IntegrityError as error:
        raise Problem("state_changed", state="", actor="", at="") from error


def let_stand(connection: Connection, assignment_ids: Collection[int], state: str) -> None:
    """Put answered assignments into another state in which they may be answered.

    What may be answered stays the same, so that doors that are open already stay right.
    """
    for part in _parts(sorted(set(assignment_ids))):
        some = assignment.c.id.in_(part) & assignment.c.state.not_in(CLOSED)
        connection.execute(update(assignment).where(some).values(state=state))


def finish_alone(connection: Connection) -> None:
    """What a unit with nobody above has sent needs nobody's approval: it is final."""
    highest = select(unit.c.id).where(unit.c.parent_code.is_(None))
    some = assignment.c.unit_id.in_(highest) & (assignment.c.state == "submitted")
    connection.execute(update(assignment).where(some).values(state="approved"))


def digests(
    connection: Connection, form_id: int, period: str, unit_ids: Sequence[int] | None = None
) -> list[tuple[int, str]]:
    """(unit id, digest) of every newest revision of a form and period that counts.

    Of all units, or of at most ``CHUNK`` of them.
    """
    query = (
        select(assignment.c.unit_id, submission.c.digest)
        .join(submission, submission.c.id == assignment.c.latest_id)
        .where(
            assignment.c.form_id == form_id,
            assignment.c.period == period,
            assignment.c.state.not_in(CLOSED),
        )
    )
    if unit_ids is not None:
        query = query.where(assignment.c.unit_id.in_(unit_ids))
    return [(row.unit_id, row.digest) for row in connection.execute(query)]


def unconfirmed(connection: Connection, submission_ids: Collection[int]) -> dict[int, int]:
    """How many warnings nobody has confirmed, by submission, for those that have any."""
    found: dict[int, int] = {}
    for part in _parts(sorted(set(submission_ids))):
        rows = connection.execute(
            select(warning.c.submission_id, func.count().label("many"))
            .where(warning.c.submission_id.in_(part), warning.c.reason.is_(None))
            .group_by(warning.c.submission_id)
        )
        found.update((row.submission_id, row.many) for row in rows)
    return found


def touched(
    connection: Connection, assignment_ids: Collection[int]
) -> dict[tuple[int, str], dict[int, int]]:
    """Unit by assignment, by (form id, period), for those of which anything was ever approved.

    One look at an empty table where nothing was approved anywhere.
    """
    if not connection.execute(select(exists().select_from(review))).scalar():
        return {}
    found: dict[tuple[int, str], dict[int, int]] = {}
    for assignment_id, form_id, period, unit_id in asked_of(connection, assignment_ids):
        found.setdefault((form_id, period), {})[assignment_id] = unit_id
    return {pair: some for pair, some in found.items() if _ever(connection, *pair)}


def answered(connection: Connection, assignment_ids: Collection[int]) -> set[int]:
    """Those of some assignments that have a revision."""
    found: set[int] = set()
    for part in _parts(sorted(set(assignment_ids))):
        some = assignment.c.id.in_(part) & assignment.c.latest_id.is_not(None)
        found.update(connection.execute(select(assignment.c.id).where(some)).scalars())
    return found


def asked_of(
    connection: Connection, assignment_ids: Collection[int]
) -> Iterator[tuple[int, int, str, int]]:
    """(id, form id, period, unit id) of assignments."""
    columns = assignment.c
    query = select(columns.id, columns.form_id, columns.period, columns.unit_id)
    for part in _parts(sorted(set(assignment_ids))):
        for row in connection.execute(query.where(columns.id.in_(part))):
            yield row.id, row.form_id, row.period, row.unit_id


def _ever(connection: Connection, form_id: int, period: str) -> bool:
    query = (
        select(review.c.id)
        .join(assignment, assignment.c.id == review.c.assignment_id)
        .where(assignment.c.form_id == form_id, assignment.c.period == period)
        .where(review.c.kind == "approved")
        .limit(1)
    )
    return connection.execute(query).first() is not None


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
