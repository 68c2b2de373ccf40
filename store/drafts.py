"""Drafts: what a unit tried to send, or keeps for later; nothing of it counts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from store.review_tables import draft
from store.tables import assignment

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: JSON of its content and of its faults, where it came from, whose, and when."""

    assignment_id: int
    content: str
    faults: str
    source: str
    sender: str
    saved_at: datetime


def keep(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Keep drafts, each in the place of the one before; what was expected is a draft then.

    What was submitted, returned or approved stays so. ``assignments.mark`` need not change:
    the same may be answered as before.
    """
    newest = {one.assignment_id: one for one in drafts}
    if not newest:
        return
    _delete(connection, newest)
    rows: list[dict[str, Any]] = [
        {name: getattr(one, name) for name in Draft.__slots__} for one in newest.values()
    ]
    connection.execute(insert(draft), rows)
    _change(connection, newest, "expected", "draft")


def drop(connection: Connection, assignment_ids: Collection[int]) -> int:
    """Take drafts away; how many there were. What was no more than a draft is expected again."""
    gone = _delete(connection, assignment_ids)
    if gone:
        _change(connection, assignment_ids, "draft", "expected")
    return gone


def of(connection: Connection, assignment_id: int) -> Draft | None:
    """The draft of an assignment."""
    query = select(*(draft.c[name] for name in Draft.__slots__))
    row = connection.execute(query.where(draft.c.assignment_id == assignment_id)).first()
    return None if row is None else Draft(*row)


def answered(connection: Connection, assignment_ids: Collection[int]) -> set[int]:
    """Those of some assignments that have a revision."""
    found: set[int] = set()
    for part in _parts(assignment_ids):
        query = select(assignment.c.id).where(assignment.c.latest_id.is_not(None))
        found.update(connection.execute(query.where(assignment.c.id.in_(part))).scalars())
    return found


def _delete(connection: Connection, assignment_ids: Collection[int]) -> int:
    return sum(
        connection.execute(delete(draft).where(draft.c.assignment_id.in_(part))).rowcount
        for part in _parts(assignment_ids)
    )


def _change(
    connection: Connection, assignment_ids: Collection[int], before: str, after: str
) -> None:
    for part in _parts(assignment_ids):
        some = assignment.c.id.in_(part) & (assignment.c.state == before)
        connection.execute(update(assignment).where(some).values(state=after))


def _parts(assignment_ids: Collection[int]) -> Iterator[Sequence[int]]:
    ids = sorted(set(assignment_ids))
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
