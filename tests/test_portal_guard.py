"""What stands before every page: bounds, headers, ids, words; in requests nobody would send."""

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from engine import api_tokens, sessions
from portal.guard.bodies import FORM
from tests.desk import opened
from tests.office import work
from tests.reception import PASSWORD, Reception, fields, words


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


def test_every_answer_has_the_headers_whatever_it_is(reception: Reception) -> None:
    browser = reception.browser()
    for path in ("/sign-in", "/nowhere", "/api/v1/me", "/static/portal.css", "/healthz"):
        answer = browser.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-request-id"]
        assert "strict-transport-security" not in answer.headers
    secure = Reception(reception.desk, url="https://so-lieu.example").browser()
    assert "max-age=31536000" in secure.get("/sign-in").headers["strict-transport-security"]


def test_only_what_changes_with_its_name_is_kept_by_browsers(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    assert browser.get("/").headers["cache-control"] == "no-store"
    assert browser.get("/static/portal.css").headers["cache-control"] == "no-cache"
    named = browser.get("/").text.split('href="/static/portal.css?v=')[1].split('"')[0]
    kept = browser.get(f"/static/portal.css?v={named}").headers["cache-control"]
    assert "immutable" in kept
    assert browser.get("/static/../app.py").status_code == 404


def test_too_much_is_refused_before_it_is_read(reception: Reception) -> None:
    browser = reception.browser()
    told = {"content-type": "application/x-www-form-urlencoded"}
    answer = browser.post("/sign-in", content=b"a" * (FORM + 1), headers=told)
    assert answer.status_code == 413
    assert "2 MB" in words(answer)

    def parts() -> Iterator[bytes]:
        yield from (b"a=" if not n else b"b" * 65536 for n in range(FORM // 65536 + 2))

    grown = browser.post("/sign-in", content=parts(), headers=told)
    assert grown.status_code == 413
    lying = browser.post("/sign-in", content=b"a=b", headers=told | {"content-length": "-1"})
    assert lying.status_code == 413


def test_another_host_is_not_answered_where_one_is_named(reception: Reception) -> None:
    secure = Reception(reception.desk, url="https://so-lieu.example")
    assert secure.browser().get("/sign-in").status_code == 200
    stranger = TestClient(secure.app, base_url="https://xau.example")
    assert stranger.get("/sign-in").status_code == 421
    assert stranger.get("/healthz").status_code == 200


def test_a_refusal_is_said_to_people_and_spelt_to_programs(reception: Reception) -> None:
    browser = reception.browser()
    page = browser.get("/nowhere")
    assert page.status_code == 404
    assert "Không có trang này" in words(page)
    browser.get("/language/en")
    assert "There is no such page" in words(browser.get("/nowhere"))
    told = browser.get("/api/v1/me")
    assert told.status_code == 401
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["code"] == "sign_in_needed"
    assert told.json()["request"] == told.headers["x-request-id"]
    assert browser.put("/sign-in").status_code == 405


def test_what_nobody_foresaw_is_answered_in_words_and_written_down(
    reception: Reception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("bí mật")

    monkeypatch.setattr("portal.pages.worklist.worklist", broken)
    with caplog.at_level(logging.INFO, "capbac.portal"):
        answer = browser.get("/")
    assert answer.status_code == 500
    assert "bí mật" not in answer.text
    assert "Traceback" not in answer.text
    number = answer.headers["x-request-id"]
    assert number in words(answer)
    assert any(number in one.getMessage() and one.exc_info for one in caplog.records)
    assert answer.headers["content-security-policy"]


def test_the_log_has_a_line_a_request_and_no_secret(
    reception: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "capbac.portal"):
        browser = reception.signed_in("lan", "W111", "clerk")
        browser.get("/invitation?token=khong-ai-biet", headers={"x-request-id": "of-the-proxy-1"})
        odd = browser.get("/", headers={"x-request-id": 'x"\n{'})
    lines = [json.loads(one.getMessage()) for one in caplog.records]
    assert lines[-2]["id"] == "of-the-proxy-1"
    assert len(odd.headers["x-request-id"]) == 32
    assert (lines[-2]["path"], lines[-2]["status"]) == ("/invitation", 410)
    assert lines[-1]["account"] > 0
    for secret in (PASSWORD, "khong-ai-biet", browser.cookies["capbac"]):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=\x00&csrf=%zz", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"", ""),
    ],
)
def test_a_body_that_is_no_form_is_answered_in_words(
    reception: Reception, body: bytes, kind: str
) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    number = reception.assignment("W111")
    answer = browser.post(f"/forms/{number}/draft", content=body, headers={"content-type": kind})
    assert answer.status_code in {403, 422}
    assert "Mã yêu cầu" in words(answer)


def test_what_people_type_is_never_markup(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    number = reception.assignment("W111")
    evil = '"><script>alert(1)</script>'
    typed = {"v.money": evil, "v.difficulties": f"</textarea>{evil}", "v.leaders.total": "{{7*7}}"}
    page = browser.post(
        f"/forms/{number}/check", data=fields(browser.get(f"/forms/{number}")) | typed
    )
    # Scripts of ours are files, so that no opening tag without an address is one of them.
    assert "<script>" not in page.text
    assert page.text.count("<script") == page.text.count('<script src="/static/')
    assert "49" not in fields(page)["v.leaders.total"]
    assert fields(page)["v.money"] == evil
    login = reception.sign_in(reception.browser(), evil, "x")
    assert "<script" not in login.text


def test_a_token_speaks_for_its_owner_in_the_api_alone_and_as_far_as_its_scope(
    reception: Reception,
) -> None:
    reception.account("lan", "W111", "clerk")
    at, now = work(reception.desk), reception.clock.now
    holder = sessions.sign_in(at, "lan", PASSWORD, "", now).holder
    token = api_tokens.make(at, holder, "máy quét", ["read"], 30, now)
    program = reception.browser()
    program.headers["authorization"] = f"Bearer {token}"
    assert program.get("/api/v1/me").json()["login"] == "lan"
    assert "/sign-in" in str(program.get("/").url)
    program.headers["authorization"] = f"Bearer {token}x"
    assert program.get("/api/v1/me").status_code == 401
    program.headers["authorization"] = f"Bearer {token}"
    (kept,) = api_tokens.of_holder(at, holder)
    api_tokens.revoke(at, holder, kept.id, now)
    assert program.get("/api/v1/me").status_code == 401
    later = api_tokens.make(at, holder, "máy khác", ["read", "write"], 1, now)
    program.headers["authorization"] = f"Bearer {later}"
    assert program.get("/api/v1/me").status_code == 200
    reception.clock.forward(days=2)
    assert program.get("/api/v1/me").status_code == 401


def test_when_a_token_was_used_is_kept_though_nobody_waits_for_it(reception: Reception) -> None:
    reception.account("lan", "W111", "clerk")
    at, now = work(reception.desk), reception.clock.now
    holder = sessions.sign_in(at, "lan", PASSWORD, "", now).holder
    token = api_tokens.make(at, holder, "máy quét", ["read"], 30, now)
    assert [one.used_at for one in api_tokens.of_holder(at, holder)] == [None]
    reception.clock.forward(hours=1)
    used = reception.clock.now
    assert api_tokens.borne(at, token, used) is not None
    api_tokens.keep_uses(at)
    with at.store().reading() as connection:
        assert connection.execute(text("SELECT used_at IS NULL FROM api_token")).scalar() == 0
    assert [one.used_at for one in api_tokens.of_holder(at, holder)] == [used]
    # Within some minutes it is not noted again.
    assert api_tokens.borne(at, token, used + timedelta(minutes=1)) is not None
    assert [one.used_at for one in api_tokens.of_holder(at, holder)] == [used]


@pytest.mark.parametrize("path", ["/", "/sign-in", "/api/v1/me", "/nowhere"])
def test_an_address_whose_query_is_no_text_is_refused_in_words(
    reception: Reception, path: str
) -> None:
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
    scope |= {"query_string": b"\x85=\xff", "root_path": "", "scheme": "http", "headers": []}
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        told.append(dict(message))

    asyncio.run(reception.app(scope, receive, send))
    assert told[0]["status"] == 422
    kind = dict(told[0]["headers"])[b"content-type"]
    assert kind == (b"application/problem+json" if "api" in path else b"text/html; charset=utf-8")
