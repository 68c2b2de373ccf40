"""Upgrades from every schema that was released, with data, on both databases."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest

from engine.migrate import look, migrate
from engine.verify import verify
from engine.work import Work
from errors import Problem
from messages.migrating import COMMANDS
from store.migrating import create_or_upgrade, known, standing, steps
from store.tables import HEAD
from tests import postgres, released
from tests.archive import filled
from tests.conftest import ROOT
from tests.desk import Desk
from tests.office import NOW, quiet, store
from tests.released import Rows, everything, expected, laid_out, schema

Fresh = Callable[[], str]
NUMBERS = count(1)
EARLIER = [one for one in known() if one < HEAD]
WRITTEN = sorted(path.stem for path in released.FOLDER.glob("*.sql"))


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Addresses of databases in which Capbac has never been."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{next(NUMBERS)}.db'}"
    address: str = request.getfixturevalue("far")
    return lambda: postgres.database(address, f"store{next(NUMBERS)}")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What today's program keeps of units that sent, were approved, extended and published."""
    desk = filled(tmp_path_factory.mktemp("archive"))
    more = ("--reason", "Bão", "--approver", "Hà")
    desk.done("extend", "W122", "ward-report", "2025", "--to", "2027-01-10", *more)
    desk.done("publish", "2025")
    return everything(f"sqlite:///{store(desk)}")


@pytest.mark.parametrize("revision", EARLIER)
def test_an_upgraded_store_is_as_one_made_today(fresh: Fresh, rows: Rows, revision: str) -> None:
    url, new = fresh(), fresh()
    laid_out(rows, url, revision)
    there = schema(url)
    create_or_upgrade(url).close()
    create_or_upgrade(new).close()
    assert schema(url) == schema(new)
    assert len(rows["submission"]) == 6
    assert everything(url) == {
        name: sorted(map(dict, some), key=repr)
        for name, some in expected(rows, revision, there).items()
    }


def written(revision: str, folder: Path) -> Desk:
    """A desk whose store the last program of a schema wrote."""
    desk = Desk(folder)
    desk.workspace.mkdir(parents=True)
    with closing(sqlite3.connect(store(desk))) as connection:
        connection.executescript((released.FOLDER / f"{revision}.sql").read_text(encoding="utf-8"))
    return desk


@pytest.mark.parametrize("revision", WRITTEN)
def test_a_store_of_an_earlier_release_goes_on(tmp_path: Path, revision: str) -> None:
    desk = written(revision, tmp_path)
    assert "[schema_old]" in desk.run("status", "2025").err
    told = desk.done("--json", "migrate", "--check").data()
    assert (told["found"], told["steps"], told["migrated"]) == (revision, [*steps(revision)], False)
    assert standing(f"sqlite:///{store(desk)}") == revision
    assert desk.done("--json", "migrate").data()["migrated"]
    desk.done("verify")
    before = (released.FOLDER / f"{revision}.csv").read_text(encoding="utf-8")
    assert desk.done("export", "2025").out.splitlines() == before.splitlines()
    # It is a store like any other: somebody sends, and it is added up.
    sent = {"unit": "W212", "form": "ward-report", "period": "2025", "values": {"money": 3}}
    desk.done("collect", desk.write_json("new.json", sent))
    desk.done("rollup", "2025")
    assert desk.done("--json", "migrate").data()["migrated"] is False
    desk.done("verify")


@pytest.mark.slow
@pytest.mark.parametrize("revision", WRITTEN)
def test_both_databases_end_equal(tmp_path: Path, far: str, revision: str) -> None:
    desk = written(revision, tmp_path)
    near, there = f"sqlite:///{store(desk)}", postgres.database(far, f"twin{next(NUMBERS)}")
    raw = tmp_path / "raw.db"
    raw.write_bytes(store(desk).read_bytes())
    create_or_upgrade(near).close()
    today = everything(near)
    # What the old program kept, in the tables it had on PostgreSQL.
    released.brought(raw, there, revision)
    create_or_upgrade(there).close()
    assert everything(there) == today


def test_every_step_is_told_in_words(tmp_path: Path) -> None:
    assert [f"migration_{one}" in COMMANDS for one in known()] == [True] * len(known())
    desk = written("0003", tmp_path)
    said = desk.done("migrate", "--check").err
    assert [step for step in known() if f"  {step}  " in said] == ["0004", "0005", *known()[5:]]
    assert "capbac backup" in said


def test_a_store_ahead_of_the_program_is_left_alone(fresh: Fresh) -> None:
    url = fresh()
    with closing(create_or_upgrade(url)) as made, made.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = schema(url)
    for verb in (look, lambda work: migrate(work, NOW)):
        with pytest.raises(Problem) as raised:
            verb(Work(url, ""))
        assert raised.value.code == "schema_unknown"
    assert schema(url) == before
    with pytest.raises(Problem) as raised:
        look(Work(fresh(), ""))
    assert raised.value.code == "no_workspace"


def test_of_several_who_upgrade_at_once_one_does_it(fresh: Fresh, rows: Rows) -> None:
    url = fresh()
    laid_out(rows, url, "0003")
    line = Barrier(4)

    def run(name: str) -> bool:
        line.wait()
        return migrate(Work(url, "", actor=name), NOW)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(run, "abcd")) == [False, False, False, True]
    acts = everything(url)["act"]
    assert [one["details"] for one in acts if one["verb"] == "migrate"] == ["{}"]
    assert verify(Work(url, ""), quiet).head[0] == len(rows["act"]) + 1


DIES = """
import os, signal, sys
from store import measures
from store.migrating import create_or_upgrade
measures.fill = lambda _connection: os.kill(os.getpid(), signal.SIGKILL)
create_or_upgrade(sys.argv[1])
"""


def test_an_upgrade_that_is_killed_leaves_the_store_as_it_was(fresh: Fresh, rows: Rows) -> None:
    url = fresh()
    laid_out(rows, url, "0003")
    before = schema(url)
    died = subprocess.run([sys.executable, "-c", DIES, url], cwd=ROOT, check=False, env=_env())
    assert died.returncode == -signal.SIGKILL
    assert (schema(url), standing(url)) == (before, "0003")
    assert migrate(Work(url, ""), NOW)
    assert len(everything(url)["submission"]) == len(rows["submission"])


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
