"""A slow disk, and others who write for long: waited for, or said where it takes too long."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from engine import api_tokens
from engine import work as works
from engine.permits import Holder
from engine.verify import verify
from store import opening
from tests import vault
from tests.both import server
from tests.desk import Desk, opened, sent
from tests.office import quiet, send, store, work
from tests.reception import Reception

pytestmark = pytest.mark.both
HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held(desk: Desk) -> Iterator["subprocess.Popen[str] | None"]:
    """Another process writes, in one transaction that does not end."""
    if server.address:
        with psycopg.connect(server.plain(desk.address)) as other:
            other.execute("LOCK TABLE meta, submission, act IN ACCESS EXCLUSIVE MODE")
            yield None
            other.rollback()
        return
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(store(desk))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.communicate("\n")


@pytest.fixture
def hasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose database gives up waiting after a third of a second."""
    monkeypatch.setattr(opening, "BUSY_MS", 300)
    desk = opened(tmp_path)
    if server.address:
        url = server.plain(desk.address)
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}" SET lock_timeout = 300')
    works._store.cache_clear()
    return desk


def test_who_waits_too_long_is_told_so_and_has_lost_nothing(hasty: Desk) -> None:
    path = hasty.write_json("one.json", sent("W111", 1, 9))
    with held(hasty):
        outcome = hasty.run("collect", path)
    assert outcome.code == 1
    assert outcome.err.count("[database_busy]") == 2
    assert vault.value(store(hasty), "SELECT count(*) FROM submission") == 0
    hasty.done("collect", path)
    assert verify(work(hasty), quiet).faults == ()


def test_a_program_that_sends_meanwhile_is_told_to_come_again(hasty: Desk) -> None:
    reception = Reception(hasty)
    number = reception.account("lan", "W111", "clerk")
    holder = Holder(login="lan", account_id=number)
    token = api_tokens.make(work(hasty), holder, "máy", ["write"], 2, datetime.now(UTC))
    said: dict[str, Any] = {
        "json": sent("W111", 1, 9),
        "headers": {"Authorization": f"Bearer {token}", "Idempotency-Key": "one"},
    }
    with reception.browser() as program:
        with held(hasty):
            answer = program.post("/api/v1/submissions", **said)
        assert (answer.status_code, answer.json()["code"]) == (503, "database_busy")
        assert int(answer.headers["retry-after"]) > 0
        assert program.post("/api/v1/submissions", **said).status_code == 201
        assert program.post("/api/v1/submissions", **said).status_code == 200


def test_who_waits_is_served_as_soon_as_the_other_ends(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    path = desk.write_json("one.json", sent("W111", 1, 9))
    words = [sys.executable, "-m", "cli", "--workspace", str(desk.workspace)]
    words += ["--database", desk.address, "collect", str(path)]
    with held(desk):
        process = subprocess.Popen(words)
        time.sleep(2.0)
        assert process.poll() is None
    assert process.wait() == 0
    assert vault.value(store(desk), "SELECT count(*) FROM submission") == 1


def test_what_waits_for_the_disk_is_whole_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(tmp_path)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4\n")

    def slow(act: Any) -> Any:
        def acting(*given: Any, **named: Any) -> Any:
            time.sleep(0.2)
            return act(*given, **named)

        return acting

    for name in ("fsync", "replace", "link"):
        monkeypatch.setattr(os, name, slow(getattr(os, name)))
    send(desk, sent("W111", 1, 9))
    desk.done("paper", "W111", "ward-report", "2025", tmp_path / "scan.pdf")
    desk.done("rollup", "2025")
    desk.done("report", "2025", "--unit", "D11", "--out", tmp_path / "out")
    desk.done("backup", tmp_path / "b.tar")
    desk.done("restore", tmp_path / "b.tar", "--into", tmp_path / "back")
    assert verify(work(desk), quiet).faults == ()
