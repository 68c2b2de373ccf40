"""What an amendment changed, as data: two readings of one plan against each other."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reporting.amendment import Change, changes
from reporting.calendar import Calendar, CountryYear, KeptDay

COLLECT: dict[str, Any] = {
    "form": "report",
    "periods": ["2025"],
    "from": {"leaves": True},
    "due": {"2025": {"national": "2025-12-20", "days_before": {"ward": 5}}},
}
AIM: dict[str, Any] = {"measure": "a.b", "op": ">=", "value": Decimal("27.50"), "by": "2025-12-31"}


def plan(**members: Any) -> dict[str, Any]:
    return {"issuer": "N", "title": "Plan", "period": "2025", **members}


def collecting(**members: Any) -> dict[str, Any]:
    return plan(collects=[{**COLLECT, **members}])


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (plan(), plan(title="New"), Change("changed", "title", "", "Plan", "New")),
        (plan(), plan(kind="x"), Change("changed", "kind", "", "", "x")),
        (
            plan(document={"raw": "1/KH"}),
            plan(document={"raw": "2/KH"}),
            Change("changed", "document", "raw", "1/KH", "2/KH"),
        ),
        (
            plan(cites=[]),
            plan(cites=[{"raw": "1/KH", "title": "Law", "issued": "2025-01-01"}]),
            Change("added", "citation", "1/KH · Law", "", "issued: 2025-01-01"),
        ),
        (
            plan(addressed_to={"children": True}),
            plan(addressed_to=[{"children": True}, {"levels": ["ward", "district"]}]),
            Change("added", "addressee", "levels: ward, district"),
        ),
        (plan(tasks=["Think"]), plan(), Change("removed", "task", "Think")),
        (
            plan(tasks=["Think"]),
            plan(tasks=[{"title": "Think", "by": "2025-09-01"}]),
            Change("changed", "task", "Think", "", "by: 2025-09-01"),
        ),
        (
            plan(targets=[AIM]),
            plan(targets=[{**AIM, "value": 30}]),
            Change("changed", "target", "a.b", ">= 27.50, 2025-12-31", ">= 30, 2025-12-31"),
        ),
        (
            plan(targets=[AIM]),
            plan(targets=[AIM, {**AIM, "for": {"levels": ["ward"]}}]),
            Change("added", "target", "a.b · levels: ward", "", ">= 27.50, 2025-12-31"),
        ),
        (
            collecting(),
            collecting(**{"from": [{"leaves": True}, {"self": True}]}),
            Change("added", "sender", "report · self"),
        ),
        (
            collecting(due={"2025": {"national": "2025-12-20"}}),
            collecting(),
            Change("changed", "due", "report · 2025 · ward", "2025-12-20", "2025-12-15"),
        ),
        (
            collecting(due={}),
            collecting(due={"2025": {"national": "2025-12-20"}}),
            Change("added", "due", "report · 2025 · *", "", "2025-12-20"),
        ),
        (
            collecting(due={}),
            collecting(due={}, periods=["2025", "2026"]),
            Change("added", "collect", "report · 2026"),
        ),
        (
            plan(issue_by={"national": "2025-03-01"}),
            plan(issue_by={"national": "2025-04-01"}),
            Change("changed", "issue_by", "national", "2025-03-01", "2025-04-01"),
        ),
        (
            plan(attachments=["Annex"]),
            plan(attachments=["Annex", {"name": "Map", "path": "map.pdf"}]),
            Change("added", "attachment", "Map", "", "path: map.pdf"),
        ),
    ],
)
def test_one_difference_is_one_change(
    before: dict[str, Any], after: dict[str, Any], change: Change
) -> None:
    assert changes(before, after) == (change,)


def test_a_form_no_longer_collected_takes_its_due_days_along() -> None:
    assert [(one.kind, one.what) for one in changes(collecting(), plan())] == [
        ("removed", "collect")
    ]


def test_working_days_are_counted_by_the_calendar() -> None:
    ladder = {"national": "2025-12-19", "days_before": {"ward": 1}, "working": True}
    working = collecting(due={"2025": ladder})
    plain = collecting(due={"2025": {**ladder, "working": False}})
    off = KeptDay(date(2025, 12, 18), "off", "a day off", "by decision")
    found = changes(plain, working, Calendar(lambda _year: CountryYear(), (off,)))
    assert found == (Change("changed", "due", "report · 2025 · ward", "2025-12-18", "2025-12-17"),)


def test_the_same_name_twice_is_two_entries() -> None:
    found = changes(plan(tasks=["Think"]), plan(tasks=["Think", "Think"]))
    assert found == (Change("added", "task", "Think (2)"),)


ENTRIES = some.lists(some.sampled_from(["One", "Two", "Three"]), unique=True)


@given(ENTRIES, ENTRIES)
def test_what_one_way_adds_the_other_removes(old: list[str], new: list[str]) -> None:
    before, after = plan(tasks=old), plan(tasks=new)
    assert changes(before, before) == ()
    there = {(one.kind, one.name) for one in changes(before, after)}
    back = {(one.kind, one.name) for one in changes(after, before)}
    turned = {"added": "removed", "removed": "added"}
    assert back == {(turned[kind], name) for kind, name in there}
