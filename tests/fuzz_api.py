"""The door of programs: requests to the API and to the pages that take files, in process.

A request is spelled out as a file of its own, bytes as Latin-1, so that it can be kept and tried
again; it goes to the application as a server would hand it on, and nothing of it is made proper.
"""

import asyncio
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from portal.app import build
from portal.site import Site
from tests import fuzz_seeds, office, vault
from tests.fuzz_requests import PAGE, PEOPLE, TOKEN, Request, bent, read
from tests.fuzz_sent import BESIDE
from tests.fuzz_stated import agrees, agrees_cells, in_json, nth_row
from tests.fuzz_watch import Answer, Broken
from tests.office import NOW
from tests.reception import Clock, Reception, fields
from tests.test_portal_api_fuzzed import Caller

PROBLEM = b"application/problem+json"


class Api:
    """Requests by people with rights of their own; one in ten to a page that takes files."""

    name = "api"

    def renew(self, folder: Path) -> None:
        self._desk = fuzz_seeds.country(folder / self.name)
        self._work = office.work(self._desk)
        reception = Reception(self._desk)
        self._callers = {who: Caller(self._work, who, *told) for who, told in PEOPLE.items()}
        browser = reception.signed_in("mai", "W112", "clerk")
        owed = reception.assignment("W112")
        self._page = f"/upload/{owed}"
        self._cookie = "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)
        self._csrf = fields(browser.get(f"/forms/{owed}"))["csrf"]
        self._app = build(Site(self._work, clock=Clock(NOW)))
        self._loop = asyncio.new_event_loop()
        self._seen = 0
        self._turn = 0
        self._ask({"method": "GET", "path": "/api/v1/me", "query": "", "headers": [], "body": ""})

    def close(self) -> None:
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
        self._work.store().close()

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        return ".request", json.dumps(bent(dice)).encode()

    def tried(self, path: Path) -> Answer:
        asked = read(path.read_bytes())
        self._turn += 1
        looked = self._turn % 5 == 0
        before = self._state() if looked else ""
        status, kind, body = self._ask(asked)
        self._hold(asked, status, kind, body)
        fresh = self._fresh()
        if status >= 400 and fresh:
            raise Broken(f"{status}, and something was kept")
        for source, payload in fresh:
            self._agrees(asked, source, payload)
        if looked and status >= 400 and self._state() != before:
            raise Broken(f"{status}, and the store has changed")
        code = f"{status}"
        if kind.startswith(PROBLEM):
            code = f"{status} {json.loads(body)['code']}"
        return Answer(status < 300, (), None, [code])

    def _hold(self, asked: Request, status: int, kind: bytes, body: bytes) -> None:
        if status >= 500:
            raise Broken(f"{status}: {body[:500]!r}")
        if status < 400 or not asked["path"].startswith("/api/"):
            return
        if not kind.startswith(PROBLEM):
            raise Broken(f"{status} {kind!r}: {body[:300]!r}")
        told = json.loads(body)
        if told["status"] != status or not told["code"] or len(told["detail"]) < 8:
            raise Broken(f"{told}")
        other = told.get("detail_vi") or told.get("detail_en") or ""
        for one in (told["detail"], other, *(f["sentence"] for f in told["faults"])):
            if len(one) < 8 or any(ord(sign) < 32 and sign not in "\n\t" for sign in one):
                raise Broken(f"no sentence: {one[:300]!r} in {told['code']}")

    def _state(self) -> dict[str, Any]:
        found = vault.dump(office.store(self._desk), (*BESIDE, "api_token"))
        owed = found["assignment"]
        found["assignment"] = [
            tuple("expected" if c == "draft" else c for c in row) for row in owed
        ]
        return found

    def _fresh(self) -> list[tuple[str, Mapping[str, Any]]]:
        query = "SELECT id, source, payload FROM submission WHERE id > ? ORDER BY id"
        rows = vault.rows(office.store(self._desk), query, self._seen)
        self._seen = rows[-1][0] if rows else self._seen
        return [(source, json.loads(payload)) for _id, source, payload in rows]

    def _agrees(self, asked: Request, source: str, payload: Mapping[str, Any]) -> None:
        data = asked["body"].encode("latin-1")
        if not asked["path"].startswith("/api/"):
            return  # a file within a body of several parts: the doors of files are tried alone
        number = int(source.rpartition("#")[2])
        kind = next((b for a, b in asked["headers"] if a == "content-type"), "").partition(";")[0]
        try:
            if "csv" in kind:
                agrees_cells(nth_row(data, number), payload)
            elif "json" in kind.replace("application/json", "").casefold():
                line = [one for one in data.split(b"\n") if one.strip()][number - 1]
                agrees(in_json(line, "line"), payload)
            else:
                many = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
                agrees(in_json(data, f"sent#{number}" if many else "sent"), payload)
        except (ValueError, KeyError, IndexError) as error:
            raise Broken(f"{source} was let in: {error!r}") from error

    def _ask(self, asked: Request) -> tuple[int, bytes, bytes]:
        headers = [(a.encode("latin-1").lower(), b.encode("latin-1")) for a, b in asked["headers"]]
        who = asked.get("who")
        if who:
            told = self._callers[who].headers()["authorization"]
            headers.append((b"authorization", told.encode()))
        elif who == "":
            headers.append((b"cookie", self._cookie.encode()))
        path = asked["path"].replace(PAGE, self._page)
        body = asked["body"].encode("latin-1").replace(TOKEN, self._csrf.encode())
        return self._loop.run_until_complete(_call(self._app, asked, path, headers, body))


async def _call(
    app: Callable[..., Any],
    asked: Request,
    path: str,
    headers: Sequence[tuple[bytes, bytes]],
    body: bytes,
) -> tuple[int, bytes, bytes]:
    """One request as a server hands it on: status, kind and body of the answer."""
    raw = path.encode("latin-1")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": asked["method"],
        "scheme": "http",
        "path": unquote(raw.decode("latin-1"), "utf-8", "replace"),
        "raw_path": raw,
        "root_path": "",
        "query_string": asked["query"].encode("latin-1"),
        "headers": [(b"host", b"testserver"), *headers],
        "client": ("127.0.0.1", 5000),
        "server": ("testserver", 80),
        "state": {},
    }
    half = len(body) // 2
    parts = [
        {"type": "http.request", "body": body[:half], "more_body": True},
        {"type": "http.request", "body": body[half:], "more_body": False},
    ]
    told: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        told.append(message)

    await app(scope, receive, send)
    start = told[0]
    kind = dict(start["headers"]).get(b"content-type", b"")
    return start["status"], kind, b"".join(one.get("body", b"") for one in told[1:])
