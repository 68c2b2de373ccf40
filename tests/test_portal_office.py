"""Plans, the journal, one's account, settings and the public page, as people go through them."""

import re
import time
from pathlib import Path

import pytest
from httpx2 import Response

from engine.portal_settings import set_public
from messages import portal_office
from reporting.rights import ACTS, RELATIONS
from tests.desk import opened, sent
from tests.office import send, work
from tests.reception import PASSWORD, Reception, fields, words
from tests.test_engine_adopt import REF, UPPER
from tests.test_explain_published import WARDS, made

pytestmark = pytest.mark.both


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(opened(tmp_path, (UPPER,)))


def form_of(answer: Response) -> dict[str, str]:
    """What a browser sends of a form as it stands, ticks and all."""
    ticks = re.findall(r'type="checkbox" name="([^"]+)" value="1" checked', answer.text)
    return fields(answer) | dict.fromkeys(ticks, "1")


def test_a_unit_adopts_a_plan_and_its_number_is_what_it_typed(reception: Reception) -> None:
    browser = reception.signed_in("mai", "P1", "officer")
    assert REF in browser.get("/plans").text
    seen = browser.get(f"/plans/P1/{REF}")
    assert "45/KH-N" in seen.text
    assert "Ban hành kế hoạch của đơn vị" in words(seen)
    there = f"/plans/P1/{REF}/adopt"
    told = form_of(browser.get(there))
    assert told["number"] == told["issued"] == ""
    done = browser.post(there, data=told | {"number": "12/KH-P1", "tasks": "Việc riêng\n\n"})
    assert done.status_code == 200, words(done)
    assert "12/KH-P1" in done.text
    assert "Việc riêng" in done.text
    assert "Think" in done.text
    # The unit below has it at once, and sees it under its own list.
    below = reception.signed_in("hoa", "D11", "officer").get("/plans")
    assert "P1-2025-1" in below.text
    above = reception.signed_in("bac", "N", "officer").get(f"/plans/N/{REF}")
    assert "12/KH-P1" in above.text


def test_without_a_number_none_is_made_up(reception: Reception) -> None:
    browser = reception.signed_in("mai", "P1", "officer")
    there = f"/plans/P1/{REF}/adopt"
    done = browser.post(there, data=form_of(browser.get(there)))
    assert "chưa có số" in words(done)


def test_a_weaker_target_is_refused_in_words_and_kept_as_typed_until_a_reason(
    reception: Reception,
) -> None:
    browser = reception.signed_in("mai", "P1", "officer")
    there = f"/plans/P1/{REF}/adopt"
    told = form_of(browser.get(there)) | {"target.0.value": "55,5", "number": "7/KH"}
    refused = browser.post(there, data=told)
    assert refused.status_code == 422
    assert "55,5" in refused.text
    assert "7/KH" in refused.text
    assert 'role="alert"' in refused.text
    done = browser.post(there, data=told | {"target.0.reason": "Mới thành lập"})
    assert done.status_code == 200, words(done)
    assert "≥ 55,5" in done.text


@pytest.mark.parametrize("value", ["nhiều", "", "nan", "1e400"])
def test_a_target_that_is_no_figure_is_refused(reception: Reception, value: str) -> None:
    browser = reception.signed_in("mai", "P1", "officer")
    there = f"/plans/P1/{REF}/adopt"
    refused = browser.post(there, data=form_of(browser.get(there)) | {"target.0.value": value})
    assert refused.status_code in {409, 422}


def test_a_later_day_than_above_is_refused(reception: Reception) -> None:
    browser = reception.signed_in("mai", "P1", "officer")
    there = f"/plans/P1/{REF}/adopt"
    told = form_of(browser.get(there))
    assert "due.2025.ward" in told
    refused = browser.post(there, data=told | {"due.2025.ward": "2026-01-31"})
    assert refused.status_code == 422
    done = browser.post(there, data=told | {"due.2025.ward": "2025-11-30"})
    assert done.status_code == 200


def test_who_has_not_the_plan_finds_nothing_and_a_clerk_issues_nothing(
    reception: Reception,
) -> None:
    clerk = reception.signed_in("lan", "P1", "clerk")
    assert clerk.get(f"/plans/P1/{REF}").status_code == 200
    assert clerk.get(f"/plans/P1/{REF}/adopt").status_code == 403
    assert clerk.get("/plans/P2").status_code == 403
    officer = reception.signed_in("mai", "P1", "officer")
    assert officer.get("/plans/P1/P2-2025-1").status_code == 404
    assert officer.get(f"/plans/D11/{REF}/adopt").status_code == 403


def test_the_letter_comes_as_a_document(reception: Reception) -> None:
    browser = reception.signed_in("mai", "P1", "officer")
    for there in (f"/plans/P1/{REF}/letter",):
        answer = browser.get(there)
        assert answer.content[:2] == b"PK"
        assert answer.headers["content-disposition"].endswith('.docx"')
    assert reception.signed_in("bac", "N", "officer").get(f"/plans/N/{REF}/letter").is_success


def test_a_password_is_changed_by_who_knows_it_and_others_are_out(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    other = reception.signed_in("lan")
    page = browser.get("/me")
    assert "chính là trình duyệt này" in words(page)
    new = {"password": "năm từ mới ghép", "again": "năm từ mới ghép"}
    wrong = browser.post("/me/password", data=fields(page) | new | {"old": "sai rồi sai rồi"})
    assert "Mật khẩu hiện tại không đúng" in words(wrong)
    twice = browser.post(
        "/me/password", data=fields(page) | new | {"old": PASSWORD, "again": "khác"}
    )
    assert twice.status_code == 400
    done = browser.post("/me/password", data=fields(page) | new | {"old": PASSWORD})
    assert "Mật khẩu đã đổi" in words(done)
    assert other.get("/").url.path == "/sign-in"
    assert reception.sign_in(reception.browser(), "lan").status_code == 401
    assert reception.sign_in(reception.browser(), "lan", new["password"]).url.path == "/"


def test_who_guesses_the_present_password_is_stopped(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    told = fields(browser.get("/me")) | {"password": "x" * 12, "again": "x" * 12, "old": "sai"}
    codes = [browser.post("/me/password", data=told).status_code for _ in range(7)]
    assert codes[-1] == 429


def test_tokens_are_shown_once_work_and_are_taken_back(reception: Reception) -> None:
    browser = reception.signed_in("lan", "W111", "clerk")
    told = fields(browser.get("/me")) | {"name": "máy kế toán", "read": "1", "days": "30"}
    made = browser.post("/me/tokens", data=told)
    (token,) = re.findall(r'value="(capbac_[^"]+)"', made.text)
    assert token not in browser.get("/me").text
    bearer = {"Authorization": f"Bearer {token}"}
    assert reception.browser().get("/api/v1/me", headers=bearer).is_success
    (number,) = re.findall(r"/me/tokens/(\d+)/revoke", made.text)
    stranger = reception.signed_in("hoa", "W112", "clerk")
    csrf = {"csrf": fields(stranger.get("/me"))["csrf"]}
    assert stranger.post(f"/me/tokens/{number}/revoke", data=csrf).status_code == 404
    assert browser.post(f"/me/tokens/{number}/revoke", data=told).is_success
    assert reception.browser().get("/api/v1/me", headers=bearer).status_code == 401


def test_the_journal_tells_of_ones_own_units_alone_page_by_page(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.journal_view.PAGE", 3)
    reception.signed_in("lan", "W111", "clerk")
    reception.signed_in("xanh", "W211", "clerk")
    for _ in range(3):
        reception.signed_in("lan")
    browser = reception.signed_in("mai", "P1", "officer")
    seen, numbers, page = [], [], browser.get("/journal").url.path
    while page:
        answer = browser.get(page)
        seen.append(words(answer))
        numbers += [int(one) for one in re.findall(r'data-label="Số">(\d+)<', answer.text)]
        older = re.search(r'href="(/journal/[^"]+below=[^"]+)"', answer.text)
        page = older[1].replace("&amp;", "&") if older else ""
    whole = " ".join(seen)
    assert "lan" in whole
    assert "xanh" not in whole
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) > 6
    found = words(browser.get("/journal/P1", params={"verb": "sign in", "who": "lan"}))
    assert "đăng nhập" in found
    assert browser.get("/journal/P1", params={"who": "xanh"}).text.count("<tr") == 0
    assert browser.get("/journal/P2").status_code == 403
    assert browser.get("/journal/P1", params={"below": "x"}).status_code == 404


def test_the_table_of_rights_is_shown_with_a_word_for_everything(reception: Reception) -> None:
    browser = reception.signed_in("mai", "P1", "officer")
    assert "ban hành theo kế hoạch cấp trên" in words(browser.get("/accounts/rights"))
    assert set(portal_office.ACTS) >= set(ACTS)
    assert set(portal_office.RELATIONS) == set(RELATIONS)


def test_published_figures_are_for_nobody_until_an_operator_says_so(reception: Reception) -> None:
    desk = reception.desk
    send(desk, sent("W111", 1, 10), sent("W112", 40, 90))
    desk.done("publish", "2025", "--form", "ward-report")
    visitor = reception.browser()
    there = "/public/ward-report/2025/1"
    for path in ("/public", there, f"{there}/figures.csv", f"{there}/workbook"):
        assert visitor.get(path).status_code == 404
    operator = reception.signed_in("may", "", "operator")
    page = operator.get("/settings")
    assert "Múi giờ" in words(page)
    operator.post("/settings/public", data=fields(page) | {"on": "1"})
    assert there in visitor.get("/public").text
    seen = visitor.get(there)
    assert seen.headers["cache-control"].startswith("public")
    assert "set-cookie" not in seen.headers
    assert "set-cookie" not in visitor.get(f"{there}/figures.csv").headers
    lines = visitor.get(f"{there}/figures.csv").text.splitlines()
    told = desk.done("export", "2025", "--form", "ward-report", "--vintage", "1", "--published")
    assert lines == told.out.splitlines()
    assert visitor.get("/public/ward-report/2025/2").status_code == 404
    operator.post("/settings/public", data=fields(page) | {"on": ""})
    assert visitor.get(there).status_code == 404


def test_hidden_cells_are_hidden_on_the_public_page_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = made(tmp_path, monkeypatch, WARDS)
    reception = Reception(desk)
    desk.done("publish", "2025", "--form", "ward-report")
    set_public(work(desk), reception.clock.now, on=True)
    path = "/public/ward-report/2025/1"
    browser = reception.browser()
    lines = browser.get(f"{path}/figures.csv").text.splitlines()
    hidden = [one for one in lines if "suppressed" in one]
    assert {one.split(",")[0] for one in hidden} >= {"W111", "W112"}
    shown = browser.get(path)
    top = [one for one in hidden if one.startswith(("N,", "P1,", "P2,", "T1,"))]
    assert shown.text.count(">che<") == len(top)
    while (answer := browser.get(f"{path}/workbook")).status_code == 202:
        time.sleep(0.1)
    assert answer.content[:2] == b"PK"
    assert "_published" in answer.headers["content-disposition"]
