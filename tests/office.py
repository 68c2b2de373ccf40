"""The verbs called directly on a desk, at a clock of the test's own."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import messages
from engine import collect, report, rollup
from engine.collect import Collected
from engine.pool import Pool
from engine.report import Scope
from engine.rollup import RolledUp
from engine.work import Work
from engine.workspace import profile_of
from tests.desk import Desk

NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)
EVERY = Scope()
Record = Mapping[str, Any]


def store(desk: Desk) -> Path:
    """The database file of a desk."""
    return desk.workspace / "capbac.db"


def work(desk: Desk) -> Work:
    """The workspace of a desk, as the verbs take it."""
    database = desk.address
    bare = Work(database, str(desk.workspace), actor="test")
    return Work(database, str(desk.workspace), actor="test", profile=profile_of(bare))


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


def take_in(
    desk: Desk, paths: Iterable[Path], form: str | None = None, now: datetime = NOW
) -> Collected:
    """Files through the door, in this process."""
    with Pool(1) as pool:
        return collect.collect(work(desk), paths, form, now, pool, quiet)


def send(desk: Desk, *records: Record, now: datetime = NOW) -> Collected:
    """Submissions as lines of one file, through the door."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    return take_in(desk, [desk.write("sent.jsonl", text)], now=now)


def send_text(desk: Desk, name: str, text: str, form: str | None = None) -> Collected:
    """One file of this text, through the door."""
    return take_in(desk, [desk.write(name, text)], form)


def codes(collected: Collected) -> list[str]:
    """The codes of everything that was refused, in order."""
    return [fault.code for one in collected.refused for fault in one.faults]


def roll_up(desk: Desk, period: str = "2025", now: datetime = NOW) -> RolledUp:
    """The period's only form, brought up to date."""
    return rollup.run(work(desk), period, None, now)


def write_books(
    desk: Desk, out: str = "out", scope: Scope = EVERY, language: str = "vi"
) -> dict[str, Path]:
    """The workbooks of 2025 by their unit's code, written in this process."""
    report._loaded.cache_clear()  # as a process that begins
    words = messages.words(language, "workbook")
    wanted = report.order(work(desk), "2025", None, desk.folder / out, words)
    with Pool(1) as pool:
        written = report.report(work(desk), wanted, scope, pool, quiet)
    return {Path(path).name.partition("_")[0]: Path(path) for path in written.paths}
