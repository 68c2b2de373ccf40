"""A store goes to the other database and back: the same rows, or nothing at all."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.copy_to import copy_to
from engine.work import Work
from errors import Problem
from store import copying, transfer
from store.opening import Connection
from store.transfer import Prints, Progress
from tests import postgres, vault
from tests.archive import copied, filled
from tests.conftest import ROOT
from tests.desk import Desk, sent
from tests.far import FarDesk
from tests.office import NOW, quiet, store, work
from tests.released import everything


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = filled(tmp_path_factory.mktemp("archive"))
    desk.done("publish", "2025")
    return desk


def near(desk: Desk) -> str:
    return f"sqlite:///{store(desk)}"


@pytest.mark.slow
def test_a_store_goes_to_a_server_and_comes_back_the_same(
    whole: Desk, tmp_path: Path, far: str
) -> None:
    desk = copied(whole, tmp_path)
    url = postgres.database(far, "there")
    there = FarDesk(tmp_path, url)
    told = desk.done("--json", "copy-to", url)
    assert told.data()["sound"] is True
    assert told.data()["rows"] == sum(map(len, everything(url).values()))
    assert "attachments" in told.err
    assert everything(url) == everything(near(desk))
    assert there.done("export", "2025").out == desk.done("export", "2025").out
    # It is a store that is worked in: new rows are numbered after those that were brought.
    there.done("collect", there.write_json("new.json", sent("W211", 1, 2)))
    there.done("rollup", "2025")
    back = f"sqlite:///{tmp_path / 'back' / 'capbac.db'}"
    there.done("copy-to", back)
    assert everything(back) == everything(url)
    assert everything(back) != everything(near(desk))
    again = FarDesk(tmp_path, back)
    again.done("verify")
    assert again.done("export", "2025").out == there.done("export", "2025").out
    for target in (url, back, near(desk)):
        refused = desk.run("copy-to", target)
        assert (refused.code, "[copy_not_empty]" in refused.err) == (1, True)
    Work(url, str(desk.workspace)).store().close()


DIES = """
import os, signal, sys
from engine.copy_to import copy_to
from engine.work import Work
from tests.office import NOW

def step(stage, done, total):
    if (stage, done >= total) == (sys.argv[4], sys.argv[5] == "end"):
        os.kill(os.getpid(), signal.SIGKILL)

copy_to(Work(sys.argv[1], sys.argv[2], actor="x"), sys.argv[3], NOW, step)
"""
MOMENTS = [("copy", "on"), ("copy", "end"), ("checked", "end")]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
@pytest.mark.parametrize("stage", MOMENTS, ids="-".join)
def test_what_was_killed_half_way_left_nothing(
    whole: Desk,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    kind: str,
    stage: tuple[str, str],
) -> None:
    desk = copied(whole, tmp_path)
    url = f"sqlite:///{tmp_path / 'goal' / 'there.db'}"
    if kind == "postgresql":
        url = postgres.database(request.getfixturevalue("far"), "-".join(("killed", *stage)))
    words = [near(desk), str(desk.workspace), url, *stage]
    died = subprocess.run(
        [sys.executable, "-c", DIES, *words],
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert died.returncode == -signal.SIGKILL
    assert copying.occupied(url) is None
    done = copy_to(work(desk), url, NOW, quiet)
    assert done.verified.faults == ()
    assert everything(url) == everything(near(desk))
    if kind == "sqlite":
        assert [one.name for one in (tmp_path / "goal").iterdir() if "there" not in one.name] == []


def test_what_reads_otherwise_there_is_not_kept(
    whole: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other database gives something else back than it was given: it is found out."""
    desk = copied(whole, tmp_path)
    url = f"sqlite:///{tmp_path / 'there.db'}"

    def spoilt(goal: Connection, progress: Progress) -> Prints:
        goal.execute(text("UPDATE submission SET sender = sender || ' ' WHERE revision = 2"))
        return transfer.printed(goal, progress)

    monkeypatch.setattr(copying, "printed", spoilt)
    with pytest.raises(Problem) as raised:
        copy_to(work(desk), url, NOW, quiet)
    assert raised.value.code == "copy_failed"
    assert [(one.code, one.path) for one in raised.value.faults] == [("copy_uneven", "submission")]
    assert list(tmp_path.glob("*.db*")) == []


def test_where_no_file_can_be_made_is_told_as_that(whole: Desk, tmp_path: Path) -> None:
    outcome = copied(whole, tmp_path).run("copy-to", "sqlite:////proc/capbac.db")
    assert (outcome.code, "[database_unreachable]" in outcome.err) == (1, True), outcome.err


@pytest.mark.slow
def test_what_a_server_cannot_hold_is_refused_whole(whole: Desk, tmp_path: Path, far: str) -> None:
    desk = copied(whole, tmp_path)
    vault.change(store(desk), "UPDATE unit SET name = 'a' || char(0) || 'b' WHERE code = 'W111'")
    url = postgres.database(far, "nul")
    outcome = desk.run("copy-to", url)
    assert (outcome.code, "[copy_failed]" in outcome.err) == (1, True)
    assert copying.occupied(url) is None


def test_the_same_rows_have_one_print_in_any_order(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    found = []
    for change in ("", "UPDATE plan_act SET details = details || ' '"):
        if change:
            vault.change(store(desk), change)
        with work(desk).store().reading() as connection:
            found.append(transfer.printed(connection, lambda _done, _total: None))
    before, after = found
    assert [name for name in before if before[name] != after[name]] == ["plan_act"]
    assert json.dumps(before, sort_keys=True)


@pytest.mark.parametrize("address", ["mysql://x/y", "/tmp/x.db"])
def test_an_address_of_another_kind_is_wrong_use(whole: Desk, address: str) -> None:
    outcome = whole.run("copy-to", address)
    assert (outcome.code, "[setting_invalid]" in outcome.err) == (2, True)
