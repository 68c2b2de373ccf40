"""A clerk types in Chromium: by keyboard alone, from a spreadsheet, over a line that is cut."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests import vault
from tests.desk import Desk, opened
from tests.office import store
from tests.reception import PASSWORD, Reception
from tests.served import chromium, served

pytestmark = pytest.mark.slow
WOMEN, TOTAL, MONEY = '[name="v.leaders.women"]', '[name="v.leaders.total"]', '[name="v.money"]'
PROMISE = 5_000
"""Milliseconds of typing that may be lost at most."""


@pytest.fixture(scope="module")
def browser(tool: Callable[[str], str]) -> Iterator[Browser]:
    with chromium(tool("chromium")) as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = opened(tmp_path_factory.mktemp("typing"))
    reception = Reception(made)
    for ward in ("W111", "W112", "W113", "W121", "W122"):
        reception.account(ward.lower(), ward, "clerk")
    return made


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with served(desk) as server:
        yield server.address


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A phone's screen; whatever it says on the console, or asks elsewhere, fails the test."""
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    made.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    asked: list[str] = []
    said: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    made.on("console", lambda message: said.append(message.text))
    yield made
    made.close()
    assert all(url.startswith(address) for url in asked)
    # Of a cut line, and of a page that says no, browsers complain by themselves.
    ours = [text for text in said if "net::ERR_" not in text and "409 (Conflict)" not in text]
    assert ours == []


def form(context: BrowserContext, address: str, desk: Desk, ward: str) -> Page:
    """The form of a ward, before its clerk."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    if page.locator("#login").count():
        page.fill("#login", ward.lower())
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
    page.goto(f"{address}/forms/{Reception(desk).assignment(ward)}")
    return page


def revisions(desk: Desk, ward: str) -> list[tuple[object, ...]]:
    return vault.rows(
        store(desk),
        "SELECT revision, digest FROM submission JOIN assignment ON assignment.id = assignment_id "
        f"JOIN unit ON unit.id = unit_id WHERE unit.code = '{ward}'",
    )


def test_a_form_is_filled_in_and_sent_with_the_keyboard_alone(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    page = form(context, address, desk, "W111")
    while page.evaluate("document.activeElement.name") != "v.leaders.total":
        page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    page.keyboard.type("3")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("15")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # yes/no: an arrow goes on, a letter answers
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("c")
    page.keyboard.press("Enter")
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    page.keyboard.type("1.234.567,5")
    expect(page.locator(".derived")).to_have_text("20")
    page.keyboard.press("Enter")
    page.keyboard.type("Đường xa.")
    page.keyboard.press("Control+Enter")
    assert page.evaluate("document.activeElement.className") == "main"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Xem lại trước khi gửi")
    shown = page.locator("table.form").inner_text()
    for said in ("15", "3", "Có", "1.234.567,5", "Đường xa."):
        assert said in shown
    while page.evaluate("document.activeElement.className") != "main":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Đã nhận")
    assert len(revisions(desk, "W111")) == 1


def test_totals_and_faults_are_there_while_one_types(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    page = form(context, address, desk, "W113")
    page.fill(TOTAL, "8")
    page.fill(WOMEN, "9")
    wrong = page.locator("tr.wrong")
    expect(wrong).to_contain_text("Nữ nhiều hơn tổng số")
    expect(page.locator("#live")).to_contain_text("1 chỗ phải sửa")
    field = wrong.locator("input")
    told = field.get_attribute("aria-describedby")
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(f"#{told}").count() == 1
    page.fill(WOMEN, "2")
    expect(page.locator("tr.wrong")).to_have_count(0)
    expect(page.locator(".derived")).to_have_text("25")
    expect(page.locator("#live")).to_contain_text("còn 2 ô chưa trả lời")


def pasted(page: Page, into: str, text: str) -> None:
    page.locator(into).focus()
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


def test_a_column_from_a_spreadsheet_is_pasted_checked_and_taken_back(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    page = form(context, address, desk, "W113")
    page.fill(TOTAL, "1")
    # As copied from the workbook: with the row that is worked out, and one line too many.
    pasted(page, TOTAL, "1.200\t\r\n300\t\r\n25\t\r\nCó\r\n1.234,56\r\nĐường xa\r\n77\r\n")
    note = page.locator("#kept")
    expect(note).to_contain_text("Đã dán 5 ô.")
    expect(note).to_contain_text("(25)")
    expect(note).to_contain_text("Thừa 1 dòng không còn ô để dán: 77.")
    assert [page.input_value(one) for one in (TOTAL, WOMEN, MONEY)] == ["1.200", "300", "1.234,56"]
    assert page.input_value('[name="v.committee"]') == "true"
    page.click("#kept button")
    assert [page.input_value(one) for one in (TOTAL, MONEY)] == ["1", ""]
    pasted(page, TOTAL, "1\t2\n3\t4\n")
    expect(note).to_contain_text("Khối vừa chép có 2 cột")
    assert page.input_value(TOTAL) == "1"
    pasted(page, TOTAL, "Tổng\tngười\t–\nNữ\tngười\t5\n")
    expect(note).to_contain_text("Đã dán 2 ô.")
    assert page.input_value('[name="m.leaders.total"]') == "none_occurred"
    assert [page.input_value(one) for one in (TOTAL, WOMEN)] == ["", "5"]


def test_a_line_cut_while_typing_costs_at_most_five_seconds(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    page = form(context, address, desk, "W112")
    page.fill(TOTAL, "12")
    expect(page.locator("#kept")).to_contain_text("Đã lưu lúc", timeout=PROMISE)
    context.set_offline(offline=True)
    page.fill(WOMEN, "7")
    expect(page.locator("#kept")).to_contain_text("Chưa lưu được, sẽ thử lại", timeout=9_000)
    page.close(run_before_unload=False)
    context.set_offline(offline=False)
    again = form(context, address, desk, "W112")
    assert [again.input_value(one) for one in (TOTAL, WOMEN)] == ["12", ""]
    expect(again.locator("#restore")).to_contain_text("1 ô đã gõ lúc")
    again.click("#restore button >> nth=0")
    assert again.input_value(WOMEN) == "7"
    expect(again.locator("#kept")).to_contain_text("Đã lưu lúc", timeout=PROMISE)
    anew = form(context, address, desk, "W112")
    assert anew.input_value(WOMEN) == "7"
    expect(anew.locator("#restore")).to_have_count(0)


def test_when_the_line_is_back_what_was_typed_goes_by_itself(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    page = form(context, address, desk, "W112")
    context.set_offline(offline=True)
    page.fill(MONEY, "5")
    expect(page.locator("#kept")).to_contain_text("Chưa lưu được", timeout=9_000)
    context.set_offline(offline=False)
    expect(page.locator("#kept")).to_contain_text("Đã lưu lúc", timeout=PROMISE)


def checked(context: BrowserContext, address: str, desk: Desk, ward: str, total: str) -> Page:
    page = form(context, address, desk, ward)
    page.fill(TOTAL, total)
    page.fill(WOMEN, "3")
    page.click("button.main")
    expect(page.locator("h1")).to_have_text("Xem lại trước khi gửi")
    return page


def test_a_line_cut_while_sending_still_sends_exactly_once(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    page = checked(context, address, desk, "W121", "12")
    context.set_offline(offline=True)
    page.click("button.main")
    expect(page.locator("#kept")).to_contain_text("sẽ tự gửi lại")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert revisions(desk, "W121") == []
    context.set_offline(offline=False)
    expect(page.locator("h1")).to_have_text("Đã nhận", timeout=20_000)
    assert len(revisions(desk, "W121")) == 1


def test_an_answer_lost_on_the_way_back_is_no_second_sending(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    page = checked(context, address, desk, "W122", "12")
    tries: list[int] = []

    def lost(route: Route) -> None:
        tries.append(route.fetch(max_redirects=0).status)
        if len(tries) < 3:
            route.abort()
        else:
            route.continue_()

    page.route("**/send", lost)
    page.click("button.main")
    expect(page.locator("h1")).to_have_text("Đã nhận", timeout=30_000)
    assert tries == [303, 303, 303]
    assert len(revisions(desk, "W122")) == 1


def test_of_two_tabs_the_later_is_shown_what_it_would_have_written_over(
    context: BrowserContext, address: str, desk: Desk
) -> None:
    first = form(context, address, desk, "W113")
    second = form(context, address, desk, "W113")
    first.fill(TOTAL, "40")
    expect(first.locator("#kept")).to_contain_text("Đã lưu lúc", timeout=PROMISE)
    second.fill(WOMEN, "4")
    expect(second.locator("#kept")).to_contain_text("Chưa lưu:", timeout=PROMISE)
    second.click("button[formaction]")
    told = second.locator("#moved")
    expect(told).to_contain_text("40")
    assert second.input_value(WOMEN) == "4"
    second.click("button[formaction]")
    expect(second.locator(".box.good")).to_contain_text("Đã lưu nháp")
    assert second.input_value(WOMEN) == "4"


def test_without_any_script_it_is_sent_just_the_same(
    browser: Browser, address: str, desk: Desk
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="vi-VN"
    )
    before = len(revisions(desk, "W111"))
    page = checked(context, address, desk, "W111", "21")
    page.click("button.main")
    expect(page.locator("h1")).to_have_text("Đã nhận")
    assert len(revisions(desk, "W111")) == before + 1
    context.close()
