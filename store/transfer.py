"""Every row of one store into another, told as they go, and proved equal before they are kept."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, insert, select, text

from store import bulk
from store.tables import meta, metadata

Progress = Callable[[int, int], None]
ROWS = 64
"""Rows that are held at once: one may carry a megabyte."""
Prints = dict[str, tuple[int, str]]
"""By table: how many rows it has, and the sum of their SHA-256."""


def copy_rows(source: Connection, goal: Connection, progress: Progress) -> Prints:
    """Every row of every table of ours from one store into another, over what stands there.

    The prints are those of what was read.
    """
    tables = metadata.sorted_tables
    far = goal.dialect.name == "postgresql"
    if not far:
        goal.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in reversed(tables):
        goal.execute(delete(table))
    total = sum(counts(source).values())
    done = 0
    prints: Prints = {}
    for table in tables:
        seen = _Print()

        def read(table: Table = table, seen: _Print = seen) -> Iterator[Sequence[Any]]:
            nonlocal done
            for some in source.execute(_all_of(table)).mappings().partitions(ROWS):
                seen.add(tuple(row.values()) for row in some)
                done += len(some)
                progress(done, total)
                yield some

        if far:
            bulk.stream(goal, table, table.name, list(table.columns.keys()), read())
            number_on(goal, table)
        else:
            for some in read():
                goal.execute(insert(table), [dict(row) for row in some])
        prints[table.name] = seen.told()
    return prints


def printed(connection: Connection, progress: Progress) -> Prints:
    """The same of what a store holds, read again."""
    total = sum(counts(connection).values())
    done = 0
    found: Prints = {}
    for table in metadata.sorted_tables:
        seen = _Print()
        for some in connection.execute(_all_of(table)).partitions(ROWS):
            seen.add(tuple(row) for row in some)
            done += len(some)
            progress(done, total)
        found[table.name] = seen.told()
    return found


def first_held(connection: Connection, names: Iterable[str]) -> str | None:
    """The first of some tables of ours that has a row; what a store says of itself is none."""
    for name in sorted(set(names) - {meta.name}):
        if connection.execute(select(metadata.tables[name]).limit(1)).first():
            return name
    return None


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table of ours has."""
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }


class _Print:
    """What tells rows from others, whichever database they were read from and in what order.

    The sum of their hashes: two databases may sort the same words differently.
    """

    def __init__(self) -> None:
        self._rows, self._sum = 0, 0

    def add(self, rows: Iterator[Sequence[Any]]) -> None:
        for row in rows:
            self._rows += 1
            one = hashlib.sha256()
            # Each part with its kind and its length: nothing can move from one to the next.
            for value in row:
                kind, said = _spelled(value)
                one.update(f"{kind}{len(said)}:".encode())
                one.update(said)
            self._sum += int.from_bytes(one.digest())

    def told(self) -> tuple[int, str]:
        return self._rows, f"{self._sum % 2**256:064x}"


def _spelled(value: object) -> tuple[str, bytes]:
    if isinstance(value, bytes | bytearray | memoryview):
        return "b", bytes(value)
    if isinstance(value, datetime):
        return "t", value.isoformat().encode()
    return type(value).__name__[0], repr(value).encode()


def _all_of(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key.columns)


def number_on(goal: Connection, table: Table) -> None:
    """Let new rows be numbered after those that were brought."""
    if "id" not in table.c:
        return
    found = goal.execute(
        text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": f'"{table.name}"'}
    ).scalar()
    if found is not None:
        newest = goal.execute(select(func.max(table.c.id))).scalar()
        goal.execute(
            text("SELECT setval(:sequence, :value, :used)"),
            {"sequence": found, "value": newest or 1, "used": newest is not None},
        )
