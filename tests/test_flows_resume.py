"""What was killed is finished by ``resume``: as if nothing had happened, whoever asks for it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine import runs
from engine.runs import Place
from flows import record
from tests import killing, vault
from tests.both import server
from tests.desk import Desk, Outcome
from tests.house import ROOT
from tests.killing import PLAN, Nest, Order
from tests.office import work
from tests.served import served
from tests.test_flows_killed import _copied, _issued, _state

pytestmark = [pytest.mark.both, pytest.mark.slow]
AT_ONE_TIME = """
import sys
from commands import context
from flows import record
from tests.killing import NOW
context.now = record.clock = lambda: NOW
import cli
cli.main(sys.argv[1:])
"""
"""The command line at a clock that stands: what is finished later is dated alike."""
PATIENCE = 120.0
PAST_CASCADE = "SELECT id FROM run WHERE stage IN ('collect', 'rollup', 'report')"
"""A stage may pass between two signs of life: any later one will do."""


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    with killing.nest(tmp_path_factory.mktemp("nest")) as found:
        yield found


def order(flow: str, desk: Desk) -> Order:
    return Order(flow, desk.workspace, desk.address, desk.folder / "inbox", desk.folder / "books")


def records(desk: Desk) -> list[tuple[object, ...]]:
    query = "SELECT flow, state, resumed_by FROM run ORDER BY id"
    return vault.rows(desk.workspace / "capbac.db", query)


@pytest.mark.parametrize("before", [(), ("cascade",), ("cascade", "collect", "rollup")])
def test_what_was_killed_and_resumed_is_as_what_never_was_killed(
    database: str, before: tuple[str, ...], nest: Nest, tmp_path: Path
) -> None:
    assert database in ("sqlite", "postgresql")
    flow = {0: "year", 1: "collect", 3: "report"}[len(before)]
    first = _issued(tmp_path / "issued")
    for one in before:
        assert nest.run(order(one, first))[0] == 0
    whole = _copied(first, tmp_path / "whole")
    code, seconds = nest.run(order(flow, whole))
    assert code == 0
    lost = 0
    for number, share in enumerate((0.5, 0.8)):
        desk = _copied(first, tmp_path / str(number))
        nest.run(order(flow, desk), kill_after=seconds * share)
        assert nest.run(order("resume", desk))[0] == 0
        if records(desk)[-2:-1] == [(flow, "lost", len(records(desk)))]:
            lost += 1
            assert records(desk)[-1] == (flow, "done", None)
        else:  # it had ended, or not begun
            assert nest.run(order(flow, desk))[0] == 0
        assert _state(desk) == _state(whole)
    assert lost, "no kill came in the middle"


def lost_run(desk: Desk, flow: str, asked: Mapping[str, object], place: Place | None = None) -> int:
    """A run on record whose process is gone."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    here = record.here()
    number = f"{child.pid} 1 {here.process.split()[2]}"
    child.wait()
    told = {**asked, "language": "vi"}
    where = place or Place(here.host, number)
    return runs.begin(work(desk), flow, told, where, record.gone, record.clock())


def started(desk: Desk, *words: str) -> "subprocess.Popen[str]":
    where = ("--database", desk.address) if server.address else ()
    line = ["--workspace", str(desk.workspace), *where, *words]
    return subprocess.Popen(
        [sys.executable, "-c", AT_ONE_TIME, *line],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def until(desk: Desk, query: str) -> None:
    """Wait for a row."""
    end = time.monotonic() + PATIENCE
    while not vault.rows(desk.workspace / "capbac.db", query):
        assert time.monotonic() < end, query
        time.sleep(0.02)


def test_a_season_goes_on_although_prefect_has_lost_everything(tmp_path: Path) -> None:
    first = _issued(tmp_path / "issued")
    whole, desk = _copied(first, tmp_path / "whole"), _copied(first, tmp_path / "cut")
    with started(whole, *_year(whole)) as process:
        assert process.wait() == 0
    with started(desk, *_year(desk)) as process:
        until(desk, PAST_CASCADE)
        process.send_signal(signal.SIGKILL)
    shutil.rmtree(desk.workspace / ".prefect")
    with started(desk, "resume", "--json") as process:
        told = json.loads(process.communicate()[0])
    assert [(one["flow"], one["resumed_by"], one["problem"]) for one in told] == [("year", 2, None)]
    assert _state(desk) == _state(whole)
    assert desk.done("resume", "--lang", "en").out == "No run was cut off.\n"


def _year(desk: Desk) -> tuple[str, ...]:
    return "year", PLAN, "--inbox", f"{desk.folder}/inbox", "--out", f"{desk.folder}/books"


def test_what_cannot_be_finished_is_said_and_the_others_go_on(tmp_path: Path) -> None:
    desk = _issued(tmp_path)
    gone = {"inbox": [str(tmp_path / "moved away")], "form": None}
    first = lost_run(desk, "collect", gone)
    there = Place("another-host", "1 1 boot")
    second = lost_run(desk, "collect", {**gone, "inbox": [str(tmp_path / "over there")]}, there)
    third = lost_run(desk, "cascade", {"plan": PLAN, "mode": None})
    stale = "UPDATE run SET seen_at = '2026-01-01 00:00:00' WHERE host = 'another-host'"
    with work(desk).store().writing() as connection:
        connection.exec_driver_sql(stale)

    table = desk.done("resume", "--dry-run", "--lang", "en").out.splitlines()
    assert [line.split()[:2] for line in table[1:]] == [
        [str(first), "collect"],
        [str(second), "collect"],
        [str(third), "cascade"],
    ]
    told = desk.run("resume", "--lang", "en")
    assert told.code == 1
    lines = told.out.splitlines()
    assert f"Run {first} (collect) could not be finished: [file_missing]" in lines[0]
    assert str(tmp_path / "moved away") in lines[0]
    assert f"Run {second} (collect) could not be finished: [run_elsewhere]" in lines[1]
    assert "another-host" in lines[1]
    assert lines[2].startswith(f"Run {third} (cascade) was finished by run ")
    states = [state for _flow, state, _by in records(desk)]
    assert states == ["lost", "running", "lost", "failed", "done"]

    # The host is no more: an operator says so.
    assert desk.run("resume", "--drop", first).code == 1, "that one waits no more"
    desk.done("resume", "--drop", second)
    assert "No run was cut off." in desk.done("resume", "--lang", "en").out


def test_a_flow_says_in_one_line_that_something_waits(tmp_path: Path) -> None:
    desk = _issued(tmp_path)
    lost_run(desk, "cascade", {"plan": PLAN, "mode": "stepwise"})
    said = desk.done("cascade", PLAN, "--flow", "--lang", "en")
    assert "Runs that were cut off: 1. To finish them: capbac resume\n" in said.err
    assert _words(desk.done("resume", "--dry-run")) == [["1", "cascade"]]
    desk.done("resume", "--drop", 1)


def _words(outcome: Outcome) -> list[list[str]]:
    return [line.split()[:2] for line in outcome.out.splitlines()[1:]]


def test_the_portal_finishes_what_was_cut_off_beside_its_pages(tmp_path: Path) -> None:
    desk = _issued(tmp_path)
    lost_run(desk, "cascade", {"plan": PLAN, "mode": None})
    with served(desk) as portal:
        until(desk, "SELECT id FROM run WHERE id = 2 AND state = 'done'")
        assert portal.process.poll() is None
    assert [(flow, state) for flow, state, _by in records(desk)] == [
        ("cascade", "lost"),
        ("cascade", "done"),
    ]
    assert vault.value(desk.workspace / "capbac.db", "SELECT count(*) FROM receipt") > 0
