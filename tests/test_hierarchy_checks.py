from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from errors import Fault
from hierarchy.checks import check_units
from hierarchy.unit import Unit
from tests.cast import COUNTRY

FIRST, LAST = date(2025, 7, 1), date(2025, 6, 30)


def codes(units: list[Unit]) -> list[str]:
    return [fault.code for fault in check_units(units)]


def only(units: list[Unit]) -> Fault:
    (fault,) = check_units(units)
    return fault


def ward(code: str, parent: str | None, first: int = 2000, last: int = 2099) -> Unit:
    """A ward that stands from the first day of a year to the last day of another."""
    days = date(first, 1, 1), date(last, 12, 31)
    return Unit(code, f"Ward {code}", "ward", parent, valid_from=days[0], valid_to=days[1])


def test_a_sound_country_has_no_fault() -> None:
    assert check_units(COUNTRY) == ()
    assert check_units([]) == ()


def test_a_code_may_be_used_again_once_its_unit_has_ended() -> None:
    old, new = ward("W", "N", last=2009), ward("W", "N", first=2010)
    assert codes([COUNTRY[0], old, new]) == []


def test_a_code_twice_on_the_same_day_is_a_fault() -> None:
    fault = only([COUNTRY[0], ward("W", "N", last=2010), ward("W", "N", first=2010)])
    assert fault.code == "duplicate_unit"
    assert fault.sent == "W (2010-01-01..2099-12-31)"
    assert fault.allowed == "W (2000-01-01..2010-12-31)"


def test_an_unknown_parent_is_a_fault() -> None:
    fault = only([*COUNTRY, ward("X", "D99")])
    assert (fault.code, fault.where, fault.sent) == ("parent_unknown", "X", "D99")


def test_a_parent_that_lost_its_zeros_in_a_spreadsheet_is_recognised() -> None:
    fault = only([COUNTRY[0], ward("01", "N"), ward("00001", "1")])
    assert (fault.code, fault.sent, fault.allowed) == ("parent_zeros", "1", "01")


def test_a_parent_outside_its_childs_validity_is_a_fault() -> None:
    fault = only([COUNTRY[0], ward("D", "N", last=2010), ward("W", "D", last=2011)])
    assert fault.code == "parent_not_standing"
    assert fault.sent == "D (2000-01-01..2011-12-31)"
    assert fault.allowed == "2000-01-01..2010-12-31"


def test_two_rows_of_a_parent_may_cover_a_child_together_but_not_with_a_gap() -> None:
    early, child = ward("D", "N", last=2010), ward("W", "D")
    assert codes([COUNTRY[0], ward("D", "N", first=2011), child, early]) == []
    assert codes([COUNTRY[0], ward("D", "N", first=2012), child, early]) == ["parent_not_standing"]


def test_two_roots_on_one_day_are_a_fault_with_the_days() -> None:
    fault = only([ward("A", None, last=2010), ward("B", None, first=2008)])
    assert (fault.code, fault.sent) == ("several_roots", "2: A, B")
    assert fault.allowed == "2008-01-01..2010-12-31"


def test_a_root_may_follow_another() -> None:
    assert codes([ward("A", None, last=2010), ward("B", None, first=2011)]) == []


def test_each_stretch_with_several_roots_is_told_once() -> None:
    roots = [ward("A", None), ward("B", None, 2001, 2002), ward("C", None, 2002, 2003)]
    faults = check_units([*roots, ward("D", None, 2010, 2011)])
    assert [(fault.sent, fault.allowed) for fault in faults] == [
        ("3: A, B, C", "2001-01-01..2003-12-31"),
        ("2: A, D", "2010-01-01..2011-12-31"),
    ]


def test_a_list_without_a_root_says_so() -> None:
    assert codes([ward("A", "VN")]) == ["parent_unknown", "no_root"]


def test_a_cycle_is_told_once_with_its_units() -> None:
    ring = [ward("A", "C"), ward("B", "A"), ward("C", "B"), ward("HANGER", "A")]
    fault = only([*COUNTRY, *ring])
    assert fault.code == "unit_cycle"
    assert sorted(fault.sent.split(" > ")) == ["A", "B", "C"]


def test_a_unit_that_is_its_own_parent_is_a_cycle() -> None:
    assert codes([*COUNTRY, ward("A", "A")]) == ["unit_cycle"]


def test_a_cycle_of_a_few_days_is_found_and_one_of_no_day_is_none() -> None:
    up, turned = ward("A", "B", last=2010), ward("A", "N", first=2011)
    below = ward("B", "N", last=2009)
    sound = [COUNTRY[0], up, turned, below, ward("B", "A", first=2011)]
    assert codes(sound) == ["parent_not_standing"]  # in 2010 A has no parent, but no cycle
    ring = [COUNTRY[0], up, turned, below, ward("B", "A", first=2010)]
    assert codes(ring) == ["unit_cycle"]


def chain(length: int) -> list[Unit]:
    return [ward(f"U{at}", f"U{at - 1}" if at else None) for at in range(length)]


def test_eight_ranks_are_allowed_and_nine_are_not() -> None:
    assert codes(chain(8)) == []
    fault = only(chain(9))
    assert (fault.code, fault.where) == ("tree_too_deep", "U8")
    assert (fault.sent, fault.allowed) == ("9", "8")


def test_ranks_that_never_stand_together_are_not_too_deep() -> None:
    first = [unit._replace(valid_to=LAST) for unit in chain(8)]
    lower = [unit._replace(valid_from=FIRST) for unit in [ward("U0", None), ward("U7", "U0")]]
    assert codes([*first, *lower, ward("U8", "U7")._replace(valid_from=FIRST)]) == []


def test_a_level_may_stand_inside_itself() -> None:
    assert codes([*COUNTRY, Unit("D111", "Division", "district", "D11")]) == []


def test_a_department_has_no_units_below_it() -> None:
    fault = only([*COUNTRY, Unit("T11", "Division", "division", "T1")])
    assert (fault.code, fault.where, fault.sent) == ("parent_is_department", "T11", "T1")


def test_a_unit_without_days_is_told_those_of_its_parent() -> None:
    fault = only([COUNTRY[0], ward("D", "N"), Unit("T", "Finance", "department", "D")])
    assert (fault.code, fault.sent) == ("parent_dates_needed", "D")
    assert fault.allowed == "2000-01-01..2099-12-31"


def test_faults_name_the_row_where_rows_are_known() -> None:
    (fault,) = check_units([COUNTRY[0], ward("X", "D99")], ["row 2", "row 3"])
    assert fault.where == "row 3"


def test_a_huge_ring_and_a_huge_chain_are_answered_in_few_faults() -> None:
    count = 3000
    ring = [ward(f"R{at}", f"R{(at + 1) % count}") for at in range(count)]
    assert codes([COUNTRY[0], *ring]) == ["unit_cycle"]
    assert set(codes(chain(count))) == {"tree_too_deep"}
    assert len(codes(chain(count))) <= 20


YEARS = st.integers(2000, 2006)


@st.composite
def rosters(draw: st.DrawFn) -> list[Unit]:
    """Small dated rosters, most of them wrong somewhere."""
    code = st.sampled_from("ABCDE")
    return [
        ward(draw(code), draw(st.none() | code), first, draw(st.integers(first, 2006)))
        for first in draw(st.lists(YEARS, min_size=1, max_size=7))
    ]


def sound_on(units: list[Unit], year: int) -> bool:
    """By the letter, for one day: unique codes, one root, and all of them reach it."""
    day = date(year, 6, 1)
    parents = [(unit.code, unit.parent_code) for unit in units if unit.stands_on(day)]
    above = dict(parents)
    if len(above) < len(parents) or [*above.values()].count(None) > 1:
        return False
    for code in above:
        at: str | None = code
        for _ in range(len(above)):
            if at is None:
                break
            if at not in above:
                return False
            at = above[at]
        if at is not None:
            return False
    return True


@given(rosters())
def test_the_check_agrees_with_looking_at_every_day(units: list[Unit]) -> None:
    sound = all(sound_on(units, year) for year in range(2000, 2007))
    assert (check_units(units) == ()) is sound
