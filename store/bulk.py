"""Many rows at once: PostgreSQL takes them as one binary stream, SQLite as it always did.

On a country of 11,367 units binary COPY costs a third of the client's CPU for what carries bytes
and a tenth for what does not; in text it costs more than the inserts it replaces, because bytes
travel as hexadecimal digits.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Insert, Table, insert

from store.streaming import as_told

ENOUGH = 64
"""Rows from which a stream is worth its beginning."""
_PLAIN = {
    "BIGINT": "int8",
    "INTEGER": "int4",
    "TEXT": "text",
    "BYTEA": "bytea",
    "BOOLEAN": "bool",
    "DATE": "date",
    "FLOAT": "float8",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
}
"""The driver's name of each kind of column there is."""

Row = Mapping[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same members."""
    if connection.dialect.name == "postgresql" and len(rows) >= ENOUGH:
        stream(connection, table, table.name, list(rows[0]), [rows])
    elif rows:
        many(connection, insert(table), table, rows)


def many(connection: Connection, made: Insert, table: Table, rows: Sequence[Row]) -> int:
    """One insert for each of these rows, straight to the driver; how many rows there are of it.

    SQLAlchemy's own look at each value costs more than the insert.
    """
    names = list(rows[0])
    compiled = made.compile(dialect=connection.dialect, column_keys=names)
    order = list(compiled.positiontup or names)
    columns = [bound(connection, table.c[name], [row[name] for row in rows]) for name in order]
    sent: list[Any] = list(zip(*columns, strict=True))
    if compiled.positiontup is None:
        sent = [dict(zip(order, one, strict=True)) for one in sent]
    return int(connection.exec_driver_sql(str(compiled), sent).rowcount)


def stream(
    connection: Connection,
    table: Table,
    into: str,
    names: Sequence[str],
    parts: Iterable[Sequence[Row]],
) -> None:
    """Rows of a table's kind, as they come, into it or into another with the columns ``names``.

    On PostgreSQL only. Raises what one insert of them would.
    """
    kinds = [_PLAIN[table.c[one].type.compile(dialect=connection.dialect)] for one in names]
    statement = f'COPY "{into}" ({named(names)}) FROM STDIN (FORMAT BINARY)'
    driver: Any = connection.connection.driver_connection
    # Refused as the same rows would have been one by one.
    with as_told(connection, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(kinds)
        for rows in parts:
            columns = [bound(connection, table.c[n], [row[n] for row in rows]) for n in names]
            for one in zip(*columns, strict=True):
                copy.write_row(one)


def named(names: Sequence[str]) -> str:
    """Columns as a statement lists them."""
    return ", ".join(f'"{one}"' for one in names)


def bound(connection: Connection, column: Column[Any], values: list[Any]) -> list[Any]:
    """Values as the driver takes them; the few different ones are made so once each."""
    impl = column.type.dialect_impl(connection.dialect)
    process = impl.bind_processor(connection.dialect)
    if process is None:
        return values
    made = {value: process(value) for value in set(values)}
    return [made[value] for value in values]
