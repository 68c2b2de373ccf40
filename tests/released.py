"""Stores as earlier releases left them: written by those programs, or laid out as they had them."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Column, Connection, MetaData, Table, inspect, select
from sqlalchemy.engine.interfaces import ReflectedColumn

from store.migrating import MIGRATIONS
from store.opening import Store, open_engine
from store.tables import metadata
from store.transfer import number_on

FOLDER = Path(__file__).parent / "released"
"""``0003.sql``: the store of the last program of that schema, ``0003.csv``: what it exported."""
Rows = dict[str, list[Mapping[str, Any]]]
LATER: Mapping[str, Mapping[str, Any]] = {
    "plan": {"state": "issued", "mode": None, "series": None, "year": None, "number": None},
    "receipt": {"changed_at": None, "changed_by": None, "reason": None},
    "plan_form": {"approved_by": None},
}
"""How columns stand that an upgrade adds to rows which had none; all others are worked out."""
OF = {"plan": "0003", "receipt": "0003", "plan_form": "0004"}
"""Since which schema they are there."""


def made_at(url: str, revision: str) -> None:
    """An empty database at an earlier schema."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with closing(Store(open_engine(url))) as store, store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def laid_out(rows: Rows, url: str, revision: str) -> None:
    """A database at an earlier schema with as much of these rows of today as it can hold."""
    made_at(url, revision)
    with closing(Store(open_engine(url))) as store, store.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("DELETE FROM meta")
        there = tables_of(connection)
        for table in metadata.sorted_tables:
            names = [one for one in there.get(table.name, ()) if one in table.c]
            some = [{name: row[name] for name in names} for row in rows[table.name]]
            if table.name == "meta" and revision < "0004":
                some = [row for row in some if row["name"] != "journal_head"]
            if names and some:
                bare = Table(table.name, MetaData(), *(Column(n, table.c[n].type) for n in names))
                connection.execute(bare.insert(), some)
                _numbered(connection, table)


def _numbered(connection: Connection, table: Table) -> None:
    if connection.dialect.name == "postgresql":
        number_on(connection, table)


def tables_of(connection: Connection) -> dict[str, list[str]]:
    """The columns of every table there is."""
    seen = inspect(connection)
    return {one: [c["name"] for c in seen.get_columns(one)] for one in seen.get_table_names()}


def expected(rows: Rows, revision: str, there: Mapping[str, Any]) -> Rows:
    """What these rows of today come to when they have been through an earlier schema."""
    found: Rows = {}
    for name, every in rows.items():
        kept = list(every) if name in there or name == "measure" else []
        if name in LATER and revision < OF[name]:
            kept = [{**row, **LATER[name]} for row in kept]
        found[name] = kept
    return found


def everything(url: str) -> Rows:
    """Every row of every table of ours, as Python sees it whichever database it is in."""
    with closing(Store(open_engine(url))) as store, store.reading() as connection:
        return {
            table.name: sorted(
                (dict(row) for row in connection.execute(select(table)).mappings()), key=repr
            )
            for table in metadata.sorted_tables
        }


def schema(url: str) -> dict[str, Any]:
    """Everything a database says of its tables, whatever the order it was made in."""
    with closing(Store(open_engine(url))) as store, store.reading() as connection:
        seen = inspect(connection)
        return {
            name: {
                "columns": sorted(map(_column, seen.get_columns(name))),
                "key": seen.get_pk_constraint(name),
                "pointers": sorted(map(repr, seen.get_foreign_keys(name))),
                "once": sorted(map(repr, seen.get_unique_constraints(name))),
                "indexes": sorted(map(repr, seen.get_indexes(name))),
            }
            for name in sorted(seen.get_table_names())
        }


def _column(one: ReflectedColumn) -> tuple[str, str, bool, str]:
    return one["name"], str(one["type"]), one["nullable"], str(one.get("default"))


def brought(path: Path, url: str, revision: str) -> None:
    """The rows of a SQLite file of an earlier schema into tables of that schema elsewhere."""
    made_at(url, revision)
    near = Store(open_engine(f"sqlite:///{path}"))
    with (
        closing(near),
        near.reading() as source,
        closing(Store(open_engine(url))) as far,
        far.writing() as goal,
    ):
        goal.exec_driver_sql("DELETE FROM meta")
        there = tables_of(goal)
        for table in metadata.sorted_tables:
            names = [one for one in there.get(table.name, ()) if one in table.c]
            bare = Table(table.name, MetaData(), *(Column(n, table.c[n].type) for n in names))
            found = source.execute(select(bare)).mappings().all() if names else []
            if found:
                goal.execute(bare.insert(), [dict(row) for row in found])
                _numbered(goal, table)
