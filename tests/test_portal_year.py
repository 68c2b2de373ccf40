"""The whole year in a browser, in Vietnamese: from the invitation to the report."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import vault
from tests.desk import PLAN, opened
from tests.office import store
from tests.reception import PASSWORD, Reception
from tests.served import chromium, served

pytestmark = pytest.mark.slow
YEAR_PLAN = {**PLAN, "addressed_to": {"all": True}}
KEEP = os.environ.get("CAPBAC_PICTURES")
"""A folder in which the pictures stay, for who wants to look at them."""


def desk_person(browser: Browser, width: int = 1280) -> Page:
    """Somebody at a desk of their own: nothing is shared with others but the server."""
    return browser.new_context(
        viewport={"width": width, "height": 900}, locale="vi-VN", accept_downloads=True
    ).new_page()


def sign_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{address}/")


def picture(page: Page, name: str, folder: Path) -> None:
    page.screenshot(path=Path(KEEP or folder) / f"year-{name}.png")


def invited(officer: Page, guest: Page, address: str, login: str, unit: str, role: str) -> None:
    """An officer invites somebody below, who opens the link and sets a password."""
    officer.goto(f"{address}/accounts")
    officer.fill("#login", login)
    officer.fill("#name", f"Bà {login.capitalize()}")
    officer.fill("#unit", unit)
    officer.check(f'[name="role.{role}"]')
    officer.click("button.main")
    guest.goto(officer.input_value("#link"))
    guest.fill("#password", PASSWORD)
    guest.fill("#again", PASSWORD)
    guest.click("button.main")
    guest.fill("#login", login)
    guest.fill("#password", PASSWORD)
    guest.click("button.main")
    guest.wait_for_url(f"{address}/")


def headed(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_year_from_the_invitation_to_the_report(
    tool: Callable[[str], str], tmp_path: Path
) -> None:
    desk = opened(tmp_path, (YEAR_PLAN,))
    Reception(desk).account("chu", "N", "officer")
    said: list[str] = []
    with served(desk) as server, chromium(tool("chromium")) as browser:
        address = server.address
        chief, officer, clerk = (desk_person(browser) for _ in range(3))
        for page in (chief, officer, clerk):
            page.on("console", lambda message: said.append(message.text))
        sign_in(chief, address, "chu")
        invited(chief, officer, address, "mai", "D11", "officer")
        invited(officer, clerk, address, "lan", "W111", "clerk")
        adopted(officer, address)
        number = filled_with_a_fault_and_mended(clerk, tmp_path)
        given_back(officer, address, number, tmp_path)
        corrected(clerk, address, number)
        approved(officer, address, number)
        book = reported(officer, address, tmp_path)
    assert said == []
    assert book.read_bytes()[:2] == b"PK"
    done = vault.rows(store(desk), "SELECT kind FROM review ORDER BY turn")
    assert [kind for (kind,) in done] == ["returned", "approved"]
    with closing(sqlite3.connect(store(desk))) as connection:
        told = connection.execute("SELECT max(revision), count(*) FROM submission").fetchone()
    assert told == (2, 2)


def adopted(officer: Page, address: str) -> None:
    """The district issues its own plan under the nation's."""
    officer.goto(f"{address}/plans/D11")
    officer.click("tbody a >> nth=0")
    officer.click('a.button[href$="/adopt"]')
    assert "kế hoạch" in headed(officer).lower()
    officer.click("button.main")
    officer.wait_for_url("**/plans/D11/**")
    assert officer.locator("[role=alert]").count() == 0, officer.inner_text("main")


def filled_with_a_fault_and_mended(clerk: Page, folder: Path) -> str:
    """Typed, refused for a fault that is led to, mended, looked at once more, and sent."""
    clerk.click('a.button[href^="/forms/"]')
    number = clerk.url.rsplit("/", 1)[1]
    clerk.fill('[name="v.leaders.total"]', "2")
    clerk.fill('[name="v.leaders.women"]', "3")
    clerk.fill('[name="v.money"]', "1.234.567,5")
    clerk.click("button.main")
    clerk.wait_for_selector("#errors")
    assert "Nữ nhiều hơn tổng số" in clerk.inner_text("#errors")
    picture(clerk, "fault", folder)
    clerk.click("#errors a >> nth=0")
    clerk.fill('[name="v.leaders.total"]', "12")
    sent(clerk)
    picture(clerk, "receipt", folder)
    return number


def sent(clerk: Page) -> None:
    """Checked, looked at once more, sent, received."""
    clerk.click("form.entry button.main")
    clerk.get_by_role("heading", name="Xem lại trước khi gửi").wait_for()
    clerk.click("button.main")
    clerk.wait_for_url("**/receipt?*")
    assert headed(clerk) == "Đã nhận"


def given_back(officer: Page, address: str, number: str, folder: Path) -> None:
    officer.goto(f"{address}/review")
    officer.click(f'a[href="/forms/{number}/review"]')
    officer.click("details.legend summary >> nth=0")
    officer.fill('[name^="c."] >> nth=0', "Đề nghị kiểm tra lại tổng số")
    officer.fill("#why", "Tổng số chưa khớp danh sách")
    officer.fill('form[action$="/return"] [name="due"]', "2027-01-29")
    picture(officer, "review", folder)
    with officer.expect_navigation():
        officer.click('form[action$="/return"] button')


def corrected(clerk: Page, address: str, number: str) -> None:
    clerk.goto(f"{address}/forms/{number}")
    assert "Tổng số chưa khớp danh sách" in clerk.inner_text("main")
    clerk.fill('[name="v.leaders.total"]', "14")
    sent(clerk)


def approved(officer: Page, address: str, number: str) -> None:
    officer.goto(f"{address}/forms/{number}/review")
    if officer.locator("#reason").count():
        officer.fill("#reason", "Đã đối chiếu")
    with officer.expect_navigation():
        officer.click('form[action$="/approve"] button')
    officer.goto(f"{address}/units/W111")
    assert "duyệt" in officer.inner_text("main").lower()


def reported(officer: Page, address: str, folder: Path) -> Path:
    """The district's workbook, written while one waits."""
    officer.goto(f"{address}/reports/D11")
    with officer.expect_navigation():
        officer.click("form.asked button.main >> nth=0")
    link = officer.locator("a.button[download]")
    for _ in range(60):
        if link.count():
            break
        officer.wait_for_timeout(500)
        officer.reload()
    picture(officer, "report", folder)
    with officer.expect_download() as coming:
        link.click()
    path = folder / "book.xlsx"
    coming.value.save_as(path)
    return path
