"""What ``deploy`` says of a server: who may call it, and what it keeps."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

import messages
from flows.guarded import doubts


class Server(BaseHTTPRequestHandler):
    """Answers for its settings, as Prefect's does."""

    told: ClassVar[dict[str, Any]] = {}
    rights = ""

    def do_GET(self) -> None:
        wanted = f"Basic {b64encode(self.rights.encode()).decode()}"
        known = not self.rights or self.headers.get("Authorization") == wanted
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps({"server": self.told}).encode() if known else b"{}")

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def serving(rights: str, **told: Any) -> Iterator[str]:
    class One(Server):
        pass

    One.rights, One.told = rights, told
    server = ThreadingHTTPServer(("127.0.0.1", 0), One)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api"
    finally:
        server.shutdown()
        server.server_close()


def told(origins: str, period: object, vacuum: object) -> dict[str, Any]:
    return {
        "api": {"cors_allowed_origins": origins},
        "events": {"retention_period": period},
        "services": {"db_vacuum": {"enabled": vacuum}},
    }


CLOSED = told("https://prefect.example", "P7D", ["events", "flow_runs"])
OPEN = told("*", "P365D", ["events"])
EVERY = ["server_open", "server_cors", "server_events", "server_runs"]


def test_a_server_that_is_shut_and_forgets_gives_no_doubt() -> None:
    with serving("capbac:word", **CLOSED) as api:
        assert doubts(api, "capbac:word") == []
        assert doubts(api, "capbac:other") == []


def test_everything_that_is_open_is_told_with_what_was_found() -> None:
    with serving("", **OPEN) as api:
        found = doubts(api)
    assert [code for code, _ in found] == EVERY
    for language in ("vi", "en"):
        words = messages.words(language, "commands")
        said = [messages.fill(words[code], {"found": what}) for code, what in found]
        assert "PREFECT_SERVER_API_AUTH_STRING" in said[0]
        assert "(CORS" in said[1]
        assert "*" in said[1]
        assert "365" in said[2]
        assert "DB_VACUUM" in said[3]


@pytest.mark.parametrize(
    ("period", "vacuum", "codes"),
    [
        ("PT604800S", "true", []),
        (604800, ["flow_runs"], []),
        ("P30DT86401S", "events,flow_runs", ["server_events"]),
        ("P7D", "false", ["server_runs"]),
    ],
)
def test_spans_and_lists_are_read_as_a_server_spells_them(
    period: object, vacuum: object, codes: list[str]
) -> None:
    with serving("a:b", **told("https://p.example", period, vacuum)) as api:
        assert [code for code, _ in doubts(api, "a:b")] == codes


def test_where_nobody_answers_nothing_is_said() -> None:
    assert doubts("http://127.0.0.1:9/api") == []
