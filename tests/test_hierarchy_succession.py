"""Lineage followed from a unit that ended to those that stand."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hierarchy.lineage import Edge
from hierarchy.span import day_before
from hierarchy.succession import Succession
from hierarchy.unit import ALWAYS, FOREVER, Unit

FIRST, SECOND = date(2025, 7, 1), date(2026, 7, 1)


def ward(code: str, since: date = ALWAYS, until: date = FOREVER) -> Unit:
    return Unit(code, code, "ward", "N", valid_from=since, valid_to=until)


def heirs(units: list[Unit], edges: list[Edge], day: date, place: int = 0) -> list[str]:
    return [u.code for u in Succession(units, edges, day).heirs(units[place])]


def test_a_chain_of_changes_is_followed_up_to_the_day() -> None:
    units = [
        ward("A", until=day_before(FIRST)),
        ward("B", FIRST, day_before(SECOND)),
        ward("C", SECOND),
        ward("D", SECOND),
    ]
    edges = [Edge("A", "B", FIRST), Edge("B", "C", SECOND), Edge("B", "D", SECOND)]
    assert heirs(units, edges, FIRST) == ["B"]
    assert heirs(units, edges, SECOND) == ["C", "D"]
    assert heirs(units, edges, day_before(FIRST)) == ["A"]


def test_codes_that_change_places_are_not_taken_for_each_other() -> None:
    units = [
        ward("A", until=day_before(FIRST)),
        ward("B", until=day_before(FIRST)),
        ward("A", FIRST),
        ward("B", FIRST),
    ]
    edges = [Edge("A", "B", FIRST), Edge("B", "A", FIRST)]
    line = Succession(units, edges, FIRST)
    assert line.heirs(units[0]) == (units[3],)
    assert line.heirs(units[1]) == (units[2],)


def test_what_a_unit_gave_away_and_outlived_is_not_its_end() -> None:
    units = [ward("A", until=day_before(SECOND)), ward("B", FIRST), ward("C", SECOND)]
    edges = [Edge("A", "B", FIRST), Edge("A", "C", SECOND)]
    assert heirs(units, edges, FIRST) == ["A"]
    assert heirs(units, edges, SECOND) == ["C"]


def test_a_unit_no_lineage_speaks_of_has_no_heir_though_its_code_stands() -> None:
    units = [ward("A", until=day_before(FIRST)), ward("A", FIRST)]
    assert heirs(units, [], FIRST) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([FIRST, SECOND])),
        max_size=20,
    ),
    st.sampled_from([ALWAYS, FIRST, SECOND]),
)
def test_whatever_the_lineage_heirs_stand_and_who_stands_is_its_own_heir(
    pairs: list[tuple[int, int, date]], day: date
) -> None:
    spans = [(ALWAYS, day_before(FIRST)), (FIRST, day_before(SECOND)), (SECOND, FOREVER)]
    units = [ward(str(code), *span) for code in range(6) for span in spans]
    edges = [Edge(str(old), str(new), on) for old, new, on in pairs]
    line = Succession(units, edges, day)
    for unit in units:
        found = line.heirs(unit)
        assert all(heir.stands_on(day) for heir in found)
        if unit.stands_on(day):
            assert found == (unit,)
