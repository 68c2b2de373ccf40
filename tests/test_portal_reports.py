"""Workbooks on the portal: one job for all who ask for the same, and only one's own."""

import io
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from openpyxl import load_workbook

import messages
from engine import report_jobs, report_making
from engine.report_jobs import Wish
from errors import Problem
from tests.desk import opened, sent
from tests.office import NOW, send, work
from tests.reception import Reception, fields, words


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    desk = opened(tmp_path)
    send(desk, sent("W111", 3, 10), sent("W112", 1, 4))
    return Reception(desk)


def asked(browser: TestClient, unit: str, **more: str) -> Response:
    """What comes of asking for a workbook."""
    page = browser.get(f"/reports/{unit}")
    told = fields(page) | {"form": "ward-report@1", "period": "2025", "vintage": "0"} | more
    return browser.post(f"/reports/{unit}", data=told)


def waited(browser: TestClient, answer: Response) -> Response:
    """The page of a job once nothing is to come any more."""
    for _ in range(600):
        if 'http-equiv="refresh"' not in answer.text:
            return answer
        time.sleep(0.1)
        answer = browser.get(answer.url.path)
    raise AssertionError(words(answer))


def test_an_officer_asks_waits_and_downloads(reception: Reception) -> None:
    browser = reception.signed_in("mai", "D11", "officer")
    assert browser.get("/reports").url.path == "/reports/D11"
    page = waited(browser, asked(browser, "D11"))
    assert "Sổ đã sẵn sàng" in words(page)
    link = re.search(r'href="(/reports/[^"]+/file)"', page.text)
    assert link
    book = browser.get(link[1])
    assert book.headers["content-disposition"].endswith('"D11_ward-report_2025.xlsx"')
    assert load_workbook(io.BytesIO(book.content)).sheetnames
    # Asked for again it is looked at again; after a restart it is still found.
    again = waited(browser, asked(browser, "D11"))
    assert again.url.path == page.url.path
    report_jobs._LINE.jobs.clear()
    assert "Sổ đã sẵn sàng" in words(browser.get(page.url.path))


def test_whose_it_is_not_finds_no_job_of_another(reception: Reception) -> None:
    browser = reception.signed_in("mai", "D11", "officer")
    page = waited(browser, asked(browser, "D11"))
    number = page.url.path.rsplit("/", 1)[1]
    other = reception.signed_in("hoa", "D12", "officer")
    assert other.get(f"/reports/D11/jobs/{number}").status_code == 403
    assert other.get(f"/reports/D12/jobs/{number}").status_code == 404
    assert other.get(f"/reports/D12/jobs/{number}/file").status_code == 404
    assert other.get("/reports/D12/jobs/..%2f..").status_code == 404


def test_what_is_not_offered_is_not_written(reception: Reception) -> None:
    browser = reception.signed_in("mai", "D11", "officer")
    for more in (
        {"form": "khac@1"},
        {"period": "2031"},
        {"vintage": "7"},
        {"vintage": "-1"},
        {"vintage": "x"},
    ):
        assert asked(browser, "D11", **more).status_code == 404


def test_several_who_ask_get_one(reception: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = reception.desk
    made: list[str] = []
    hold = {"on": True}

    def slow(*told: object) -> Path:
        wish, out = told[1], told[2]
        assert isinstance(wish, Wish)
        assert isinstance(out, Path)
        made.append(wish.unit)
        while hold["on"]:
            time.sleep(0.01)
        (out / "book.xlsx").write_bytes(b"PK\x05\x06" + bytes(18))  # an archive of nothing
        return out / "book.xlsx"

    monkeypatch.setattr(report_making, "apart", slow)
    said = messages.words("vi", "workbook")
    wish = Wish("D11", 1, "2025", "ward-report@1")
    at = work(desk)
    first = report_jobs.ask(replace(at, actor="mai"), wish, said, NOW)
    second = report_jobs.ask(replace(at, actor="hoa"), wish, said, NOW)
    other = report_jobs.ask(at, replace(wish, unit="P1"), said, NOW)
    assert first.id == second.id != other.id
    assert report_jobs.job_of(at, "P1", other.id).before == 1
    with pytest.raises(Problem) as raised:
        report_jobs.job_of(at, "P1", first.id)
    assert raised.value.code == "item_unknown"
    monkeypatch.setattr(report_jobs, "MOST_WAITING", 1)
    with pytest.raises(Problem) as raised:
        report_jobs.ask(at, replace(wish, unit="P2"), said, NOW)
    assert raised.value.code == "reports_waiting"
    hold["on"] = False
    while report_jobs.job_of(at, "P1", other.id).going:
        time.sleep(0.01)
    assert made == ["D11", "P1"]
    assert report_jobs.file_of(at, report_jobs.job_of(at, "D11", first.id)).is_file()


def test_a_job_that_fails_says_why_in_words(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    page = waited(browser, asked(browser, "W111"))
    assert 'role="alert"' in page.text
    assert "W111" in words(page)


def test_a_code_that_meant_other_land_opens_nothing(reception: Reception, tmp_path: Path) -> None:
    wish = Wish("D11", 999, "2025", "ward-report@1")
    said = tuple(messages.words("vi", "workbook").items())
    with pytest.raises(Problem) as raised:
        report_making.written(work(reception.desk), wish, tmp_path, said, NOW, lambda _n: None)
    assert raised.value.code == "unit_moved"


def test_vintages_are_listed_downloaded_and_compared_for_ones_own(reception: Reception) -> None:
    desk = reception.desk
    desk.done("publish", "2025", "--form", "ward-report")
    send(desk, sent("W111", 5, 10), sent("W121", 2, 2))
    desk.done("publish", "2025", "--form", "ward-report")
    browser = reception.signed_in("mai", "D11", "officer")
    page = waited(browser, asked(browser, "D11", vintage="1"))
    assert "D11_ward-report_2025_v1.xlsx" in page.text
    seen = browser.get(
        "/reports/D11/compare",
        params={"form": "ward-report", "period": "2025", "old": "1", "new": "2"},
    )
    assert "W111" in seen.text
    assert "W121" not in seen.text
    told = words(seen)
    assert "+2" in told
    odd = {"form": "ward-report", "period": "2025", "old": "1", "new": "9"}
    assert browser.get("/reports/D11/compare", params=odd).status_code == 404
