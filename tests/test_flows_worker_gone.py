"""A worker's machine goes in the middle of a year: another worker finishes it from our record.

Once while Prefect remembers it, and once after Prefect's whole database was lost with it.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.verify import verify
from flows.server import running
from tests import vault
from tests.desk import Desk
from tests.office import quiet, work
from tests.test_flows_killed import _copied, _issued, _state
from tests.test_flows_resume import PAST_CASCADE, records, until

pytestmark = [pytest.mark.both, pytest.mark.slow]
WORKER = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "capbac"]
BOOKS = -1
"""Where the workbooks stand in a state: they say when they were made."""


@contextmanager
def worker(desk: Desk) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker that carries out whatever is due."""
    said = {**os.environ, "CAPBAC_DATABASE": desk.address}
    with subprocess.Popen(WORKER, env=said, cwd=desk.folder, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def asked(desk: Desk, name: str, **parameters: object) -> Any:
    """A run of a deployment that waits for a worker."""
    from prefect.deployments import run_deployment

    folders = {"inbox": str(desk.folder / "inbox"), "out": str(desk.folder / "books")}
    told = {**folders, **parameters} if parameters else {}
    run: Any = run_deployment(name, parameters=told, timeout=0)
    return run.id


def state(run_id: Any) -> str:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        found: Any = client.read_flow_run(run_id).state
    return str(found.name)


def go_with_its_machine(desk: Desk, process: "subprocess.Popen[bytes]") -> None:
    """Both at once: first who would tell Prefect, then the flow itself, once it collects."""
    until(desk, PAST_CASCADE)
    process.send_signal(signal.SIGKILL)
    found = vault.value(desk.workspace / "capbac.db", "SELECT process FROM run WHERE id = 1")
    os.kill(int(str(found).split()[0]), signal.SIGKILL)


@pytest.mark.parametrize("forgotten", [False, True])
def test_what_a_worker_left_is_finished_by_another(forgotten: bool, tmp_path: Path) -> None:  # noqa: FBT001  named by the list above
    first = _issued(tmp_path / "issued")
    whole, desk = _copied(first, tmp_path / "whole"), _copied(first, tmp_path / "cut")
    whole.done(
        "year", "N-2025-1", "--inbox", f"{whole.folder}/inbox", "--out", whole.folder / "books"
    )
    home = tmp_path / "server"
    with running(home) as ready:
        ready()
        desk.done("deploy")
        held = asked(desk, "scheduled-year/year", plan="N-2025-1")
        with worker(desk) as process:
            go_with_its_machine(desk, process)
        assert records(desk) == [("scheduled-year", "running", None)]
        assert state(held) == "Running", "Prefect does not know"
        if not forgotten:
            finished(desk)
            assert state(held) == "Crashed"
    if forgotten:
        shutil.rmtree(home)
        with running(home) as ready:
            ready()
            desk.done("deploy")
            finished(desk)
    assert _state(desk)[:BOOKS] == _state(whole)[:BOOKS]
    assert books(desk) == books(whole) != []
    assert verify(work(desk), quiet).faults == ()


def books(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.folder / "books").iterdir())


def finished(desk: Desk) -> None:
    """The schedule that finishes what was cut off comes round, to a worker of another start."""
    asked(desk, "scheduled-resume/resume")
    with worker(desk):
        until(desk, "SELECT id FROM run WHERE id = 2 AND state = 'done'")
    assert records(desk)[0] == ("scheduled-year", "lost", 2)
