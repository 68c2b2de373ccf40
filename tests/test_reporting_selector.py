"""Whom a plan means: selectors on the small country of the cast."""

from typing import Any

import pytest

from errors import Problem
from hierarchy.tree import Tree
from reporting.addressing import addressing_faults
from reporting.plan import read_plan
from reporting.selector import by_kind, by_name, others, resolve
from schemas.plans import check_plan
from tests.cast import COUNTRY, DAY

TREE = Tree.of(COUNTRY, DAY)


def named(selectors: Any, issuer: str = "P1") -> list[str]:
    return [TREE.units[i].code for i in resolve(selectors, TREE, TREE.index[issuer])]


def odd(**members: Any) -> list[tuple[str, str, str, str]]:
    plan = {"issuer": "N", "title": "Plan", "period": "2025", **members}
    assert check_plan(plan) == ()
    found = addressing_faults(read_plan(plan), TREE)
    return [(one.code, one.severity, one.sent, one.allowed) for one in found]


def test_each_kind_of_selector_names_its_units() -> None:
    assert named({"children": True}) == ["D11", "D12", "T1"]
    assert named({"departments": True}) == ["T1"]
    assert named({"departments": True}, "P2") == []
    assert named({"levels": ["district"]}) == ["D11", "D12"]
    assert named({"self": True}) == ["P1"]
    assert named({"units": ["W112", "T1"]}) == ["W112", "T1"]
    assert named({"leaves": True}, "D12") == ["W121", "W122"]
    assert len(named({"all": True}, "N")) == 14


def test_a_union_names_each_unit_once() -> None:
    assert named([{"departments": True}, {"children": True}, {"text": "enterprises"}]) == [
        "D11",
        "D12",
        "T1",
    ]


def test_a_sample_may_be_drawn_from_a_union_and_stays_the_same() -> None:
    of = [{"departments": True}, {"levels": ["district"]}]
    drawn = {"sample": {"of": of, "size": 2, "seed": 7}}
    assert (
        check_plan({"issuer": "P1", "title": "Inspection", "period": "2025", "addressed_to": drawn})
        == ()
    )
    first = named(drawn)
    assert len(first) == 2
    assert set(first) <= {"D11", "D12", "T1"}
    assert named(drawn) == first
    assert named({"sample": {"of": of, "size": 9}}) == ["D11", "D12", "T1"]
    assert {tuple(named({"sample": {"of": of, "size": 1, "seed": s}})) for s in range(30)} == {
        ("D11",),
        ("D12",),
        ("T1",),
    }


def test_a_unit_that_is_nobody_below_the_issuer_is_told_why() -> None:
    with pytest.raises(Problem) as caught:
        named({"units": ["W111", "W999", "D21"]})
    unknown, elsewhere = caught.value.faults
    assert (unknown.code, unknown.sent) == ("unit_not_standing", "W999 (2025-06-01)")
    assert (elsewhere.code, elsewhere.allowed) == ("unit_not_below", "N > P2")


def test_those_who_are_no_unit_stay_as_text() -> None:
    assert others([{"text": "enterprises"}, {"all": True}, {"text": "the union"}]) == (
        "enterprises",
        "the union",
    )
    assert named({"text": "enterprises"}) == []


def test_kinds_can_be_read_on_another_map_and_names_cannot() -> None:
    drawn: dict[str, Any] = {"sample": {"of": {"all": True}, "size": 1}}
    many: list[dict[str, Any]] = [
        {"leaves": True},
        {"units": ["W111"]},
        drawn,
        {"self": True},
        {"levels": ["ward"]},
    ]
    assert by_kind(many) == ({"leaves": True}, {"levels": ["ward"]})
    assert by_name(many) == ({"units": ["W111"]}, drawn, {"self": True})


def test_a_misspelt_level_is_a_warning_with_the_nearest_known() -> None:
    assert odd(addressed_to={"levels": ["ward", "distrit"]}) == [
        ("level_not_below", "warning", "distrit", "district")
    ]
    assert odd(tasks=[{"title": "x", "for": {"sample": {"of": {"levels": ["wards"]}, "size": 1}}}])
    assert odd(addressed_to={"types": ["xã"]})[0][:3] == ("type_not_below", "warning", "xã")


def test_a_form_nobody_would_owe_for_a_misspelt_level_is_refused() -> None:
    collects = {"form": "f", "periods": ["2025"], "from": {"levels": ["wrad"]}}
    codes = [(code, severity) for code, severity, *_ in odd(collects=[collects])]
    assert codes == [("nobody_selected", "error"), ("level_not_below", "warning")]
    some = {**collects, "from": {"levels": ["wrad", "ward"]}}
    assert [code for code, *_ in odd(collects=[some])] == ["level_not_below"]
    none = {**collects, "from": {"text": "enterprises"}}
    assert odd(collects=[none]) == [("nobody_selected", "warning", "f", "")]
