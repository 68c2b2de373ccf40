"""Rows that are to be there, whoever puts them there first."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from store import bulk


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows whose key is not in a table yet; how many were new.

    All rows have the same members. The database itself looks whether they are there: of two
    that insert the same at the same time the second waits for the first, then finds it done.
    """
    if not rows:
        return 0
    far = connection.dialect.name == "postgresql"
    if far and len(rows) >= bulk.ENOUGH:
        return _from_beside(connection, table, rows)
    insert = postgresql.insert if far else sqlite.insert
    return bulk.many(connection, insert(table).on_conflict_do_nothing(), table, rows)


def _from_beside(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """The same through a table of this session only: a stream cannot pass over what is there."""
    names, beside = bulk.named(list(rows[0])), f"fresh_{table.name}"
    connection.exec_driver_sql(
        f'CREATE TEMP TABLE "{beside}" ON COMMIT DROP AS '  # noqa: S608  names of ours
        f'SELECT {names} FROM "{table.name}" WHERE false'
    )
    bulk.stream(connection, table, beside, list(rows[0]), [rows])
    # In the order they were given in: rows are numbered so, and two that meet wait in one order.
    done = connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({names}) SELECT {names} FROM "{beside}" '  # noqa: S608  names of ours
        "ORDER BY ctid ON CONFLICT DO NOTHING"
    )
    connection.exec_driver_sql(f'DROP TABLE "{beside}"')
    return int(done.rowcount)
