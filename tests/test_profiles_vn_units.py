import csv
import importlib.metadata
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from errors import Problem
from hierarchy.checks import check_units
from hierarchy.hierarchy import Hierarchy
from hierarchy.lineage import check_edges
from hierarchy.tree import Tree
from hierarchy.unit import ALWAYS, FOREVER
from profiles.vn import units as vietnam
from profiles.vn.reform import REFORM, _bare
from profiles.vn.units import LAST_OLD_DAY, NATION, Country, fetch

ISLANDS = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}
"""Districts without communes, and the special zones that came after them."""


@pytest.fixture(scope="module")
def country() -> Country:
    return fetch()


@pytest.fixture(scope="module")
def hierarchy(country: Country) -> Hierarchy:
    return Hierarchy(country.units, country.edges)


def published(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data" / "units" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def levels(tree: Tree) -> Counter[str]:
    return Counter(unit.level for unit in tree.units)


def counts(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values))


def test_both_trees_and_the_lineage_between_them_are_sound(country: Country) -> None:
    assert check_units(country.units) == ()
    assert check_edges(country.edges, country.units) == ()
    assert country.source == "vietnamadminunits 1.0.4"


def test_three_levels_until_the_reform_and_two_since(hierarchy: Hierarchy) -> None:
    before, after = hierarchy.on(LAST_OLD_DAY), hierarchy.on(REFORM)
    assert levels(before) == {"nation": 1, "province": 63, "district": 696, "ward": 10_035}
    assert levels(after) == {"nation": 1, "province": 34, "ward": 3_321}
    assert hierarchy.changes == (date(2025, 7, 1),)


def test_five_districts_have_no_wards_and_are_leaves(hierarchy: Hierarchy) -> None:
    tree = hierarchy.on(LAST_OLD_DAY)
    leaves = {
        unit.code
        for place, unit in enumerate(tree.units)
        if unit.level != "ward" and tree.interior_slot[place] < 0
    }
    assert leaves == set(ISLANDS)


def test_every_unit_has_one_validity_and_the_nation_all_days(country: Country) -> None:
    assert country.units[0] == NATION
    spans = {(unit.valid_from, unit.valid_to) for unit in country.units[1:]}
    assert spans == {(ALWAYS, LAST_OLD_DAY), (REFORM, FOREVER)}


def test_units_have_types_in_lower_case_and_wards_of_today_an_area(hierarchy: Hierarchy) -> None:
    before, after = hierarchy.on(LAST_OLD_DAY), hierarchy.on(REFORM)
    assert counts(unit.type for unit in after.units) == {
        "quốc gia": 1,
        "tỉnh": 28,
        "thành phố trực thuộc trung ương": 6,
        "xã": 2_621,
        "phường": 687,
        "đặc khu": 13,
    }
    assert counts(unit.type for unit in before.units if unit.level != "ward") == {
        "quốc gia": 1,
        "tỉnh": 57,
        "thành phố trực thuộc trung ương": 6,
        "huyện": 508,
        "quận": 49,
        "thị xã": 52,
        "thành phố thuộc tỉnh": 85,
        "thành phố thuộc thành phố trực thuộc trung ương": 2,
    }
    assert sum(unit.weight is not None for unit in after.units) == 3_319
    assert all(unit.lat and unit.lon for unit in (*before.units[1:], *after.units[1:]))


@pytest.mark.parametrize(
    ("file", "day", "spelled_otherwise"),
    # The old list has 167 names, most of them of the Central Highlands, in another transcription.
    [("units-2025-06.csv", LAST_OLD_DAY, 167), ("units-2025.csv", REFORM, 0)],
)
def test_codes_parents_and_names_are_those_published(
    hierarchy: Hierarchy, shared: Path, file: str, day: date, spelled_otherwise: int
) -> None:
    rows = published(shared, file)
    tree = hierarchy.on(day)
    ours = {unit.code: unit for unit in tree.units if unit != NATION}
    assert {code: unit.parent_code for code, unit in ours.items()} == {
        row["code"]: row["parent_code"] or NATION.code for row in rows
    }
    assert {code: unit.level for code, unit in ours.items()} == {
        row["code"]: row["level"] for row in rows
    }
    assert {code: unit.type for code, unit in ours.items()} == {
        row["code"]: row["type"] for row in rows
    }
    other = [row["code"] for row in rows if _bare(row["name"]) != _bare(ours[row["code"]].name)]
    assert len(other) == spelled_otherwise


def test_the_lineage_is_the_one_published(country: Country, shared: Path) -> None:
    rows = [row for row in published(shared, "unit-changes-2025.csv") if row["new_code"]]
    kinds = {(row["old_code"], row["new_code"]): row["kind"] for row in rows}
    ours = {(edge.old_code, edge.new_code): edge.kind for edge in country.edges}
    assert ours.keys() == kinds.keys()
    assert len(ours) == len(country.edges) == 63 + 10_597 + 5
    # Three communes whose old name the two sources spell differently.
    differing = {old for (old, new), kind in kinds.items() if ours[old, new] != kind}
    assert differing == {"16906", "23368", "23530"}


def test_every_edge_is_of_the_reform_and_claims_no_share(country: Country) -> None:
    assert {(edge.on, edge.share) for edge in country.edges} == {(REFORM, None)}


def test_the_island_districts_became_special_zones_and_other_districts_ended(
    country: Country, hierarchy: Hierarchy
) -> None:
    tree = hierarchy.on(LAST_OLD_DAY)
    districts = {unit.code for unit in tree.units if unit.level == "district"}
    became = {e.old_code: e.new_code for e in country.edges if e.old_code in districts}
    assert became == ISLANDS
    after = hierarchy.on(REFORM)
    assert {after.units[after.index[code]].type for code in became.values()} == {"đặc khu"}


def test_every_unit_of_today_comes_from_an_old_one(country: Country, hierarchy: Hierarchy) -> None:
    reached = {edge.new_code for edge in country.edges}
    after = {unit.code for unit in hierarchy.on(REFORM).units if unit != NATION}
    assert after == reached


def test_the_package_is_read_and_never_imported() -> None:
    fetch()
    assert "vietnamadminunits" not in sys.modules


def test_without_the_package_the_problem_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vietnam, "PACKAGE", "no-such-package")
    with pytest.raises(Problem) as caught:
        fetch()
    assert caught.value.code == "package_missing"
    assert caught.value.details["install"] == "capbac[vietnam]"


def test_another_version_of_the_package_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert importlib.metadata.version("vietnamadminunits") == vietnam.VERSION
    monkeypatch.setattr(vietnam, "VERSION", "9.9")
    with pytest.raises(Problem) as caught:
        fetch()
    assert caught.value.code == "package_missing"
