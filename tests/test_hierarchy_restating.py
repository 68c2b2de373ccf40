"""Where the figures of each unit belong on another day's map."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hierarchy.hierarchy import Hierarchy
from hierarchy.lineage import Edge
from hierarchy.restating import Destination, Restating
from hierarchy.unit import Unit
from tests.reform import DAY, EDGES, OLD_DAY, UNITS, new, old

LATER, ENDED = date(2027, 1, 1), date(2026, 12, 31)


class World:
    """A hierarchy seen from one day."""

    def __init__(
        self, day: date, units: Iterable[Unit] = UNITS, edges: Iterable[Edge] = EDGES
    ) -> None:
        self.hierarchy = Hierarchy(units, edges)
        self.tree = self.hierarchy.on(day)
        self.restating = Restating(self.hierarchy.units, edges, self.tree, self.hierarchy.on)

    def of(self, code: str, day: date = OLD_DAY) -> Destination:
        tree = self.hierarchy.on(day)
        return self.restating.of(tree.units[tree.index[code]], day)

    def codes(self, places: Iterable[int]) -> list[str]:
        return [self.tree.units[place].code for place in places]

    def anchor(self, code: str, day: date = OLD_DAY) -> str:
        return self.tree.units[self.of(code, day).anchor].code


def test_a_whole_unit_goes_to_the_one_that_came_after_even_under_a_code_used_again() -> None:
    world = World(DAY)
    assert world.anchor("A") == world.anchor("B") == "A"
    assert world.anchor("P1") == world.anchor("P2") == "P"
    found = world.of("B")
    assert (found.heir, found.itself, found.known) == (True, False, True)
    assert (found.shares, found.parts, found.lacking) == ((), (), ())


def test_a_split_unit_without_shares_goes_to_the_lowest_one_that_holds_all_its_parts() -> None:
    world = World(DAY)
    found = world.of("E")
    assert world.anchor("E") == "P"
    assert not found.heir
    assert world.codes(found.parts) == world.codes(found.lacking) == ["E1", "E2"]


def test_declared_shares_divide_a_unit() -> None:
    world = World(DAY)
    found = world.of("G")
    assert world.anchor("G") == "P3"
    assert [(world.codes([p])[0], share) for p, share in found.shares] == [
        ("G1", Fraction(3, 10)),
        ("G2", Fraction(7, 10)),
    ]
    assert found.reached == found.shares
    assert found.lacking == ()


def test_a_unit_that_stands_on_both_days_is_itself() -> None:
    world = World(DAY)
    for code in ("N", "P3", "T0"):
        found = world.of(code)
        assert (world.anchor(code), found.itself, found.heir) == (code, True, True)


def test_a_district_the_lineage_does_not_name_goes_where_its_wards_are() -> None:
    world = World(DAY)
    assert world.anchor("D1") == "A"
    found = world.of("D2")
    assert world.anchor("D2") == "P"
    assert found.known
    assert (found.parts, found.lacking) == ((), ())


def test_what_lies_between_a_lost_district_and_its_wards_lacks_its_figures() -> None:
    units = (
        Unit("N", "", "nation", None),
        old("D", "district", "N"),
        old("A", "ward", "D"),
        old("B", "ward", "D"),
        new("X", "district", "N"),
        new("Y", "district", "N"),
        new("A2", "ward", "X"),
        new("B2", "ward", "Y"),
    )
    edges = (Edge("A", "A2", DAY), Edge("B", "B2", DAY))
    world = World(DAY, units, edges)
    found = world.of("D")
    assert world.anchor("D") == "N"
    assert world.codes(found.lacking) == ["X", "Y"]
    assert found.parts == ()


def test_a_unit_the_lineage_does_not_know_goes_to_whoever_surely_holds_it() -> None:
    edges = tuple(edge for edge in EDGES if edge.old_code != "F")
    world = World(DAY, edges=edges)
    found = world.of("F")
    assert not found.known
    assert world.anchor("F") == "P"
    assert world.codes(found.lacking) == ["A", "E1", "E2"]
    # Its district cannot be told from its wards any more: the province above is known.
    assert not world.of("D2").known
    assert world.anchor("D2") == "P"


def test_a_department_that_ended_goes_with_the_unit_above_it_and_clouds_nothing() -> None:
    units = (*UNITS, old("T1", "department", "P1"))
    world = World(DAY, units)
    found = world.of("T1")
    assert world.anchor("T1") == "P"
    assert (found.known, found.heir, found.lacking) == (True, False, ())


LATER_UNITS = (
    *(
        u._replace(valid_to=date(2026, 12, 31)) if u.code in ("G1", "G2", "E1") else u
        for u in UNITS
    ),
    Unit("G3", "", "ward", "P3", valid_from=LATER),
    Unit("E3", "", "ward", "P", valid_from=LATER),
    Unit("E4", "", "ward", "P", valid_from=LATER),
)


def test_changes_are_followed_one_after_the_other() -> None:
    edges = (
        *EDGES,
        Edge("G1", "G3", LATER),
        Edge("G2", "G3", LATER),
        Edge("E1", "E3", LATER),
        Edge("E1", "E4", LATER),
    )
    world = World(LATER, LATER_UNITS, edges)
    # What shares took apart is whole again, and exact.
    assert (world.anchor("G"), world.of("G").shares, world.of("G").heir) == ("G3", (), True)
    assert world.codes(world.of("E").lacking) == ["E2", "E3", "E4"]
    assert world.anchor("G1", DAY) == "G3"


def test_shares_of_shares_are_multiplied() -> None:
    edges = (
        *EDGES,
        Edge("G1", "G3", LATER),
        Edge("G2", "G3", LATER, Decimal("0.5")),
        Edge("G2", "E3", LATER, Decimal("0.5")),
        Edge("E1", "E4", LATER),
    )
    world = World(LATER, LATER_UNITS, edges)
    found = {world.codes([p])[0]: share for p, share in world.of("G").shares}
    assert found == {"G3": Fraction(13, 20), "E3": Fraction(7, 20)}
    assert world.anchor("G") == "N"
    reached = {world.codes([p])[0]: share for p, share in world.of("G").reached}
    assert reached == {**found, "P3": Fraction(13, 20), "P": Fraction(7, 20)}


def test_a_unit_that_gave_land_away_and_went_on_is_one_of_its_own_heirs() -> None:
    units = (
        Unit("N", "", "nation", None),
        Unit("A", "", "ward", "N"),
        new("B", "ward", "N"),
    )
    world = World(DAY, units, (Edge("A", "B", DAY),))
    found = world.of("A")
    assert world.anchor("A") == "N"
    assert world.codes(found.lacking) == ["A", "B"]
    assert not found.itself


def test_backwards_a_unit_is_exact_where_it_lies_in_one_old_unit() -> None:
    world = World(OLD_DAY)
    # G1 and G2 are parts of G alone, which holds them both; A was made of two.
    assert world.anchor("G1", DAY) == world.anchor("G2", DAY) == "G"
    assert world.of("G1", DAY).lacking == ()
    assert world.anchor("A", DAY) == "D1"
    assert world.codes(world.of("A", DAY).lacking) == ["A", "B"]
    # E2 has E and F in it, and E1 is a part of E.
    assert world.anchor("E1", DAY) == "E"
    assert world.anchor("E2", DAY) == "D2"
    assert world.anchor("P", DAY) == "N"
    assert world.codes(world.of("P", DAY).lacking) == ["P1", "P2"]


def test_below_an_heir_that_has_units_of_its_own_nothing_is_known() -> None:
    units = (
        Unit("N", "", "nation", None),
        old("A", "ward", "N"),
        new("D", "district", "N"),
        new("W", "ward", "D"),
        new("T", "department", "D"),
    )
    world = World(DAY, units, (Edge("A", "D", DAY),))
    found = world.of("A")
    assert (world.anchor("A"), found.heir) == ("D", True)
    assert world.codes(found.lacking) == ["W"]


def test_figures_of_a_unit_speak_of_the_day_it_stood_on() -> None:
    world = World(DAY)
    ended, begun = old("A", "ward", "D1"), new("A", "ward", "P")
    assert world.restating.since(ended, DAY) == ended.valid_to
    assert world.restating.since(begun, OLD_DAY) == DAY
    assert world.restating.since(Unit("N", "", "nation", None), OLD_DAY) == OLD_DAY
