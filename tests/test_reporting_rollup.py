"""What each rule makes of a small named country, counted by hand."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from errors import Problem
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting import rollup as numeric
from reporting.block import Block
from reporting.columns import Key, Layout
from reporting.rollup import Inputs, Rollup, Row, roll_up
from schemas.form import Condition, Form, Rule, Step
from tests.cast import COUNTRY, DAY
from tests.rollup_forms import derived, form_of, inputs_of, measure, path

TREE = Tree.of(COUNTRY, DAY)


def rolled(form: Form, assigned: set[str] | None = None, **sent: dict[str, object]) -> Rollup:
    return roll_up(form, TREE, inputs_of(form, TREE, sent, assigned))


def at(rollup: Rollup, code: str) -> Block:
    return rollup.block([TREE.index[code]])


def value(rollup: Rollup, code: str, *key: str) -> Fraction | None:
    return at(rollup, code).exact(Key(*key))[0]


def coverage(rollup: Rollup, code: str, *key: str) -> tuple[int, int]:
    block = at(rollup, code)
    return int(block.reported(Key(*key))[0]), int(block.expected(Key(*key))[0])


PEOPLE = measure("people", "sum")
WOMEN = measure("women", "sum")
RATE = derived("rate", Rule("ratio", ("women", "people"), scale=Fraction(100)))


def test_own_figures_of_a_district_are_added_to_those_of_its_wards() -> None:
    book = rolled(form_of(PEOPLE), W111={"people": 5}, W112={"people": 7}, D11={"people": 100})
    assert value(book, "D11", "people") == 112
    assert value(book, "N", "people") == 112
    assert book.own_block([TREE.index["D11"]]).exact(Key("people")) == [100]
    assert book.own_block([TREE.index["P1"]]).exact(Key("people")) == [None]


def test_blank_is_not_zero_and_nobody_reported_is_no_value() -> None:
    book = rolled(form_of(PEOPLE), W111={"people": 0}, W121={})
    assert value(book, "D11", "people") == 0
    assert value(book, "D12", "people") is None
    assert coverage(book, "D11", "people") == (1, 4)


def test_marks_are_none_occurred_not_available_and_not_applicable() -> None:
    book = rolled(
        form_of(PEOPLE),
        W111={"people": "none_occurred"},
        W112={"people": "not_available"},
        W113={"people": "not_applicable"},
    )
    assert value(book, "D11", "people") == 0
    assert coverage(book, "D11", "people") == (1, 3)


def test_a_unit_that_owes_nothing_is_not_expected_and_its_cells_do_not_count() -> None:
    book = rolled(form_of(PEOPLE), {"W111"}, W111={"people": 1}, W112={"people": 50})
    assert value(book, "N", "people") == 1
    assert coverage(book, "N", "people") == (1, 1)


def test_a_ratio_is_sum_over_sum_each_over_those_who_gave_it() -> None:
    book = rolled(
        form_of(PEOPLE, WOMEN, RATE),
        W111={"people": 10, "women": 9},
        W112={"people": 90, "women": 1},
        W113={"people": 100},
    )
    assert value(book, "D11", "rate") == 5
    assert value(book, "W111", "rate") == 90
    assert coverage(book, "D11", "rate") == (2, 4)
    (above, _), (below, _) = at(book, "D11").parts_coverage(Key("rate"))
    assert (above[0], below[0]) == (2, 3)
    assert at(book, "D11").numerator(Key("rate")) == [10]
    assert at(book, "D11").denominator(Key("rate")) == [200]
    assert at(book, "D11").numbers(Key("rate")).tolist() == [5.0]


@pytest.mark.parametrize("cells", [{"people": 0, "women": 0}, {"women": 3}, {"people": 3}, {}])
def test_a_ratio_over_nothing_or_without_a_part_has_no_value(cells: dict[str, object]) -> None:
    book = rolled(form_of(PEOPLE, WOMEN, RATE), W111=cells)
    assert value(book, "N", "rate") is None
    assert np.isnan(at(book, "N").numbers(Key("rate"))[0])


def test_a_ratio_may_take_a_part_that_is_never_shown_rolled_up_or_a_yes_or_no() -> None:
    form = form_of(
        measure("helped", "count", "boolean"),
        measure("cases", "none"),
        derived("a_case", Rule("ratio", ("helped", "cases"))),
    )
    book = rolled(form, W111={"helped": True, "cases": 3}, W112={"helped": False, "cases": 1})
    assert value(book, "D11", "a_case") == Fraction(1, 4)
    assert value(book, "D11", "cases") is None
    assert book.own_block([TREE.index["W111"]]).exact(Key("cases")) == [3]


def test_counts_never_mix_wards_and_districts() -> None:
    form = form_of(measure("set_up", "count", "boolean"))
    book = rolled(form, W111={"set_up": True}, W112={"set_up": False}, D11={"set_up": True}, T1={})
    assert value(book, "P1", "set_up", "ward") == 1
    assert coverage(book, "P1", "set_up", "ward") == (2, 5)
    assert value(book, "P1", "set_up", "district") == 1
    assert value(book, "P1", "set_up", "department") is None
    assert coverage(book, "D11", "set_up", "province") == (0, 0)


def test_figures_by_level_exist_only_where_the_measure_is_asked() -> None:
    asked = measure("set_up", "count", "boolean", measured_at=("ward", "province", "hamlet"))
    layout = Layout(form_of(asked), TREE.levels)
    assert layout.keys == (Key("set_up", "province"), Key("set_up", "ward"))


def test_a_share_is_of_the_units_that_answered_every_condition() -> None:
    four = tuple(Condition(f"q{i}", ">=", Fraction(4)) for i in (1, 2))
    form = form_of(
        measure("q1", "sum"),
        measure("q2", "sum"),
        derived("enough", Rule("share", conditions=four, scale=Fraction(100))),
    )
    book = rolled(
        form,
        W111={"q1": 4, "q2": 9},
        W112={"q1": 5, "q2": "none_occurred"},
        W113={"q1": 5},
    )
    assert value(book, "P1", "enough", "ward") == 50
    assert coverage(book, "P1", "enough", "ward") == (2, 5)
    assert at(book, "P1").denominator(Key("enough", "ward")) == [2]


def test_a_choice_counts_units_by_option_and_level() -> None:
    form = form_of(measure("state", "choice", "choice", options=("weak", "good")))
    book = rolled(form, W111={"state": "good"}, W112={"state": "good"}, W211={"state": "weak"})
    assert value(book, "N", "state", "ward", "good") == 2
    assert value(book, "N", "state", "ward", "weak") == 1
    assert value(book, "D11", "state", "ward", "weak") == 0
    assert value(book, "D12", "state", "ward", "weak") is None


def test_none_occurred_is_neither_the_least_nor_part_of_a_mean() -> None:
    form = form_of(measure("low", "min"), measure("high", "max"), measure("mid", "mean"))
    cells: dict[str, object] = dict.fromkeys(("low", "high", "mid"), "none_occurred")
    four: dict[str, object] = dict.fromkeys(cells, 4)
    seven: dict[str, object] = dict.fromkeys(cells, 7)
    book = rolled(form, W111=cells, W112=four, W113=seven, W121=cells)
    assert [value(book, "D11", name) for name in cells] == [4, 7, Fraction(11, 2)]
    assert [value(book, "D12", name) for name in cells] == [None, None, None]
    assert coverage(book, "D11", "mid") == (3, 4)


def test_a_weighted_mean_is_exact_at_the_largest_figures() -> None:
    form = form_of(
        measure("hours", Rule("mean", ("hours",), weight="people"), "number", decimals=2), PEOPLE
    )
    most = 10**12
    book = rolled(
        form,
        W111={"hours": Fraction(-most, 100), "people": most},
        W112={"hours": Fraction(most - 1, 100), "people": most - 1},
        W113={"hours": 5},
    )
    total = -most * most + (most - 1) ** 2
    assert value(book, "D11", "hours") == Fraction(total, 100 * (2 * most - 1))
    assert coverage(book, "D11", "hours") == (2, 4)


def test_a_survey_at_the_province_stands_and_the_sum_from_below_is_kept_beside_it() -> None:
    survey = replace(PEOPLE, own_above="replaces")
    book = rolled(
        form_of(survey), P1={"people": 90}, W111={"people": 40}, W121={"people": 60}, P2={}
    )
    assert value(book, "P1", "people") == 90
    assert at(book, "P1").below(Key("people")) == [100]
    assert coverage(book, "P1", "people") == (1, 1)
    assert value(book, "N", "people") == 90
    assert at(book, "N").below(Key("people")) == [90]
    assert value(book, "D11", "people") == 40


def test_computed_measures_are_made_at_the_unit_or_after_rolling_up() -> None:
    steps = (path("women"), path("people"), Step("/"))
    each = derived("each", "sum", computed=steps, computed_at="unit")
    best = derived("best", "max", computed=steps, computed_at="unit")
    book = rolled(
        form_of(PEOPLE, WOMEN, each, best, derived("late", "none", computed=steps)),
        W111={"women": 1, "people": 2},
        W112={"women": 1, "people": 3},
        W113={"women": 0, "people": 0},
    )
    assert value(book, "D11", "each") == Fraction(5, 6)
    assert value(book, "D11", "best") == Fraction(1, 2)
    assert value(book, "D11", "late") == Fraction(2, 5)
    assert coverage(book, "D11", "each") == (3, 4)
    assert value(book, "W113", "each") is None


def test_texts_have_no_figures_and_an_unknown_key_is_a_problem() -> None:
    form = form_of(PEOPLE, measure("words", "collect", "text"))
    book = rolled(form)
    assert book.layout.keys == (Key("people"),)
    with pytest.raises(Problem) as raised:
        book.block([0]).exact(Key("words"))
    assert raised.value.code == "measure_unknown"


def test_inputs_of_another_shape_are_not_taken() -> None:
    given = inputs_of(form_of(PEOPLE), TREE, {})
    with pytest.raises(ValueError, match="fit"):
        roll_up(form_of(PEOPLE, WOMEN), TREE, given)
    with pytest.raises(ValueError, match="fit"):
        roll_up(form_of(PEOPLE), TREE, replace(given, assigned=given.assigned[1:]))


def test_a_tree_too_large_to_add_exactly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numeric, "MOST_UNITS", len(TREE) - 1)
    with pytest.raises(Problem) as raised:
        rolled(form_of(PEOPLE))
    assert raised.value.code == "tree_too_large"


def test_a_lone_unit_is_its_own_country() -> None:
    tree = Tree.of([Unit("only", "", "ward", None)], DAY)
    form = form_of(PEOPLE)
    book = roll_up(form, tree, inputs_of(form, tree, {"only": {"people": 3}}))
    assert book.block([0]).exact(Key("people")) == [3]


def test_a_row_of_another_form_is_not_read() -> None:
    row = rolled(form_of(PEOPLE)).row(0)
    with pytest.raises(ValueError, match="another"):
        Row.unpack(Layout(form_of(PEOPLE, WOMEN), TREE.levels), row.pack())


def test_many_units_in_threads_add_up_as_few_do(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    form = form_of(*(measure(f"m{i}", "sum") for i in range(9)))
    parents = np.array([-1, *(random.integers(0, i) for i in range(1, 400))], dtype=np.int32)
    tree = Tree.from_parents(parents, ["ward"] * 400)
    values = random.integers(-50, 50, (9, 400))
    states = random.integers(0, 5, (9, 400)).astype(np.uint8)
    given = Inputs(values, states, np.ones(400, dtype=np.bool_))
    plain = roll_up(form, tree, given).cumulative
    monkeypatch.setattr("reporting.accumulate.MANY", 1)
    monkeypatch.setattr("reporting.accumulate.BATCH", 800)
    assert np.array_equal(roll_up(form, tree, given).cumulative, plain)


def test_measures_asked_at_one_level_stand_beside_those_asked_everywhere() -> None:
    form = form_of(
        measure("set_up", "count", measured_at=("ward",), own_above="replaces"),
        PEOPLE,
        measure("met", "sum", measured_at=("ward",), own_above="replaces"),
    )
    book = rolled(form, W111={"set_up": 3})
    assert value(book, "W111", "set_up", "ward") == 1
    assert value(book, "W111", "met") is None
