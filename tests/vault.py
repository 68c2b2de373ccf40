"""What a SQLite store holds, read without any code of ours."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from store.tables import metadata
from tests.both import server

Rows = list[tuple[Any, ...]]


def rows(database: Path, query: str, *values: object) -> Rows:
    """The rows of one query."""
    if server.address:
        return server.rows(database.parent, query, values)
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query, values).fetchall()


def value(database: Path, query: str, *values: object) -> Any:
    """The only cell of the only row of a query."""
    ((found,),) = rows(database, query, *values)
    return found


def dump(database: Path, without: Collection[str] = ()) -> dict[str, Rows]:
    """Every row of every table, by table."""
    if server.address:
        every = {"alembic_version", *metadata.tables} - set(without)
        found = {name: rows(database, f'SELECT * FROM "{name}"') for name in sorted(every)}
        return {name: sorted(some, key=repr) for name, some in found.items()}
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        tables = sorted({name for (name,) in names} - set(without))
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in tables
        }


def change(database: Path, statement: str, *values: object) -> None:
    """One statement, kept."""
    if server.address:
        server.change(database.parent, statement, values)
        return
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement, values)
