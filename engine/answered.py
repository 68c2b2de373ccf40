"""One assignment by its number, and the revisions with which it was answered."""

from dataclasses import dataclass
from datetime import datetime

from engine.revisions import channel_of
from engine.work import Work
from errors import Problem
from store import answers, subjects
from store.answers import Sending
from store.subjects import Subject


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision; ``payload`` is its canonical content."""

    number: int
    digest: str
    payload: bytes
    sender: str
    channel: str
    on_behalf_of: str | None
    received_at: datetime


def one(work: Work, assignment_id: int) -> Subject:
    """An assignment, whatever its state. Raises Problem not_found."""
    with work.store().reading() as connection:
        found = subjects.by_id(connection, assignment_id)
    if found is None:
        raise Problem("not_found")
    return found


def revisions(work: Work, assignment_id: int) -> tuple[Revision, ...]:
    """Every revision of one assignment, oldest first."""
    with work.store().reading() as connection:
        return tuple(_read(row) for row in answers.sendings(connection, assignment_id))


def revision(work: Work, assignment_id: int, number: int) -> Revision:
    """One of them. Raises Problem revision_unknown."""
    every = revisions(work, assignment_id)
    found = next((one for one in every if one.number == number), None)
    if found is None:
        known = ", ".join(str(one.number) for one in every) or "-"
        raise Problem("revision_unknown", sent=number, known=known)
    return found


def _read(row: Sending) -> Revision:
    return Revision(
        row.number,
        row.digest,
        row.payload,
        row.sender,
        channel_of(row.source),
        row.on_behalf_of,
        row.received_at,
    )
