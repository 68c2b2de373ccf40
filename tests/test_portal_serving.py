"""The portal as a service: what it refuses to start on, and what a stop lets end."""

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import house, vault
from tests.desk import opened
from tests.reception import Reception
from tests.served import served


def test_a_store_of_another_version_is_not_served_and_it_says_what_to_do(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    database = desk.workspace / "capbac.db"
    vault.change(database, "UPDATE alembic_version SET version_num = '0001'")
    outcome = desk.run("serve", "--port", "0")
    assert outcome.code in {1, 2}
    assert "capbac migrate" in outcome.err
    assert "Traceback" not in outcome.err


def test_where_there_is_no_store_nothing_is_served(tmp_path: Path) -> None:
    from tests.desk import Desk

    outcome = Desk(tmp_path).run("serve", "--port", "0")
    assert outcome.code == 2
    assert "Traceback" not in outcome.err


@pytest.mark.slow
def test_a_request_in_flight_ends_after_the_server_was_told_to_stop(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    Reception(desk).account("lan", "W111", "clerk")
    with served(desk) as server:
        host, port = re.findall(r"//([^:]+):(\d+)", server.address)[0]
        body = b"login=lan&password=sai&csrf=x"
        head = (
            f"POST /sign-in HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        with socket.create_connection((host, int(port)), timeout=30) as line:
            line.sendall(head + body[:5])
            time.sleep(0.5)  # the server has read what there is
            told: list[tuple[int, str]] = []
            stopping = threading.Thread(target=lambda: told.append(server.stop()))
            stopping.start()
            time.sleep(0.5)
            line.sendall(body[5:])
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        stopping.join(timeout=60)
    # Refused for its token, by the portal itself: it was answered to the end.
    assert answer.startswith(b"HTTP/1.1 403")
    assert b"request_stale" in answer
    assert told[0][0] == 0


def test_the_unit_file_of_the_docs_is_one(tmp_path: Path, tool: Callable[[str], str]) -> None:
    text = (house.ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```ini\n(.*?)```", text, re.DOTALL)
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    path = tmp_path / "capbac.service"
    here = shutil.which("true") or "/bin/true"
    path.write_text(found.replace("/usr/local/lib/capbac/bin/capbac", here), encoding="utf-8")
    done = subprocess.run(
        [tool("systemd-analyze"), "verify", "--man=no", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "capbac.service" not in done.stderr, done.stderr
