"""Rows that are to be there, whoever puts them there first."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows whose key is not in a table yet; how many were new.

    All rows have the same members. The database itself looks whether they are there: of two
    that insert the same at the same time the second waits for the first, then finds it done.
    """
    if not rows:
        return 0
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    names = list(rows[0])
    made = insert(table).on_conflict_do_nothing()
    compiled = made.compile(dialect=connection.dialect, column_keys=names)
    order = list(compiled.positiontup or names)
    # Straight to the driver: SQLAlchemy's own look at each value costs more than the insert.
    columns = [_bound(connection, table.c[name], [row[name] for row in rows]) for name in order]
    sent = list(zip(*columns, strict=True))
    if compiled.positiontup is None:
        named = [dict(zip(order, one, strict=True)) for one in sent]
        return int(connection.exec_driver_sql(str(compiled), named).rowcount)
    return int(connection.exec_driver_sql(str(compiled), sent).rowcount)


def _bound(connection: Connection, column: Column[Any], values: list[Any]) -> list[Any]:
    """Values as the driver takes them; the few different ones are made so once each."""
    impl = column.type.dialect_impl(connection.dialect)
    process = impl.bind_processor(connection.dialect)
    if process is None:
        return values
    made = {value: process(value) for value in set(values)}
    return [made[value] for value in values]
