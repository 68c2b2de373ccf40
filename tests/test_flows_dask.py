"""The year on a Dask cluster, and with a worker killed in the middle: byte for byte the same."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from errors import Problem
from tests import archipelago, postgres, vault
from tests.cluster import Cluster, cluster
from tests.desk import Desk
from tests.house import ROOT

pytestmark = pytest.mark.slow
PATIENCE = 420.0
YEAR = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import settings
from engine.work import Work
from flows import run
folder, inbox = map(Path, sys.argv[1:3])
work = Work(sys.argv[3], str(folder), "test", "en")
now = datetime(2026, 1, 20, 8, tzinfo=UTC)
run.year(work, "N-2025-1", [inbox], folder / "out", now, lambda *_: None, settings.read())
"""
STORED = (
    "SELECT u.code, r.packed FROM rollup_row r JOIN unit u ON u.id = r.unit_id ORDER BY 1",
    "SELECT u.code, s.revision FROM rollup_input r JOIN assignment a ON a.id = r.assignment_id "
    "JOIN unit u ON u.id = a.unit_id LEFT JOIN submission s ON s.id = r.submission_id ORDER BY 1",
    "SELECT u.code, s.revision, s.digest, s.packed FROM submission s JOIN assignment a "
    "ON a.id = s.assignment_id JOIN unit u ON u.id = a.unit_id ORDER BY 1, 2",
    "SELECT count(*) FROM refusal",
    "SELECT count(*) FROM receipt",
)


@dataclass(frozen=True)
class Ran:
    """What a year left: workbooks by name, and stored rows."""

    books: dict[str, bytes]
    stored: list[list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Season:
    """A country whose plan is issued, and what its units sent."""

    folder: Path
    inbox: Path

    @contextmanager
    def year(
        self, name: str, database: str = "", **said: str
    ) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
        """The whole cycle in a copy of the workspace, in a process of its own."""
        place = self.folder / name
        shutil.copytree(self.folder / "issued" / "workspace", place)
        address = database or f"sqlite:///{place}/capbac.db"
        process = subprocess.Popen(
            [sys.executable, "-c", YEAR, str(place), str(self.inbox), address],
            env={**os.environ, "PYTHONPATH": str(ROOT), "CAPBAC_SPREAD_FROM": "1", **said},
            cwd=self.folder,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield place, process
        finally:
            process.kill()
            process.communicate()

    def ran(
        self, name: str, during: Callable[[Path, Any], None] = lambda *_: None, **said: str
    ) -> Ran:
        with self.year(name, **said) as (place, process):
            during(place, process)
            _, told = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, told[-4000:]
        books = {path.name: path.read_bytes() for path in (place / "out").iterdir()}
        return Ran(books, [vault.rows(place / "capbac.db", query) for query in STORED])


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    folder = tmp_path_factory.mktemp("season")
    archipelago.issued(folder / "issued")
    assert archipelago.send_in(folder / "inbox") > 720, "more than one batch of files"
    return Season(folder, folder / "inbox")


@pytest.fixture(scope="module")
def embedded(season: Season) -> Ran:
    """The year in threads of one process."""
    ran = season.ran("embedded")
    assert len(ran.books) == sum(level != "ward" for _, level, _ in archipelago.UNITS.values())
    assert ran.stored[3] != [(0,)], "something was refused"
    return ran


def test_on_a_server_of_its_own_the_store_is_the_same(season: Season, embedded: Ran) -> None:
    with postgres.server(season.folder / "postgres") as found:
        address = postgres.database(found, "dask")
        Desk(season.folder / "issued").done("copy-to", address)
        with (
            cluster(season.folder / "far-cluster", 2) as made,
            season.year("far", address, CAPBAC_RUNNER=made.runner) as (place, process),
        ):
            _, told = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, told[-4000:]
        assert {
            path.name: path.read_bytes() for path in (place / "out").iterdir()
        } == embedded.books
        with psycopg.connect(address.replace("+psycopg", "", 1)) as connection:
            stored = [connection.execute(query).fetchall() for query in STORED]
    # Each sorts letters its own way.
    assert [sorted(rows) for rows in stored] == [sorted(rows) for rows in embedded.stored]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_year_on_a_cluster_equals_the_embedded_one(
    season: Season, embedded: Ran, workers: int
) -> None:
    with cluster(season.folder / f"cluster{workers}", workers) as made:
        assert season.ran(f"dask{workers}", CAPBAC_RUNNER=made.runner) == embedded
        told = (made.folder / "cluster.log").read_text()
    # It was done there, and not in some quiet way here.
    for work in ("cascade", "judge batch", "rollup I", "report"):
        assert f"Task run '{work}" in told


def killed(made: Cluster) -> Callable[[Path, Any], None]:
    def kill(place: Path, process: Any) -> None:
        end = time.monotonic() + PATIENCE
        while not list((place / "out").glob("[!.]*.xlsx")):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        made.workers[0].send_signal(signal.SIGKILL)
        assert process.poll() is None, "it was not over"

    return kill


def test_a_worker_killed_in_the_middle_changes_nothing(season: Season, embedded: Ran) -> None:
    with cluster(season.folder / "killed", 2) as made:
        ran = season.ran("after", killed(made), CAPBAC_RUNNER=made.runner)
        assert made.workers[0].wait(10) == -signal.SIGKILL
    assert ran == embedded
    assert not list((season.folder / "after" / "out").glob(".*"))


def test_a_cluster_of_this_machine_needs_no_scheduler(season: Season, embedded: Ran) -> None:
    assert season.ran("local", CAPBAC_RUNNER="dask") == embedded


def test_a_scheduler_that_is_not_there_is_told_at_once(season: Season) -> None:
    with season.year("nowhere", CAPBAC_RUNNER="dask://127.0.0.1:9") as (_, process):
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert Problem("cluster_unreachable").code in told
