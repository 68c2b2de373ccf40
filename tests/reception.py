"""A portal before a desk: people with accounts, their browsers, and a clock of the test's."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from engine import accounts, passwords
from engine.accounts import Wish
from portal.app import build
from portal.site import Site
from tests.desk import Desk
from tests.office import NOW, work

PASSWORD = "bốn từ ghép lại"
# The cost of a password is looked at in a test of its own; here it would only be waited for.
passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
LOCAL = "http://testserver"


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


class _Fields(HTMLParser):
    """Every field of a page with what stands in it, by name, and every form's address."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if "id" in told:
            self.ids[told["id"]] = tag
        if tag == "input" and name and told.get("type") != "checkbox":
            self.fields[name] = told.get("value", "")
        elif tag == "select":
            self._select = name
            self.fields[name] = ""
        elif tag == "option" and "selected" in told and self._select:
            self.fields[self._select] = told["value"]
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data


def fields(answer: Response) -> dict[str, str]:
    """What a browser would send of a page's fields, as they stand."""
    reader = _Fields()
    reader.feed(answer.text)
    return reader.fields


def ids(answer: Response) -> dict[str, str]:
    """The elements of a page by their id."""
    reader = _Fields()
    reader.feed(answer.text)
    return reader.ids


def words(answer: Response) -> str:
    """A page without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


@dataclass
class Reception:
    """The portal of a desk."""

    desk: Desk
    url: str = ""
    clock: Clock = field(default_factory=Clock)
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        self.app = build(Site(work(self.desk), url=self.url, clock=self.clock))

    def browser(self) -> TestClient:
        """A browser of somebody who is not signed in."""
        return TestClient(self.app, base_url=self.url or LOCAL)

    def account(self, login: str, unit: str, *roles: str) -> int:
        """An account whose owner has set the password."""
        wish = Wish(login, f"Bà {login}", unit, roles)
        found = accounts.invite(work(self.desk), wish, ("operator",), self.clock.now)
        accounts.accept(work(self.desk), found.token, PASSWORD, self.clock.now)
        return found.account.id

    def signed_in(self, login: str, unit: str = "", *roles: str) -> TestClient:
        """A browser of somebody who is; with roles the account is made first."""
        if roles:
            self.account(login, unit, *roles)
        browser = self.browser()
        answer = self.sign_in(browser, login)
        assert answer.status_code == 200, words(answer)
        return browser

    def sign_in(self, browser: TestClient, login: str, password: str = PASSWORD) -> Response:
        """What comes of signing in."""
        sent = fields(browser.get("/sign-in")) | {"login": login, "password": password}
        return browser.post("/sign-in", data=sent)

    def assignment(self, unit: str, form: str = "ward-report", period: str = "2025") -> int:
        """The number of what a unit owes."""
        from tests import vault

        ((found,),) = vault.rows(
            self.desk.workspace / "capbac.db",
            "SELECT assignment.id FROM assignment JOIN unit ON unit.id = unit_id "
            "JOIN form ON form.id = form_id "
            f"WHERE unit.code = '{unit}' AND form.name = '{form}' AND period = '{period}'",
        )
        return int(found)
