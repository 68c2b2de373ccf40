"""Units and lineage as rows."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from sys import intern
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from hierarchy.lineage import Edge
from hierarchy.unit import Unit
from store import bulk, settings_rows
from store.streaming import streamed
from store.tables import lineage, unit

VERSION = "units_version"
MANY = 10_000
"""Units read at a time."""
_made: Callable[[tuple[Any, ...]], Unit] = partial(tuple.__new__, Unit)
"""A unit of all its fields in their order; of a million, half as long as by ``Unit(…)``."""
_UNITS = select(unit.c.id, *[unit.c[name] for name in Unit._fields])
"""The row id, then what a unit is made of, in its own order."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import changed, in rows."""

    added: int
    updated: int
    unchanged: int


def load(connection: Connection) -> tuple[tuple[Unit, ...], dict[tuple[str, date], int]]:
    """Every unit, and its row id by (code, valid_from)."""
    units, ids = rows(connection)
    return units, {(u.code, u.valid_from): row for u, row in zip(units, ids, strict=True)}


def rows(connection: Connection) -> tuple[tuple[Unit, ...], tuple[int, ...]]:
    """Every unit by code and first day, and the row id of each."""
    units: list[Unit] = []
    ids: list[int] = []
    day = _days()
    query = _UNITS.order_by(unit.c.code, unit.c.valid_from)
    with uncollected():
        for batch in streamed(connection, query, MANY):
            ids += [row[0] for row in batch]
            units += [
                _made(
                    (
                        code,
                        name,
                        intern(level),
                        up,
                        intern(kind),
                        day[first],
                        day[last],
                        _weight(weight),
                        lat,
                        lon,
                    )
                )
                for _, code, name, level, up, kind, first, last, weight, lat, lon in batch
            ]
    return tuple(units), tuple(ids)


def load_lineage(connection: Connection) -> tuple[Edge, ...]:
    """Every lineage edge, by day and codes."""
    table = lineage.c
    rows = connection.execute(
        select(lineage).order_by(table.on_day, table.old_code, table.new_code)
    )
    return tuple(
        Edge(
            old_code=row.old_code,
            new_code=row.new_code,
            on=row.on_day,
            share=None if row.share is None else Decimal(row.share),
            kind=row.kind,
        )
        for row in rows
    )


def version(connection: Connection) -> str:
    """A mark that changes with every change of units, for caches."""
    return settings_rows.read(connection, VERSION) or "0"


def merge(connection: Connection, units: Iterable[Unit]) -> Merged:
    """Keep units; one with the same code and first day is brought up to date, none removed."""
    known, ids = load(connection)
    by_key = {(u.code, u.valid_from): u for u in known}
    fresh, changed, same = [], [], 0
    for one in units:
        key = (one.code, one.valid_from)
        if key not in by_key:
            fresh.append(_row(one))
        elif by_key[key] != one:
            changed.append({"row_id": ids[key], **_row(one)})
        else:
            same += 1
    bulk.insert_rows(connection, unit, fresh)
    for row in changed:
        row_id = row.pop("row_id")
        connection.execute(update(unit).where(unit.c.id == row_id).values(**row))
    if fresh or changed:
        _touch(connection)
    return Merged(len(fresh), len(changed), same)


def merge_lineage(connection: Connection, edges: Iterable[Edge]) -> Merged:
    """Keep lineage edges; the same pair on the same day is replaced."""
    known = {(e.old_code, e.new_code, e.on): e for e in load_lineage(connection)}
    fresh: dict[tuple[str, str, date], Edge] = {}
    changed: dict[tuple[str, str, date], Edge] = {}
    same = 0
    for edge in edges:
        key = (edge.old_code, edge.new_code, edge.on)
        if known.get(key) == edge:
            same += 1
        else:
            (changed if key in known else fresh)[key] = edge
    table = lineage.c
    for old_code, new_code, on in changed:
        connection.execute(
            delete(lineage).where(
                table.old_code == old_code, table.new_code == new_code, table.on_day == on
            )
        )
    rows = [_edge_row(edge) for edge in (*fresh.values(), *changed.values())]
    if rows:
        bulk.insert_rows(connection, lineage, rows)
        _touch(connection)
    return Merged(len(fresh), len(changed), same)


def count(connection: Connection) -> int:
    """How many dated unit rows there are."""
    return int(connection.execute(select(func.count()).select_from(unit)).scalar_one())


def by_ids(connection: Connection, ids: Iterable[int]) -> Mapping[int, Unit]:
    """Units by row id."""
    rows = connection.execute(_UNITS.where(unit.c.id.in_(list(ids))))
    return {row[0]: _unit(row) for row in rows}


@contextmanager
def uncollected() -> Iterator[None]:
    """No look for garbage meanwhile: of many things that stay it would look at all, over and over.

    Safe for what is soon over: what goes out of use without a cycle is freed at once all the same.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _days(dict[Any, date]):  # noqa: N801  a look-up, not a kind of thing
    """Days as they are, or from what SQLite keeps of them: a country has few different ones."""

    def __missing__(self, kept: Any) -> date:  # noqa: ANN401  whatever the driver gives
        day = kept if isinstance(kept, date) else date.fromisoformat(kept)
        self[kept] = day
        return day


def _weight(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _touch(connection: Connection) -> None:
    settings_rows.count_up(connection, VERSION)


def _unit(row: Any) -> Unit:  # noqa: ANN401  a result row has no static columns
    _id, code, name, level, parent, kind, first, last, weight, lat, lon = row
    return Unit(code, name, level, parent, kind, first, last, _weight(weight), lat, lon)


def _row(one: Unit) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "level": one.level,
        "parent_code": one.parent_code,
        "type": one.type,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "weight": None if one.weight is None else str(one.weight),
        "lat": one.lat,
        "lon": one.lon,
    }


def _edge_row(edge: Edge) -> dict[str, Any]:
    return {
        "old_code": edge.old_code,
        "new_code": edge.new_code,
        "on_day": edge.on,
        "share": None if edge.share is None else str(edge.share),
        "kind": edge.kind,
    }
