"""axe-core on the clerk's pages: no serious fault, at a phone's width and a desk's."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk import Desk, opened
from tests.reception import PASSWORD, Reception
from tests.served import chromium, served

pytestmark = pytest.mark.slow
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = frozenset({"serious", "critical"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = opened(tmp_path_factory.mktemp("axe"))
    reception = Reception(made)
    for ward in ("W111", "W112"):
        reception.account(ward.lower(), ward, "clerk")
    return made


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with served(desk) as server:
        yield server.address


@pytest.fixture(scope="module")
def browser(tool: Callable[[str], str]) -> Iterator[Browser]:
    with chromium(tool("chromium")) as found:
        yield found


def faults(page: Page) -> list[str]:
    """What axe finds serious, with the elements it means."""
    page.wait_for_load_state()
    # Handed in by the test's own hand: the policy of the pages would let no stranger's script in.
    page.evaluate(AXE)
    told: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
    )
    assert told["passes"]
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in told["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("ward", "width"), [("W111", 1280), ("W112", 360)])
def test_nothing_serious_on_a_clerks_way(
    browser: Browser, address: str, desk: Desk, ward: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    there = f"{address}/forms/{Reception(desk).assignment(ward)}"
    found: dict[str, list[str]] = {}
    page.goto(f"{address}/sign-in")
    found["sign in"] = faults(page)
    page.fill("#login", ward.lower())
    page.fill("#password", PASSWORD)
    page.click("button.main")
    found["due"] = faults(page)
    page.goto(there)
    found["form"] = faults(page)
    page.fill('[name="v.leaders.total"]', "2")
    page.fill('[name="v.leaders.women"]', "3")
    expect(page.locator("tr.wrong")).to_have_count(1)
    found["form, typed"] = faults(page)
    page.click("button.main")
    found["form, faults"] = faults(page)
    page.fill('[name="v.leaders.total"]', "12")
    page.click("button.main")
    expect(page.locator("#send")).to_have_count(1)
    found["check"] = faults(page)
    page.click("button.main")
    expect(page.locator("h1")).to_have_text("Đã nhận")
    found["receipt"] = faults(page)
    page.goto(f"{there}/revisions")
    found["revisions"] = faults(page)
    context.close()
    assert {name: some for name, some in found.items() if some} == {}
