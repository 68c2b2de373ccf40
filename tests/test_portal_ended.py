"""What ended may be read; a browser keeps its language and clock; plans are read in words."""

from pathlib import Path

import pytest

from tests import vault
from tests.desk import opened, sent
from tests.office import send, store
from tests.reception import Reception, fields, words
from tests.test_engine_adopt import REF, UPPER


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path, (UPPER,)))


def end(reception: Reception, unit: str) -> int:
    """Close what a unit owes, as a reform does."""
    number = reception.assignment(unit)
    told = f"UPDATE assignment SET state = 'succeeded' WHERE id = {number}"
    vault.change(store(reception.desk), told)
    return number


def test_what_ended_is_listed_to_those_it_was_below_and_may_be_read(reception: Reception) -> None:
    send(reception.desk, sent("W111", 1, 5))
    number, other = end(reception, "W111"), end(reception, "W121")
    mai = reception.signed_in("mai", "D11", "officer")
    assert "W111" not in words(mai.get("/"))
    listed = mai.get("/ended")
    assert f'href="/forms/{number}/revisions"' in listed.text
    assert f'href="/forms/{other}/revisions"' not in listed.text
    assert "đã chuyển đơn vị khác" in words(listed)
    assert mai.get(f"/forms/{number}/revisions").status_code == 200
    clerk = reception.signed_in("lan", "W112", "clerk")
    assert "Không có việc nào đã kết thúc" in words(clerk.get("/ended"))
    national = reception.signed_in("hai", "N", "officer").get("/ended")
    assert f"/forms/{number}/" in national.text
    assert f"/forms/{other}/" in national.text


def test_the_list_of_what_ended_goes_on_page_by_page(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = sorted(end(reception, unit) for unit in ("W111", "W112", "W121"))
    hai = reception.signed_in("hai", "N", "officer")
    monkeypatch.setattr("engine.passed_on.passed_on.__defaults__", (0, 2))
    first = hai.get("/ended")
    assert [f"/forms/{one}/" in first.text for one in numbers] == [True, True, False]
    then = hai.get(f"/ended?after={numbers[1]}")
    assert f'/ended?after={numbers[1]}"' in first.text
    assert [f"/forms/{one}/" in then.text for one in numbers] == [False, False, True]
    assert "after=" not in then.text
    assert hai.get("/ended?after=x").status_code == 404


def test_a_browser_keeps_its_language_and_its_clock(reception: Reception) -> None:
    lan = reception.signed_in("lan", "W111", "clerk")
    page = lan.get("/me")
    asked = fields(page)
    assert (asked["language"], asked["zone"]) == ("vi", "")
    assert "(UTC" not in words(page).split("Đang đăng nhập")[1]
    kept = lan.post("/me/shown", data=asked | {"language": "en", "zone": "+09:30"})
    assert fields(kept)["zone"] == "+09:30"
    assert "My account" in words(kept)
    assert "17:30 01/12/2025 (UTC+09:30)" in words(kept)
    back = lan.post("/me/shown", data=fields(kept) | {"language": "vi", "zone": ""})
    assert "08:00 01/12/2025" in words(back)
    assert "(UTC+09:30)" not in words(back)
    for odd in ({"zone": "+99:00"}, {"language": "fr"}):
        assert lan.post("/me/shown", data=asked | odd).status_code == 422
    lan.cookies.set("capbac-zone", "<b>")
    assert "08:00 01/12/2025" in words(lan.get("/me"))


def test_a_plan_is_read_by_labels_titles_and_local_days(reception: Reception) -> None:
    mai = reception.signed_in("mai", "P1", "officer")
    shown = words(mai.get(f"/plans/P1/{REF}"))
    assert "10/01/2025" in shown
    assert "≥ 60" in shown
    assert "31/12/2025" in shown
    assert "2025-01-10" not in shown
    assert "Ward report · 2025" in shown
    adopt = words(mai.get(f"/plans/P1/{REF}/adopt"))
    assert "≥ 60 (31/12/2025)" in adopt
