"""Invitations: one-time tokens by which somebody comes to a password of his own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from store.account_tables import invitation


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation that still stands open, whether or not its time has passed."""

    id: int
    account_id: int
    expires_at: datetime


def add(connection: Connection, values: dict[str, Any]) -> None:
    """Keep a new invitation."""
    connection.execute(insert(invitation).values(**values))


def by_token(connection: Connection, token: str) -> Invitation | None:
    """The open invitation whose token has this hash."""
    columns = invitation.c
    query = select(columns.id, columns.account_id, columns.expires_at)
    open_ = query.where(columns.token == token, columns.closed_at.is_(None))
    row = connection.execute(open_).first()
    return None if row is None else Invitation(*row)


def close(connection: Connection, account_id: int, now: datetime, only: int | None = None) -> int:
    """Close the open invitations of an account, or only one of them; how many were still open.

    Of two who accept the same one at once, one finds none left.
    """
    columns = invitation.c
    change = update(invitation).where(columns.account_id == account_id, columns.closed_at.is_(None))
    if only is not None:
        change = change.where(columns.id == only)
    return connection.execute(change.values(closed_at=now)).rowcount


def latest(connection: Connection, account_ids: list[int]) -> dict[int, datetime]:
    """When the open invitation of each account runs out, for those that have one."""
    columns = invitation.c
    query = select(columns.account_id, columns.expires_at)
    some = query.where(columns.account_id.in_(account_ids), columns.closed_at.is_(None))
    return {row.account_id: row.expires_at for row in connection.execute(some)}
