"""Who may take the batches of a flow: workers that are there, are like this machine, and are known.

A real scheduler, with no worker, with one of another version, and with one behind certificates.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

import messages
from flows import runner
from tests import certificates
from tests.cluster import Cluster, cluster
from tests.house import ROOT

pytestmark = pytest.mark.slow
FLOW = """
import sys
from pathlib import Path
import settings
from flows.run import station
from engine.work import Work
folder = Path(sys.argv[1])
work = Work(f"sqlite:///{folder}/none.db", str(folder), "test", "en")
with station(work, None, settings.read(), workers=1) as ready:
    ready()
    from bench.batches import batches
    print("done", batches(3, 0.0))
"""
REACH = """
import sys
from types import SimpleNamespace
from errors import Problem
from flows import runner
flow = SimpleNamespace(task_runner=runner.chosen())
runner.FlowRunContext = SimpleNamespace(get=lambda: flow)
runner.STAFFED = float(sys.argv[1])
try:
    runner.reach()
except Problem as problem:
    print(problem.code, dict(problem.details))
"""


def said(folder: Path, made: Cluster, variables: Mapping[str, str], *words: str) -> str:
    """What a script prints in a process that is to use a cluster."""
    done = subprocess.run(
        [sys.executable, "-c", *words],
        env={**os.environ, **variables, "PYTHONPATH": str(ROOT), "CAPBAC_RUNNER": made.runner},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_cluster_without_workers_is_refused_in_words(tmp_path: Path) -> None:
    with cluster(tmp_path / "empty", 0) as made:
        told = said(tmp_path, made, {}, REACH, "1")
    assert told == f"cluster_empty {{'address': 'tcp://{made.address}', 'seconds': 1}}\n"
    for language in ("vi", "en"):
        details = {"address": made.address, "seconds": 60}
        words = messages.problem(language, "cluster_empty", details)
        assert made.address in words
        assert "dask worker" in words


def test_a_worker_of_another_capbac_is_refused_by_its_version(tmp_path: Path) -> None:
    older = tmp_path / "older" / "capbac-0.0.7.dist-info"
    older.mkdir(parents=True)
    (older / "METADATA").write_text("Metadata-Version: 2.1\nName: capbac\nVersion: 0.0.7\n")
    first = {"PYTHONPATH": f"{older.parent}:{ROOT}"}
    with cluster(tmp_path / "mixed", 1, first) as made:
        told = said(tmp_path, made, {}, REACH, "300")
    assert told.startswith("cluster_mixed {'worker': 'tcp://127.0.0.1:")
    assert "'package': 'capbac', 'theirs': '0.0.7'" in told


def test_a_cluster_behind_certificates_takes_batches_of_who_has_one(tmp_path: Path) -> None:
    known = certificates.variables(tmp_path / "known")
    strange = certificates.variables(tmp_path / "strange")
    with cluster(tmp_path / "tls", 1, known, "tls") as made:
        assert said(tmp_path, made, known, FLOW, str(tmp_path)) == "done 3\n"
        for others in ({}, strange):
            quick = {**others, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}
            assert said(tmp_path, made, quick, REACH, "5").startswith(
                "cluster_unreachable {'address': '"
            )
        told = (made.folder / "cluster.log").read_text()
    assert "Task run 'burn 0'" in told, "it was done there"


@pytest.mark.parametrize("place", ["client.FutureCancelledError", "scheduler.KilledWorker",
                                   "scheduler.NoWorkerError"])  # fmt: skip
def test_what_dask_gives_up_is_known_by_the_name_dask_has_for_it(place: str) -> None:
    module, _, name = place.partition(".")
    kind: type[Exception] = getattr(import_module(f"distributed.{module}"), name)
    assert runner.lost(kind.__new__(kind))
    assert issubclass(kind, Exception)
    assert not runner.lost(ValueError())
