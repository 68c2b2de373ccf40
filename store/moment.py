"""Reading for longer: many queries that all see the same moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from store.opening import Connection, Store

PAGE = 200
"""Rows that are held at once."""


@contextmanager
def one_moment(store: Store) -> Iterator[Connection]:
    """A connection whose queries see one moment, however long they take; rows come in pages."""
    with store.reading() as connection:
        if connection.dialect.name == "postgresql":
            # There every statement sees its own moment unless it is told otherwise; in SQLite a
            # transaction that has read stays where it is.
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        connection.execution_options(yield_per=PAGE)
        yield connection
