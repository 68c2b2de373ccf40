"""Files that rows speak of: the attachments of plans, and the scans beside revisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.plan_tables import attachment
from store.review_tables import paper
from store.tables import plan, submission
from store.verifying import raw, text_of


@dataclass(frozen=True, slots=True)
class Named:
    """One file by content: SHA-256, bytes, what people call it, and what it belongs to."""

    digest: str
    size: int
    name: str
    owner: str


def files(connection: Connection) -> Iterator[Named]:
    """Every content that should lie on the shelf, once, by its hash."""
    mine, theirs = attachment.c, paper.c
    of_plans = (
        select(raw(connection, mine.digest), mine.size, raw(connection, mine.name), plan.c.ref)
        .join(plan, plan.c.id == mine.plan_id)
        .where(mine.digest.is_not(None))
        .order_by(mine.digest, mine.plan_id, mine.place)
    )
    told = (raw(connection, theirs.digest), theirs.size, raw(connection, theirs.name))
    of_revisions = (
        select(*told, raw(connection, submission.c.digest))
        .join(submission, submission.c.id == theirs.submission_id)
        .order_by(theirs.digest, theirs.submission_id, theirs.place)
    )
    seen: set[str] = set()
    for query in (of_plans, of_revisions):
        for held, size, name, whose in connection.execute(query):
            digest, owner = text_of(held), text_of(whose)
            if digest not in seen:
                seen.add(digest)
                owner = owner[:12] if query is of_revisions else owner
                yield Named(digest, size if isinstance(size, int) else 0, text_of(name), owner)
