"""Reading for longer: a page of rows at a time, of one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from store.opening import Connection, Store

PAGE = 200
"""Rows that are held at once."""


@contextmanager
def one_moment(store: Store) -> Iterator[Connection]:
    """A connection whose queries see one moment, however long they take; rows come in pages."""
    with store.reading() as connection:
        connection.execution_options(yield_per=PAGE)
        yield connection
