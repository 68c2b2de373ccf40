"""The resources of the API: lists by page, judging, figures, workbooks, tokens; who sees what."""

import csv
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.desk import opened, sent
from tests.office import roll_up, send
from tests.reception import Reception, fields
from tests.test_portal_api_submissions import program

A = "/api/v1"


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


@pytest.fixture
def officer(reception: Reception) -> TestClient:
    return program(reception, "bich", "D11", "officer")


def told(who: TestClient, path: str, status: int = 200) -> dict[str, object]:
    """What a resource says."""
    answer = who.get(A + path)
    assert answer.status_code == status, answer.text
    found: dict[str, object] = answer.json()
    return found


def listed(who: TestClient, path: str, name: str, limit: int = 2) -> list[object]:
    """A whole list, read page by page."""
    found: list[object] = []
    after = ""
    while True:
        page = told(who, f"{path}{'&' if '?' in path else '?'}limit={limit}{after}")
        items = page["items"]
        assert isinstance(items, list)
        assert len(items) <= limit
        found += [one[name] for one in items]
        if page["next"] is None:
            return found
        after = f"&after={page['next']}"


def test_lists_are_read_page_by_page_and_hold_what_is_below_one(
    reception: Reception, officer: TestClient
) -> None:
    assert listed(officer, "/units", "code") == ["D11", "W111", "W112", "W113"]
    assert listed(officer, "/assignments", "unit") == ["W111", "W112", "W113"]
    assert listed(officer, "/plans", "plan") == ["N-2025-1"]
    assert listed(officer, "/forms", "form") == ["ward-report@1"]
    clerk = program(reception, "lan", "W111", "clerk")
    assert listed(clerk, "/units", "code") == ["W111"]
    assert listed(clerk, "/assignments", "unit") == ["W111"]
    auditor = program(reception, "kiem", "", "auditor")
    assert len(listed(auditor, "/units", "code", 4)) == 15
    assert len(listed(auditor, "/assignments", "unit", 4)) == 9


def test_assignments_are_narrowed_by_state_period_form_and_unit(
    reception: Reception, officer: TestClient
) -> None:
    send(reception.desk, sent("W112", 1, 5))
    assert listed(officer, "/assignments?state=submitted", "unit") == ["W112"]
    assert listed(officer, "/assignments?state=expected", "unit") == ["W111", "W113"]
    assert listed(officer, "/assignments?unit=W113", "unit") == ["W113"]
    assert listed(officer, "/assignments?unit=W211", "unit") == []
    for form, count in (("ward-report", 3), ("ward-report@1", 3), ("ward-report@2", 0), ("x", 0)):
        assert len(listed(officer, f"/assignments?form={form}", "unit")) == count
    assert listed(officer, "/assignments?period=2024", "unit") == []


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=x", "state=lost", "after=-1", "unit=" + "x" * 300]
)
def test_a_query_out_of_bounds_is_refused_by_field(officer: TestClient, query: str) -> None:
    problem = told(officer, f"/assignments?{query}", 422)
    assert problem["code"] == "request_unfit"
    faults = problem["faults"]
    assert isinstance(faults, list)
    assert faults[0]["path"].startswith("query.")


def test_one_assignment_has_its_revisions_and_their_content(
    reception: Reception, officer: TestClient
) -> None:
    for women in (1, 2):
        send(reception.desk, sent("W111", women, 5))
    number = reception.assignment("W111")
    answer = officer.get(f"{A}/assignments/{number}")
    assert answer.json()["revision"] == 2
    known = {"if-none-match": answer.headers["etag"]}
    assert officer.get(f"{A}/assignments/{number}", headers=known).status_code == 304
    assert listed(officer, f"/assignments/{number}/revisions", "revision", 100) == [1, 2]
    content = told(officer, f"/assignments/{number}/revisions/1")["content"]
    assert isinstance(content, dict)
    assert content["values"]["leaders.women"] == "1"
    assert told(officer, f"/assignments/{number}/revisions/3", 404)["code"] == "revision_unknown"


def test_a_revision_is_judged_only_if_it_is_the_one_looked_at(
    reception: Reception, officer: TestClient
) -> None:
    clerk = program(reception, "lan", "W111", "clerk")
    first = clerk.post(f"{A}/submissions", json=sent("W111", 1, 5)).json()
    second = clerk.post(f"{A}/submissions", json=sent("W111", 2, 5)).json()
    way = f"{A}/assignments/{first['assignment']}"
    back = {"reason": "Chưa khớp", "cells": {"leaders.women": "Xem lại"}}
    assert officer.post(f"{way}/return", json=back).status_code == 428
    old = officer.post(f"{way}/return", json=back, headers={"if-match": f'"{first["digest"]}"'})
    assert (old.status_code, old.json()["code"]) == (412, "precondition_failed")
    looked = {"if-match": f'"{second["digest"]}"'}
    strange = officer.post(f"{way}/return", json=back | {"cells": {"nothing": "?"}}, headers=looked)
    assert (strange.status_code, strange.json()["code"]) == (422, "cells_unknown")
    assert officer.post(f"{way}/return", json=back, headers=looked).json()["state"] == "returned"
    assert clerk.post(f"{way}/approve", json={}, headers=looked).status_code == 403
    clerk.post(f"{A}/submissions", json=sent("W111", 3, 5))
    tag = officer.get(way).headers["etag"]
    done = officer.post(f"{way}/approve", json={}, headers={"if-match": tag}).json()
    assert (done["kind"], done["unit"]) == ("approved", "W111")


def test_figures_come_with_coverage_as_json_as_csv_and_explained(
    reception: Reception, officer: TestClient
) -> None:
    assert told(officer, "/units/D11/figures?period=2025", 409)["code"] == "no_rollup"
    send(reception.desk, sent("W111", 1, 5), sent("W112", 2, 5))
    roll_up(reception.desk)
    found = told(officer, "/units/D11/figures?period=2025")["figures"]
    assert isinstance(found, list)
    women = next(one for one in found if one["measure"] == "leaders.women")
    assert (women["value"], women["reported"], women["expected"]) == ("3", 2, 3)
    table = officer.get(f"{A}/units/D11/figures.csv?period=2025")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(table.text.splitlines()))
    assert {row["unit"] for row in rows} == {"D11"}
    whole = list(csv.DictReader(officer.get(f"{A}/units/D11/export?period=2025").text.splitlines()))
    assert {row["unit"] for row in whole} == {"D11", "W111", "W112", "W113"}
    why = told(officer, "/units/D11/explain/leaders.women?period=2025")["figures"]
    assert isinstance(why, list)
    assert why[0]["silent"] == ["W113"]
    # What was sent since shows as soon as it is rolled up.
    send(reception.desk, sent("W113", 3, 5))
    roll_up(reception.desk)
    found = told(officer, "/units/D11/figures?period=2025")["figures"]
    assert isinstance(found, list)
    assert next(one for one in found if one["measure"] == "leaders.women")["value"] == "6"


@pytest.mark.parametrize("path", ["figures", "figures.csv", "export", "explain/leaders.women"])
def test_figures_of_others_are_not_shown(reception: Reception, path: str) -> None:
    send(reception.desk, sent("W111", 1, 5))
    roll_up(reception.desk)
    for login, unit, role in (
        ("bac", "P2", "officer"),
        ("tuyet", "W112", "clerk"),
        ("van", "", "operator"),
    ):
        answer = program(reception, login, unit, role).get(f"{A}/units/W111/{path}?period=2025")
        assert answer.status_code == 403, answer.text
    own = program(reception, "lan", "W111", "clerk")
    assert own.get(f"{A}/units/W111/{path}?period=2025").status_code == 200


def test_a_plan_is_seen_by_those_below_and_above_its_issuer(
    reception: Reception, officer: TestClient
) -> None:
    assert told(officer, "/plans/N-2025-1")["title"] == "Plan of the nation"
    tree = told(officer, "/plans/N-2025-1/tree")
    assert isinstance(tree["units"], list)
    assert [one["unit"] for one in tree["units"]] == ["D11", "W111", "W112", "W113"]
    assert told(officer, "/plans/N-2025-1/tree?unit=P2", 404)["code"] == "unit_unknown"
    assert told(officer, "/plans/N-2026-9", 404)["code"] == "plan_unknown"


@pytest.mark.slow
def test_a_workbook_is_asked_for_written_and_fetched(
    reception: Reception, officer: TestClient
) -> None:
    send(reception.desk, sent("W111", 1, 5))
    wish = {"form": "ward-report@1", "period": "2025"}
    asked = officer.post(f"{A}/units/D11/reports", json=wish)
    assert asked.status_code == 202
    where = asked.headers["location"]
    while (job := officer.get(where).json())["state"] in {"waiting", "writing"}:
        time.sleep(0.2)
    assert job["state"] == "ready", job
    assert officer.get(job["file"]).content.startswith(b"PK")
    assert officer.get(where.replace("D11", "W111")).status_code == 404
    strange = officer.post(f"{A}/units/D11/reports", json=wish | {"period": "2031"})
    assert strange.json()["code"] == "item_unknown"


def test_a_token_makes_no_other_and_is_taken_back_by_its_owner(reception: Reception) -> None:
    clerk = program(reception, "lan", "W111", "clerk")
    wish = {"name": "máy khác", "scope": ["read"], "days": 9}
    assert clerk.post(f"{A}/me/tokens", json=wish).status_code == 403
    browser = reception.signed_in("lan")
    assert browser.post(f"{A}/me/tokens", json=wish).json()["code"] == "request_stale"
    browser.headers["x-csrf-token"] = fields(browser.get("/"))["csrf"]
    made = browser.post(f"{A}/me/tokens", json=wish)
    assert made.status_code == 201
    reader = reception.browser()
    reader.headers["authorization"] = f"Bearer {made.json()['secret']}"
    number = told(reader, "/me/tokens")["items"][0]["token"]  # type: ignore[index] # a list of objects
    assert reader.post(f"{A}/submissions", json=sent("W111", 1, 5)).status_code == 403
    hoa = program(reception, "hoa", "W112", "clerk")
    assert hoa.delete(f"{A}/me/tokens/{number}").status_code == 404
    assert clerk.delete(f"{A}/me/tokens/{number}").status_code == 204
    assert reader.get(f"{A}/me").status_code == 401


def test_the_pages_of_the_api_stand_on_the_server_itself(reception: Reception) -> None:
    browser = reception.browser()
    page = browser.get("/api")
    assert page.status_code == 200
    told_ = browser.get(f"{A}/openapi.json").json()
    for path in told_["paths"]:
        assert path in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text


def test_long_answers_are_gzipped(officer: TestClient) -> None:
    assert officer.get(f"{A}/openapi.json").headers["content-encoding"] == "gzip"
