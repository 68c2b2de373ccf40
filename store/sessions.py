"""Sessions: who is signed in; a row that is gone is a session that has ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from store.account_tables import session


@dataclass(frozen=True, slots=True)
class Session:
    """One session; it was last ``seen_at``, at the latest it ends at ``expires_at``."""

    id: int
    account_id: int
    seen_at: datetime
    expires_at: datetime


def add(connection: Connection, values: dict[str, Any]) -> None:
    """Keep a new session."""
    connection.execute(insert(session).values(**values))


def by_token(connection: Connection, token: str) -> Session | None:
    """The session whose token has this hash."""
    columns = session.c
    query = select(columns.id, columns.account_id, columns.seen_at, columns.expires_at)
    row = connection.execute(query.where(columns.token == token)).first()
    return None if row is None else Session(*row)


def touch(connection: Connection, session_id: int, now: datetime) -> None:
    """Note that somebody is there."""
    connection.execute(update(session).where(session.c.id == session_id).values(seen_at=now))


def end(connection: Connection, session_id: int) -> None:
    """End one session."""
    connection.execute(delete(session).where(session.c.id == session_id))


def end_all(connection: Connection, account_id: int) -> int:
    """End every session of an account; how many there were."""
    gone = delete(session).where(session.c.account_id == account_id)
    return connection.execute(gone).rowcount


def of_account(connection: Connection, account_id: int) -> list[Session]:
    """Every session of an account, the one seen last first."""
    columns = session.c
    query = select(columns.id, columns.account_id, columns.seen_at, columns.expires_at)
    mine = query.where(columns.account_id == account_id).order_by(columns.seen_at.desc())
    return [Session(*row) for row in connection.execute(mine)]


def end_others(connection: Connection, account_id: int, stays: int) -> int:
    """End every session of an account but one; how many there were."""
    gone = delete(session).where(session.c.account_id == account_id, session.c.id != stays)
    return connection.execute(gone).rowcount


def sweep(connection: Connection, now: datetime, idle_since: datetime) -> None:
    """Take away what has ended by its time."""
    over = (session.c.expires_at <= now) | (session.c.seen_at <= idle_since)
    connection.execute(delete(session).where(over))
