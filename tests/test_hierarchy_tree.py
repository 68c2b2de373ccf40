import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Problem
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from tests.cast import COUNTRY, DAY


@st.composite
def countries(draw: st.DrawFn) -> list[Unit]:
    """A skewed tree with leaves anywhere, parents first, to depth 6 and now and then deeper."""
    codes = draw(st.lists(st.text("AB01", min_size=1, max_size=4), min_size=1, unique=True))
    deepest = draw(st.integers(1, 10))
    units: list[Unit] = []
    depth: dict[str, int] = {}
    for code in codes:
        above = [unit.code for unit in units if depth[unit.code] < deepest]
        parent = draw(st.sampled_from(above)) if above and units else None
        depth[code] = depth[parent] + 1 if parent is not None else 0
        units.append(Unit(code, f"Unit {code}", f"level {depth[code]}", parent))
    return units


def reach(units: list[Unit], code: str) -> set[str]:
    below = {unit.code for unit in units if unit.parent_code == code}
    return {code}.union(*(reach(units, child) for child in below))


@given(countries())
def test_every_subtree_is_one_contiguous_slice(units: list[Unit]) -> None:
    tree = Tree.of(units, DAY)
    for place, unit in enumerate(tree.units):
        assert {one.code for one in tree.units[tree.subtree(place)]} == reach(units, unit.code)


@given(countries())
def test_children_partition_what_stands_below_their_parent(units: list[Unit]) -> None:
    tree = Tree.of(units, DAY)
    for place in range(len(tree)):
        below = [at for child in tree.children(place) for at in _places(tree, int(child))]
        assert sorted(below) == list(range(place + 1, int(tree.stop[place])))
        assert all(tree.parent[child] == place for child in tree.children(place))
    assert sum(len(tree.children(place)) for place in range(len(tree))) == len(tree) - 1


def _places(tree: Tree, place: int) -> range:
    part = tree.subtree(place)
    return range(part.start, part.stop)


@given(countries(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(units: list[Unit], chance: random.Random) -> None:
    shuffled = list(units)
    chance.shuffle(shuffled)
    tree, other = Tree.of(units, DAY), Tree.of(shuffled, DAY)
    assert tree.units == other.units
    assert tree.levels == other.levels
    for name in ("parent", "stop", "depth", "level", "interior", "interior_slot"):
        assert np.array_equal(getattr(tree, name), getattr(other, name))
    assert [shuffled[at] for at in other.given.tolist()] == list(other.units)


@given(countries())
def test_ancestors_run_from_the_parent_to_the_root(units: list[Unit]) -> None:
    tree = Tree.of(units, DAY)
    for place, unit in enumerate(tree.units):
        above = [tree.units[at] for at in tree.ancestors(place)]
        assert len(above) == tree.depth[place]
        assert [one.code for one in above[:1]] == ([unit.parent_code] if place else [])
        assert all(place in _places(tree, at) for at in tree.ancestors(place))


@given(countries())
def test_parents_stand_before_children_and_siblings_in_code_order(units: list[Unit]) -> None:
    tree = Tree.of(units, DAY)
    assert tree.parent[0] == -1
    assert all(tree.parent[place] < place for place in range(1, len(tree)))
    for place in range(len(tree)):
        codes = [tree.units[child].code for child in tree.children(place)]
        assert codes == sorted(codes)
    assert all(tree.index[unit.code] == place for place, unit in enumerate(tree.units))


@given(countries())
def test_interior_lists_the_units_with_children_and_slots_point_back(units: list[Unit]) -> None:
    tree = Tree.of(units, DAY)
    expected = [place for place in range(len(tree)) if len(tree.children(place))]
    assert tree.interior.tolist() == expected
    slots = {place: slot for slot, place in enumerate(expected)}
    assert tree.interior_slot.tolist() == [slots.get(place, -1) for place in range(len(tree))]


def test_levels_come_in_order_of_first_appearance_by_depth() -> None:
    tree = Tree.of(COUNTRY, DAY)
    assert tree.levels == ("nation", "province", "district", "department", "ward")
    assert [tree.levels[level] for level in tree.level] == [unit.level for unit in tree.units]


def test_a_district_without_wards_and_a_department_are_leaves() -> None:
    tree = Tree.of(COUNTRY, DAY)
    for code in ("D22", "T1"):
        place = tree.index[code]
        assert tree.interior_slot[place] == -1
        assert tree.subtree(place) == slice(place, place + 1)
        assert len(tree.children(place)) == 0


def test_a_tree_may_be_one_unit_or_far_deeper_than_a_country() -> None:
    alone = Tree.of([Unit("N", "Nation", "nation", None)], DAY)
    assert (len(alone), alone.interior.tolist(), alone.stop.tolist()) == (1, [], [1])
    chain = [
        Unit(f"{at:04}", "Unit", "level", f"{at - 1:04}" if at else None) for at in range(2000)
    ]
    assert int(Tree.of(chain, DAY).depth.max()) == 1999


def test_only_units_of_the_day_stand_in_its_tree() -> None:
    gone = Unit("W119", "Gone", "ward", "D11", valid_to=DAY - timedelta(1))
    last = Unit("W118", "Last", "ward", "D11", valid_to=DAY)
    tree = Tree.of([*COUNTRY, gone, last], DAY)
    assert "W118" in tree.index
    assert "W119" not in tree.index


def test_a_day_without_units_is_a_problem_that_names_the_day() -> None:
    with pytest.raises(Problem) as caught:
        Tree.of([Unit("N", "Nation", "nation", None, valid_from=date(2026, 1, 1))], DAY)
    assert caught.value.code == "no_unit_stands"
    assert caught.value.details == {"day": "2025-06-01"}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (Unit("X", "Second", "nation", None), "several_roots"),
        (Unit("X", "Lost", "ward", "D99"), "parent_unknown"),
        (Unit("X", "Own parent", "ward", "X"), "unit_cycle"),
        (Unit("P1", "Again", "province", "N"), "duplicate_unit"),
    ],
)
def test_units_that_are_not_one_tree_are_refused_with_their_faults(wrong: Unit, fault: str) -> None:
    with pytest.raises(Problem) as caught:
        Tree.of([*COUNTRY, wrong], DAY)
    assert caught.value.code == "roster_faults"
    assert [found.code for found in caught.value.faults] == [fault]


def test_the_arrays_of_a_tree_cannot_be_written_to() -> None:
    tree = Tree.of(COUNTRY, DAY)
    with pytest.raises(ValueError, match="read-only"):
        tree.parent[0] = 5


def test_a_tree_of_bare_parents_keeps_the_order_given() -> None:
    parents = np.array([2, 2, -1, 0, 1], np.int32)
    tree = Tree.from_parents(parents, ("nation", "province", "ward"))
    assert [unit.code for unit in tree.units] == ["2", "0", "3", "1", "4"]
    assert tree.parent.tolist() == [-1, 0, 1, 0, 3]
    assert tree.stop.tolist() == [5, 3, 3, 5, 5]
    assert tree.levels == ("nation", "province", "ward")


@pytest.mark.parametrize("parents", [[0], [-1, -1], [-1, 2, 1], [-1, 7], [1, -2]])
def test_bare_parents_that_are_no_tree_are_refused(parents: list[int]) -> None:
    with pytest.raises(ValueError, match="one tree"):
        Tree.from_parents(np.array(parents, np.int32), ("nation", "ward"))


def test_units_of_other_days_leave_each_unit_where_it_was_given() -> None:
    gone = COUNTRY[1]._replace(valid_to=DAY - timedelta(days=1))
    units = [gone, *COUNTRY[:1], COUNTRY[1]._replace(valid_from=DAY), *COUNTRY[2:]]
    tree = Tree.of(units, DAY)
    assert [units[at] for at in tree.given.tolist()] == list(tree.units)
    assert 0 not in tree.given
    assert tree.index == {unit.code: place for place, unit in enumerate(tree.units)}
