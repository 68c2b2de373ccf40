"""Every channel there is: page, API, Excel, CSV and JSON give one content one hash."""

from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from portal.spelling import in_cell
from tests.desk import Desk
from tests.office import work
from tests.reception import Reception, fields, words
from tests.test_parity_channels import (
    EXACT,
    UNITS,
    Stated,
    _nested,
    _spelled,
    as_json,
    as_line,
    as_table,
    as_workbook,
    contents,
    desk,
    digest,
)

__all__ = ["desk"]
TURNS = count(1)


class Clerk:
    """A unit's clerk with a form open in a browser."""

    def __init__(self, reception: Reception, unit: str) -> None:
        self.browser = reception.signed_in(f"clerk-{unit.lower()}", unit, "clerk")
        self.there = f"/forms/{reception.assignment(unit, 'rich')}"
        found = fields(self.browser.get(self.there))
        self.keys = {name: found[name] for name in ("csrf", "mark", "opening")}

    def typed(self, one: Stated) -> str:
        """What the page makes of it, up to the last look before it goes."""
        told = {f"v.{path}": _cell(path, value, one) for path, value in one.values.items()}
        marks = {f"m.{path}": mark for path, mark in one.marks.items()}
        turn = {"turn": str(next(TURNS))}
        page = self.browser.post(f"{self.there}/check", data=self.keys | turn | told | marks)
        shown = fields(page)
        assert "digest" in shown, words(page)
        return shown["digest"]

    def asked(self, one: Stated) -> str:
        """What the API would make of it."""
        answer = self.browser.post(
            "/api/v1/submissions",
            params={"dry_run": True},
            json=_nested(one, apart=one.apart),
            headers={"X-CSRF-Token": self.keys["csrf"]},
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["digest"])


def _cell(path: str, value: object, one: Stated) -> str:
    if path in EXACT:
        return in_cell(Decimal(str(value)), "vi")
    if isinstance(value, bool):
        return "true" if value else "false"
    return _spelled(str(value), apart=one.apart)


@pytest.fixture(scope="module")
def clerks(desk: Desk) -> dict[str, Clerk]:
    reception = Reception(desk)
    return {unit: Clerk(reception, unit) for unit in UNITS}


@pytest.mark.slow
@given(one=contents())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_five_channels_give_one_hash(desk: Desk, clerks: dict[str, Clerk], one: Stated) -> None:
    at, clerk = work(desk), clerks[one.unit]
    found = {
        "page": clerk.typed(one),
        "API": clerk.asked(one),
        "JSON": digest(at, as_json(desk, one)),
        "JSON lines": digest(at, as_line(desk, one)),
        "CSV": digest(at, as_table(desk, one)),
    }
    if one.values or one.marks:
        # A workbook with nothing in it is refused: somebody sent the wrong file.
        found["Excel"] = digest(at, as_workbook(desk, one))
    assert len(set(found.values())) == 1, found
