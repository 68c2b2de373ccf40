"""Bodies: a stranger's is not looked at, and none is too long, too slow, or grows when opened."""

import asyncio
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from engine import accounts
from engine.accounts import Wish
from engine.work import Work
from errors import Problem
from portal.guard.bodies import FORM, UPLOAD
from portal.guard.first import GateFirst
from portal.guard.needs import ABOUT
from tests import hostile, postgres, vault
from tests.desk import made, opened, sent
from tests.far import FarDesk
from tests.office import NOW, send, store
from tests.reception import PASSWORD, Reception, words
from tests.test_portal_attacks import bearer
from tests.test_portal_files import upload

BROKEN = b'{"reason": '
JSON = {"content-type": "application/json"}


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


def shaped(reception: Reception) -> list[tuple[str, str]]:
    """Method and path of every route that takes JSON by a shape."""
    found = []
    for one in iter_route_contexts(reception.app.routes):
        route = one.original_route
        if isinstance(route, APIRoute) and route.body_field is not None:
            assert isinstance(route, GateFirst), one.path
            (method,) = sorted(route.methods or {"?"})
            found.append((method, str(one.path)))
    return found


def test_a_broken_body_tells_a_stranger_only_that_they_are_one(reception: Reception) -> None:
    ways = shaped(reception)
    assert len(ways) >= 4
    reception.account("other", "W112", "clerk")
    clerk = bearer_of(reception, "other")
    for method, path in ways:
        there = path.format(assignment=reception.assignment("W111"), unit="W111", number=1)
        for content in (BROKEN, b"[" * 100_000, b'{"a": NaN}', b"\xff"):
            answer = reception.browser().request(method, there, content=content, headers=JSON)
            assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed"), path
            missing = path.format(assignment=10**9, unit="NOWHERE", number=1)
            if not any(f"{{{name}}}" in path for name in ABOUT):
                continue  # about oneself alone
            other = clerk.request(method, there, content=content, headers=JSON)
            assert other.status_code in {403, 404}, path
            gone = clerk.request(method, missing, content=content, headers=JSON)
            assert gone.status_code == 404, path


def test_a_broken_body_tells_whoever_may_come_what_is_wrong(reception: Reception) -> None:
    reception.account("mai", "D11", "officer")
    assert send(reception.desk, sent("W111", 1, 5)).accepted
    there = f"/api/v1/assignments/{reception.assignment('W111')}/return"
    answer = bearer_of(reception, "mai").post(there, content=BROKEN, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["code"] == "request_unfit"
    assert answer.json()["faults"]


def bearer_of(reception: Reception, login: str) -> TestClient:
    """A program with somebody's token to read and write."""
    return bearer(reception, "read", "write", login=login)


def drops() -> Iterator[bytes]:
    """Ten times what a form may be, in pieces, and no word of how much it will be."""
    yield b"a="
    for _ in range(10 * FORM // 65536):
        yield b"b" * 65536


def test_ten_times_the_limit_is_let_go_of_long_before_its_end(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    taken = 0

    def counted() -> Iterator[bytes]:
        nonlocal taken
        for piece in drops():
            taken += len(piece)
            yield piece

    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = browser.post("/sign-out", content=counted(), headers=kind)
    assert answer.status_code == 413
    told = {"content-length": str(10 * UPLOAD), "content-type": "multipart/form-data; boundary=x"}
    large = browser.post(f"/upload/{reception.assignment('W111')}", content=b"--x", headers=told)
    assert large.status_code == 413
    assert "32 MB" in words(large)
    assert browser.get("/").status_code == 200


@pytest.mark.slow
def test_a_file_that_grows_when_it_is_opened_is_refused_and_nothing_is_kept(
    reception: Reception,
) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    bombs = {one.name: one for one in hostile.FILES if "bomb" in one.name}
    assert bombs
    for name, one in bombs.items():
        page = upload(reception, browser, f"{name}.xlsx", one.make())
        assert page.status_code < 500, name
        assert not page.url.path.endswith("/check"), name
    inner = io.BytesIO()
    with (
        zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("[Content_Types].xml", "w", force_zip64=True) as part,
    ):
        for _ in range(400):
            part.write(b"\0" * (1 << 20))
    page = upload(reception, browser, "zeros.xlsx", inner.getvalue())
    assert page.status_code == 422
    assert vault.value(store(reception.desk), "SELECT count(*) FROM draft") == 0
    assert vault.value(store(reception.desk), "SELECT count(*) FROM submission") == 0


async def asked(app: Any, pieces: list[bytes], pause: float) -> tuple[int, str]:
    """What comes of a form whose pieces arrive one a pause, and whose end never does."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/sign-in",
        "raw_path": b"/sign-in",
        "root_path": "",
        "query_string": b"",
        "headers": [
            (b"host", b"testserver"),
            (b"content-type", b"application/x-www-form-urlencoded"),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }
    left, said = list(pieces), []

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.Event().wait()
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": left.pop(0), "more_body": True}

    async def send(message: Any) -> None:
        said.append(message)

    await app(scope, receive, send)
    body = b"".join(one.get("body", b"") for one in said)
    return int(said[0]["status"]), body.decode()


@pytest.mark.parametrize(("name", "pause"), [("PATIENCE", 0.0), ("LONGEST", 0.01)])
def test_who_stops_or_drips_while_sending_is_not_waited_for(
    reception: Reception, monkeypatch: pytest.MonkeyPatch, name: str, pause: float
) -> None:
    monkeypatch.setattr(f"portal.guard.bodies.{name}", 0.05)
    status, page = asyncio.run(asked(reception.app, [b"a"] * 1_000, pause))
    assert status == 408
    assert "body_slow" in page


def both_at_once(work: Work, token: str) -> tuple[list[str], list[str]]:
    """Two people who open one invitation at the same moment: whose password stands, who not."""
    gate, came, refused = Barrier(2), list[str](), list[str]()

    def open_it(password: str) -> None:
        gate.wait()
        try:
            accounts.accept(work, token, password, NOW)
            came.append(password)
        except Problem as problem:
            refused.append(problem.code)

    both = [Thread(target=open_it, args=(f"{PASSWORD} {n}",)) for n in (1, 2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return came, refused


@pytest.mark.slow
def test_on_postgresql_too_one_of_two_has_the_account(tmp_path: Path) -> None:
    with postgres.server(tmp_path / "server") as address:
        url = postgres.database(address, "invited")
        far = made(FarDesk(tmp_path, url))
        at = Work(url, str(far.workspace), actor="test")
        for number in range(8):
            wish = Wish(f"mai{number}", "Mai", "W112", ("clerk",))
            token = accounts.invite(at, wish, ("operator",), NOW).token
            came, refused = both_at_once(at, token)
            assert len(came) == 1, refused
            assert refused == ["invitation_unfit"]
        at.store().close()
