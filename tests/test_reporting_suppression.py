"""Small counts in published copies: what is hidden, and what is left to be seen."""

from dataclasses import replace
from fractions import Fraction

import pytest

from hierarchy.tree import Tree
from reporting.rollup import Rollup, roll_up
from reporting.suppression import Hidden, published, suppress
from schemas.form import Check, Condition, Form, Measure, Rule
from tests.cast import COUNTRY, DAY
from tests.rollup_forms import derived, form_of, inputs_of, measure
from tests.schemas_forms import COUNT, Document, leaf_codes

TREE = Tree.of(COUNTRY, DAY)
Sent = dict[str, dict[str, object]]


def cases() -> Measure:
    return measure("cases", "sum", suppress_below=5)


def rolled(form: Form, sent: Sent) -> Rollup:
    return roll_up(form, TREE, inputs_of(form, TREE, sent))


def wards(**figures: int) -> Sent:
    return {code: {"cases": figure} for code, figure in figures.items()}


def hidden_units(hidden: Hidden, path: str = "cases") -> set[str]:
    flags = hidden.total(path)
    return {unit.code for unit, is_hidden in zip(TREE.units, flags, strict=True) if is_hidden}


def test_a_small_count_takes_one_sibling_along() -> None:
    hidden = suppress(rolled(form_of(cases()), wards(W111=2, W112=7, W113=30, W121=9, W122=8)))
    assert hidden_units(hidden) == {"W111", "W112"}  # the smaller of two that give enough


def test_zero_and_what_is_large_are_shown() -> None:
    hidden = suppress(rolled(form_of(cases()), wards(W111=0, W112=7, W113=30)))
    assert not hidden
    assert hidden_units(hidden) == set()


def test_two_small_siblings_that_could_not_be_large_take_a_third_along() -> None:
    hidden = suppress(rolled(form_of(cases()), wards(W111=1, W112=1, W113=30)))
    assert hidden_units(hidden) == {"W111", "W112", "W113"}


def test_an_only_child_takes_its_parent_and_an_uncle_along() -> None:
    hidden = suppress(rolled(form_of(cases()), wards(W111=2, W121=9, W122=8, W211=40)))
    assert {"W111", "D11"} <= hidden_units(hidden)
    assert "D12" in hidden_units(hidden)
    assert hidden_units(hidden).isdisjoint({"P1", "P2", "N"})


def test_a_country_with_little_shows_no_total() -> None:
    assert {"N", "P1", "D11", "W111"} <= hidden_units(
        suppress(rolled(form_of(cases()), wards(W111=3)))
    )


def test_a_units_own_small_figure_hides_beside_its_total() -> None:
    hidden = suppress(rolled(form_of(cases()), wards(D11=2, W111=20, W112=30)))
    own = {u.code for u, h in zip(TREE.units, hidden.own("cases"), strict=True) if h}
    assert own == {"D11", "W111"}
    assert hidden_units(hidden) == {"W111"}


def test_a_rate_of_something_hidden_is_hidden() -> None:
    rate = derived("rate", Rule("ratio", ("cases", "people"), scale=Fraction(100)))
    share = derived("share", Rule("ratio", ("people", "people")))
    form = form_of(cases(), measure("people", "sum"), rate, share)
    sent = wards(W111=2, W112=7, W113=30)
    for cells in sent.values():
        cells["people"] = 100
    hidden = suppress(rolled(form, sent))
    assert hidden_units(hidden, "rate") == {"W111", "W112"}
    assert hidden_units(hidden, "people") == hidden_units(hidden, "share") == set()


def test_a_share_of_units_is_hidden_wherever_one_of_them_is() -> None:
    few = Condition("cases", "<=", Fraction(1))
    made = derived("free", Rule("share", conditions=(few,)))
    hidden = suppress(rolled(form_of(cases(), made), wards(W111=2, W112=7, W113=30, W121=9)))
    assert {"N", "P1", "D11", "W111", "W112"} == hidden_units(hidden, "free")


def test_of_two_parts_and_their_sum_at_least_two_are_hidden() -> None:
    check = Check(("women", "men"), "=", ("all",), "error")
    women = measure("women", "sum", suppress_below=5)
    form = replace(form_of(women, measure("men", "sum"), measure("all", "sum")), checks=(check,))
    figures = {"W111": (2, 9), "W112": (7, 9), "W113": (30, 40)}
    sent: Sent = {c: {"women": w, "men": m, "all": w + m} for c, (w, m) in figures.items()}
    hidden = suppress(rolled(form, sent))
    for code in hidden_units(hidden, "women"):
        assert code in hidden_units(hidden, "men") | hidden_units(hidden, "all")
    assert hidden_units(hidden, "women") >= {"W111"}


def test_a_year_hides_what_one_of_its_halves_hides() -> None:
    form = form_of(cases())
    half = suppress(rolled(form, wards(W111=2, W112=7, W113=30)))
    year = published(rolled(form, wards(W111=12, W112=17, W113=60)), [half])
    assert hidden_units(year) == {"W111", "W112"}


def test_a_form_without_thresholds_hides_nothing() -> None:
    hidden = suppress(rolled(form_of(measure("cases", "sum")), wards(W111=1)))
    assert not hidden
    assert hidden.count == 0


@pytest.mark.parametrize("below", [1, 0, -5, "5", 2.5, 5000])
def test_a_threshold_is_a_whole_number_from_two(below: object) -> None:
    assert leaf_codes(COUNT | {"x-suppress-below": below}) == ["annotation_invalid"]


@pytest.mark.parametrize(
    "leaf",
    [
        {"type": "number", "x-rollup": "sum"},
        {"type": "boolean", "x-rollup": "count"},
        {"type": "integer", "x-rollup": "max"},
    ],
)
def test_only_what_is_counted_and_added_has_a_threshold(leaf: Document) -> None:
    assert leaf_codes(leaf | {"x-suppress-below": 5}) == ["annotation_misplaced"]
