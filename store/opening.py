"""Opening a store: one SQLite writer that waits its turn, or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.exc import (
    TimeoutError as NoneFree,
)

from errors import Problem
from store.straits import is_busy, is_full
from store.tables import HEAD

__all__ = [
    "Connection",
    "DBAPIError",
    "Store",
    "guarded",
    "in_words",
    "open_engine",
    "open_store",
    "parsed_url",
    "version_in",
    "version_of",
]

BUSY_MS = 60_000
CONNECTIONS = 80
"""At most so many of one process: each thread of a server may hold two. PostgreSQL allows 100."""
KEPT = 40
"""So many stay open for the next who comes; opening one costs more than what it is for."""
_TURNS: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()
# The one that was used last comes first: its pages are still at hand.
_POOL = {"pool_size": KEPT, "max_overflow": CONNECTIONS - KEPT, "pool_use_lifo": True}
DATABASES = "sqlite:///…, postgresql+psycopg://…"


@dataclass(frozen=True)
class Store:
    """A database at the schema this code knows."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection whose reads all see one moment; it writes nothing."""
        with in_words(self.engine), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                # There every statement sees its own moment unless it is told otherwise; in SQLite
                # a transaction that has read stays where it is.
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection

    @contextmanager
    def writing(self, *, known: bool = False) -> Iterator[Connection]:
        """A transaction: all of it is kept, or on any error none of it.

        ``known``: whatever is referred to was read in this very transaction, so SQLite need not
        look it up again for each row.
        """
        with in_words(self.engine), _turn(self.engine):
            plain = self.engine.connect()
            options = {"capbac_write": True, "capbac_known": known}
            with plain.execution_options(**options) as connection, connection.begin():
                yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _turn(engine: Engine) -> AbstractContextManager[object]:
    """SQLite has one writer: threads of this process take turns before they ask for it.

    In the driver each would look again every now and then, and an unlucky one wait long.
    """
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return _TURNS.setdefault(engine, Lock())


@contextmanager
def in_words(engine: Engine) -> Iterator[None]:
    """What the driver says in this block as Problem disk_full, database_busy or …_unreachable.

    Locked too long, read-only, gone: the operator's to mend, not a mistake of ours.
    """
    try:
        yield
    except OperationalError as error:
        raise _told(engine, error.orig) from error
    except sqlite3.OperationalError as error:  # where the driver itself was asked
        raise _told(engine, error) from error
    except NoneFree as error:  # more at once than there may be connections
        raise Problem("database_busy", reason=str(error)) from error


def _told(engine: Engine, error: BaseException | None) -> Problem:
    """Problem disk_full or database_busy where that is it, else database_unreachable."""
    said, path = str(error).splitlines()[0] if str(error) else type(error).__name__, None
    if engine.dialect.name == "sqlite":
        path = engine.url.database
    if is_full(error, path):
        return Problem("disk_full", path=path or engine.url.host or "PostgreSQL", reason=said)
    return Problem("database_busy" if is_busy(error) else "database_unreachable", reason=said)


def open_engine(url: str) -> Engine:
    """An engine for a SQLAlchemy URL, set up for durability. Raises Problem setting_invalid."""
    parsed = parsed_url(url)
    server = parsed.get_backend_name() == "postgresql"
    try:
        # A server may have been away since: a look before each use, and nobody is refused for it.
        engine = create_engine(parsed, **_POOL, pool_pre_ping=server)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise _address_invalid(url.partition(":")[0]) from error
    if not server:
        _tune_sqlite(engine)
    return engine


def parsed_url(url: str) -> URL:
    """An address of a store that lasts, in its parts. Raises Problem setting_invalid."""
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise _address_invalid(url.partition(":")[0]) from error
    if kind not in ("sqlite", "postgresql"):
        raise _address_invalid(kind)
    if kind == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise _address_invalid(url)  # in memory: nothing that is told would be kept
    return parsed


def _address_invalid(sent: str) -> Problem:
    return Problem("setting_invalid", name="database", sent=sent, allowed=DATABASES)


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own object
        # Transactions are begun by us below: the driver's own late BEGIN would turn a read
        # that then writes into an immediate "database is locked".
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "cache_size=-65536",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        # Set anew each time, since it stays with the connection and may only be set outside.
        known = "OFF" if options.get("capbac_known", False) else "ON"
        connection.exec_driver_sql(f"PRAGMA foreign_keys={known}")
        write = options.get("capbac_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def open_store(url: str) -> Store:
    """The store at ``url``. Raises Problem no_workspace or schema_unknown."""
    engine = open_engine(url)
    path = engine.url.database
    if engine.dialect.name == "sqlite" and not Path(path or "").is_file():
        raise Problem("no_workspace", path=path)
    with guarded(engine):
        found = version_of(engine)
        if found != HEAD:
            raise _refusal(found, path)
    return Store(engine)


def version_of(engine: Engine) -> str | None:
    """The migration a database stands at; None where Capbac has never been."""
    with engine.connect() as connection:
        return version_in(connection)


def version_in(connection: Connection) -> str | None:
    """The same, as a transaction sees it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _refusal(found: str | None, path: str | None) -> Problem:
    if found is None:
        return Problem("no_workspace", path=path)
    # Schemas are numbered: one behind ours can be brought up, of one ahead we know nothing.
    return Problem("schema_old" if found < HEAD else "schema_unknown", found=found, needed=HEAD)


@contextmanager
def guarded(engine: Engine) -> Iterator[None]:
    """A first look at a database; where it fails nothing of ours stays open.

    An open connection would leave SQLite's side files beside a store that may not be ours.
    Raises Problem database_unreachable for what the driver says.
    """
    try:
        yield
    except DBAPIError as error:
        engine.dispose()
        raise _told(engine, error.orig) from error
    except Problem:
        engine.dispose()
        raise
