"""``capbac serve`` and ``capbac accounts``: from no account to somebody who is signed in."""

import json
import re
import socket
from pathlib import Path

import httpx2
import pytest

from tests.desk import opened
from tests.reception import PASSWORD, fields, words
from tests.served import served


@pytest.mark.slow
def test_a_server_is_started_used_and_stopped_gently(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    told = ("--name", "Bà Lan", "--unit", "W111", "--role", "clerk", "--role", "approver")
    link = desk.done("accounts", "invite", "lan", *told).out.strip()
    assert re.fullmatch(r"/invitation\?token=[\w-]{43}", link)
    with served(desk) as server, httpx2.Client(base_url=server.address) as browser:
        browser.follow_redirects = True
        assert browser.get("/healthz").json() == {"status": "ok"}
        both = {"password": PASSWORD, "again": PASSWORD}
        page = browser.post("/invitation", data=fields(browser.get(link)) | both)
        assert "Mật khẩu đã được đặt" in words(page)
        sent = fields(page) | {"login": "lan", "password": PASSWORD}
        assert "Ward report" in words(browser.post("/sign-in", data=sent))
        token = browser.cookies["capbac"]
        desk.done("accounts", "disable", "lan")
        assert "/sign-in" in str(browser.get("/").url)
        code, said = server.stop()
    assert code == 0
    assert "Cổng đã dừng." in said
    lines = [json.loads(line) for line in said.splitlines() if line.startswith('{"at"')]
    assert len(lines) > 6
    assert all(len(line["id"]) == 32 and line["status"] < 500 for line in lines)
    for secret in (PASSWORD, link.partition("=")[2], token, sent["csrf"]):
        assert secret not in said


def test_an_address_that_is_taken_is_said_to_be(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        outcome = desk.run("serve", "--port", taken.getsockname()[1])
    assert outcome.code == 1
    assert "[address_taken]" in outcome.err


def test_accounts_are_listed_and_refused_in_words(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    desk.done("accounts", "invite", "Lan@Example.VN", "--name", "Lan", "--role", "auditor")
    (one,) = desk.done("--json", "accounts", "list").data()
    assert (one["login"], one["unit"], one["state"]) == ("lan@example.vn", "", "invited")
    wrong = {
        "login_taken": ("lan@example.vn", "--name", "X", "--role", "auditor"),
        "login_unfit": ("a b", "--name", "X", "--role", "auditor"),
        "unit_needed": ("mai", "--name", "X", "--role", "clerk"),
        "unit_unknown": ("mai", "--name", "X", "--role", "clerk", "--unit", "W999"),
        "roles_unfit": ("mai", "--name", "X", "--role", "king"),
        "name_unfit": ("mai", "--name", " ", "--role", "auditor"),
    }
    for code, told in wrong.items():
        outcome = desk.run("accounts", "invite", *told)
        assert outcome.code in {1, 2}
        assert f"[{code}]" in outcome.err
    assert "[account_unknown]" in desk.run("accounts", "disable", "ai").err
    desk.done("accounts", "disable", "lan@example.vn")
    assert "[account_disabled]" in desk.run("accounts", "again", "lan@example.vn").err
    assert "đã khóa" in desk.done("accounts", "list").out
    assert "chờ nhận" in desk.done("accounts", "enable", "lan@example.vn").out
