"""The portal on PostgreSQL: the same people, the same form, the same hash."""

from pathlib import Path

import pytest

from engine import accounts
from engine.accounts import Wish
from engine.throttling import ACCOUNT
from engine.work import Work
from portal.app import build
from portal.site import Site
from tests import postgres
from tests.desk import PLAN, WARD_FORM, roster_csv
from tests.far import FarDesk
from tests.office import NOW
from tests.reception import PASSWORD, Clock, Reception, fields, words

pytestmark = pytest.mark.slow


def test_somebody_is_invited_throttled_signed_in_and_sends(tmp_path: Path) -> None:
    with postgres.server(tmp_path / "server") as address:
        url = postgres.database(address, "portal")
        desk = FarDesk(tmp_path, url)
        desk.done("init")
        desk.done("units", "import", desk.write("roster.csv", roster_csv()))
        desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
        desk.done("cascade", desk.done("plans", "issue", desk.write_json("p.json", PLAN)).out[:-1])
        at = Work(url, str(desk.workspace), actor="test")
        reception = Reception.__new__(Reception)
        reception.desk, reception.url, reception.clock = desk, "", Clock(NOW)
        reception.app = build(Site(at, clock=reception.clock))
        found = accounts.invite(at, Wish("lan", "Lan", "W111", ("clerk",)), ("operator",), NOW)
        accounts.accept(at, found.token, PASSWORD, NOW)
        browser = reception.browser()
        for _ in range(ACCOUNT.free):
            assert reception.sign_in(browser, "lan", "sai rồi sai rồi").status_code == 401
        assert reception.sign_in(browser, "lan").status_code == 429
        reception.clock.forward(minutes=2)
        page = reception.sign_in(browser, "lan")
        form = page.text.split('href="/forms/')[1].split('"')[0]
        typed = {"v.leaders.women": "3", "v.leaders.total": "12", "v.money": "12,5"}
        sent = fields(browser.get(f"/forms/{form}")) | typed
        look = browser.post(f"/forms/{form}/check", data=sent)
        receipt = browser.post(f"/forms/{form}/send", data=fields(look))
        assert "Đã nhận" in words(receipt)
        again = browser.post(f"/forms/{form}/send", data=fields(look))
        assert again.url == receipt.url
        accounts.disable(at, found.account.id, reception.clock.now)
        assert "/sign-in" in str(browser.get("/").url)
        at.store().close()
