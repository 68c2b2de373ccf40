"""A unit and all below it: who has sent, what it adds up to, and what a figure is made of."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from engine.live import catch_up
from tests.desk import opened, sent
from tests.office import NOW, send, work
from tests.reception import Reception, words

HERE = "form=ward-report%401&period=2025"


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


@pytest.fixture
def national(reception: Reception) -> TestClient:
    return reception.signed_in("nga", "N", "officer")


def drain(reception: Reception) -> None:
    catch_up(work(reception.desk), lambda: NOW, lambda _lag, _problem: None)


def tiles(page: Response) -> dict[str, str]:
    """The counts of a page."""
    found = re.findall(r"<dt>([^<]*)</dt><dd>([0-9]+)", page.text)
    return dict(found)


def test_it_counts_everybody_below_and_names_the_silent_first(
    reception: Reception, national: TestClient
) -> None:
    send(reception.desk, sent("W111", 3, 12), sent("W112", 4, 10))
    page = national.get("/units/N")
    assert tiles(page)["đã nộp"] == "2"
    assert tiles(page)["quá hạn chưa nộp"] == "0"
    said = words(page)
    assert "W111" not in said.split("Chưa nộp:")[1].split("Các đơn vị trực thuộc")[0]
    reception.clock.forward(days=10)
    late = reception.signed_in("nga").get("/units/N")
    assert int(tiles(late)["quá hạn chưa nộp"]) > 0
    below = reception.signed_in("nga").get("/units/D11")
    assert tiles(below)["đã nộp"] == "2"
    assert "W113" in below.text.split('id="silent"')[1]


def test_sent_after_the_day_is_late_and_a_longer_deadline_counts(
    reception: Reception, national: TestClient
) -> None:
    reception.clock.forward(days=10)
    send(reception.desk, sent("W111", 3, 12), now=reception.clock.now)
    browser = reception.signed_in("nga")
    assert tiles(browser.get("/units/N"))["nộp muộn"] == "1"
    officer = reception.signed_in("mai", "D11", "officer")
    there = f"/forms/{reception.assignment('W112')}"
    token = re.search(r'name="csrf" value="([^"]+)"', officer.get(f"{there}/review").text)
    assert token
    told = {"csrf": token[1], "to": "2025-12-19", "reason": "Lũ"}
    assert officer.post(f"{there}/extend", data=told).status_code == 200
    before = int(tiles(browser.get("/units/D11"))["quá hạn chưa nộp"])
    send(reception.desk, sent("W112", 3, 12), now=reception.clock.now)
    page = browser.get("/units/D11")
    assert tiles(page)["nộp muộn"] == "1"
    assert int(tiles(page)["quá hạn chưa nộp"]) == before


def test_it_says_as_of_when_and_what_is_still_to_be_taken_in(
    reception: Reception, national: TestClient
) -> None:
    assert "Chưa có số liệu nào được tổng hợp" in words(national.get("/units/N"))
    send(reception.desk, sent("W111", 3, 12))
    drain(reception)
    page = words(national.get("/units/N"))
    assert "Số liệu tổng hợp đến 08:00 01/12/2025. Mọi báo cáo đã nhận" in page
    send(reception.desk, sent("W112", 4, 10))
    assert "Còn 1 báo cáo mới đang được cộng vào" in words(national.get("/units/N"))
    drain(reception)
    assert "Mọi báo cáo đã nhận" in words(national.get("/units/N"))


def test_a_figure_leads_down_to_the_report_it_comes_from(
    reception: Reception, national: TestClient
) -> None:
    send(reception.desk, sent("W111", 3, 12), sent("W112", 4, 10), sent("W121", 1, 2))
    drain(reception)
    page = national.get("/units/N")
    assert "leaders.women" in page.text
    way = "/units/N/explain?" + HERE + "&measure=leaders.women"
    assert way in page.text.replace("&amp;", "&")
    steps = []
    for code in ("P1", "D11", "W111"):
        why = national.get(way)
        steps.append(words(why))
        found = re.findall(r'href="([^"]+/explain[^"]+)"', why.text)
        way = next(one for one in found if f"/units/{code}/" in one).replace("&amp;", "&")
    assert "8" in steps[0]
    assert "50" not in steps[0].split("Phần đóng góp")[0]
    last = words(national.get(way))
    assert "Lần gửi 1" in last
    assert re.search(r"SHA-256 [0-9a-f]{64}", last)


def test_every_figure_can_be_shown_and_children_compared_by_any(
    reception: Reception, national: TestClient
) -> None:
    send(reception.desk, sent("W111", 3, 12), sent("W112", 4, 10))
    drain(reception)
    page = national.get(f"/units/N?{HERE}&all=x&measure=money")
    assert page.status_code == 200
    assert "Xếp hạng: money" in words(page)
    assert national.get(f"/units/N?{HERE}&measure=nothing").status_code == 404
    assert national.get("/units/N?form=nothing").status_code == 404


def test_figures_are_shown_to_those_who_may_see_them(reception: Reception) -> None:
    send(reception.desk, sent("W111", 3, 12))
    drain(reception)
    operator = reception.signed_in("oanh", "", "operator")
    page = operator.get("/units/N")
    assert tiles(page)["đã nộp"] == "1"
    assert "leaders.women" not in page.text
    assert operator.get(f"/units/N/explain?{HERE}&measure=leaders.women").status_code == 403
    stranger = reception.signed_in("hai", "D12", "officer")
    assert stranger.get("/units/D11").status_code == 403
    assert stranger.get(f"/units/D11/explain?{HERE}&measure=leaders.women").status_code == 403
    clerk = reception.signed_in("lan", "W111", "clerk")
    assert clerk.get("/units").url.path == "/units/W111"
    assert clerk.get("/units/D11").status_code == 403


@pytest.mark.parametrize("odd", ["X9", "N@", "N@2025-13-01", "N@x", "@2025-06-01", "N@1800-01-01@"])
def test_a_unit_that_is_not_there_is_not_found(national: TestClient, odd: str) -> None:
    assert national.get(f"/units/{odd}").status_code == 404


def test_a_unit_of_another_day_is_seen_as_the_map_of_that_day_has_it(
    reception: Reception, national: TestClient
) -> None:
    assert national.get("/units/P1@2025-06-01").status_code == 200
    stranger = reception.signed_in("hai", "D12", "officer")
    assert stranger.get("/units/D11@2025-06-01").status_code == 403
