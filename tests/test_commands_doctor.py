"""``capbac doctor`` as an operator meets it."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows import environment
from flows.checkup import prefect
from tests.desk import Desk


def test_doctor_says_what_to_do_and_refuses_where_something_is_bad(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = desk.run("doctor")
    assert before.code == 1
    assert "✗ Ở đây chưa có kho dữ liệu." in before.out
    assert "→ Hãy chạy: capbac init." in before.out
    desk.done("init")
    after = desk.run("doctor", "--json")
    assert after.code == 0
    found = after.data()
    assert found["state"] in ("good", "doubtful")
    assert {"code", "state", "details", "said", "do"} == set(found["findings"][0])


@pytest.mark.parametrize(
    ("answer", "code", "state"),
    [
        ((200, environment.PREFECT), "prefect_server", "good"),
        ((200, "2.0.0"), "prefect_other", "doubtful"),
        ((401, ""), "prefect_refuses", "bad"),
        ((500, ""), "prefect_unreachable", "bad"),
    ],
)
def test_a_named_prefect_server_is_asked(answer: tuple[int, str], code: str, state: str) -> None:
    asked: list[tuple[str, str | None]] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Authorization"]))
            self.send_response(answer[0])
            self.end_headers()
            self.wfile.write(json.dumps(answer[1]).encode())

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        (found,) = prefect(Path(), f"http://127.0.0.1:{server.server_port}/api", "Basic eA==")
        server.shutdown()
    assert (found.code, found.state) == (code, state)
    assert asked == [("/api/admin/version", "Basic eA==")]


def test_an_address_of_another_kind_and_a_silent_server_are_told() -> None:
    assert prefect(Path(), "file:///etc/passwd")[0].code == "prefect_address"
    assert prefect(Path(), "http://127.0.0.1:1/api")[0].code == "prefect_unreachable"


def test_what_older_prefects_left_is_told(tmp_path: Path) -> None:
    assert prefect(tmp_path, "")[0].code == "prefect_fresh"
    home = tmp_path / ".prefect"
    home.mkdir()
    environment.database(home).touch()
    assert prefect(tmp_path, "")[0].code == "prefect_sound"
    (home / "prefect-3.0.0.db").touch()
    assert prefect(tmp_path, "")[0].code == "prefect_left"


@pytest.mark.parametrize("path", ["", ":memory:"])
def test_an_address_that_holds_nothing_is_told(tmp_path: Path, path: str) -> None:
    outcome = Desk(tmp_path).run("--database", f"sqlite:///{path}", "doctor", "--json")
    assert outcome.code == 1
    told = {one["code"]: one["state"] for one in json.loads(outcome.out)["findings"]}
    assert told["database_closed"] == "bad"
