"""Charts as geometry: classes of coverage, the filled part of a disc, maps, lines with gaps."""

from fractions import Fraction

import pytest

from portal.charts import Spot, coverage_class, map_of, pie, trend_of, width_of


@pytest.mark.parametrize(
    ("reported", "expected", "kind"),
    [
        (0, 10, "none"),
        (1, 10, "few"),
        (4999, 9999, "few"),
        (5, 10, "some"),
        (79, 100, "some"),
        (80, 100, "most"),
        (9998, 9999, "most"),
        (10, 10, "full"),
    ],
)
def test_a_share_belongs_to_its_class(reported: int, expected: int, kind: str) -> None:
    assert coverage_class(reported, expected) == kind


def test_the_filled_part_of_a_disc_grows_clockwise_from_the_top() -> None:
    assert pie(0, 10, 10) == pie(1, 10, 10) == ""
    assert pie(0.5, 10, 10, 9) == "M10.0 10.0V1.0A9 9 0 0 1 10.0 19.0Z"
    assert "0 1 1" in pie(0.75, 10, 10, 9), "more than half is the long way round"


def test_a_map_keeps_north_above_and_everything_inside() -> None:
    spots = [
        Spot(21.0, 105.8, 1, 2, "a"),
        Spot(10.8, 106.7, 0, 2, "b"),
        Spot(16.1, 108.2, 2, 2, "c"),
    ]
    found = map_of(spots)
    assert found is not None
    north, south, east = found.dots
    assert north.y < east.y < south.y
    assert north.x < south.x < east.x
    for dot in found.dots:
        assert found.radius <= dot.x <= found.width - found.radius
        assert found.radius <= dot.y <= found.height - found.radius
    assert [dot.kind for dot in found.dots] == ["some", "none", "full"]
    assert map_of(spots[:2]) is None


def test_units_in_one_place_are_a_map_all_the_same() -> None:
    found = map_of([Spot(1.0, 1.0, 0, 1, "a")] * 3)
    assert found is not None
    assert found.width < 50


def test_a_line_is_broken_where_there_is_no_value() -> None:
    values = [Fraction(1), Fraction(2), None, Fraction(3), Fraction(4)]
    found = trend_of([(str(year), value, str(value)) for year, value in enumerate(values)])
    assert found is not None
    assert [line.count(",") for line in found.lines] == [2, 2]
    assert [point.label for point in found.points] == ["0", "1", "3", "4"]
    assert found.points[0].y > found.points[-1].y
    assert trend_of([("0", None, ""), ("1", Fraction(2), "2")]) is None


def test_equal_and_negative_values_make_a_line() -> None:
    for values in ([0, 0], [5, 5], [-3, 4]):
        found = trend_of([(str(at), Fraction(one), "") for at, one in enumerate(values)])
        assert found is not None
        assert all(0 <= point.y <= found.height for point in found.points)


def test_a_bar_is_never_longer_than_the_longest() -> None:
    assert width_of(Fraction(5), Fraction(10)) == 50.0
    assert width_of(Fraction(-5), Fraction(10)) == width_of(None, Fraction(1)) == 0.0
    assert width_of(Fraction(1), Fraction(0)) == 0.0
