"""Accounts: who may sign in, for which unit and as what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from store.account_tables import account
from store.tables import unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``unit`` is the code of its unit, empty where it has none.

    ``roles`` are words of the table of rights, ``state`` is invited, active or disabled.
    """

    id: int
    login: str
    name: str
    unit_id: int | None
    unit: str
    roles: tuple[str, ...]
    state: str
    made_at: datetime
    made_by: str


class LoginTaken(Exception):
    """Another account has this login, perhaps since this transaction began."""


def add(connection: Connection, values: dict[str, Any]) -> int:
    """A new account's row id. Raises LoginTaken."""
    try:
        with connection.begin_nested():
            done = connection.execute(insert(account).values(**values))
    except IntegrityError as error:
        raise LoginTaken from error
    key = done.inserted_primary_key
    assert key is not None
    return int(key[0])


def change(connection: Connection, account_id: int, **values: object) -> None:
    """Change some columns of an account."""
    connection.execute(update(account).where(account.c.id == account_id).values(**values))


def by_id(connection: Connection, account_id: int) -> Account | None:
    """The account of a row id."""
    return _one(connection, query().where(account.c.id == account_id))


def by_login(connection: Connection, login: str) -> Account | None:
    """The account with this login, spelt as it is kept."""
    return _one(connection, query().where(account.c.login == login))


def password(connection: Connection, account_id: int) -> str | None:
    """The password's hash; None until there is one."""
    kept = select(account.c.password).where(account.c.id == account_id)
    found: str | None = connection.execute(kept).scalar()
    return found


def all_rows(connection: Connection) -> list[Account]:
    """Every account, by login."""
    return [read(row) for row in connection.execute(query().order_by(account.c.login))]


def of_units(connection: Connection, unit_ids: Collection[int]) -> list[Account]:
    """The accounts of some units, by login."""
    wanted = sorted(set(unit_ids))
    found: list[Account] = []
    for start in range(0, len(wanted), CHUNK):
        some = account.c.unit_id.in_(wanted[start : start + CHUNK])
        found += [read(row) for row in connection.execute(query().where(some))]
    return sorted(found, key=lambda one: one.login)


def query() -> Select[Any]:
    """Accounts with their units, to be narrowed; ``read`` reads its rows."""
    columns = account.c
    return select(
        columns.id,
        columns.login,
        columns.name,
        columns.unit_id,
        unit.c.code,
        columns.roles,
        columns.state,
        columns.made_at,
        columns.made_by,
    ).outerjoin(unit, unit.c.id == columns.unit_id)


def _one(connection: Connection, wanted: Select[Any]) -> Account | None:
    row = connection.execute(wanted).first()
    return None if row is None else read(row)


def read(row: Any) -> Account:  # noqa: ANN401  a row of a query has no type of its own
    """A row of ``query``."""
    login, name, unit_id, code, roles, *rest = row[1:]
    return Account(row[0], login, name, unit_id, code or "", tuple(roles.split()), *rest)
