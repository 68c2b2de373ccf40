"""The pictures of the portal's page in the docs are those of the pages as they are.

``CAPBAC_GUIDE=1`` takes them anew, for pages that were changed on purpose; a palette then makes
them small enough.
"""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine import accounts
from engine.accounts import Wish
from tests import house, vault, vietnam_small
from tests.office import store, work
from tests.reception import PASSWORD
from tests.served import chromium, served
from tests.test_portal_pictures import sign_in

pytestmark = pytest.mark.slow
DOCS = house.ROOT / "docs"
WORDS = house.ROOT / "tests" / "docs_portal_pages.json"
"""What the pages said when the pictures were taken, without figures, days and moments."""
QUERY = "form=gender-equality-half%401&period=2025-S2"
PAGES = {
    "portal-form": ("lan", "/forms/{silent}"),
    "portal-overview": ("minh", f"/units/38?{QUERY}"),
    "portal-explain": ("minh", f"/units/38/explain?{QUERY}&measure=economy.jobs_rate"),
    "portal-judging": ("minh", "/forms/{sent}/review"),
    "portal-plan": ("quoc", "/plans/VN/VN-2025-1"),
}
PEOPLE = (
    ("lan", "Nguyễn Thị Lan", "{silent}", "clerk"),
    ("minh", "Trần Văn Minh", "38", "officer"),
    ("quoc", "Phạm Quốc Anh", "VN", "officer"),
)
MOST = 80_000
"""Bytes of a picture."""


def test_the_pictures_of_the_docs_are_the_pages(tmp_path: Path, tool: Callable[[str], str]) -> None:
    desk = vietnam_small.opened(tmp_path)
    asked = (
        "SELECT assignment.id, unit.code FROM assignment JOIN unit ON unit.id = unit_id "
        "WHERE period = '2025-S2' AND unit.parent_code = '38' AND latest_id IS {} NULL "
        "ORDER BY unit.code LIMIT 1"
    )
    (silent, ward), (sent, _) = (
        vault.rows(store(desk), asked.format(word))[0] for word in ("", "NOT")
    )
    now, at = datetime.now(UTC), work(desk)
    for login, name, unit, role in PEOPLE:
        wish = Wish(login, name, unit.format(silent=ward), (role,))
        found = accounts.invite(at, wish, ("operator",), now)
        accounts.accept(at, found.token, PASSWORD, now)
    anew, said = bool(os.environ.get("CAPBAC_GUIDE")), dict[str, str]()
    with served(desk) as server, chromium(tool("chromium")) as browser:
        for login, *_ in PEOPLE:
            context = browser.new_context(
                viewport={"width": 1100, "height": 720}, locale="vi-VN", java_script_enabled=False
            )
            page = context.new_page()
            sign_in(page, server.address, login)
            for name, (who, path) in PAGES.items():
                if who != login:
                    continue
                answer = page.goto(server.address + path.format(silent=silent, sent=sent))
                assert answer is not None
                assert answer.status == 200, name
                said[name] = re.sub(r"[\d:/.,]+", "#", page.inner_text("body"))
                if anew:
                    page.screenshot(path=DOCS / f"{name}.png")
            context.close()
    if anew:
        WORDS.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert said == json.loads(WORDS.read_text(encoding="utf-8"))


def test_the_docs_show_each_picture_and_each_is_small() -> None:
    told = (DOCS / "portal.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\]\((portal-[a-z]+\.png)\)", told))
    assert shown == {f"{name}.png" for name in PAGES}
    for name in shown:
        assert 5_000 < (DOCS / name).stat().st_size < MOST, name
