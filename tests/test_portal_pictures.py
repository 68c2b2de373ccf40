"""Pages as people see them, in Chromium: nothing sideways, nothing refused by the policy."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.desk import Desk, opened
from tests.reception import PASSWORD, Reception
from tests.served import chromium, served

pytestmark = pytest.mark.slow
WIDTHS = (1280, 360)
KEEP = os.environ.get("CAPBAC_PICTURES")
"""A folder in which the pictures stay, for who wants to look at them."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = opened(tmp_path_factory.mktemp("pictures"))
    reception = Reception(made)
    for ward in ("W111", "W112", "W121", "W122"):
        reception.account(ward.lower(), ward, "clerk")
    reception.account("mai", "D11", "officer")
    return made


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with served(desk) as server:
        yield server.address


@pytest.fixture(scope="module")
def browser(tool: Callable[[str], str]) -> Iterator[Browser]:
    with chromium(tool("chromium")) as found:
        yield found


def sign_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("button.main")


def looked_at(page: Page, name: str, width: int, folder: Path, way: str = "script") -> None:
    """A page that needs no sideways scrolling, as a picture."""
    # A click leads on: its answer may have come, and nothing of it be read yet.
    page.wait_for_load_state()
    if way == "script":
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (name, width, wide)
    path = Path(KEEP or folder) / f"{name}-{width}.png"
    page.screenshot(path=path, full_page=True)
    assert path.stat().st_size > 5_000


@pytest.mark.parametrize(
    ("ward", "width", "way"),
    [
        ("w111", 1280, "bare"),
        ("w112", 360, "bare"),
        ("w121", 1280, "script"),
        ("w122", 360, "script"),
    ],
)
def test_a_clerk_goes_through_the_pages(
    browser: Browser, address: str, tmp_path: Path, ward: str, width: int, way: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=way == "script",
        locale="vi-VN",
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/")
    looked_at(page, "sign-in", width, tmp_path, way)
    sign_in(page, address, ward)
    looked_at(page, "due", width, tmp_path, way)
    page.click("a.button")
    looked_at(page, "form", width, tmp_path, way)
    page.fill('[name="v.leaders.total"]', "2")
    page.fill('[name="v.leaders.women"]', "3")
    page.fill('[name="v.money"]', "1,2,3")
    page.click("button.main")
    looked_at(page, "form-faults", width, tmp_path, way)
    page.click("#errors a >> nth=0")
    page.fill('[name="v.leaders.total"]', "12")
    page.fill('[name="v.money"]', "1.234.567,5")
    page.click("button.main")
    looked_at(page, "check", width, tmp_path, way)
    assert page.locator("h1").inner_text() == "Xem lại trước khi gửi"
    page.click("button.main")
    page.wait_for_url("**/receipt?*")
    looked_at(page, "receipt", width, tmp_path, way)
    assert page.locator("h1").inner_text() == "Đã nhận"
    context.close()
    assert said == []
    assert all(url.startswith(address) for url in asked)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_officer_sees_who_is_silent(
    browser: Browser, address: str, tmp_path: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    sign_in(page, address, "mai")
    looked_at(page, "below", width, tmp_path)
    page.goto(f"{address}/accounts")
    looked_at(page, "accounts", width, tmp_path)
    context.close()
