"""The pictures of the guides are those of the pages as they are.

``CAPBAC_GUIDE=1`` takes them anew, for pages that were changed on purpose.
"""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import house
from tests.desk import opened
from tests.reception import Reception
from tests.served import chromium, served
from tests.test_engine_adopt import REF, UPPER
from tests.test_portal_pictures import sign_in

PICTURES = house.ROOT / "portal" / "static"
PAGES = {
    "guide-due": ("lan", "/"),
    "guide-form": ("lan", "/forms/{assignment}"),
    "guide-plan": ("mai", f"/plans/P1/{REF}"),
    "guide-reports": ("mai", "/reports/P1"),
}
WORDS = house.ROOT / "tests" / "guide_pages.json"
"""What the pages said when the pictures were taken, without figures, days and moments."""


@pytest.mark.slow
def test_the_pictures_of_the_guides_are_the_pages(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    desk = opened(tmp_path, (UPPER,))
    reception = Reception(desk)
    reception.account("lan", "W111", "clerk")
    reception.account("mai", "P1", "officer")
    there = reception.assignment("W111")
    said: dict[str, str] = {}
    with served(desk) as server, chromium(tool("chromium")) as browser:
        for login in ("lan", "mai"):
            context = browser.new_context(
                viewport={"width": 900, "height": 700}, locale="vi-VN", java_script_enabled=False
            )
            page = context.new_page()
            sign_in(page, server.address, login)
            for name, (who, path) in PAGES.items():
                if who != login:
                    continue
                page.goto(server.address + path.format(assignment=there))
                said[name] = re.sub(r"[\d:/.,]+", "#", page.inner_text("body"))
                if os.environ.get("CAPBAC_GUIDE"):
                    page.screenshot(path=PICTURES / f"{name}.png")
            context.close()
    if os.environ.get("CAPBAC_GUIDE"):
        WORDS.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert said == json.loads(WORDS.read_text(encoding="utf-8"))
    assert all((PICTURES / f"{name}.png").stat().st_size > 5_000 for name in PAGES)
