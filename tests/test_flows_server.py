"""The embedded server: on this machine only, gone with its starter, never anybody else's."""

import os
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest

from errors import Problem
from flows import environment, orphans
from flows.server import prepare, prepared, running

ROOT = Path(__file__).resolve().parent.parent

HOLD = """
import signal, sys, time
# A parent in the background may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from flows.server import running
with running(Path(sys.argv[1])) as ready:
    ready()
    print("ready", flush=True)
    time.sleep(300)
"""


def held(workspace: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workspace)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def server_of(workspace: Path) -> orphans.Process:
    server, _ = orphans._read(workspace / ".prefect")
    assert server is not None
    return server


def is_gone(server: orphans.Process, within: float) -> bool:
    end = time.monotonic() + within
    while orphans.process(server[0]) == server:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_the_server_ends_with_the_command_however_that_ends(
    tmp_path: Path, sign: signal.Signals
) -> None:
    with held(tmp_path) as process:
        assert first_line(process) == "ready"
        server = server_of(tmp_path)
        process.send_signal(sign)
        process.wait(timeout=30)
    assert is_gone(server, within=15)


@pytest.mark.slow
def test_a_second_command_in_the_workspace_has_a_server_of_its_own(tmp_path: Path) -> None:
    home = tmp_path / ".prefect"
    with held(tmp_path) as process:
        try:
            assert first_line(process) == "ready"
            with running(tmp_path) as ready:
                ready()
                assert list(home.glob("beside-*"))
            assert not list(home.glob("beside-*"))
            assert process.poll() is None
            assert orphans.busy(home)
        finally:
            process.terminate()


@pytest.mark.slow
def test_a_server_that_cannot_start_is_a_problem_once(tmp_path: Path) -> None:
    home = tmp_path / ".prefect"
    home.mkdir()
    environment.database(home).write_bytes(b"not a database" * 1000)
    (home / f"{environment.PREFECT}.ready").touch()
    with pytest.raises(Problem) as raised, running(tmp_path) as ready:
        ready()
    assert raised.value.code == "server_failed"
    assert not environment.database(home).exists()


def test_a_configured_server_that_does_not_answer_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised, running(tmp_path, "http://127.0.0.1:9/api") as ready:
        ready()
    assert raised.value.code == "server_unreachable"


def test_what_an_operator_set_for_another_server_does_not_reach_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "a key to somewhere else")
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_CONNECTION_URL", "postgresql://elsewhere")
    with running(tmp_path):
        ours = {name: value for name, value in os.environ.items() if name.startswith("PREFECT_")}
    assert "PREFECT_API_KEY" not in ours
    assert str(tmp_path) in ours["PREFECT_SERVER_DATABASE_CONNECTION_URL"]
    assert ours["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["PREFECT_API_KEY"] == "a key to somewhere else"
    assert "PREFECT_HOME" not in os.environ


@pytest.mark.slow
def test_the_server_listens_on_this_machine_only(tmp_path: Path) -> None:
    with running(tmp_path) as ready:
        ready()
        listening = Path(f"/proc/{server_of(tmp_path)[0]}/net/tcp").read_text()
        port = os.environ["PREFECT_API_URL"].rpartition(":")[2].removesuffix("/api")
        addresses = {
            line.split()[1]
            for line in listening.splitlines()[1:]
            if line.split()[3] == "0A" and line.split()[1].endswith(f":{int(port):04X}")
        }
    assert addresses == {f"0100007F:{int(port):04X}"}


@pytest.mark.slow
def test_a_prepared_database_is_what_a_new_workspace_starts_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "installation"))
    made = prepare()
    assert made == prepare() == prepared()
    home = tmp_path / ".prefect"
    with running(tmp_path) as ready:
        assert (home / f"{environment.PREFECT}.ready").exists()
        ready()


def test_clients_of_our_own_server_read_one_certificate_and_not_all(tmp_path: Path) -> None:
    named = environment.embedded(tmp_path, 4321, migrate=False)["PREFECT_API_SSL_CERT_FILE"]
    assert len(ssl.create_default_context(cafile=named).get_ca_certs()) == 1
