"""Two operators do the same at the same time, each in a process: what stands is what one leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from commands import context
from engine.verify import verify
from tests.both import server
from tests.clock import Standing
from tests.desk import Desk, opened, sent
from tests.house import ROOT
from tests.narrow import state
from tests.office import quiet, work

pytestmark = [pytest.mark.slow, pytest.mark.both]
LINE = """
import sys, cli
from commands import context
from tests.clock import Standing
context.datetime = Standing
cli.main(sys.argv[1:])
"""
UNITS = ("W111", "W112", "W113", "W121", "W122", "W211", "W212", "D22")


def filled(folder: Path) -> Desk:
    """A desk whose wards have put files into the inbox: some with a key, some corrected."""
    desk = opened(folder)
    for number, unit in enumerate(UNITS):
        first = {**sent(unit, number, number + 5, committee=True), "key": f"once {unit}"}
        desk.write_json(f"inbox/{unit}-1.json", first)
        desk.write_json(f"inbox/{unit}-2.json", sent(unit, number, number + 6))
    desk.write_json("inbox/refused.json", sent("W111", 9, 1))
    return desk


def commands(desk: Desk) -> list[tuple[str, ...]]:
    return [
        ("collect", str(desk.folder / "inbox")),
        ("rollup", "2025"),
        ("report", "2025", "--out", str(desk.workspace / "books")),
    ]


def begun(desk: Desk, words: tuple[str, ...]) -> "subprocess.Popen[str]":
    where = ["--database", desk.address] if server.address else []
    line = [sys.executable, "-c", LINE, "--workspace", str(desk.workspace), *where, *words]
    return subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_what_two_processes_do_at_once_is_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "datetime", Standing)
    one, two = filled(tmp_path / "one"), filled(tmp_path / "two")
    for alone, words in zip(commands(one), commands(two), strict=True):
        code = one.run(*alone).code
        both = [begun(two, words) for _ in range(2)]
        said = [process.communicate()[1] for process in both]
        assert [process.returncode for process in both] == [code, code], said
        assert "Traceback" not in "".join(said)
        assert state(two) == state(one)
    assert len(list((two.workspace / "books").iterdir())) == 6, "and nothing half written"
    assert verify(work(two), quiet).faults == ()
