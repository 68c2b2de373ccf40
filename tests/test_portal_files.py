"""A clerk who likes Excel: the workbook down, filled in, back up; scans; and what was sent."""

import io
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from engine import review
from engine.whose import Judged
from schemas.grid import SHEET, grid_of
from schemas.reading import read_form
from tests import vault
from tests.desk import WARD_FORM, opened
from tests.office import store, work
from tests.reception import Reception, fields, words

GRID = grid_of(read_form(WARD_FORM), "ward")
SCAN = b"%PDF-1.4 signed"


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


@pytest.fixture
def lan(reception: Reception) -> TestClient:
    return reception.signed_in("lan", "W111", "clerk")


def here(reception: Reception, unit: str = "W111") -> str:
    return f"/forms/{reception.assignment(unit)}"


def filled(data: bytes, **answers: str | float) -> bytes:
    """A workbook with answers typed into it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for path, answer in answers.items():
        book[SHEET][GRID.by_path[path.replace("__", ".")].cell] = answer
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(reception: Reception, browser: TestClient, name: str, data: bytes) -> Response:
    told = fields(browser.get(here(reception)))
    keys = {key: told[key] for key in ("csrf", "mark", "opening", "turn")}
    there = f"/upload/{reception.assignment('W111')}"
    return browser.post(there, data=keys, files={"file": (name, data)})


def test_a_workbook_comes_back_filled_and_is_looked_over_before_it_goes(
    reception: Reception, lan: TestClient
) -> None:
    blank = lan.get(f"{here(reception)}/workbook")
    assert "W111_ward-report_2025_mau.xlsx" in blank.headers["content-disposition"]
    answers = {"leaders__total": 12, "leaders__women": 3, "money": 1234567.5}
    page = upload(reception, lan, "của tôi.xlsx", filled(blank.content, **answers))
    assert page.url.path.endswith("/check")
    assert "1.234.567,5" in words(page)
    receipt = lan.post(f"{here(reception)}/send", data=fields(page))
    assert "Đã nhận" in words(receipt)


def test_what_is_wrong_in_a_workbook_stands_at_the_cells_of_the_page(
    reception: Reception, lan: TestClient
) -> None:
    blank = lan.get(f"{here(reception)}/workbook").content
    wrong = filled(blank, leaders__total=2, leaders__women=3, money="1,2,3")
    page = upload(reception, lan, "sai.xlsx", wrong)
    assert "Đã đọc tệp sai.xlsx vào bản nháp" in words(page)
    assert page.text.count('aria-invalid="true"') == 2
    assert fields(page)["v.money"] == "1,2,3"
    again = lan.get(f"{here(reception)}/workbook", params={"filled": True})
    assert "_sua.xlsx" in again.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(again.content))
    assert book[SHEET][GRID.by_path["leaders.women"].cell].value == 3


def test_a_workbook_of_another_unit_or_no_workbook_is_refused_in_words(
    reception: Reception, lan: TestClient
) -> None:
    other = reception.signed_in("hoa", "W112", "clerk")
    theirs = other.get(f"{here(reception, 'W112')}/workbook").content
    cases = {
        "w112.xlsx": (filled(theirs, leaders__total=1), "W112"),
        "trong.xlsx": (lan.get(f"{here(reception)}/workbook").content, "chưa"),
        "anh.png": (b"\x89PNG\r\n\x1a\n", ".xlsx"),
        "gia.xlsx": (b"PK\x03\x04 nothing", "cắt ngang"),
    }
    for name, (data, said) in cases.items():
        page = upload(reception, lan, name, data)
        assert page.status_code == 422, name
        assert "upload_unfit" in words(page)
        assert said in words(page), words(page)
    assert vault.rows(store(reception.desk), "SELECT * FROM draft") == []


def test_a_workbook_writes_over_no_draft_that_was_not_seen(
    reception: Reception, lan: TestClient
) -> None:
    blank = lan.get(f"{here(reception)}/workbook").content
    old = fields(lan.get(here(reception)))
    tab = fields(lan.get(here(reception)))
    lan.post(f"{here(reception)}/draft", data=tab | {"v.leaders.total": "40"})
    keys = {key: old[key] for key in ("csrf", "mark", "opening", "turn")}
    files = {"file": ("a.xlsx", filled(blank, leaders__women=3))}
    page = lan.post(f"/upload/{reception.assignment('W111')}", data=keys, files=files)
    assert page.status_code == 409
    assert "Có hai bản khác nhau" in words(page)
    assert fields(lan.get(here(reception)))["v.leaders.total"] == "40"


def send(reception: Reception, browser: TestClient, **typed: str) -> None:
    told = fields(browser.get(here(reception))) | {f"v.{k}": v for k, v in typed.items()}
    check = browser.post(f"{here(reception)}/check", data=told)
    browser.post(f"{here(reception)}/send", data=fields(check))


def test_revisions_are_listed_and_any_two_are_compared(
    reception: Reception, lan: TestClient
) -> None:
    assert "Chưa gửi lần nào" in words(lan.get(f"{here(reception)}/revisions"))
    for total in ("12", "13", "15"):
        send(reception, lan, **{"leaders.total": total, "leaders.women": "3"})
    page = lan.get(f"{here(reception)}/revisions")
    assert "Từ lần 2 đến lần 3: 1 ô thay đổi" in words(page)
    page = lan.get(f"{here(reception)}/revisions", params={"first": 1, "second": 3})
    assert "leaders.total 12 15" in words(page)
    page = lan.get(f"{here(reception)}/revisions", params={"first": 0, "second": 1})
    assert "Nội dung lần 1" in words(page)
    assert "leaders.women 3" in words(page)
    for odd in ({"first": 9}, {"first": 0, "second": 0}, {"second": "x"}):
        assert lan.get(f"{here(reception)}/revisions", params=odd).status_code in {404, 400, 422}


def test_scans_stand_beside_what_was_sent_and_come_back_as_they_were(
    reception: Reception, lan: TestClient
) -> None:
    send(reception, lan, **{"leaders.total": "12", "leaders.women": "3"})
    page = lan.get(f"{here(reception)}/revisions")
    there = f"/upload/{reception.assignment('W111')}/papers"
    token = {"csrf": fields(page)["csrf"]}
    done = lan.post(there, data=token, files={"file": ("Bản ký.pdf", SCAN)})
    assert "Đã đính kèm" in words(done)
    assert "Bản ký.pdf" in words(done)
    address = done.text.split(f'href="{here(reception)}/papers/')[1].split('"')[0]
    kept = lan.get(f"{here(reception)}/papers/{address}")
    assert kept.content == SCAN
    assert kept.headers["content-disposition"].startswith("attachment")
    assert kept.headers["content-type"] == "application/octet-stream"
    refused = lan.post(there, data=token, files={"file": ("a.pdf", b"MZ not a scan")})
    assert refused.status_code == 422
    other = reception.signed_in("hoa", "W112", "clerk")
    assert other.get(f"{here(reception)}/papers/{address}").status_code == 404


def test_what_is_approved_may_be_read_and_says_what_a_correction_does(
    reception: Reception, lan: TestClient
) -> None:
    send(reception, lan, **{"leaders.total": "12", "leaders.women": "3"})
    whose = Judged("W111", "ward-report", "2025", officer="D11")
    review.approve(work(reception.desk), whose, reception.clock.now)
    assert "sẽ huỷ việc duyệt" in words(lan.get(here(reception)))
    assert "đã duyệt" in words(lan.get(f"{here(reception)}/revisions"))


@pytest.mark.parametrize("state", ["succeeded", "withdrawn"])
def test_what_is_closed_is_still_read(reception: Reception, lan: TestClient, state: str) -> None:
    send(reception, lan, **{"leaders.total": "12", "leaders.women": "3"})
    number = reception.assignment("W111")
    vault.change(
        store(reception.desk), "UPDATE assignment SET state = ? WHERE id = ?", state, number
    )
    page = lan.get(here(reception))
    assert page.url.path.endswith("/revisions")
    assert page.status_code == 200
    shown = lan.get(f"{here(reception)}/revisions", params={"first": 0, "second": 1})
    assert "leaders.total 12" in words(shown)
