"""A clerk's form on a page, without any script: typed, kept, checked, sent, received once."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from engine import review
from engine.entering import send
from engine.whose import Judged
from intake.shape import sent_of
from tests import vault
from tests.desk import opened, sent
from tests.office import store, take_in, work
from tests.reception import Reception, fields, ids, words

GOOD = {"v.leaders.women": "3", "v.leaders.total": "12", "v.money": "1.234.567,5"}


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


@pytest.fixture
def browser(reception: Reception) -> TestClient:
    return reception.signed_in("lan", "W111", "clerk")


def form(reception: Reception, browser: TestClient) -> Response:
    return browser.get(f"/forms/{reception.assignment('W111')}")


def press(
    reception: Reception, browser: TestClient, button: str, page: Response, **typed: str
) -> Response:
    """A button of a page pressed, with what stands in its fields and what is typed."""
    told = fields(page) | typed
    return browser.post(f"/forms/{reception.assignment('W111')}/{button}", data=told)


def sent_through(reception: Reception, browser: TestClient, typed: dict[str, str]) -> Response:
    """The whole way: form, check, send."""
    page = press(reception, browser, "check", form(reception, browser), **typed)
    assert "digest" in fields(page), words(page)
    return press(reception, browser, "send", page)


def revisions(reception: Reception) -> list[tuple[object, ...]]:
    return vault.rows(store(reception.desk), "SELECT revision, digest FROM submission")


def test_what_is_due_is_listed_with_its_day_and_state(
    reception: Reception, browser: TestClient
) -> None:
    page = browser.get("/")
    assert "05/12/2025 chưa gửi" in words(page)
    assert "quá hạn" not in words(page)
    reception.clock.forward(days=5)
    late = reception.signed_in("lan")
    assert "quá hạn" in words(late.get("/"))


def test_an_officer_sees_how_the_units_just_below_stand_and_no_others(
    reception: Reception,
) -> None:
    officer = reception.signed_in("mai", "D11", "officer")
    page = officer.get("/")
    for code in ("W111", "W112", "W113"):
        assert code in words(page)
    assert "W121" not in words(page)
    look = officer.get(f"/forms/{reception.assignment('W111')}")
    assert look.status_code == 200
    assert "Kiểm tra và xem lại" not in words(look)
    assert "disabled" in look.text


def test_the_form_is_a_table_whose_cells_have_their_words(
    reception: Reception, browser: TestClient
) -> None:
    page = form(reception, browser)
    assert "<caption>" in page.text
    assert page.text.count('scope="col"') == 6
    known = ids(page)
    for name in ("v.leaders.total", "v.money", "v.committee", "m.leaders.total", "m.leaders"):
        assert name in fields(page)
    labelled = [part.split('"')[0] for part in page.text.split('aria-labelledby="')[1:]]
    assert labelled
    assert set(labelled) <= set(known)
    assert 'inputmode="decimal"' in page.text
    # Every script is a file of ours: nothing stands inline, as the policy has it.
    scripts = re.findall(r"<script.*?</script>", page.text, re.DOTALL)
    assert scripts
    assert all(re.fullmatch(r'<script src="/static/\S+" defer></script>', one) for one in scripts)
    assert "style=" not in page.text


def test_every_fault_is_named_at_its_cell_and_led_to(
    reception: Reception, browser: TestClient
) -> None:
    wrong = {"v.leaders.women": "3", "v.leaders.total": "2", "v.money": "1.2.3"}
    page = press(reception, browser, "check", form(reception, browser), **wrong)
    assert page.url.path.endswith("/check")
    assert "2 lỗi" in words(page)
    assert page.text.count('aria-invalid="true"') == 2
    targets = [part.split('"')[0] for part in page.text.split('<li><a href="#')[1:]]
    assert len(targets) == 2
    assert set(targets) <= set(ids(page))
    assert fields(page)["v.money"] == "1.2.3"
    assert "Nữ nhiều hơn tổng số" in words(page)
    assert revisions(reception) == []


def test_a_draft_is_kept_as_it_was_typed_readable_or_not(
    reception: Reception, browser: TestClient
) -> None:
    typed = {
        "v.leaders.total": "12",
        "v.money": "1,2,3",
        "m.leaders.women": "not_available",
        "v.difficulties": "Đường xa.\r\nThiếu người.",
        "v.committee": "false",
    }
    page = press(reception, browser, "draft", form(reception, browser), **typed)
    assert "Đã lưu nháp" in words(page)
    again = fields(form(reception, reception.signed_in("lan")))
    assert again["v.leaders.total"] == "12"
    assert again["v.money"] == "1,2,3"
    assert again["m.leaders.women"] == "not_available"
    assert again["v.difficulties"].splitlines() == ["Đường xa.", "Thiếu người."]
    assert again["v.committee"] == "false"
    assert revisions(reception) == []
    assert "đang nhập" in words(browser.get("/"))


def test_what_was_checked_is_shown_once_more_and_then_sent_with_a_receipt(
    reception: Reception, browser: TestClient
) -> None:
    page = press(reception, browser, "check", form(reception, browser), **GOOD)
    assert "1.234.567,5" in words(page)
    receipt = press(reception, browser, "send", page)
    assert receipt.url.path.endswith("/receipt")
    ((number, digest),) = revisions(reception)
    assert number == 1
    assert str(digest)[:8] in words(receipt)
    file = browser.get(f"/forms/{reception.assignment('W111')}/receipt.json")
    assert file.json()["sha256"] == digest
    assert file.json()["sender"] == "lan"
    assert "đã gửi" in words(browser.get("/"))


def test_the_page_has_the_hash_of_the_json_channel(
    reception: Reception, browser: TestClient
) -> None:
    sent_through(reception, browser, GOOD)
    ((_, digest),) = revisions(reception)
    other = sent("W112", 3, 12, money=1234567.5)
    told = reception.desk.write_json("one.json", other | {"unit": "W111"})
    again = take_in(reception.desk, [told])
    assert (again.accepted, again.repeated) == (0, 1)
    assert again.receipts[0].sha256 == digest


def test_sent_twice_or_again_after_a_cut_line_it_is_one_sending(
    reception: Reception, browser: TestClient
) -> None:
    page = press(reception, browser, "check", form(reception, browser), **GOOD)
    first = press(reception, browser, "send", page)
    second = press(reception, browser, "send", page)
    assert first.url == second.url
    assert len(revisions(reception)) == 1
    sent_through(reception, browser, GOOD)
    assert len(revisions(reception)) == 1


def test_what_was_sent_before_a_correction_may_be_sent_again_as_the_last_word(
    reception: Reception, browser: TestClient
) -> None:
    for total in ("12", "13", "12"):
        sent_through(reception, browser, GOOD | {"v.leaders.total": total})
    assert [number for number, _ in revisions(reception)] == [1, 2, 3]


def test_what_was_not_looked_at_is_not_sent(reception: Reception, browser: TestClient) -> None:
    page = press(reception, browser, "check", form(reception, browser), **GOOD)
    other = reception.signed_in("lan")
    changed = GOOD | {"v.leaders.total": "13"}
    press(reception, other, "draft", form(reception, other), **changed)
    answer = press(reception, browser, "send", page)
    assert answer.status_code == 409
    assert "content_changed" in words(answer)
    assert revisions(reception) == []


def test_marks_are_chosen_typed_or_given_to_all_that_is_blank(
    reception: Reception, browser: TestClient
) -> None:
    typed = {"v.leaders.total": "–", "m.leaders.women": "not_available", "t.*": "x"}
    page = press(reception, browser, "check", form(reception, browser), **typed)
    press(reception, browser, "send", page)
    ((payload,),) = vault.rows(store(reception.desk), "SELECT payload FROM submission")
    told = json.loads(payload)
    assert told["marks"] == {
        "leaders.total": "none_occurred",
        "leaders.women": "not_available",
        "committee": "none_occurred",
        "money": "none_occurred",
    }
    assert told["values"] == {}


def test_a_figure_and_a_mark_beside_it_are_a_fault(
    reception: Reception, browser: TestClient
) -> None:
    typed = GOOD | {"m.leaders.total": "none_occurred"}
    page = press(reception, browser, "check", form(reception, browser), **typed)
    assert page.text.count('aria-invalid="true"') == 1


def test_what_is_returned_says_why_at_each_cell(reception: Reception, browser: TestClient) -> None:
    sent_through(reception, browser, GOOD)
    whose = Judged("W111", "ward-report", "2025", officer="D11")
    reasons = {"money": "Xem lại sổ quỹ."}
    review.give_back(
        work(reception.desk), whose, reception.clock.now, "Sai tổng.", reasons, force=False
    )
    page = form(reception, browser)
    assert "Sai tổng." in words(page)
    assert "Cấp trên yêu cầu: Xem lại sổ quỹ." in words(page)
    assert "bị trả lại" in words(browser.get("/"))


def test_last_period_and_targets_stand_beside_the_cells(tmp_path: Path) -> None:
    from tests.desk import PLAN

    before = {**PLAN, "period": "2024", "title": "Before", "collects": [
        {"form": "ward-report", "periods": ["2024"], "from": {"leaves": True}}
    ]}  # fmt: skip
    aimed = {**PLAN, "targets": [
        {"measure": "leaders.rate", "op": ">=", "value": 30, "by": "2025-12-31"}
    ]}  # fmt: skip
    reception = Reception(opened(tmp_path, (before, aimed)))
    take_in(reception.desk, [reception.desk.write_json(
        "old.json", sent("W111", 1234, 56789, money=0.5) | {"period": "2024"}
    )])  # fmt: skip
    browser = reception.signed_in("lan", "W111", "clerk")
    page = form(reception, browser)
    assert "56.789" in words(page)
    assert "1.234" in words(page)
    assert "0,5" in words(page)
    assert "30" in words(page)
    assert fields(page)["v.leaders.total"] == ""
    english = browser.get("/language/en", params={"back": str(page.url.path)})
    assert "56,789" in words(english)


def test_a_form_of_another_unit_is_not_found_and_nothing_of_it_is_shown(
    reception: Reception, browser: TestClient
) -> None:
    other = reception.assignment("W112")
    for method, path in (("GET", ""), ("POST", "/draft"), ("POST", "/check"), ("POST", "/send")):
        token = {"csrf": fields(browser.get("/"))["csrf"]}
        data = token if method == "POST" else None
        answer = browser.request(method, f"/forms/{other}{path}", data=data)
        assert answer.status_code == 404
        assert "Ward 2" not in words(answer)


def test_a_request_is_a_submission_like_any_other(reception: Reception) -> None:
    found = sent_of(sent("W111", 3, 12, money=1234567.5), "request", b"")
    taken = send(work(reception.desk), [found], reception.clock.now)
    assert taken.accepted == 1
    scan = sent("W111", 3, 12) | {"attachments": ["scan.pdf"]}
    named = send(work(reception.desk), [sent_of(scan, "request", b"")], reception.clock.now)
    assert [one.code for one in named.refused[0].faults] == ["paper_missing"]
