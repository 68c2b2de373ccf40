"""Two people, two tabs, one draft: nobody writes over what they have not seen."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests import vault
from tests.desk import opened
from tests.office import store
from tests.reception import Reception, fields, words

TOTAL, WOMEN = "v.leaders.total", "v.leaders.women"


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    made = Reception(opened(tmp_path))
    made.account("lan", "W111", "clerk")
    made.account("hoa", "W111", "approver")
    return made


def page_of(reception: Reception, browser: TestClient) -> dict[str, str]:
    return fields(browser.get(f"/forms/{reception.assignment('W111')}"))


def press(
    reception: Reception, browser: TestClient, button: str, told: dict[str, str], **typed: str
) -> Response:
    return browser.post(f"/forms/{reception.assignment('W111')}/{button}", data=told | typed)


def drafts(reception: Reception) -> str:
    ((content,),) = vault.rows(store(reception.desk), "SELECT content FROM draft")
    return str(content)


def entries(reception: Reception) -> int:
    rows = vault.rows(store(reception.desk), "SELECT id FROM act WHERE verb = 'draft'")
    return len(rows)


def test_what_another_kept_meanwhile_is_shown_beside_mine_and_nothing_is_lost(
    reception: Reception,
) -> None:
    lan, hoa = reception.signed_in("lan"), reception.signed_in("hoa")
    hers, mine = page_of(reception, hoa), page_of(reception, lan)
    press(reception, hoa, "draft", hers, **{TOTAL: "40"})
    answer = press(reception, lan, "draft", mine, **{WOMEN: "4"})
    assert answer.status_code == 409
    assert "hoa đã lưu hoặc gửi một bản khác lúc" in words(answer)
    assert "leaders.total để trống 40" in words(answer)
    assert "leaders.women 4 để trống" in words(answer)
    assert fields(answer)[WOMEN] == "4"
    assert "40" in drafts(reception)
    # Now it has been seen: mine may take its place.
    again = press(reception, lan, "draft", fields(answer))
    assert "Đã lưu nháp" in words(again)
    assert page_of(reception, hoa)[WOMEN] == "4"


def test_the_check_writes_over_nothing_unseen_either(reception: Reception) -> None:
    lan, hoa = reception.signed_in("lan"), reception.signed_in("hoa")
    mine = page_of(reception, lan)
    press(reception, hoa, "draft", page_of(reception, hoa), **{TOTAL: "40"})
    assert press(reception, lan, "check", mine, **{TOTAL: "9", WOMEN: "1"}).status_code == 409
    assert "40" in drafts(reception)


def test_a_page_goes_on_keeping_its_own_and_the_later_turn_stands(reception: Reception) -> None:
    lan = reception.signed_in("lan")
    mine = page_of(reception, lan)
    for turn, total in ((1, "1"), (3, "3"), (2, "2")):
        answer = press(reception, lan, "keep", mine, turn=str(turn), **{TOTAL: total})
        assert answer.json()["kept"], answer.json()
    assert page_of(reception, lan)[TOTAL] == "3"
    assert entries(reception) == 1


def test_the_same_answers_by_another_hand_are_no_quarrel(reception: Reception) -> None:
    lan, hoa = reception.signed_in("lan"), reception.signed_in("hoa")
    mine, hers = page_of(reception, lan), page_of(reception, hoa)
    for browser, page in ((lan, mine), (hoa, hers)):
        assert press(reception, browser, "keep", page, **{TOTAL: "7"}).json()["kept"]


def test_a_tab_left_open_brings_no_draft_back_after_it_was_sent(reception: Reception) -> None:
    lan = reception.signed_in("lan")
    old = page_of(reception, lan)
    good = {TOTAL: "12", WOMEN: "3"}
    check = press(reception, lan, "check", page_of(reception, lan), **good)
    press(reception, lan, "send", fields(check))
    told = press(reception, lan, "keep", old, **{TOTAL: "5"}).json()
    assert (told["kept"], told["code"]) == (False, "draft_moved")
    assert vault.rows(store(reception.desk), "SELECT * FROM draft") == []


def test_a_receipt_is_given_again_though_a_new_draft_was_begun_since(reception: Reception) -> None:
    lan = reception.signed_in("lan")
    good = {TOTAL: "12", WOMEN: "3"}
    check = fields(press(reception, lan, "check", page_of(reception, lan), **good))
    first = press(reception, lan, "send", check)
    press(reception, lan, "draft", page_of(reception, lan), **{TOTAL: "13"})
    again = press(reception, lan, "send", check)
    assert again.url == first.url
    assert len(vault.rows(store(reception.desk), "SELECT id FROM submission")) == 1


def test_a_look_keeps_nothing_and_tells_totals_faults_and_what_is_left(
    reception: Reception,
) -> None:
    lan = reception.signed_in("lan")
    mine = page_of(reception, lan)
    told = press(reception, lan, "look", mine, **{TOTAL: "8", WOMEN: "9"}).json()
    ((cell, beside),) = told["cells"].items()
    assert cell in {"c13", "c14"}
    assert "Nữ nhiều hơn tổng số" in beside["errors"][0]
    assert (told["errors"], told["warnings"], told["left"]) == (1, 0, 2)
    told = press(reception, lan, "look", mine, **{TOTAL: "8", WOMEN: "3"}).json()
    assert list(told["derived"].values()) == ["37,5"]
    told = press(reception, lan, "look", mine, **{"m.leaders": "none_occurred"}).json()
    assert (told["derived"], told["left"]) == ({}, 2)
    assert vault.rows(store(reception.desk), "SELECT * FROM draft") == []


@pytest.mark.parametrize("odd", ["", "x", "../..", "a" * 65, "portal:1"])
def test_an_odd_name_of_a_page_is_no_name(reception: Reception, odd: str) -> None:
    lan, hoa = reception.signed_in("lan"), reception.signed_in("hoa")
    mine = page_of(reception, lan) | {"opening": odd, "turn": odd}
    assert press(reception, lan, "keep", mine, **{TOTAL: "1"}).json()["kept"]
    other = page_of(reception, hoa) | {"mark": "0", "opening": odd}
    assert not press(reception, hoa, "keep", other, **{TOTAL: "2"}).json()["kept"]
