"""Tokens by which a program uses the API in somebody's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from store import accounts
from store.account_tables import account, api_token
from store.accounts import Account


@dataclass(frozen=True, slots=True)
class ApiToken:
    """One token as its owner sees it; the token itself is kept nowhere."""

    id: int
    account_id: int
    name: str
    scope: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def add(connection: Connection, values: dict[str, Any]) -> None:
    """Keep a new token."""
    connection.execute(insert(api_token).values(**values))


def borne(connection: Connection, token: str) -> tuple[ApiToken, Account] | None:
    """The token with this hash, and whose it is."""
    row = connection.execute(_BORNE, {"hash": token}).first()
    if row is None:
        return None
    many = len(_COLUMNS)
    return _read(row[:many]), accounts.read(row[many:])


def of_account(connection: Connection, account_id: int) -> list[ApiToken]:
    """Every token of an account, the newest first."""
    mine = select(*_COLUMNS).where(api_token.c.account_id == account_id)
    return [_read(row) for row in connection.execute(mine.order_by(api_token.c.id.desc()))]


def used(connection: Connection, when: Mapping[int, datetime]) -> None:
    """Note when tokens were used, by row id."""
    change = update(api_token).where(api_token.c.id == bindparam("token_id"))
    # In one order for everybody, so that of two who note one waits for the other.
    rows = [{"token_id": one, "at": when[one]} for one in sorted(when)]
    connection.execute(change.values(used_at=bindparam("at")), rows)


def revoke(connection: Connection, account_id: int, now: datetime, only: int | None = None) -> int:
    """Take back the tokens of an account, or one of them; how many were still good."""
    columns = api_token.c
    change = update(api_token).where(columns.account_id == account_id, columns.revoked_at.is_(None))
    if only is not None:
        change = change.where(columns.id == only)
    return connection.execute(change.values(revoked_at=now)).rowcount


_COLUMNS = [api_token.c[name] for name in ApiToken.__slots__]
_BORNE = (
    accounts.query()
    .with_only_columns(*_COLUMNS, *accounts.query().selected_columns)
    .join(api_token, api_token.c.account_id == account.c.id)
    .where(api_token.c.token == bindparam("hash"))
)


def _read(row: Any) -> ApiToken:  # noqa: ANN401  a row of a query has no type of its own
    token_id, account_id, name, scope, *rest = row
    return ApiToken(token_id, account_id, name, tuple(scope.split()), *rest)
