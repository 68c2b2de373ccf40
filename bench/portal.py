"""The last hour through the portal: every unit sends, and the figures above are right at the end.

A real ``serve`` in a process of its own, the driver in another, on the same cores: once on SQLite
and once on PostgreSQL, both of which have it on the disk before they answer. Then pages.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import select

from bench.country import PERIOD, Country
from bench.portal_driver import KEPT, SENT, repeat
from bench.processes import ROOT, measured, processor
from bench.table import NONE, Row, seconds
from engine import cascade, collect, live, rollup, tokens, workspace
from engine.pool import opened
from engine.work import Work
from store import accounts, api_tokens, rollups, sessions
from store.assignments import owed
from store.copying import fill
from store.opening import Connection
from store.tables import submission, unit
from tests import postgres

CONNECTIONS = 16
"""Clerks who wait for an answer at the same time."""
AIM = {"SQLite": 30, "PostgreSQL": 60}
"""Submissions a second that are asked of each."""
TIMES = 100
FORMS = 20


def run(country: Country) -> list[Row]:
    """The hour on both databases, from the same start; AssertionError where anything was lost."""
    now = datetime.now(UTC)
    start = _started(country, now)
    right = _right(country, now)
    rows = _hour("SQLite", start, country, right)
    with tempfile.TemporaryDirectory() as folder, postgres.server(Path(folder)) as address:
        _hurried(address)
        far = replace(start, database=postgres.database(address, "hour"))
        workspace.make(far, "vn")
        fill(far.store(), country.folder / "portal-start.db", lambda _done, _total: None)
        rows += _hour("PostgreSQL", far, country, right)
        far.store().close()
    return rows


def _hurried(address: str) -> None:
    """The tests' server waits for no disk; this one does, as PostgreSQL does by itself."""
    with psycopg.connect(address, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM RESET {name}")
        connection.execute("SELECT pg_reload_conf()")


def _started(country: Country, now: datetime) -> Work:
    """A store in which everything is owed and every unit has a clerk whose program has a token."""
    work = country.fresh("portal")
    workspace.make(work, "vn")
    cascade.cascade(work, country.plan, now, _silent)
    with work.store().writing() as connection:
        lines = _clerks(connection, country, now)
        # By the word of a browser that signed in: what is measured is not Argon2.
        national = lines[0]["account"]
        told = {"made_at": now, "seen_at": now, "expires_at": now + timedelta(hours=12)}
        token = {"account_id": national, "token": tokens.hashed(_NATIONAL)}
        sessions.add(connection, {**told, **token})
    said = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
    (country.folder / SENT).write_text(said)
    with work.store().reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    (country.folder / "portal-start.db").write_bytes(
        (country.folder / "portal" / "capbac.db").read_bytes()
    )
    return work


_NATIONAL = tokens.fresh()


def _clerks(connection: Connection, country: Country, now: datetime) -> list[dict[str, Any]]:
    bodies: dict[str, str] = {}
    lines: list[dict[str, Any]] = []
    for path in sorted(country.inbox.rglob("*.json")):
        body = path.read_text()
        bodies[json.loads(body)["unit"]] = body
    for one in sorted(owed(connection), key=lambda one: len(one.code)):
        if one.code not in bodies:
            continue
        role = "clerk" if lines else "officer clerk"
        account = accounts.add(connection, _account(one.code, one.unit_id, role, now))
        token = tokens.fresh()
        told = {"account_id": account, "name": "hour", "token": tokens.hashed(token)}
        days = {"made_at": now, "expires_at": now + timedelta(days=2)}
        api_tokens.add(connection, {**told, **days, "scope": "read write"})
        lines.append(
            {
                "unit": one.code,
                "token": token,
                "body": bodies[one.code],
                "account": account,
                "assignment": one.id,
            }
        )
    return lines


def _account(code: str, unit_id: int, roles: str, now: datetime) -> dict[str, Any]:
    named = {"login": f"clerk-{code}", "name": f"Clerk of {code}", "unit_id": unit_id}
    made = {"made_at": now, "made_by": "bench", "changed_at": now, "changed_by": "bench"}
    return {**named, **made, "roles": roles, "password": None, "state": "active"}


def _right(country: Country, now: datetime) -> tuple[dict[str, str], dict[int, bytes]]:
    """What must come of it, by files and one full roll-up: digests by unit, figures by unit."""
    work = country.fresh("portal-right")
    workspace.make(work, "vn")
    cascade.cascade(work, country.plan, now, _silent)
    with opened() as pool:
        collect.collect(work, [country.inbox], None, now, pool, _silent)
    return _digests(work), _figures(work, rollup.run(work, PERIOD, None, now).id)


def _digests(work: Work) -> dict[str, str]:
    """The digest of what each unit has in the store. AssertionError for two of one unit."""
    from store.tables import assignment

    with work.store().reading() as connection:
        rows = connection.execute(
            select(unit.c.code, submission.c.digest)
            .join(assignment, assignment.c.id == submission.c.assignment_id)
            .join(unit, unit.c.id == assignment.c.unit_id)
        ).all()
    assert len({row.code for row in rows}) == len(rows), "something was taken in twice"
    return {row.code: row.digest for row in rows}


def _figures(work: Work, rollup_id: int) -> dict[int, bytes]:
    with work.store().reading() as connection:
        return rollups.packed_rows(connection, rollup_id)


def _hour(
    name: str, work: Work, country: Country, right: tuple[dict[str, str], dict[int, bytes]]
) -> list[Row]:
    with _served(work) as (port, process):
        before = processor(process.pid)
        driven = measured(
            ["-m", "bench.portal_driver", str(port), str(country.folder), str(CONNECTIONS)]
        )
        spent = processor(process.pid) - before
        told = driven.said
        began = time.perf_counter()
        while live.behind(work):
            time.sleep(0.05)
        lag = time.perf_counter() - began
        _hold_against(told, work, country, right)
        pages = _pages(name, port, country)
    speed = len(right[0]) / told["wall"]
    many = f"{len(right[0]):,} submissions, {CONNECTIONS} at once"
    p50, p95, p99 = (seconds(told[f"p{share}"]) for share in (50, 95, 99))
    asked = f"{speed:.0f} a second (aim: {AIM[name]}); p50 {p50}, p95 {p95} (aim: 1 s), p99 {p99}"
    return [
        Row(
            f"portal, the last hour: {name}",
            many,
            seconds(told["wall"]),
            seconds(spent),
            compared=asked,
        ),
        Row(f"portal, figures right after the last answer: {name}", "", seconds(lag)),
        *pages,
    ]


def _hold_against(
    told: dict[str, Any],
    work: Work,
    country: Country,
    right: tuple[dict[str, str], dict[int, bytes]],
) -> None:
    """AssertionError where an answer, a revision or a figure is not what it must be."""
    assert set(told["statuses"]) == {"201"}, told
    acknowledged = json.loads((country.folder / KEPT).read_text())
    kept = _digests(work)
    assert acknowledged == kept, "the store is not what was acknowledged"
    assert kept == right[0], "what came through the portal differs from what came as files"
    figures = _figures(work, rollup.current(work, PERIOD, None))
    assert figures == right[1], "the figures are not those of a full roll-up"


def _pages(name: str, port: int, country: Country) -> list[Row]:
    """The nation's pages, by a browser that is signed in."""
    lines = (country.folder / SENT).read_text().splitlines()
    own = json.loads(lines[0])
    asked = {
        "overview of the nation": (f"/units/{own['unit']}", TIMES),
        "form of 190 measures": (f"/forms/{own['assignment']}", FORMS),
        "list of work": ("/", FORMS),
    }
    rows = []
    for what, (path, many) in asked.items():
        found = asyncio.run(repeat(port, path, _NATIONAL, many))
        assert found["status"] == 200, (path, found)
        told = f"p50 {seconds(found['p50'])}, p95 {seconds(found['p95'])}"
        size = f"{found['bytes'] / 1000:.0f} kB gzipped"
        rows.append(Row(f"portal, {what}: {name}", size, NONE, compared=told))
    return rows


@contextmanager
def _served(work: Work) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """A server of its own on a free port; its log goes nowhere."""
    code = "import sys, cli; cli.main(sys.argv[1:])"
    line = ["--workspace", work.workspace, "--database", work.database, "serve", "--port", "0"]
    log = Path(work.workspace) / "serve.log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *line], cwd=ROOT, stderr=said, text=True, env=os.environ
        )
        try:
            while not (found := re.search(r"http://\S+:([0-9]+)", log.read_text())):
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
            yield int(found[1]), process
        finally:
            process.terminate()
            process.wait(60)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""
