"""The whole country on a cluster: every stored row and every workbook is the embedded run's.

All of Viet Nam as of June 2025, judged, rolled up by subtree and reported by two workers; then by
two of whom one is killed in the middle.
"""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench import country
from bench.country import Country
from engine.verify import verify
from tests import vault
from tests.cluster import UNHURRIED, Cluster, cluster
from tests.house import ROOT
from tests.office import quiet

pytestmark = pytest.mark.slow
PATIENCE = 1800.0
UNITS = 1 + 63 + 696 + 10_035
BOOKS = 1 + 63 + 691
"""Five districts have nobody below them."""
RUNS = ("run",)
"""Which process ran it and when is another one each time."""
PAST_THE_DOOR = {"roster unit", "roster lineage"}
"""The country's units were put into the store itself: no act speaks of them."""
YEAR = """
import sys
from pathlib import Path
import settings
from bench import country
from flows import run
here = country.found(Path(sys.argv[1]))
run.year(here.fresh(sys.argv[2]), here.plan, [here.inbox], here.folder / sys.argv[2] / "books",
         country.NOW, lambda *_: None, settings.read())
"""


@dataclass(frozen=True)
class Ran:
    """What a year left: digests of the workbooks by name, and of the rows by table."""

    books: dict[str, str]
    stored: dict[str, Counter[str]]


def ran(
    here: Country,
    name: str,
    during: Callable[[Path, Any], None] = lambda *_: None,
    **said: str,
) -> Ran:
    """The year of the country in a workspace and a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", YEAR, str(here.folder), name],
        env={
            **os.environ,
            **UNHURRIED,
            "PYTHONPATH": str(ROOT),
            "CAPBAC_SPREAD_FROM": "1",
            **said,
        },
        cwd=here.folder,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        during(here.folder / name / "books", process)
        _, told = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, told[-4000:]
    books = here.folder / name / "books"
    wrong = {fault.where for fault in verify(here.work(name), quiet).faults}
    assert wrong <= PAST_THE_DOOR, "the order of what was done holds too"
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in books.iterdir()}
    return Ran(digests, vault.unnumbered(here.folder / name / "capbac.db", RUNS))


def same(one: Ran, other: Ran) -> None:
    """Every workbook and every row of every table; what differs is counted, not printed."""
    assert one.books.keys() == other.books.keys()
    assert [name for name, digest in one.books.items() if other.books[name] != digest] == []
    assert one.stored.keys() == other.stored.keys()
    differ = {
        table: ((rows - other.stored[table]).total(), (other.stored[table] - rows).total())
        for table, rows in one.stored.items()
    }
    assert {table: counts for table, counts in differ.items() if any(counts)} == {}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return country.made(tmp_path_factory.mktemp("country"), "country")


@pytest.fixture(scope="module")
def embedded(here: Country) -> Ran:
    """The year in threads of one process and its own pool."""
    found = ran(here, "embedded")
    assert len(found.books) == BOOKS
    for table, count in {"submission": UNITS, "receipt": UNITS, "rollup_row": BOOKS}.items():
        assert found.stored[table].total() == count, table
    assert set(found.stored["submission"].values()) == {1}, "each is told from every other"
    return found


def test_the_national_year_on_two_workers_equals_the_embedded_one(
    here: Country, embedded: Ran
) -> None:
    with cluster(here.folder / "cluster", 2) as made:
        same(ran(here, "dask", CAPBAC_RUNNER=made.runner), embedded)
        told = (made.folder / "cluster.log").read_text()
    for work in ("cascade", "judge batch", "rollup ", "report"):
        assert f"Task run '{work}" in told, "it was done there"


def killed(made: Cluster) -> Callable[[Path, Any], None]:
    """Ends a worker once a third of the workbooks is written."""

    def kill(books: Path, process: Any) -> None:
        end = time.monotonic() + PATIENCE
        while len(list(books.glob("[!.]*.xlsx"))) < BOOKS // 3:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        made.workers[0].send_signal(signal.SIGKILL)
        assert process.poll() is None, "it was not over"

    return kill


def test_a_worker_killed_in_the_middle_of_the_country_changes_nothing(
    here: Country, embedded: Ran
) -> None:
    with cluster(here.folder / "killed", 2) as made:
        after = ran(here, "after", killed(made), CAPBAC_RUNNER=made.runner)
        assert made.workers[0].wait(10) == -signal.SIGKILL
    same(after, embedded)
    assert not list((here.folder / "after" / "books").glob(".*"))
