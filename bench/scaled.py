"""One step of the life of a big country in a process of its own, with what it took.

``python -m bench.scaled STEP FOLDER [DATABASE]`` works on the files that ``bench.big_country``
made. Imports and opening the store are a stage of their own.
"""

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bench import big_country
from bench.big_country import NOW, PERIOD, BigCountry
from bench.processes import Clock
from bench.rollup import LEVELS, MEASURES
from bench.scaled_cluster import cluster
from engine.work import Work

CHANGES = 20
UNITS = "SELECT id, code, parent_code, level, valid_from, valid_to FROM unit"
FIGURES = (
    "SELECT assignment.unit_id, submission.id, submission.packed FROM assignment "
    "LEFT JOIN submission ON submission.id = assignment.latest_id"
)
Said = dict[str, Any]


def load(country: BigCountry, work: Work, clock: Clock) -> Said:
    """Roster, form and plan, then every table of the inbox through the door."""
    from engine import cascade, collect, forms, plans, units, workspace
    from engine.pool import opened
    from hierarchy.roster import read_roster

    workspace.make(work, "plain")
    clock.lap("start")
    roster = read_roster(country.roster.read_bytes())
    units.import_units(work, roster.units, (), NOW, roster.where)
    clock.lap("units")
    forms.add(work, json.loads(country.form.read_text()), NOW)
    plan = plans.issue(work, json.loads(country.plan.read_text()), NOW, big_country.DAY).ref
    assigned = cascade.cascade(work, plan, NOW, _silent).assigned
    clock.lap("cascade")
    with opened() as pool:
        accepted = collect.collect(work, [country.inbox], None, NOW, pool, _silent).accepted
    clock.lap("collect")
    assert accepted == assigned
    return {"accepted": accepted}


def bare(_country: BigCountry, work: Work, clock: Clock) -> Said:
    """What any program must do: read the same rows by the bare driver, and add the figures up."""
    connection = _bare_connection(work.database)
    clock.lap("start")
    units = connection(UNITS)
    rows = connection(FIGURES)
    clock.lap("read")
    whole = b"".join([row[2] for row in rows if row[2]])
    count, size = len(rows), MEASURES
    packed = np.frombuffer(whole, np.uint8).reshape(-1, 9 * size)
    figures = np.ascontiguousarray(packed[:, : 8 * size]).view("<i8")
    clock.lap("between")
    total = int(figures.sum())
    clock.lap("sum")
    return {"total": total, "units": len(units), "rows": count}


def _bare_connection(database: str) -> Callable[[str], list[Any]]:
    if database.startswith("sqlite:///"):
        connection = sqlite3.connect(database.removeprefix("sqlite:///"))
        return lambda query: connection.execute(query).fetchall()
    import psycopg

    far = psycopg.connect(database.replace("+psycopg", ""))
    return lambda query: far.cursor(binary=True).execute(query.encode()).fetchall()


def rollup(_country: BigCountry, work: Work, clock: Clock) -> Said:
    """The whole roll-up of what is stored, its rows and its inputs kept."""
    from engine import rollup as verb

    _forgotten(work)
    clock.lap("start")
    done = verb.run(work, PERIOD, None, NOW)
    clock.lap("rollup")
    assert done.full
    rolled, _frame, _kept = verb.load(work, done.id)
    clock.lap("load")
    sums = [figure for figure in _nation(rolled) if figure is not None]
    return {"total": int(sum(sums)), "rows": done.rows, "reported": done.reported}


def _nation(rolled: Any) -> Iterable[Any]:  # noqa: ANN401  imported late
    from reporting.columns import Key

    block = rolled.block([0])
    return [block.exact(Key(f"m{i}"))[0] for i in range(MEASURES)]


def _forgotten(work: Work) -> None:
    """The store as it was before any roll-up."""
    from sqlalchemy import delete

    from store.tables import meta, rollup, rollup_input, rollup_row

    with work.store().writing() as connection:
        for table in (rollup_input, rollup_row, rollup):
            connection.execute(delete(table))
        connection.execute(delete(meta).where(meta.c.name.like("rollup_%")))


def change(country: BigCountry, work: Work, clock: Clock) -> Said:
    """Corrections of one unit each, taken in and carried to the root by a process that goes on."""
    from engine import collect
    from engine import rollup as verb
    from engine.pool import opened

    clock.lap("start")
    verb.run(work, PERIOD, None, NOW)
    with work.store().reading() as connection:
        units = connection.exec_driver_sql("SELECT code FROM unit ORDER BY code").scalars().all()
    spent = []
    with opened(1) as pool:
        for turn in range(CHANGES + 1):
            code = units[-1 - turn * (len(units) // (3 * CHANGES))]
            file = country.folder / "correction.json"
            file.write_text(json.dumps(big_country.document(code, time.time_ns() % 4_999)))
            now = NOW + timedelta(minutes=turn + 1)
            assert collect.collect(work, [file], None, now, pool, _silent).accepted == 1
            start = time.perf_counter()
            done = verb.run(work, PERIOD, None, now)
            spent.append(time.perf_counter() - start)
            assert (done.full, done.changed) == (False, 1)
    clock.lap("change")
    # The first one reads the map; whoever serves a country has it at hand.
    return {"first": spent[0], "median": sorted(spent[1:])[CHANGES // 2], "worst": max(spent[1:])}


def export(country: BigCountry, work: Work, clock: Clock) -> Said:
    """Everything in the two formats other programs read in bulk."""
    from engine import export as verb
    from engine.shown import shown
    from reporting.outward.figures import Choice, outgoing

    clock.lap("start")
    found = shown(work, PERIOD, None)
    leaving = outgoing(found.rollup, found.period, found.finality, Choice(None, None, ()))
    clock.lap("load")
    sizes = {}
    for kind in ("wide", "parquet"):
        target = country.folder / f"figures.{kind}"
        verb.write(leaving, verb.Manner(kind), target)
        sizes[kind] = target.stat().st_size
        clock.lap(kind)
    return sizes


def books(country: BigCountry, work: Work, clock: Clock) -> Said:
    """Workbooks of the top two levels."""
    import messages
    from engine import report
    from engine.pool import opened

    out = country.folder / "books"
    shutil.rmtree(out, ignore_errors=True)
    clock.lap("start")
    wanted = report.order(work, PERIOD, None, out, messages.words("vi", "workbook"))
    with opened() as pool:
        scope = report.Scope(level=",".join(LEVELS[:2]))
        written = report.report(work, wanted, scope, pool, _silent)
    clock.lap("books")
    return {"books": len(written.paths), "bytes": sum(p.stat().st_size for p in out.iterdir())}


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


STEPS = {one.__name__: one for one in (load, bare, rollup, change, export, books, cluster)}
"""By name; ``cluster`` on Dask, the others in this process and its own workers."""


def main() -> None:
    clock = Clock()
    step, folder, *database = sys.argv[1:]
    country = BigCountry(Path(folder))
    said = STEPS[step](country, country.work(*database), clock)
    clock.say(**said)


if __name__ == "__main__":
    main()
