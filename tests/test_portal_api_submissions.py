"""Submissions over the API: the same door, receipts, faults by path, keys, many at once."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from engine import api_tokens, sessions
from tests import vault
from tests.desk import opened, sent
from tests.office import send, store, work
from tests.reception import PASSWORD, Reception

URL = "/api/v1/submissions"


def program(reception: Reception, login: str, unit: str, *roles: str) -> TestClient:
    """A program with a token of an account that is made for it."""
    if roles:
        reception.account(login, unit, *roles)
    at, now = work(reception.desk), reception.clock.now
    holder = sessions.sign_in(at, login, PASSWORD, "", now).holder
    found = reception.browser()
    token = api_tokens.make(at, holder, "test", ["read", "write"], 30, now)
    found.headers["authorization"] = f"Bearer {token}"
    return found


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


@pytest.fixture
def clerk(reception: Reception) -> TestClient:
    return program(reception, "lan", "W111", "clerk")


def test_one_is_taken_in_with_a_receipt_and_the_same_again_changes_nothing(
    reception: Reception, clerk: TestClient
) -> None:
    first = clerk.post(URL, json=sent("W111", 2, 5))
    assert first.status_code == 201, first.text
    told = first.json()["receipt"]
    assert (told["unit"], told["form"], told["period"], told["revision"]) == (
        "W111",
        "ward-report",
        "2025",
        1,
    )
    assert first.headers["etag"] == f'"{told["digest"]}"'
    again = clerk.post(URL, json=sent("W111", 2, 5))
    assert again.status_code == 200
    assert again.json()["repeated"]
    assert again.json()["receipt"]["received"] == told["received"]
    assert vault.value(store(reception.desk), "SELECT sender FROM submission") == "lan"


def test_what_was_stated_before_may_be_stated_anew(reception: Reception, clerk: TestClient) -> None:
    for women in (2, 3, 2):
        clerk.post(URL, json=sent("W111", women, 5))
    rows = vault.rows(store(reception.desk), "SELECT revision, digest FROM submission ORDER BY 1")
    assert [row[0] for row in rows] == [1, 2, 3]
    assert rows[0][1] == rows[2][1]


def test_a_file_and_a_request_with_the_same_content_have_one_hash(
    reception: Reception, clerk: TestClient
) -> None:
    (kept,) = send(reception.desk, sent("W111", 2, 5, money=12.50)).receipts
    answer = clerk.post(URL, content=json.dumps(sent("W111", 2, 5, money=12.5)), headers=JSON)
    assert answer.json()["receipt"]["digest"] == kept.sha256
    assert answer.json()["repeated"]


JSON = {"content-type": "application/json"}


def test_faults_refuse_it_by_path_in_the_language_asked_for(clerk: TestClient) -> None:
    answer = clerk.post(
        URL, json=sent("W111", 7, 5, money=-1), headers={"accept-language": "en-GB, vi;q=0.5"}
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["code"] == "submission_refused"
    assert {(one["code"], one["path"]) for one in told["faults"]} >= {("minimum", "money")}
    assert "faults to mend" in told["detail"]
    clerk.headers["accept-language"] = "vi"
    assert "cần sửa" in clerk.post(URL, json=sent("W111", 7, 5)).json()["detail"]


def test_a_dry_run_keeps_nothing(reception: Reception, clerk: TestClient) -> None:
    dry = clerk.post(URL, params={"dry_run": "true"}, json=sent("W111", 2, 5))
    assert dry.status_code == 200
    assert dry.json()["receipt"] is None
    assert clerk.post(f"{URL}?dry_run=true", json=sent("W111", 9, 5)).status_code == 422
    assert vault.value(store(reception.desk), "SELECT count(*) FROM submission") == 0
    assert vault.value(store(reception.desk), "SELECT count(*) FROM refusal") == 0
    kept = clerk.post(URL, json=sent("W111", 2, 5)).json()
    assert kept["digest"] == dry.json()["digest"]


def test_a_key_is_bound_to_what_it_came_with(reception: Reception, clerk: TestClient) -> None:
    keyed = {"idempotency-key": "lan-2025"}
    assert clerk.post(URL, json=sent("W111", 9, 5), headers=keyed).status_code == 422
    first = clerk.post(URL, json=sent("W111", 2, 5), headers=keyed)
    assert first.status_code == 201
    clerk.post(URL, json=sent("W111", 3, 5))
    again = clerk.post(URL, json=sent("W111", 2, 5), headers=keyed)
    assert again.status_code == 200
    assert again.json()["receipt"]["revision"] == 1
    for other in (sent("W111", 4, 5), sent("W111", 2, 5, difficulties="")):
        answer = clerk.post(URL, json=other, headers=keyed)
        assert answer.status_code == 409
        assert answer.json()["faults"][0]["code"] == "key_conflict"
    reception.account("hoa", "W112", "clerk")
    mine = program(reception, "hoa", "W112")
    assert mine.post(URL, json=sent("W112", 2, 5), headers=keyed).status_code == 201
    assert vault.value(store(reception.desk), "SELECT count(*) FROM submission") == 3


def test_nobody_takes_a_key_that_is_the_servers_to_give(clerk: TestClient) -> None:
    answer = clerk.post(URL, json=sent("W111", 2, 5) | {"key": "portal:abc"})
    assert answer.status_code == 409


def test_many_have_each_their_own_outcome(reception: Reception) -> None:
    officer = program(reception, "bich", "D11", "officer", "clerk")
    rows = [
        sent("W111", 1, 5) | {"on_behalf_of": "D11"},
        sent("W112", 9, 5) | {"on_behalf_of": "D11"},
        sent("W113", 2, 5),
        sent("W121", 2, 5) | {"on_behalf_of": "D11"},
        sent("W999", 2, 5),
        5,
    ]
    dry = officer.post(f"{URL}/bulk?dry_run=true", json=rows).json()
    answer = officer.post(f"{URL}/bulk", json=rows, headers={"idempotency-key": "k1"})
    assert answer.status_code == 200
    told = answer.json()
    assert [one["status"] for one in told["rows"]] == ["accepted"] + ["refused"] * 5
    assert [one["status"] for one in dry["rows"]] == [one["status"] for one in told["rows"]]
    codes = [[fault["code"] for fault in one["faults"]] for one in told["rows"]]
    assert codes == [
        [],
        ["check_failed"],
        ["not_yours"],
        ["unit_unknown"],
        ["unit_unknown"],
        ["not_an_object"],
    ]
    assert told["rows"][0]["receipt"]["entered_by"] == "D11"
    again = officer.post(f"{URL}/bulk", json=rows, headers={"idempotency-key": "k1"}).json()
    assert (again["accepted"], again["repeated"], again["refused"]) == (0, 1, 5)
    other = officer.post(f"{URL}/bulk", json=rows[:1], headers={"idempotency-key": "k1"}).json()
    assert other["rows"][0]["faults"][0]["code"] == "key_conflict"


def test_many_come_as_lines_or_as_a_table_too(clerk: TestClient) -> None:
    lines = json.dumps(sent("W111", 2, 5)) + "\n{\n"
    told = clerk.post(
        f"{URL}/bulk", content=lines, headers={"content-type": "application/x-ndjson"}
    ).json()
    assert [one["status"] for one in told["rows"]] == ["accepted", "refused"]
    table = "unit,period,leaders.women,leaders.total\nW111,2025,2,5\n"
    told = clerk.post(
        f"{URL}/bulk?form=ward-report", content=table, headers={"content-type": "text/csv"}
    ).json()
    assert [one["status"] for one in told["rows"]] == ["repeated"]


def test_what_is_not_ours_is_kept_nowhere(reception: Reception, clerk: TestClient) -> None:
    hidden = clerk.post(URL, json=sent("W211", 2, 5)).json()["faults"][0]
    absent = clerk.post(URL, json=sent("W998", 2, 5)).json()["faults"][0]
    assert hidden["code"] == absent["code"] == "unit_unknown"
    assert clerk.post(URL, json=sent("W111", 2, 5) | {"on_behalf_of": "D11"}).status_code == 403
    for table in ("submission", "refusal", "draft"):
        assert vault.value(store(reception.desk), f"SELECT count(*) FROM {table}") == 0


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"[{}]", "application/json", 422),
        (b"{", "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"unit": "W111\\u0000", "form": "x", "period": "2025"}', "application/json", 422),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
    ],
)
def test_odd_bodies_are_refused_in_words(
    clerk: TestClient, body: bytes, kind: str, status: int
) -> None:
    answer = clerk.post(URL, content=body, headers={"content-type": kind})
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
