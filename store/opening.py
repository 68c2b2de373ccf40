"""Opening a store: one SQLite writer that waits its turn, or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from errors import Problem
from store.tables import HEAD

__all__ = ["Connection", "Store", "open_engine", "open_store", "version_of"]

BUSY_MS = 60_000
DATABASES = "sqlite:///…, postgresql+psycopg://…"


@dataclass(frozen=True)
class Store:
    """A database at the schema this code knows."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection whose reads see one moment; it writes nothing."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or on any error none of it."""
        with self.engine.connect().execution_options(capbac_write=True) as connection:
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine for a SQLAlchemy URL, set up for durability. Raises Problem setting_invalid."""
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
        if kind not in ("sqlite", "postgresql"):
            raise Problem("setting_invalid", name="database", sent=kind, allowed=DATABASES)
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        sent = url.partition(":")[0]
        raise Problem("setting_invalid", name="database", sent=sent, allowed=DATABASES) from error
    if parsed.get_backend_name() == "sqlite":
        _tune_sqlite(engine)
    return engine


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
        write = connection.get_execution_options().get("capbac_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def open_store(url: str) -> Store:
    """The store at ``url``. Raises Problem no_workspace or schema_unknown."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise Problem("no_workspace", path=parsed.database)
    engine = open_engine(url)
    try:
        found = version_of(engine)
    except DBAPIError as error:
        raise Problem("database_unreachable", reason=_first_line(error)) from error
    if found is None:
        raise Problem("no_workspace", path=parsed.database)
    if found != HEAD:
        raise Problem("schema_unknown", found=found, needed=HEAD)
    return Store(engine)


def version_of(engine: Engine) -> str | None:
    """The migration a database stands at; None where Capbac has never been."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
