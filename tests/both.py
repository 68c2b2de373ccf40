"""The same tests on a server: desks whose stores are databases of a PostgreSQL of our own.

While ``server`` is set every desk's store is a database there, made when it is first asked for and
copied where a file would be; nothing of ours but the address tells the two apart.
"""

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg

from engine.work import Work
from errors import Problem
from tests import postgres


class Server:
    """The server that is in use, and which workspace's store is which database."""

    def __init__(self) -> None:
        self.address = ""
        self.names: dict[Path, str] = {}
        self._made = 0

    def url(self, workspace: Path) -> str | None:
        """Where the store of a workspace is; None where it is a file in it."""
        if not self.address:
            return None
        where = workspace.resolve()
        if where not in self.names:
            self.names[where] = self._next()
            postgres.database(self.address, self.names[where])
        return self._spelled(self.names[where])

    def copy(self, old: Path, new: Path) -> None:
        """Let the store of one workspace be that of another too."""
        source = self.url(old)
        assert source is not None
        Work(source, "").store().close()
        name = self.names[new.resolve()] = self._next()
        like = self.names[old.resolve()]
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')

    def forget(self, where: Path) -> None:
        """Drop the database of a workspace."""
        name = self.names.pop(where)
        with suppress(Problem):  # nothing of ours was ever made in it
            Work(self._spelled(name), "").store().close()
        postgres.drop(self.address, name)

    def rows(self, where: Path, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """The rows of one query, spelled as SQLite would give them back."""
        url = self.url(where)
        assert url is not None
        with psycopg.connect(self.plain(url), autocommit=True) as connection:
            said = query.replace("%", "%%").replace("?", "%s") if values else query
            found = connection.execute(said, values or None)
            if found.description is None:
                return []
            return [tuple(map(_as_kept, row)) for row in found.fetchall()]

    def change(self, where: Path, statement: str, values: tuple[object, ...]) -> int:
        """One statement by somebody without rules: no foreign keys; how many rows it met."""
        url = self.url(where)
        assert url is not None
        with psycopg.connect(self.plain(url)) as connection:
            connection.execute("SET session_replication_role = replica")
            said = statement.replace("%", "%%").replace("?", "%s") if values else statement
            return connection.execute(said, values or None).rowcount

    def plain(self, url: str) -> str:
        """An address as the driver itself takes it."""
        return url.replace("postgresql+psycopg://", "postgresql://")

    def _next(self) -> str:
        self._made += 1
        return f"desk{self._made}"

    def _spelled(self, name: str) -> str:
        return postgres.url_of(self.address, name)


def _as_kept(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


server = Server()
