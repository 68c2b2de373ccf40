"""A store that cannot be written says so, and nothing is half done."""

import sqlite3
from pathlib import Path

import pytest

from store import opening
from tests.desk import Desk, opened, sent


def test_a_store_held_by_another_program_is_a_plain_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 50)
    desk: Desk = opened(tmp_path)
    record = desk.write_json("a.json", sent("W111", 1, 2))
    other = sqlite3.connect(desk.workspace / "capbac.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        outcome = desk.run("collect", record)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert outcome.code == 1
    assert "[database_busy]" in outcome.err
    assert desk.done("collect", record).out.startswith("Biên nhận")
