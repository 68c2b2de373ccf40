"""What somebody tries who means no good: on every route there is, one trick after the other."""

import json
import logging
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from engine import accounts, api_tokens, passwords, sessions
from engine.accounts import Wish
from errors import Problem
from portal.guard.bodies import FORM
from tests import vault
from tests.desk import opened
from tests.office import store, work
from tests.reception import PASSWORD, Reception, fields, words
from tests.rich_form import rich
from tests.test_portal_rights import Way, address, code_of, routes

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
EVERY = ("officer", "clerk", "approver", "auditor", "operator")
PLENTY = 15
"""More routes than this there are, or the list of them is broken."""


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Reception:
    """A portal with the subject of the rights' matrix, and somebody who may nearly everything."""
    found = Reception(rich(tmp_path_factory.mktemp("attacks")))
    found.account("subject", "D11", "clerk")
    found.account("all", "N", *EVERY)
    return found


def unsafe(reception: Reception) -> list[Way]:
    found = [way for way in routes(reception) if way.method in UNSAFE]
    assert len(found) >= PLENTY
    return found


def acts(reception: Reception) -> object:
    return vault.value(store(reception.desk), "SELECT count(*) FROM act")


def headers_hold(answer: Response) -> bool:
    policy = answer.headers.get("content-security-policy", "")
    return (
        "default-src 'none'" in policy
        and "unsafe" not in policy
        and answer.headers.get("x-content-type-options") == "nosniff"
        and answer.headers.get("x-frame-options") == "DENY"
        and "noindex" in answer.headers.get("x-robots-tag", "")
        and bool(answer.headers.get("x-request-id"))
        and bool(answer.headers.get("cache-control"))
    )


def test_a_session_that_was_planted_is_nobodys(reception: Reception) -> None:
    reception.account("lan", "W111", "clerk")
    given: list[str] = []
    for _ in range(2):
        victim, attacker = reception.browser(), reception.browser()
        for browser in (victim, attacker):
            browser.headers["cookie"] = "capbac=planted"
        page = victim.get("/sign-in")
        guest = page.headers["set-cookie"].split(";")[0]
        sent = fields(page) | {"login": "lan", "password": PASSWORD}
        planted = {"cookie": f"capbac=planted; {guest}"}
        answer = victim.post("/sign-in", data=sent, headers=planted, follow_redirects=False)
        (found,) = (
            one.split("=", 1)[1].split(";")[0]
            for one in answer.headers.get_list("set-cookie")
            if one.startswith("capbac=")
        )
        given.append(found)
        assert attacker.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")
    assert len({*given, "planted"}) == 3


def test_nothing_unsafe_is_done_without_the_pages_token(crowd: Reception) -> None:
    browser = crowd.signed_in("all")
    before = acts(crowd)
    for way in unsafe(crowd):
        for told in ("", "0", "0" * 128):
            # What comes to the API is JSON, and has its token in a header.
            api = way.path.startswith("/api/")
            sent: dict[str, Any] = {"json": {}} if api else {"data": {"csrf": told}}
            header = {"x-csrf-token": told} if told else {}
            there = address(crowd, way)
            answer = browser.request(
                way.method, there, headers=header, follow_redirects=False, **sent
            )
            assert code_of(answer) in {"request_stale", "forbidden", "not_found"}, way
    assert acts(crowd) == before


def test_another_sites_page_changes_nothing_even_with_a_token(crowd: Reception) -> None:
    browser = crowd.signed_in("all")
    token = fields(browser.get("/"))["csrf"]
    before = acts(crowd)
    for way in unsafe(crowd):
        for told in ({"origin": "https://xau.example"}, {"sec-fetch-site": "same-site"}):
            answer = browser.request(
                way.method, address(crowd, way), data={"csrf": token}, headers=told
            )
            assert answer.status_code == 403, way
            assert "origin_unfit" in answer.text
    assert acts(crowd) == before


def bearer(reception: Reception, *scope: str, login: str = "all") -> TestClient:
    """A program with somebody's token."""
    at, now = work(reception.desk), reception.clock.now
    holder = sessions.sign_in(at, login, PASSWORD, "", now).holder
    token = api_tokens.make(at, holder, "-".join(scope), scope, 30, now)
    browser = reception.browser()
    browser.headers["authorization"] = f"Bearer {token}"
    return browser


def test_a_token_to_read_changes_nothing_and_no_token_opens_a_page(crowd: Reception) -> None:
    reader, writer = bearer(crowd, "read"), bearer(crowd, "read", "write")
    before = acts(crowd)
    for way in routes(crowd):
        there = address(crowd, way)
        if way.gate.act == "visit":
            continue
        if not way.path.startswith("/api/"):
            for program in (reader, writer):
                answer = program.request(way.method, there, follow_redirects=False)
                assert code_of(answer) == "sign_in_needed", way
        elif way.method in UNSAFE:
            answer = reader.request(way.method, there, json={}, follow_redirects=False)
            assert answer.status_code in {403, 415, 422}, (way, answer.text)
            assert answer.json()["code"] in {"forbidden", "media_unfit", "request_unfit"}, way
    assert acts(crowd) == before


def test_no_token_makes_another(crowd: Reception) -> None:
    writer = bearer(crowd, "write")
    wish = {"name": "dài lâu", "scope": ["read"], "days": 366}
    assert writer.post("/api/v1/me/tokens", json=wish).status_code == 403


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_answer_of_every_route_has_the_headers(crowd: Reception, *, signed_in: bool) -> None:
    browser = crowd.signed_in("all") if signed_in else crowd.browser()
    browser.follow_redirects = False
    for way in routes(crowd):
        if way.path == "/sign-out":
            continue
        there = address(crowd, way)
        for method in {way.method, "GET", "PATCH"}:
            answer = browser.request(method, there)
            assert answer.status_code < 500, (way, answer.text[:300])
            assert headers_hold(answer), (method, way.path, answer.headers)
    for there in ("/nowhere", "/api/v1/nowhere", "/robots.txt", "/static/nothing"):
        assert headers_hold(browser.get(there)), there


def test_no_secret_comes_into_the_log_or_back_in_an_answer(
    crowd: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    cookie, program = crowd.signed_in("all"), bearer(crowd, "read", "write")
    own = cookie.cookies["capbac"]
    held = program.headers["authorization"].removeprefix("Bearer ")
    secrets = {"password": "bi-mat-3", "csrf": "bi-mat-4"}
    caplog.clear()
    with caplog.at_level(logging.DEBUG, "capbac"):
        for browser in (cookie, program):
            for way in routes(crowd):
                if way.path == "/sign-out":
                    continue
                answer = browser.request(
                    way.method,
                    address(crowd, way),
                    params={"token": "bi-mat-1", "next": "bi-mat-2"},
                    data=None if way.method == "GET" else secrets,
                    headers={"x-api-key": "bi-mat-5"},
                    follow_redirects=False,
                )
                for secret in (own, held, "bi-mat-3"):
                    assert secret not in answer.text, way
    assert caplog.records
    for secret in (own, held, *(f"bi-mat-{n}" for n in range(1, 6))):
        assert secret not in caplog.text


TRICKS = (
    "//accounts",
    "/./accounts",
    "/%2e/accounts",
    "/static/..%2f..%2fapp.py",
    "/static/%2e%2e%2fportal.css",
    "/static/..%5capp.py",
    "/ACCOUNTS",
    "/accounts/",
    "/accounts;x=1",
    "/accounts%00",
    "/accounts%20",
    "/api/v1/../accounts",
    "/api/v1//me",
    "/forms/1%2f..%2f2",
    "/forms/%00",
    "/forms/" + "9" * 5_000,
    "/units/%F0%9F%98%80",
    "/units/%ff%fe",
    "/language/vi%0d%0aset-cookie:%20a=b",
)


@pytest.mark.parametrize("path", TRICKS)
def test_a_path_with_a_trick_in_it_opens_nothing(crowd: Reception, path: str) -> None:
    answer = crowd.browser().get(path, follow_redirects=False)
    assert answer.status_code in {303, 307, 401, 404, 405, 422}, answer.text[:300]
    there = answer.headers.get("location", "/")
    assert there.startswith(("/", "http://testserver/"))
    assert not there.startswith("//")
    assert "set-cookie" not in answer.text.lower()
    assert "a=b" not in answer.headers.get("set-cookie", "")


def test_signed_in_the_same_tricks_break_nothing(crowd: Reception) -> None:
    browser = crowd.signed_in("all")
    for path in TRICKS:
        answer = browser.get(path, follow_redirects=False)
        assert answer.status_code < 500, (path, answer.text[:300])
        assert "import " not in answer.text


@pytest.mark.parametrize(
    "back",
    [
        "//xau.example",
        "/\\xau.example",
        "https:xau.example",
        "/\r\nset-cookie: a=b",
        "/\t/xau.example",
        "\x00/x",
        "/%2f/xau.example\u2028",
        " //xau.example",
    ],
)
def test_nothing_leads_elsewhere_and_no_header_is_slipped_in(crowd: Reception, back: str) -> None:
    answer = crowd.browser().get("/language/vi", params={"back": back}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert "a=b" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "host", ["xau.example", "so-lieu.example.xau.example", "", "so-lieu.example@x"]
)
def test_where_a_host_is_named_links_and_answers_know_no_other(
    reception: Reception, host: str
) -> None:
    secure = Reception(reception.desk, url="https://so-lieu.example")
    answer = secure.browser().get("/sign-in", headers={"host": host})
    assert answer.status_code == 421
    assert "xau" not in answer.text
    secure.account("mai", "D11", "officer")
    browser = secure.signed_in("mai")
    sent = fields(browser.get("/accounts")) | {
        "login": "hoa",
        "name": "Hoa",
        "unit": "W111",
        "role.clerk": "1",
    }
    told = {"x-forwarded-host": "xau.example", "forwarded": "host=xau.example"}
    page = browser.post("/accounts", data=sent, headers=told)
    assert "https://so-lieu.example/invitation?token=" in page.text
    assert "xau.example" not in page.text


def test_a_body_that_says_nothing_true_of_its_length_is_refused(crowd: Reception) -> None:
    browser = crowd.signed_in("all")
    kind = (b"content-type", b"application/x-www-form-urlencoded")
    for length in (str(FORM + 1), "9" * 5_000, "-1", "1e3", "0x10", "١"):
        told = [kind, (b"content-length", length.encode())]
        answer = browser.post("/sign-out", content=b"a=b", headers=told)
        assert answer.status_code == 413, length
        assert headers_hold(answer)


def test_nothing_of_a_body_is_read_for_who_may_not_come(
    crowd: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("portal.guard.needs.posted", lambda request: asked.append(request.url.path))
    stranger = crowd.browser()
    for way in unsafe(crowd):
        if way.gate.act == "visit" or way.path.startswith("/api/"):
            continue
        answer = stranger.request(
            way.method,
            address(crowd, way),
            files={"file": b"x" * 1000},
            follow_redirects=False,
        )
        assert code_of(answer) == "sign_in_needed", way
    assert asked == []


def test_somebody_unknown_is_answered_as_slowly_as_somebody_known(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    reception.account("lan", "W111", "clerk")
    number = reception.account("old", "W112", "clerk")
    accounts.disable(work(reception.desk), number, reception.clock.now)
    worked: list[str] = []

    class Counted:
        def verify(self, hashed: str, password: str) -> bool:
            worked.append(hashed.split("$")[1])
            return bool(real.verify(hashed, password))

    real = passwords._HASHER
    monkeypatch.setattr(passwords, "_HASHER", Counted())
    answers = [
        reception.sign_in(reception.browser(), login, "sai rồi sai rồi")
        for login in ("lan", "old", "khong-co")
    ]
    assert worked == ["argon2id"] * 3
    assert {one.status_code for one in answers} == {401}
    assert len({words(one) for one in answers}) == 1


def test_of_two_who_open_one_invitation_at_once_one_has_the_account(reception: Reception) -> None:
    at, now = work(reception.desk), reception.clock.now
    for number in range(5):
        login = f"mai{number}"
        found = accounts.invite(at, Wish(login, "Mai", "W112", ("clerk",)), ("operator",), now)
        gate = Barrier(2)
        came: list[str] = []
        refused: list[str] = []

        def open_it(password: str, token: str = found.token) -> None:
            gate.wait()  # noqa: B023  each round has its own, and waits for both
            try:
                accounts.accept(at, token, password, now)
                came.append(password)  # noqa: B023  as above
            except Problem as problem:
                refused.append(problem.code)  # noqa: B023  as above

        both = [Thread(target=open_it, args=(f"mật khẩu dài {n}",)) for n in (1, 2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        (winner,) = came
        assert refused == ["invitation_unfit"]
        for n in (1, 2):
            password = f"mật khẩu dài {n}"
            answer = reception.sign_in(reception.browser(), login, password)
            assert (answer.status_code == 200) == (password == winner)


def test_a_link_is_worth_nothing_once_used_over_or_replaced(reception: Reception) -> None:
    at = work(reception.desk)
    wish = Wish("mai", "Mai", "W112", ("clerk",))
    used = accounts.invite(at, wish, ("operator",), reception.clock.now)
    accounts.accept(at, used.token, PASSWORD, reception.clock.now)
    replaced = accounts.invite_again(at, used.account.id, reception.clock.now)
    over = accounts.invite_again(at, used.account.id, reception.clock.now)
    reception.clock.forward(days=7)
    browser = reception.browser()
    guest = fields(browser.get("/sign-in"))["csrf"]
    for token in (used.token, replaced.token, over.token, "", "x" * 5_000, "\x00", "đ"):
        assert browser.get("/invitation", params={"token": token}).status_code == 410
        both = {"password": "của kẻ khác đó", "again": "của kẻ khác đó"}
        answer = browser.post("/invitation", data={"csrf": guest, "token": token} | both)
        assert answer.status_code == 410
    assert reception.sign_in(browser, "mai").status_code == 200


def test_robots_are_told_to_keep_out(reception: Reception) -> None:
    answer = reception.browser().get("/robots.txt")
    assert answer.text == "User-agent: *\nDisallow: /\n"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"


def test_a_problem_spells_no_more_than_its_code(crowd: Reception) -> None:
    """Nothing of the machine comes out: no path, no trace, no query of the database."""
    program = bearer(crowd, "read", "write")
    for way in unsafe(crowd):
        if not way.path.startswith("/api/"):
            continue
        for body in (b"{", b"[]", b"\xff", b'{"a": ' + b"[" * 5_000, b"null", b'{"values": NaN}'):
            answer = program.request(
                way.method,
                address(crowd, way),
                content=body,
                headers={"content-type": "application/json"},
            )
            assert answer.status_code < 500, (way, body[:20], answer.text)
            if answer.status_code >= 400:
                told = json.loads(answer.text)
                assert answer.headers["content-type"] == "application/problem+json", way
                assert told["code"], way
            for word in ("Traceback", "sqlite", "site-packages", "SELECT"):
                assert word not in answer.text, (way, word)
