"""Every flow is killed at random moments: nothing kept is lost or doubled, and it is finished."""

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
import pytest

from tests import killing, vault
from tests.both import server
from tests.cast import COUNTRY
from tests.desk import PLAN, WARD_FORM, Desk, roster_csv, sent
from tests.killing import FLOWS, Nest, Order

pytestmark = [pytest.mark.both, pytest.mark.slow]
KILLS = int(os.environ.get("CAPBAC_TEST_KILLS", "20"))
"""For each flow and database."""
RESUMED = 60.0
"""Seconds within which what was killed must be finished."""
SUBMISSIONS = (
    "SELECT code, period, revision, digest FROM submission "
    "JOIN assignment ON assignment.id = assignment_id JOIN unit ON unit.id = unit_id"
)
ASSIGNMENTS = "SELECT code, form_id, period FROM assignment JOIN unit ON unit.id = unit_id"
RECEIPTS = "SELECT code, plan_id FROM receipt JOIN unit ON unit.id = unit_id"


@dataclass(frozen=True)
class Stage:
    """A flow, the workspace as it is before it, what it leaves, and how long it takes."""

    flow: str
    before: Desk
    after: tuple[object, ...]
    seconds: float


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    with killing.nest(tmp_path_factory.mktemp("nest")) as found:
        yield found


@pytest.fixture(scope="module")
def stages(database: str, nest: Nest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    """Each flow run to its end once, without a kill."""
    assert database in ("sqlite", "postgresql")
    home = tmp_path_factory.mktemp("stages")
    first = before = _issued(home / "issued")
    found: dict[str, Stage] = {}
    for flow in FLOWS:
        before = first if flow == "year" else before
        desk = _copied(before, home / flow)
        code, seconds = nest.run(_order(flow, desk))
        assert code == 0
        found[flow] = Stage(flow, before, _state(desk), seconds)
        before = desk
    assert found["year"].after == found["report"].after
    return found


def _issued(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", PLAN))
    parents = {unit.parent_code for unit in COUNTRY}
    leaves = [unit.code for unit in COUNTRY if unit.code not in parents]
    for number, unit in enumerate(leaves):
        document = {**sent(unit, number, number + 5, committee=True), "key": f"once {unit}"}
        desk.write_json(f"inbox/{unit}.json", document)
    return desk


def _copied(old: Desk, folder: Path) -> Desk:
    """The same desk in another place, its store and workbooks too."""
    shutil.copytree(old.folder, folder, ignore=shutil.ignore_patterns("capbac.db*", ".prefect"))
    new = Desk(folder)
    if server.address:
        _patient_copy(old, new)
        return new
    with (
        closing(sqlite3.connect(old.workspace / "capbac.db")) as here,
        closing(sqlite3.connect(new.workspace / "capbac.db")) as there,
    ):
        here.backup(there)
    return new


def _patient_copy(old: Desk, new: Desk) -> None:
    # A server needs a moment to see that a process which was connected has ended.
    for _ in range(300):
        try:
            server.copy(old.workspace, new.workspace)
        except psycopg.errors.ObjectInUse:
            server.names.pop(new.workspace.resolve(), None)
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the database is still in use")


def _order(flow: str, desk: Desk) -> Order:
    folder = desk.folder
    return Order(flow, desk.workspace, desk.address, folder / "inbox", folder / "books")


def _kept(desk: Desk) -> list[set[tuple[object, ...]]]:
    """What is on record and must stay: receipts of the plan, assignments, submissions."""
    store = desk.workspace / "capbac.db"
    asked = (RECEIPTS, ASSIGNMENTS, SUBMISSIONS)
    return [set(vault.rows(store, query)) for query in asked]


def _state(desk: Desk) -> tuple[object, ...]:
    """Everything a flow leaves, each row as often as it is there, and every workbook's bytes."""
    store = desk.workspace / "capbac.db"
    rows = [sorted(vault.rows(store, query)) for query in (RECEIPTS, ASSIGNMENTS, SUBMISSIONS)]
    figures = sorted(vault.rows(store, "SELECT unit_id, packed FROM rollup_row"), key=repr)
    books = {path.name: path.read_bytes() for path in sorted((desk.folder / "books").glob("*"))}
    return (*rows, figures, books)


@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_killed_at_any_moment_loses_and_doubles_nothing(
    flow: str, stages: dict[str, Stage], nest: Nest, tmp_path: Path
) -> None:
    stage, dice = stages[flow], random.Random(f"killed {flow}")
    longest, cut = stage.seconds, 0
    for number in range(KILLS):
        desk = _copied(stage.before, tmp_path / str(number))
        order = _order(flow, desk)
        code, seconds = nest.run(order, kill_after=dice.uniform(0, longest))
        if code == 0:  # the kill came too late: the next ones come sooner
            longest = min(longest, seconds)
        cut += code == -signal.SIGKILL
        kept = _kept(desk)
        again, seconds = nest.run(order)
        assert (again, seconds < RESUMED) == (0, True)
        assert all(old <= new for old, new in zip(kept, _kept(desk), strict=True))
        assert _state(desk) == stage.after
        _cleared(desk)
    assert cut > KILLS // 4, "too few kills came in time"


def test_reminders_killed_at_any_moment_are_said_once_and_all_leave(
    stages: dict[str, Stage], nest: Nest, tmp_path: Path
) -> None:
    dice, order = random.Random("killed remind"), partial(_order, "remind")
    before = _copied(stages["collect"].before, tmp_path / "before")
    whole = _with_a_spool(_copied(before, tmp_path / "whole"))
    code, longest = nest.run(order(whole))
    assert (code, len(_letters(whole)) > 2) == (0, True)
    cut = 0
    for number in range(KILLS):
        desk = _with_a_spool(_copied(before, tmp_path / str(number)))
        code, _ = nest.run(order(desk), kill_after=dice.uniform(0, longest))
        cut += code != 0
        assert nest.run(order(desk))[0] == 0
        # Of what was on its way nobody knows whether it left: it is tried again after a while.
        vault.change(desk.workspace / "capbac.db", "UPDATE outbox SET next_at = made_at")
        assert nest.run(order(desk))[0] == 0
        assert _letters(desk) == _letters(whole)
        _cleared(desk)
    assert cut, "no kill came in time"


def _with_a_spool(desk: Desk) -> Desk:
    desk.write_json(killing.ADDRESSES, {"*": f"file://{desk.folder}/spool"})
    return desk


def _letters(desk: Desk) -> list[tuple[object, ...]]:
    """Every message with its state, and what arrived of it: one file each."""
    query = "SELECT key, body, state FROM outbox ORDER BY key"
    return [
        *vault.rows(desk.workspace / "capbac.db", query),
        *((path.name, path.read_text()) for path in sorted((desk.folder / "spool").iterdir())),
    ]


def _cleared(desk: Desk) -> None:
    if server.address:
        server.forget(desk.workspace.resolve())
    shutil.rmtree(desk.folder)
