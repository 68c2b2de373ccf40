"""Signing in, and the ways in which it fails: wrong, throttled, disabled, over, forged."""

from pathlib import Path

import pytest
from httpx2 import Response

from engine import accounts, sessions
from engine.accounts import Wish
from engine.throttling import ACCOUNT, ADDRESS
from errors import Problem
from portal.guard import csrf
from portal.visit import GUEST
from tests.desk import opened
from tests.office import work
from tests.reception import PASSWORD, Reception, fields, words


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


def is_in(answer: Response) -> bool:
    return "/sign-in" not in str(answer.url)


def test_who_is_not_signed_in_is_asked_to_and_comes_to_where_he_wanted(
    reception: Reception,
) -> None:
    reception.account("lan", "W111", "clerk")
    browser = reception.browser()
    wanted = f"/forms/{reception.assignment('W111')}"
    asked = browser.get(wanted)
    assert asked.url.path == "/sign-in"
    answer = browser.post("/sign-in", data=fields(asked) | {"login": " LAN ", "password": PASSWORD})
    assert answer.url.path == wanted
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("login", "password"), [("lan", "sai rồi sai rồi"), ("ai", PASSWORD), ("", ""), ("lan", "")]
)
def test_what_was_wrong_is_not_told(reception: Reception, login: str, password: str) -> None:
    reception.account("lan", "W111", "clerk")
    answer = reception.sign_in(reception.browser(), login, password)
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in words(answer)


def test_letters_and_accents_typed_apart_are_the_same_password(reception: Reception) -> None:
    import unicodedata

    reception.account("lan", "W111", "clerk")
    apart = unicodedata.normalize("NFD", PASSWORD)
    assert apart != PASSWORD
    assert is_in(reception.sign_in(reception.browser(), "lan", apart))


def test_an_account_tried_too_often_is_closed_for_a_while_even_to_the_right_password(
    reception: Reception,
) -> None:
    reception.account("lan", "W111", "clerk")
    browser = reception.browser()
    for _ in range(ACCOUNT.free):
        assert reception.sign_in(browser, "lan", "sai rồi sai rồi").status_code == 401
    answer = reception.sign_in(browser, "lan")
    assert answer.status_code == 429
    assert "60 giây" in words(answer)
    reception.clock.forward(seconds=61)
    assert is_in(reception.sign_in(browser, "lan"))
    # The count began anew: one slip does not close it again.
    other = reception.browser()
    assert reception.sign_in(other, "lan", "sai rồi sai rồi").status_code == 401
    assert is_in(reception.sign_in(other, "lan"))


def test_an_address_that_tries_many_logins_is_closed(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    reception.account("lan", "W111", "clerk")
    monkeypatch.setattr("engine.passwords.fits", lambda *_: False)
    at = work(reception.desk)
    for number in range(ADDRESS.free):
        with pytest.raises(Problem) as raised:
            sessions.sign_in(at, f"ai{number}", "x", "10.0.0.1", reception.clock.now)
        assert raised.value.code == "sign_in_failed"
    with pytest.raises(Problem) as raised:
        sessions.sign_in(at, "lan", PASSWORD, "10.0.0.1", reception.clock.now)
    assert raised.value.code == "sign_in_throttled"
    with pytest.raises(Problem) as raised:
        sessions.sign_in(at, "lan", PASSWORD, "10.0.0.2", reception.clock.now)
    assert raised.value.code == "sign_in_failed"  # only since no password fits here


def test_a_session_dies_with_its_account_in_the_same_moment(reception: Reception) -> None:
    number = reception.account("lan", "W111", "clerk")
    browser = reception.signed_in("lan")
    assert is_in(browser.get("/"))
    accounts.disable(work(reception.desk), number, reception.clock.now)
    assert not is_in(browser.get("/"))
    assert reception.sign_in(reception.browser(), "lan").status_code == 401
    accounts.enable(work(reception.desk), number, reception.clock.now)
    assert not is_in(browser.get("/"))  # the session is not brought back
    assert is_in(reception.sign_in(browser, "lan"))


def test_a_session_ends_when_nobody_is_there_and_at_last_in_any_case(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    for _ in range(11):
        reception.clock.forward(minutes=65)
        assert is_in(browser.get("/"))
    reception.clock.forward(minutes=10)
    assert not is_in(browser.get("/"))  # twelve hours are over
    browser = reception.signed_in("lan")
    reception.clock.forward(minutes=121)
    assert not is_in(browser.get("/"))


def test_signing_out_ends_the_session_on_the_server_and_not_only_in_the_browser(
    reception: Reception,
) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    token = browser.cookies["capbac"]
    answer = browser.post("/sign-out", data=fields(browser.get("/")))
    assert "đã đăng xuất" in words(answer)
    thief = reception.browser()
    thief.cookies.set("capbac", token)
    assert not is_in(thief.get("/"))


def test_no_token_and_no_password_stands_in_the_store(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    held = (reception.desk.workspace / "capbac.db").read_bytes()
    held += (reception.desk.workspace / "capbac.db-wal").read_bytes()
    assert PASSWORD.encode() not in held
    assert browser.cookies["capbac"].encode() not in held
    assert b"$argon2id$" in held


def invited(reception: Reception, login: str = "mai") -> str:
    wish = Wish(login, "Bà Mai", "W112", ("clerk",))
    at = work(reception.desk)
    return accounts.invite(at, wish, ("operator",), reception.clock.now).token


def accepted(reception: Reception, token: str, password: str = PASSWORD) -> Response:
    browser = reception.browser()
    page = browser.get(f"/invitation?token={token}")
    if page.status_code != 200:
        return page
    both = {"password": password, "again": password}
    return browser.post("/invitation", data=fields(page) | both)


def test_an_invitation_opens_once(reception: Reception) -> None:
    token = invited(reception)
    assert reception.sign_in(reception.browser(), "mai").status_code == 401
    assert accepted(reception, token).status_code == 200
    assert is_in(reception.sign_in(reception.browser(), "mai"))
    assert accepted(reception, token, "mật khẩu khác hẳn").status_code == 410


def test_an_invitation_runs_out_and_a_later_one_replaces_it(reception: Reception) -> None:
    token = invited(reception)
    number = accounts.named(work(reception.desk), "mai").id
    later = accounts.invite_again(work(reception.desk), number, reception.clock.now).token
    assert accepted(reception, token).status_code == 410
    reception.clock.forward(days=8)
    assert accepted(reception, later).status_code == 410
    last = accounts.invite_again(work(reception.desk), number, reception.clock.now).token
    accounts.disable(work(reception.desk), number, reception.clock.now)
    assert accepted(reception, last).status_code == 410


def test_a_new_password_ends_every_session_of_the_old(reception: Reception) -> None:
    number = reception.account("lan", "W111", "clerk")
    browser = reception.signed_in("lan")
    again = accounts.invite_again(work(reception.desk), number, reception.clock.now)
    assert is_in(browser.get("/"))  # until it is accepted
    accepted(reception, again.token, "hoàn toàn khác")
    assert not is_in(browser.get("/"))
    assert reception.sign_in(reception.browser(), "lan").status_code == 401


@pytest.mark.parametrize("password", ["ngắn", "aaaaaaaaaaaaaa", "Bà Mai", "ab" * 8, "x" * 201])
def test_a_password_that_is_easy_to_guess_is_refused(reception: Reception, password: str) -> None:
    token = invited(reception)
    answer = accepted(reception, token, password)
    assert answer.status_code == 400
    assert accepted(reception, token).status_code == 200  # and the invitation still opens


def test_two_passwords_that_differ_are_refused(reception: Reception) -> None:
    browser = reception.browser()
    page = browser.get(f"/invitation?token={invited(reception)}")
    both = {"password": PASSWORD, "again": PASSWORD + "!"}
    answer = browser.post("/invitation", data=fields(page) | both)
    assert answer.status_code == 400
    assert "không giống nhau" in words(answer)


def test_nothing_is_changed_without_the_token_of_the_page(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    number = reception.assignment("W111")
    sent = fields(browser.get(f"/forms/{number}")) | {"v.leaders.total": "5"}
    other = reception.signed_in("mai", "W112", "clerk")
    foreign = fields(other.get("/"))["csrf"]
    for wrong in ("", "x", "0" * 128, foreign, csrf.token("")):
        answer = browser.post(f"/forms/{number}/draft", data=sent | {"csrf": wrong})
        assert answer.status_code == 403
        assert "request_stale" in words(answer)
    assert "v.leaders.total" in fields(browser.get(f"/forms/{number}"))
    assert fields(browser.get(f"/forms/{number}"))["v.leaders.total"] == ""
    assert browser.post(f"/forms/{number}/draft", data=sent).status_code == 200
    assert fields(browser.get(f"/forms/{number}"))["v.leaders.total"] == "5"


def test_nobody_is_signed_in_by_another_sites_page(reception: Reception) -> None:
    reception.account("lan", "W111", "clerk")
    browser = reception.browser()
    told = {"login": "lan", "password": PASSWORD, "next": "/"}
    assert browser.post("/sign-in", data=told).status_code == 403
    sent = fields(browser.get("/sign-in")) | told
    for header in (
        {"Origin": "https://xau.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert browser.post("/sign-in", data=sent, headers=header).status_code == 403
    ours = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert is_in(browser.post("/sign-in", data=sent, headers=ours))


def test_a_token_looks_new_each_time_and_fits_its_own_session_only() -> None:
    one, other = csrf.token("a"), csrf.token("a")
    assert one != other
    assert csrf.fits("a", one)
    assert csrf.fits("a", other)
    assert not csrf.fits("b", one)
    assert not csrf.fits("a", one[:-1] + ("0" if one[-1] != "0" else "1"))


@pytest.mark.parametrize(
    "elsewhere",
    ["https://xau.example/", "//xau.example", "/\\xau.example", "javascript:alert(1)", "\t//x", ""],
)
def test_signing_in_leads_nowhere_else(reception: Reception, elsewhere: str) -> None:
    reception.account("lan", "W111", "clerk")
    browser = reception.browser()
    page = browser.get("/sign-in", params={"next": elsewhere})
    assert fields(page)["next"] == "/"
    sent = fields(page) | {"login": "lan", "password": PASSWORD, "next": elsewhere}
    answer = browser.post("/sign-in", data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_cookies_are_kept_to_https_and_to_this_host_where_there_is_https(
    reception: Reception,
) -> None:
    secure = Reception(reception.desk, url="https://so-lieu.example")
    secure.account("lan", "W111", "clerk")
    browser = secure.browser()
    sent = fields(browser.get("/sign-in")) | {"login": "lan", "password": PASSWORD}
    answer = browser.post("/sign-in", data=sent, follow_redirects=False)
    (cookie,) = (
        one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-capbac")
    )
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
    assert is_in(browser.get("/"))
    plain = reception.signed_in("lan")
    assert GUEST not in plain.cookies


def test_the_language_is_kept_before_and_after_signing_in(reception: Reception) -> None:
    browser = reception.browser()
    page = browser.get("/language/en", params={"back": "/sign-in"})
    assert page.url.path == "/sign-in"
    assert 'lang="en"' in page.text
    assert "Sign in" in words(page)
    assert browser.get("/language/fr").status_code == 404
    answer = browser.get("/language/vi", params={"back": "//xau.example"}, follow_redirects=False)
    assert answer.headers["location"] == "/"
