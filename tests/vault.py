"""What a SQLite store holds, read without any code of ours."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from store import journal
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


def unnumbered(database: Path, without: Collection[str] = ()) -> dict[str, Counter[str]]:
    """Every row of every table by a digest that says all but the numbers rows were given.

    What a row refers to counts by what stands there, so that two stores agree whatever the order
    in which their rows came in: the digest of a row takes in those of its neighbours, in turn.
    The chain of acts says that order and nothing else; whether it holds, ``verify`` tells.
    """
    tables = {name: table for name, table in metadata.tables.items() if name not in without}
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name, table in tables.items():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        found[name] = rows(database, f'SELECT {columns} FROM "{name}"')
    found["meta"] = [row for row in found["meta"] if row[0] != journal.HEAD]
    said: dict[str, dict[Any, str]] = {name: {} for name in tables}
    digests: dict[str, list[str]] = {}
    for _ in range(REACH):
        digests = {
            name: [_said(tables[name], row, said) for row in some] for name, some in found.items()
        }
        for name, table in tables.items():
            if "id" in table.columns:
                place = list(table.columns.keys()).index("id")
                numbers = (row[place] for row in found[name])
                said[name] = dict(zip(numbers, digests[name], strict=True))
    return {name: Counter(some) for name, some in digests.items()}


REACH = 4
"""How far the digest of a row sees, from reference to reference."""
LOOSE = {"assignment.latest_id": "submission"}
"""Numbers of rows that the database itself does not hold to be references."""
CHAIN = {"act": ("number", "hash")}
"""What an act says of those before it; to which rows it is bound goes by their numbers."""


def _said(table: Table, row: tuple[Any, ...], said: dict[str, dict[Any, str]]) -> str:
    plain: list[object] = []
    for column, value in zip(table.columns, row, strict=True):
        above = LOOSE.get(f"{table.name}.{column.name}")
        for key in column.foreign_keys:
            above = key.column.table.name
        if above is not None:
            plain.append(None if value is None else said.get(above, {}).get(value))
        elif f"{table.name}.{column.name}" == "act.details":
            plain.append({**json.loads(value), "bound": None})
        elif column.name not in ("id", *CHAIN.get(table.name, ())):
            plain.append(value)
    return hashlib.sha256(repr(plain).encode()).hexdigest()


def change(database: Path, statement: str, *values: object) -> None:
    """One statement, kept."""
    if server.address:
        server.change(database.parent, statement, values)
        return
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement, values)
