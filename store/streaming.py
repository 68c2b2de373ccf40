"""Many rows as they come: never all at hand, and without a look at each by SQLAlchemy."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError

BATCH = 512
"""Rows at a time: a batch of packed figures stays within a processor's cache."""


def streamed(
    connection: Connection, query: Select[Any], size: int = BATCH
) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of a query in batches of at most ``size``, as the driver gives them.

    For columns of numbers, texts and bytes, and for nothing else bound into the query. Other
    queries may run in between. Raises what the query would.
    """
    compiled = query.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    statement = str(compiled)
    driver: Any = connection.connection.driver_connection
    with as_told(connection, statement):
        if connection.dialect.name == "postgresql":
            # Held by the server and sent as it is: bytes as text would be twice as long.
            cursor = driver.cursor("streamed", binary=True)
            sent: Any = compiled.params
        else:
            cursor = driver.cursor()
            sent = [compiled.params[name] for name in compiled.positiontup or ()]
        with closing(cursor):
            cursor.execute(statement, sent)
            while rows := cursor.fetchmany(size):
                yield rows


@contextmanager
def as_told(connection: Connection, statement: str) -> Iterator[None]:
    """What the driver itself raises, as SQLAlchemy would raise it."""
    dialect = connection.dialect
    try:
        yield
    except dialect.loaded_dbapi.Error as error:
        known = dialect.loaded_dbapi.Error
        raise DBAPIError.instance(statement, None, error, known, dialect=dialect) from error
