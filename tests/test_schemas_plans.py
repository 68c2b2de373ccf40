import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemas.plans import check_plan
from tests.schemas_forms import Document

BASE: Document = {"issuer": "P1", "title": "Work of the year", "period": "2026"}


def _faults(**members: Any) -> set[tuple[str, str]]:
    return {(fault.code, fault.path) for fault in check_plan(BASE | members)}


def test_a_plan_without_targets_forms_or_dates_still_stands() -> None:
    assert _faults(tasks=["raise awareness"], document={"raw": "08/KH-NV"}) == set()


def test_a_plan_may_hold_everything_at_once() -> None:
    assert _faults(
        kind="guidance",
        document={"raw": "54/KH-UBND", "issued": "2023-03-24", "published": "2023-03-27T08:15",
                  "series": "KH"},
        cites=[{"raw": "28/NQ-CP", "issued": "2021-03-03", "issuer": "Government", "title": "x"},
               {"title": "a directive without number", "unit": "N"}],
        addressed_to=[{"children": True}, {"types": ["department"]}, {"text": "enterprises"}],
        tasks=[{"title": "inspect", "for": {"sample": {"of": {"levels": ["district"]}, "size": 3,
                                                       "seed": 7}}, "period": "2016/2021"}
               | {"period": "2016-01-01/2021-12-31"}],
        targets=[{"measure": "leaders.rate", "op": ">=", "value": Decimal("60.5"),
                  "by": "2026-12-31", "for": {"levels": ["province"]}, "split": "inherit",
                  "tolerance": 1, "floor": 50}],
        collects=[{"form": "census@2", "periods": ["2026", "2026-S1"], "from": {"leaves": True},
                   "due": {"2026": {"national": "2026-12-15", "days_before": {"ward": 30}}}}],
        roster_on="2026-01-01",
        attachments=["guide.pdf", {"name": "form.xlsx", "sha256": "0" * 64}],
    ) == set()  # fmt: skip


@pytest.mark.parametrize("missing", ["issuer", "title", "period"])
def test_a_plan_needs_an_issuer_a_title_and_a_period(missing: str) -> None:
    made = {key: value for key, value in BASE.items() if key != missing}
    assert [(f.code, f.path) for f in check_plan(made)] == [("member_missing", missing)]


def test_each_missing_member_is_told_once() -> None:
    missing = [(fault.code, fault.path) for fault in check_plan({})]
    assert missing == [("member_missing", name) for name in ("issuer", "title", "period")]


def test_an_unknown_member_is_named_with_what_may_stand() -> None:
    (fault,) = check_plan(BASE | {"adressed_to": {"all": True}})
    assert (fault.code, fault.path) == ("unknown_property", "adressed_to")
    assert "addressed_to" in fault.allowed


@pytest.mark.parametrize(
    "selector",
    [{}, {"all": False}, {"levels": []}, {"everyone": True}, "all", [], {"sample": {"size": 2}},
     {"sample": {"of": {"all": True}, "size": 0}}, {"all": True, "self": True}, {"text": ""}],
)  # fmt: skip
def test_a_selector_that_selects_nothing_clear_is_refused(selector: object) -> None:
    assert _faults(addressed_to=selector)
    assert _faults(collects=[{"form": "a", "periods": ["2026"], "from": selector}])


@pytest.mark.parametrize(
    "period",
    ["2026", "2026-S2", "2026-Q4", "2026-M12", "2016-01-01/2021-12-31", "2022-09-26/2022-09-26"],
)
def test_periods_are_spelled_as_sdmx_or_as_days(period: str) -> None:
    assert _faults(period=period) == set()


@pytest.mark.parametrize(
    "period", ["26", "2026-S3", "2026-Q0", "2026-M13", "2021-12-31/2016-01-01", "2026-01-01",
               "2026/2027", "2026\n", "0000", "2026-02-30/2026-03-01"],
)  # fmt: skip
def test_any_other_period_is_refused(period: str) -> None:
    assert _faults(period=period) == {("format", "period")}


@pytest.mark.parametrize("day", ["2026-02-30", "28/3/2025", "2026-1-1", "2026-01-01T08:00", ""])
def test_a_day_must_be_in_the_calendar(day: str) -> None:
    assert _faults(roster_on=day) == {("format", "roster_on")}
    assert _faults(document={"raw": "1/KH", "issued": day}) == {("format", "document.issued")}


def test_list_places_are_counted_from_one() -> None:
    target = {"measure": "a", "op": ">=", "value": 1, "by": "2026-12-31"}
    assert _faults(targets=[target, target | {"by": "soon"}]) == {("format", "targets.2.by")}
    assert _faults(targets=[{"op": ">="}]) == {
        ("member_missing", "targets.1.measure"), ("member_missing", "targets.1.value"),
        ("member_missing", "targets.1.by"),
    }  # fmt: skip


def test_a_due_day_for_a_period_not_collected_is_a_fault() -> None:
    collected = {
        "form": "a", "periods": ["2026"], "from": {"all": True},
        "due": {"2027": {"national": "2027-12-15"}},
    }  # fmt: skip
    assert _faults(collects=[collected]) == {("due_period_unknown", "collects.1.due.2027")}


@pytest.mark.parametrize(
    "ladder", [{}, {"days_before": {"ward": 3}}, {"national": "2026-12-15", "days_before":
               {"ward": -1}}, {"national": "soon"}, {"national": "2026-12-15", "days": 3}],
)  # fmt: skip
def test_a_ladder_without_a_sound_day_is_refused(ladder: Document) -> None:
    collected = {"form": "a", "periods": ["2026"], "from": {"all": True}, "due": {"2026": ladder}}
    assert _faults(collects=[collected])


@pytest.mark.parametrize("document", [None, [], "plan", 3])
def test_what_is_no_object_is_refused(document: object) -> None:
    assert [fault.code for fault in check_plan(document)] == ["type_object"]


def _plan(seed: Document) -> Document:
    given = seed["document"]
    return {
        "issuer": "31",
        "title": given["raw"],
        "period": str(given["plan_year"]),
        "document": {
            "raw": given["raw"],
            "issued": given["issued"],
            "published": given["published"],
            "series": given["type"],
        },
        "cites": [
            {key: cited[key] for key in ("raw", "issuer", "issued") if key in cited}
            | {"title": cited["what"]}
            for cited in seed["cites"]
        ],
        "addressed_to": [{"text": words} for words in seed["addresses"]] or [{"self": True}],
        "tasks": seed["tasks"],
        "targets": seed["numeric_targets"],
    }


def test_every_published_plan_can_be_expressed(shared: Path) -> None:
    seeds = json.loads((shared / "data" / "seed-plans.json").read_text(encoding="utf-8"))
    assert len(seeds) == 5
    for seed in seeds:
        assert check_plan(_plan(seed)) == (), seed["seed"]
