"""Failed attempts to sign in, counted by a key that tells nobody whose they were."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from store.account_tables import attempt
from store.missing import insert_missing


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often it failed, when last, and until when nothing more is tried."""

    failed: int
    last_at: datetime
    closed_until: datetime | None


def of(connection: Connection, keys: tuple[str, ...]) -> dict[str, Attempts]:
    """The failed attempts behind some keys, for those that have any."""
    columns = attempt.c
    query = select(columns.key, columns.failed, columns.last_at, columns.closed_until)
    rows = connection.execute(query.where(columns.key.in_(keys)))
    return {row.key: Attempts(*row[1:]) for row in rows}


def claimed(connection: Connection, key: str, now: datetime) -> Attempts:
    """The same of one key, which nobody else changes until this transaction ends."""
    fresh = {"key": key, "failed": 0, "last_at": now, "closed_until": None}
    insert_missing(connection, attempt, [fresh])
    columns = attempt.c
    query = select(columns.failed, columns.last_at, columns.closed_until)
    row = connection.execute(query.where(columns.key == key).with_for_update()).one()
    return Attempts(*row)


def keep(connection: Connection, key: str, found: Attempts) -> None:
    """Let a key stand so."""
    values = {"failed": found.failed, "last_at": found.last_at, "closed_until": found.closed_until}
    connection.execute(update(attempt).where(attempt.c.key == key).values(**values))


def forget(connection: Connection, key: str) -> None:
    """Forget the attempts of a key."""
    connection.execute(delete(attempt).where(attempt.c.key == key))


def sweep(connection: Connection, before: datetime) -> None:
    """Forget what failed last before a moment."""
    connection.execute(delete(attempt).where(attempt.c.last_at < before))
