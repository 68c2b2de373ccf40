"""An officer's pages: the queue, one submission beside its like, approving, returning, entering."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests import vault
from tests.desk import opened, sent
from tests.office import NOW, send, store
from tests.reception import Reception, fields, words

pytestmark = pytest.mark.both


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path))


@pytest.fixture
def officer(reception: Reception) -> TestClient:
    send(reception.desk, sent("W111", 3, 12), sent("W112", 4, 10), sent("W113", 0, 5))
    return reception.signed_in("mai", "D11", "officer")


def states(reception: Reception) -> dict[str, str]:
    found = vault.rows(
        store(reception.desk),
        "SELECT unit.code, state FROM assignment JOIN unit ON unit.id = unit_id",
    )
    return {str(code): str(state) for code, state in found}


def test_the_queue_lists_what_waits_for_my_step_and_nothing_else(
    reception: Reception, officer: TestClient
) -> None:
    send(reception.desk, sent("W121", 1, 2))
    page = words(officer.get("/review"))
    assert "Đang chờ duyệt: 3" in page
    assert all(code in page for code in ("W111", "W112", "W113"))
    assert "W121" not in page
    other = reception.signed_in("hai", "D12", "officer")
    assert "Đang chờ duyệt: 1" in words(other.get("/review"))


def test_the_clean_ones_are_approved_together_each_as_it_was_shown(
    reception: Reception, officer: TestClient
) -> None:
    page = officer.get("/review")
    told = fields(page)
    boxes = {
        f"a.{reception.assignment(code)}": value
        for code in ("W111", "W112", "W113")
        for value in [
            page.text.split(f'name="a.{reception.assignment(code)}" value="')[1].split('"')[0]
        ]
    }
    # One of them is corrected after the page was shown.
    send(reception.desk, sent("W112", 5, 10))
    answer = officer.post("/review", data={"csrf": told["csrf"], **boxes})
    assert "Đã duyệt 2 báo cáo" in words(answer)
    assert "1 báo cáo chưa duyệt được" in words(answer)
    found = states(reception)
    assert (found["W111"], found["W112"], found["W113"]) == ("approved", "submitted", "approved")


def test_nobody_approves_several_of_what_is_not_his_to_approve(
    reception: Reception, officer: TestClient
) -> None:
    send(reception.desk, sent("W121", 1, 2))
    digest = vault.value(
        store(reception.desk),
        f"SELECT digest FROM submission WHERE assignment_id = {reception.assignment('W121')}",
    )
    token = fields(officer.get("/review"))["csrf"]
    told = {"csrf": token, f"a.{reception.assignment('W121')}": f"1:{digest}"}
    assert "1 báo cáo chưa duyệt được" in words(officer.post("/review", data=told))
    assert states(reception)["W121"] == "submitted"
    for odd in ("", "1", f"0:{digest}", f"x:{digest}", f"1 :{digest}"):
        told = {"csrf": token, f"a.{reception.assignment('W111')}": odd}
        officer.post("/review", data=told)
    assert states(reception)["W111"] == "submitted"


def test_a_submission_stands_beside_its_siblings(reception: Reception, officer: TestClient) -> None:
    page = officer.get(f"/forms/{reception.assignment('W111')}/review")
    assert page.status_code == 200
    said = words(page)
    # W112 and W113 gave 10 and 5 leaders, 4 and 0 women.
    assert "12 7,5 5 – 10" in said or "12 8 5 – 10" in said
    assert "3 2 0 – 4" in said
    assert "25 " in said, "the rate is worked out"


def test_what_is_approved_is_what_was_seen(reception: Reception, officer: TestClient) -> None:
    there = f"/forms/{reception.assignment('W111')}"
    seen = fields(officer.get(f"{there}/review"))
    send(reception.desk, sent("W111", 6, 12))
    late = officer.post(f"{there}/approve", data=seen)
    assert late.status_code == 409
    assert "đã đổi" in words(late) or "vừa đổi" in words(late)
    assert states(reception)["W111"] == "submitted"
    done = officer.post(f"{there}/approve", data=fields(late))
    assert "Đã duyệt." in words(done)
    assert states(reception)["W111"] == "approved"


def test_nothing_is_approved_unseen(reception: Reception, officer: TestClient) -> None:
    there = f"/forms/{reception.assignment('W111')}"
    token = fields(officer.get(f"{there}/review"))["csrf"]
    assert officer.post(f"{there}/approve", data={"csrf": token}).status_code == 422
    assert states(reception)["W111"] == "submitted"


def test_it_is_returned_with_reasons_by_cell_and_a_new_day(
    reception: Reception, officer: TestClient
) -> None:
    there = f"/forms/{reception.assignment('W111')}"
    seen = fields(officer.get(f"{there}/review"))
    wordless = officer.post(f"{there}/return", data=seen)
    assert wordless.status_code == 400
    assert "Cần ghi lý do" in words(wordless)
    told = {"c.leaders.women": "Xem lại số nữ", "due": "2025-12-19", "why": "Chưa khớp"}
    done = officer.post(f"{there}/return", data=seen | told)
    assert "Đã trả lại đơn vị." in words(done)
    clerk = reception.signed_in("lan", "W111", "clerk")
    form = words(clerk.get(there))
    assert "Xem lại số nữ" in form
    assert "19/12/2025" in form
    odd = officer.post(f"{there}/return", data=seen | told | {"due": "19-13-2025"})
    assert odd.status_code in {400, 403, 404, 409}


def test_what_was_typed_for_a_return_stays_when_it_is_refused(
    reception: Reception, officer: TestClient
) -> None:
    there = f"/forms/{reception.assignment('W111')}"
    seen = fields(officer.get(f"{there}/review"))
    told = {"c.leaders.women": "Xem lại", "due": "2025-11-01", "why": "Chưa khớp"}
    page = officer.post(f"{there}/return", data=seen | told)
    assert page.status_code in {400, 409}
    assert fields(page)["c.leaders.women"] == "Xem lại"
    assert fields(page)["why"] == "Chưa khớp"
    assert states(reception)["W111"] == "submitted"


def test_what_changed_since_the_last_revision_is_said_at_its_cell(
    reception: Reception, officer: TestClient
) -> None:
    send(reception.desk, sent("W111", 5, 12))
    said = words(officer.get(f"/forms/{reception.assignment('W111')}/review"))
    assert "sửa 1 ô" in said
    assert "trước đó: 3" in said
    assert "lần gửi thứ 2" in words(officer.get("/review"))


def test_a_silent_unit_is_given_longer(reception: Reception) -> None:
    officer = reception.signed_in("mai", "D11", "officer")
    there = f"/forms/{reception.assignment('W111')}"
    page = officer.get(f"{there}/review")
    assert "Đơn vị chưa gửi gì" in words(page)
    told = {"csrf": fields(page)["csrf"], "to": "2025-12-12", "reason": "Lũ lụt"}
    done = officer.post(f"{there}/extend", data=told)
    assert "Đã gia hạn." in words(done)
    assert "12/12/2025" in words(done)
    early = officer.post(f"{there}/extend", data=told | {"to": "2025-12-01"})
    assert early.status_code in {400, 409}


def test_an_officer_enters_for_a_silent_unit_and_it_says_so(reception: Reception) -> None:
    officer = reception.signed_in("mai", "D11", "officer")
    there = f"/forms/{reception.assignment('W111')}/behalf"
    blank = officer.get(there)
    typed = {"v.leaders.women": "9", "v.leaders.total": "2"}
    wrong = officer.post(there, data=fields(blank) | typed)
    assert "Nữ nhiều hơn tổng số" in words(wrong)
    look = officer.post(there, data=fields(wrong) | {"v.leaders.total": "12"})
    assert "Xem lại trước khi gửi" in words(look)
    back = officer.post(there, data=fields(look) | {"back": "x"})
    assert fields(back)["v.leaders.total"] == "12"
    told = fields(look)
    first = officer.post(f"{there}/send", data=told)
    again = officer.post(f"{there}/send", data=told)
    assert "D11 nhập thay" in words(first)
    assert again.status_code == 403, "nothing is silent any more"
    kept = vault.rows(store(reception.desk), "SELECT sender, on_behalf_of FROM submission")
    assert kept == [("mai", "D11")]
    # Who has sent it does not approve it.
    page = officer.get(f"/forms/{reception.assignment('W111')}/review")
    refused = officer.post(f"/forms/{reception.assignment('W111')}/approve", data=fields(page))
    assert "người khác phải duyệt" in words(refused)
    assert reception.clock.now == NOW


def test_a_draft_of_the_unit_is_not_the_officers_to_see_or_send(reception: Reception) -> None:
    clerk = reception.signed_in("lan", "W111", "clerk")
    there = f"/forms/{reception.assignment('W111')}"
    typed = fields(clerk.get(there)) | {"v.leaders.women": "7"}
    clerk.post(f"{there}/draft", data=typed)
    officer = reception.signed_in("mai", "D11", "officer")
    assert fields(officer.get(f"{there}/behalf"))["v.leaders.women"] == ""
