"""A worker on another host: the wheel, the address of the database, addresses of files, no more."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from flows.server import running
from tests import house, postgres
from tests.desk import PLAN, Desk, made, sent

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Host:
    """A machine that has never seen this repository: an unpacked wheel and an empty folder."""

    folder: Path
    wheel: Path

    def environment(self, **said: str) -> Mapping[str, str]:
        kept = {n: v for n, v in os.environ.items() if n in {"PATH", "HOME"} or "PREFECT" in n}
        return {**kept, "PYTHONPATH": str(self.wheel), **said}

    def python(self, *words: str, **said: str) -> str:
        done = subprocess.run(
            [sys.executable, "-P", *words],
            env=self.environment(**said),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    folder = tmp_path_factory.mktemp("host")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=house.ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "wheel")
    (folder / "empty").mkdir()
    return Host(folder / "empty", folder / "wheel")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    with postgres.server(tmp_path) as server:
        yield postgres.database(server, "remote")


def state_of(name: str, host: Host, store: str, **parameters: object) -> Any:
    """How one run of a deployment ended that the host's worker carried out."""
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment

    run: Any = run_deployment(name, parameters=parameters, timeout=0)
    polling = ("-m", "prefect", "worker", "start", "--pool", "capbac", "--run-once")
    host.python(*polling, CAPBAC_DATABASE=store)
    with get_client(sync_client=True) as client:
        return client.read_flow_run(run.id).state


def values(database: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.replace("+psycopg", "", 1)) as connection:
        return connection.execute(query).fetchall()


def test_a_worker_elsewhere_needs_the_wheel_and_addresses_only(
    tmp_path: Path, host: Host, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPBAC_DATABASE", database)
    desk = made(Desk(tmp_path), (PLAN,))
    desk.write_json("shared/in/one.json", sent("W111", 1, 3))
    inbox, out = f"file://{tmp_path}/shared/in", f"file://{tmp_path}/shared/out"
    assert str(host.wheel) in host.python("-c", "import flows.deployed; print(flows.__file__)")
    with running(tmp_path / "server") as ready:
        ready()
        told = desk.done("deploy", "--inbox", inbox, "--out", out, "--json").data()
        assert {one["parameters"]["workspace"] for one in told} == {""}
        desk.workspace.rename(tmp_path / "far away")
        monkeypatch.delenv("CAPBAC_DATABASE")

        state = state_of("scheduled-year/year", host, database, plan="N-2025-1", database="")
        assert state.is_completed(), state.message
        assert (tmp_path / "shared/out/N_ward-report_2025.xlsx").exists()
        assert values(database, "SELECT count(*) FROM submission") == [(1,)]

        monkeypatch.setenv("CAPBAC_DATABASE", database)
        desk.done("collect", desk.write_json("two.json", sent("W112", 2, 3)))
        before = values(database, "SELECT packed FROM rollup_row ORDER BY unit_id")
        assert state_of("scheduled-nightly/nightly", host, database, database="").is_completed()
        assert values(database, "SELECT packed FROM rollup_row ORDER BY unit_id") != before
    assert not list(host.folder.iterdir()), "nothing of anybody was left on that host"


def test_a_scan_is_refused_where_there_is_no_workspace_to_keep_it(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.shelf import shelve
    from errors import Problem
    from flows.surroundings import work_at

    monkeypatch.setenv("CAPBAC_DATABASE", database)
    made(Desk(tmp_path), (PLAN,))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    with pytest.raises(Problem) as raised:
        shelve(work_at(), "0" * 64, scan)
    assert raised.value.code == "folder_unfit"
    assert "CAPBAC_WORKSPACE" in str(raised.value.details["path"])
