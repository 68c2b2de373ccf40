"""A store as one SQLite file, and back: one moment of it, in chunks, while others go on working."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from errors import Problem
from store import claims
from store.migrating import create_or_upgrade
from store.moment import one_moment
from store.opening import Store, guarded, in_words, open_engine, parsed_url, version_of
from store.tables import HEAD, metadata
from store.transfer import ROWS, Prints, Progress, copy_rows, first_held, printed

_PAGES = 2_000
_VERSION = "alembic_version"


def url_of(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path.resolve()}"


def snapshot(store: Store, target: Path, progress: Progress) -> None:
    """Everything in a store as it is at one moment, as a SQLite file that was not there.

    The same moment for every table, whatever is written meanwhile; nobody waits for it. Views
    stay out: ours are made again wherever it is brought back. Raises Problem disk_full.
    """
    with in_words(open_engine(url_of(target))):
        _snapshot(store, target, progress)


def _snapshot(store: Store, target: Path, progress: Progress) -> None:
    if store.engine.dialect.name == "sqlite":
        _copied_pages(store, target, progress)
    else:
        with (
            closing(create_or_upgrade(url_of(target))) as fresh,
            one_moment(store) as source,
            fresh.writing() as goal,
        ):
            copy_rows(source, goal, progress)
    _without_views(target)
    settle(target)


def _copied_pages(store: Store, target: Path, progress: Progress) -> None:
    with store.reading() as connection:
        # The first look fixes the moment; what others write after it is not seen any more.
        connection.execute(text("SELECT count(*) FROM meta")).all()
        source: Any = connection.connection.driver_connection
        with closing(sqlite3.connect(target)) as goal:
            source.backup(
                goal,
                pages=_PAGES,
                progress=lambda _status, left, total: progress(total - left, total),
            )


def _without_views(path: Path) -> None:
    # A snapshot is read by strangers: it carries rows, and nothing that runs when it is read.
    with closing(sqlite3.connect(path)) as connection, connection:
        views = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
        for (name,) in views:
            quoted = name.replace('"', '""')
            connection.execute(f'DROP VIEW "{quoted}"')


def settle(path: Path) -> None:
    """Make a SQLite file one file, on the disk: no journal stands beside it any more."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def fill(store: Store, path: Path, progress: Progress) -> None:
    """Everything in a snapshot of today's schema into a store; all of it or nothing."""
    with closing(Store(open_engine(url_of(path)))) as source, source.reading() as rows:
        rows.execution_options(yield_per=ROWS)
        with store.writing() as goal:
            _still_empty(goal)
            copy_rows(rows, goal, progress)


class Taken(Exception):
    """Something was put where a store was to go, since it was looked at; its first argument."""


class Differs(Exception):
    """The names of the tables that are not what was read."""


def across(store: Store, url: str, progress: Progress, check: Progress) -> Prints:
    """Everything in a store as it is at one moment into the empty store at ``url``.

    All of it, read again and found the same, or nothing. Raises Taken, Differs, Problem
    database_unreachable, or DBAPIError where the other database cannot hold what is in this one.
    """
    with (
        closing(create_or_upgrade(url)) as fresh,
        one_moment(store) as source,
        fresh.writing() as goal,
    ):
        _still_empty(goal)
        told = copy_rows(source, goal, progress)
        found = printed(goal, check)
        differing = sorted(name for name in told if found.get(name) != told[name])
        if differing:
            raise Differs(*differing)
        return told


def _still_empty(goal: Connection) -> None:
    # Of two that fill the same place at once the second waits here, and then finds it taken.
    claims.named(goal, claims.SCHEMA)
    held = first_held(goal, metadata.tables)
    if held is not None:
        raise Taken(held)


def occupied(url: str) -> str | None:
    """What a database holds that a restore would lie over; None where it holds nothing.

    Tables of ours without a row are nothing, and so is what a store says of itself. Raises
    Problem database_unreachable.
    """
    engine = open_engine(url)
    path = engine.url.database
    if engine.dialect.name == "sqlite":
        return Path(path).name if path and Path(path).exists() else None
    with guarded(engine), closing(Store(engine)):
        names = set(inspect(engine).get_table_names())
        strange = sorted(names - {*metadata.tables, _VERSION})
        if strange:
            return strange[0]
        with engine.connect() as connection:
            return first_held(connection, names - {_VERSION})


def looked_into(path: Path) -> Mapping[str, Any]:
    """What a snapshot says of itself, read without trusting it: schema, counts, strangers, damage.

    Raises Problem database_unreachable where it is no SQLite file.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            schema = connection.execute("SELECT type, name FROM sqlite_schema").fetchall()
            tables = {name for kind, name in schema if kind == "table"}
            damage = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            strange = {name for kind, name in schema if kind in ("trigger", "view")}
            version = connection.execute(f"SELECT version_num FROM {_VERSION}").fetchone()  # noqa: S608  a name of ours
            if version == (HEAD,):
                # One of another version may have tables this code never heard of.
                strange |= {name for name in tables if not name.startswith("sqlite_")}
                strange -= {*metadata.tables, _VERSION}
            return {
                "strangers": sorted(strange),
                "counts": {
                    name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  the name of a table of ours
                    for name in sorted(tables & set(metadata.tables))
                },
                "damage": [] if damage == ["ok"] else damage,
            }
    except sqlite3.DatabaseError as error:
        raise Problem("database_unreachable", reason=str(error)) from error


def file_of(url: str) -> Path | None:
    """The file of a SQLite address; None for a server's."""
    parsed = parsed_url(url)
    backend = parsed.get_backend_name()
    return Path(parsed.database) if backend == "sqlite" and parsed.database else None


def shown(url: str) -> str:
    """An address as it may be said: without a password."""
    return parsed_url(url).render_as_string(hide_password=True)


def schema_of(store: Store) -> str:
    """The migration a store stands at."""
    return version_of(store.engine) or ""
