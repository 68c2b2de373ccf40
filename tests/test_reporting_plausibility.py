"""Whether a figure is likely: small figures worked out by hand, and laws."""

import statistics
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Fault
from reporting.doubts import Field, field_of
from reporting.plausibility import (
    Likeness,
    influence,
    likeness,
    moved,
    percent,
    shown,
    unmoved,
)
from reporting.submission import pack
from schemas.content import Content, Value
from schemas.form import Form
from schemas.reading import read_form
from tests.desk import WARD_FORM

HALF = Fraction(1, 2)
FORM: Form = read_form({**WARD_FORM, "x-moves": 0.5})
NOTHING: Mapping[str, str] = {}


def packed(
    women: Value | None = None,
    total: Value | None = None,
    money: Value | None = None,
    marks: Mapping[str, str] = NOTHING,
) -> bytes:
    given = {"leaders.women": women, "leaders.total": total, "money": money}
    return pack(FORM, Content({path: v for path, v in given.items() if v is not None}, marks))


def field(*blobs: bytes, before: bytes | None = None) -> Field:
    """What some units sent; ``before`` is what the first of them sent for 2024."""
    earlier = [(FORM, before) if before and not column else None for column in range(len(blobs))]
    return field_of(FORM, "2024", blobs, earlier)


def moves(now: bytes, before: bytes, *others: bytes) -> list[Fault]:
    """What is said of a unit's moves, beside others of its family."""
    family = range(len(others) + 1)
    return [fault for _, fault in field(now, *others, before=before).moves(family, [0])]


def alike(*figures: float) -> Likeness:
    return likeness(np.array([figures], dtype=float))


def like(spread: Likeness, figure: float) -> bool:
    return not spread.unlike(np.array([[figure]]))[0, 0]


@pytest.mark.parametrize(
    ("now", "before", "far"),
    [(15, 10, False), (16, 10, True), (5, 10, False), (4, 10, True), (0, 0, False), (1, 0, True)],
)
def test_a_figure_moves_too_far_when_it_moves_by_more_than_the_share(
    *, now: int, before: int, far: bool
) -> None:
    assert moved(Fraction(now), Fraction(before), HALF) is far


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_what_lies_within_the_bounds_told_has_not_moved(now: int, before: int) -> None:
    least, largest = unmoved(Fraction(before), HALF)
    assert moved(Fraction(now), Fraction(before), HALF) is not (least <= now <= largest)


def test_a_move_is_told_with_both_figures_and_the_change() -> None:
    (fault,) = moves(packed(24, 30), packed(10, 29))
    assert fault == Fault(
        "moved_much",
        "leaders.women",
        sent="24 (2024: 10, +140 %)",
        allowed="5 … 15",
        severity="warning",
    )


def test_from_zero_there_is_no_percentage_and_what_is_blank_is_not_compared() -> None:
    (fault,) = moves(packed(3, None, Decimal("2.50")), packed(0, 9))
    assert (fault.sent, fault.allowed) == ("3 (2024: 0)", "0")
    assert list(field(packed(3)).moves([0], [0])) == []


def test_that_nothing_occurred_is_zero_and_that_nothing_is_known_is_nothing() -> None:
    marks = {"leaders.women": "none_occurred", "leaders.total": "not_available"}
    (fault,) = moves(packed(marks=marks), packed(8, 8))
    assert fault.sent == "0 (2024: 8, -100 %)"


def test_a_fraction_is_compared_as_it_was_written() -> None:
    assert moves(packed(money=Decimal("1.65")), packed(money=Decimal("1.10"))) == []
    (fault,) = moves(packed(money=Decimal("1.66")), packed(money=Decimal("1.10")))
    assert (fault.sent, fault.allowed) == ("1.66 (2024: 1.1, +50.9 %)", "0.55 … 1.65")


def test_what_was_sent_under_an_older_version_is_compared_where_it_was_asked() -> None:
    inside = {"total": {"type": "number", "x-rollup": "sum", "x-decimals": 1}}
    old = read_form({
        **WARD_FORM,
        "properties": {"leaders": {"type": "object", "properties": inside}},
        "x-checks": [],
    })  # fmt: skip
    blob = pack(old, Content({"leaders.total": Decimal("2.5")}, {}))
    one = field_of(FORM, "2024", [packed(3, 9)], [(old, blob)])
    assert [fault.sent for _, fault in one.moves([0], [0])] == ["9 (2024: 2.5, +260 %)"]


def test_the_modified_z_score_by_hand() -> None:
    # Median 10.5, deviations 0.5 0.5 1.5 0.5 1.5 89.5 with median 1: within 10.5 ± 3.5/0.6745.
    found = alike(10, 10, 9, 11, 12, 100)
    assert found.median[0] == 10.5
    assert (round(found.least[0], 3), round(found.largest[0], 3)) == (5.311, 15.689)
    assert like(found, 15.6)
    assert not like(found, 15.7)


def test_where_most_say_the_same_the_mean_deviation_stands_in() -> None:
    # Median 0, mean deviation 2: within 0 ± 3.5 · 1.2533 · 2 = 8.77.
    found = alike(0, 0, 0, 0, 12, 0)
    assert round(found.largest[0], 2) == 8.77
    assert found.least[0] == 0
    assert like(alike(*[4.0] * 9), 4)


def test_five_siblings_are_needed() -> None:
    assert like(alike(1, 2, 3, 4, 100), 100)
    assert like(alike(1, 2, 3, 4, np.nan, 100), 100)
    assert not like(alike(1, 2, 3, 4, 5, 100), 100)
    assert like(alike(), 7)
    assert like(alike(np.nan, np.nan), 7)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=6, max_size=30))
def test_the_order_of_the_siblings_does_not_matter_and_the_median_is_like_them(
    figures: list[int],
) -> None:
    one, other = alike(*figures), alike(*sorted(figures))
    assert (one.least, one.largest) == (other.least, other.largest)
    assert one.median[0] == statistics.median(figures)
    assert like(one, float(one.median[0]))


def test_a_part_is_compared_as_a_share_so_that_a_large_unit_is_not_odd() -> None:
    # Shares 48 %, 50 %, 52 %, …, the large one 50 % and the odd one 5 %: their median is 50 %,
    # the median deviation 2 %, so that 39.6 % to 60.4 % is like them.
    same = [(48, 100), (50, 100), (52, 100), (50, 100), (48, 100), (52, 100)]
    pairs = [*same, (500, 1000), (1, 20)]
    one = field(*(packed(women, total) for women, total in pairs))
    family = range(len(pairs))
    large = {fault.path for _, fault in one.unlike(family, [6])}
    assert large == {"leaders.total"}
    odd = [fault for _, fault in one.unlike(family, [7]) if fault.path == "leaders.women"]
    assert [fault.sent for fault in odd] == ["1 = 5 % leaders.total"]
    assert odd[0].allowed == "39.6 … 60.4 % (≈ 50 %, n = 8)"
    assert list(one.unlike([], [7])) == []


def test_influence_is_the_change_of_the_figure_above_without_the_one() -> None:
    assert influence(30, 100) == 0.3
    assert influence(-50, 50) == 0.5  # it was 100 before
    assert influence(-8, 0) == 1
    assert influence(0, 0) == 0


def test_the_same_move_weighs_more_where_the_figure_above_is_small() -> None:
    (one,) = moves(packed(20, 20), packed(10), packed(1, 1))
    (other,) = moves(packed(20, 20), packed(10), packed(1000, 1000))
    assert one.weight == pytest.approx(10 / 21)
    assert other.weight == pytest.approx(10 / 1020)


def test_figures_are_shown_rounded_half_up() -> None:
    assert shown(Fraction(25, 2), 0) == "13"
    assert shown(Fraction(-25, 2), 0) == "-13"
    assert shown(Fraction(5, 2), 2) == "2.5"
    assert percent(Fraction(4), Fraction(3)) == "+33.3 %"
    assert percent(Fraction(4), Fraction(0)) == ""
