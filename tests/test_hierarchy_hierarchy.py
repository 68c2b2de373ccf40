from datetime import date, timedelta

import pytest

from errors import Problem
from hierarchy.hierarchy import Hierarchy
from hierarchy.unit import Unit
from tests.cast import COUNTRY, DAY

REFORM = date(2025, 7, 1)
EVE = REFORM - timedelta(1)
OLD = Unit("W1", "Old Ward", "ward", "N", valid_to=EVE)
NEW = Unit("W1", "New Ward", "ward", "N", valid_from=REFORM)
NATION = Unit("N", "Nation", "nation", None)


def test_a_code_is_another_unit_on_another_day() -> None:
    country = Hierarchy([NATION, NEW, OLD])
    assert country.on(EVE).units == (NATION, OLD)
    assert country.on(REFORM).units == (NATION, NEW)
    assert country.dated("W1") == (OLD, NEW)
    assert country.dated("W2") == ()


def test_changes_are_the_days_on_which_the_map_becomes_another() -> None:
    assert Hierarchy([NATION, OLD, NEW]).changes == (REFORM,)
    assert Hierarchy([NATION]).changes == ()


def test_days_between_two_changes_share_their_arrays_and_keep_their_own_day() -> None:
    country = Hierarchy([NATION, OLD, NEW])
    first, second = country.on(EVE), country.on(EVE - timedelta(300))
    assert first.parent is second.parent
    assert (first.day, second.day) == (EVE, EVE - timedelta(300))
    assert country.on(REFORM).parent is not first.parent


def test_a_roster_with_many_maps_is_right_on_every_day() -> None:
    starts = [date(2000 + year, 1, 1) for year in range(30)]
    wards = [
        Unit("W", str(day.year), "ward", "N", valid_from=day, valid_to=date(day.year, 12, 31))
        for day in starts
    ]
    country = Hierarchy([NATION, *wards])
    for day in [*starts, *starts]:
        assert [unit.name for unit in country.on(day).units] == ["Nation", str(day.year)]
    assert country.on(date(1999, 12, 31)).units == country.on(date(2030, 1, 1)).units == (NATION,)


def test_an_empty_roster_is_a_problem() -> None:
    with pytest.raises(Problem) as caught:
        Hierarchy([]).on(DAY)
    assert caught.value.code == "no_units"


def test_a_day_before_all_units_is_a_problem_and_other_days_are_not() -> None:
    country = Hierarchy([Unit("N", "Nation", "nation", None, valid_from=REFORM)])
    with pytest.raises(Problem) as caught:
        country.on(EVE)
    assert caught.value.code == "no_unit_stands"
    assert len(country.on(REFORM)) == 1


def test_a_day_on_which_the_units_are_no_tree_is_a_problem() -> None:
    with pytest.raises(Problem) as caught:
        Hierarchy([*COUNTRY, Unit("X", "Second", "nation", None)]).on(DAY)
    assert caught.value.code == "roster_faults"
