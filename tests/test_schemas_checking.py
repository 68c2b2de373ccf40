from decimal import Decimal

import pytest

from schemas.checking import Checker
from schemas.reading import read_form
from tests.schemas_forms import COUNT, Document, document, leaders, sent

FULL: Document = {"leaders": {"women": 3, "total": 9}}


def test_a_clean_submission_comes_out_flat() -> None:
    values, marks, faults = sent(FULL | {"budget": Decimal("1.50"), "committee": True})
    assert values == {
        "leaders.women": 3, "leaders.total": 9, "budget": Decimal("1.5"), "committee": True,
    }  # fmt: skip
    assert (marks, faults) == ({}, set())


def test_blanks_leave_no_trace() -> None:
    blank = {"budget": None, "difficulties": "  ", "staff": "", "committee": None}
    assert sent(FULL | blank) == sent(FULL)


def test_a_section_of_blanks_is_no_section() -> None:
    assert sent({"leaders": {"women": None, "total": None}}) == sent({})


def test_dotted_keys_say_the_same_as_nested_ones() -> None:
    assert sent({"leaders.women": 3, "leaders.total": 9}) == sent(FULL)
    assert sent({"leaders": {"women": 3}, "leaders.total": 9}) == sent(FULL)


def test_a_measure_given_both_ways_is_a_fault() -> None:
    _, _, faults = sent(FULL | {"leaders.women": 3})
    assert faults == {("given_twice", "leaders.women")}


def test_texts_are_composed_and_stripped() -> None:
    values, _, _ = sent(FULL | {"difficulties": "\ufeff thie\u0302\u0301u kinh phi\u0301\xa0"})
    assert values is not None
    assert values["difficulties"] == "thiếu kinh phí"


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x1bb"])
def test_a_text_no_file_can_hold_is_a_fault(text: str) -> None:
    _, _, faults = sent(FULL | {"difficulties": text})
    assert faults == {("unreadable_character", "difficulties")}


@pytest.mark.parametrize("whole", [Decimal("3.0"), Decimal("3E0"), 3.0])
def test_a_whole_number_is_whole_however_it_is_written(whole: object) -> None:
    values, _, faults = sent({"leaders": {"women": whole, "total": 9}})
    assert values is not None
    assert type(values["leaders.women"]) is int
    assert not faults


def test_zeros_after_the_declared_decimals_do_no_harm() -> None:
    values, _, _ = sent(FULL | {"budget": Decimal("1.2300")})
    assert values is not None
    assert str(values["budget"]) == "1.23"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [("budget", Decimal("1.234"), "too_many_decimals"),
     ("budget", Decimal("1E-400"), "too_many_decimals"),
     ("budget", Decimal("1E+400"), "too_large"), ("budget", 10**10 + 1, "too_large"),
     ("budget", Decimal("10000000000.01"), "too_large"),
     ("survey", -(10**12) - 1, "too_large"), ("survey", 10**3000, "too_large"),
     ("budget", Decimal("NaN"), "not_finite"), ("budget", float("inf"), "not_finite"),
     ("survey", Decimal("1.5"), "type_integer"), ("survey", "12", "type_integer"),
     ("budget", "12", "type_number"), ("budget", True, "type_number"),
     ("budget", {"a": 1}, "type_number"), ("budget", [1], "type_number"),
     ("committee", 1, "type_boolean"), ("committee", "có", "type_boolean"),
     ("difficulties", 3, "type_string"), ("difficulties", "x" * 41, "max_length"),
     ("staff", "many", "enum"), ("staff", 3, "enum"), ("leaders", 3, "type_object"),
     ("leaders.women", -1, "minimum"), ("leaders.rate", 30, "read_only"),
     ("leaders.men", 3, "unknown_measure"), ("leadrs", 3, "unknown_measure"),
     ("leadrs", None, "unknown_measure")],
)  # fmt: skip
def test_each_mistake_has_its_code_and_its_cell(path: str, value: object, code: str) -> None:
    values = {"leaders.women": 3, "leaders.total": 9, path: value}
    if path == "leaders":
        values = {path: value}
    content, _, faults = sent(values, level="province")
    assert content is None
    assert faults == {(code, path)}


@pytest.mark.parametrize("value", [10**10, -(10**10), Decimal("9999999999.99")])
def test_the_largest_figures_are_taken(value: object) -> None:
    assert sent(FULL | {"budget": value})[2] == set()


def test_an_unknown_measure_is_a_fault_even_where_the_schema_is_open() -> None:
    open_form = document({"a": COUNT}, additionalProperties=True)
    assert sent({"b": 1}, made=open_form)[2] == {("unknown_measure", "b")}


def test_a_near_miss_is_suggested() -> None:
    _, faults = Checker(read_form(leaders())).faults({"leaders": {"woman": 3}}, {}, "ward")
    assert "leaders.women" in faults[0].allowed


def test_several_mistakes_come_at_once() -> None:
    _, _, faults = sent({"leaders": {"women": -1}, "staff": "no", "x": 1})
    assert faults == {
        ("minimum", "leaders.women"), ("required", "leaders.total"), ("enum", "staff"),
        ("unknown_measure", "x"),
    }  # fmt: skip


def test_what_is_not_asked_at_this_level_may_not_be_given() -> None:
    assert sent(FULL | {"survey": 4})[2] == {("not_measured_here", "survey")}
    assert sent(FULL | {"survey": 4}, level="province")[2] == set()


def test_what_is_not_asked_or_derived_is_never_required() -> None:
    made = leaders() | {"required": ["survey", "leaders"]}
    made["properties"]["leaders"]["required"] = ["rate"]
    assert sent({"leaders": {"women": 1}}, made=made)[2] == set()
    assert sent({"leaders": {"women": 1}}, made=made, level="province")[2] == {
        ("required", "survey")
    }


def test_a_section_nobody_is_asked_here_is_not_required() -> None:
    section = {
        "type": "object",
        "x-measured-at": "province",
        "properties": {"a": COUNT},
        "required": ["a"],
    }
    made = document({"s": section, "b": COUNT}, required=["s", "b"])
    assert sent({"b": 1}, made=made)[2] == set()
    assert sent({"b": 1}, made=made, level="province")[2] == {("required", "s")}


# marks


def test_a_mark_answers_what_is_required() -> None:
    values, marks, faults = sent({"leaders": {"total": 4}}, {"leaders.women": "not_available"})
    assert values == {"leaders.total": 4}
    assert marks == {"leaders.women": "not_available"}
    assert faults == set()


def test_one_mark_answers_a_whole_section() -> None:
    made = leaders() | {"required": ["leaders"]}
    values, marks, faults = sent({}, {"leaders": "none_occurred"}, made=made)
    assert values == {}
    assert marks == {"leaders.women": "none_occurred", "leaders.total": "none_occurred"}
    assert faults == set()


def test_a_section_mark_leaves_values_and_nearer_marks_alone() -> None:
    section = {"type": "object", "properties": {"a": COUNT, "b": COUNT, "c": COUNT}}
    made = document({"s": {"type": "object", "properties": {"t": section, "d": COUNT}}})
    marks = {"s": "not_applicable", "s.t": "not_available", "s.t.c": "none_occurred"}
    assert sent({"s.t.a": 1}, marks, made=made)[1] == {
        "s.t.b": "not_available", "s.t.c": "none_occurred", "s.d": "not_applicable",
    }  # fmt: skip


def test_a_half_marked_section_still_lacks_the_rest() -> None:
    _, _, faults = sent({}, {"leaders.women": "none_occurred"})
    assert faults == {("required", "leaders.total")}


@pytest.mark.parametrize(
    ("path", "mark", "code"),
    [("leaders.women", "none_occurred", "marked_and_given"), ("budget", "empty", "mark_unknown"),
     ("leaders.men", "not_available", "unknown_measure"), ("survey", "not_available",
      "not_measured_here"), ("leaders.rate", "not_available", "read_only")],
)  # fmt: skip
def test_a_mark_that_cannot_stand_is_a_fault(path: str, mark: str, code: str) -> None:
    assert sent(FULL, {path: mark})[2] == {(code, path)}


def test_a_mark_may_satisfy_what_another_answer_demands() -> None:
    made = document({"a": COUNT, "b": COUNT}, dependentRequired={"a": ["b"]})
    assert sent({"a": 1}, made=made)[2] == {("required", "b")}
    assert sent({"a": 1}, {"b": "not_available"}, made=made)[2] == set()


# the schema's own conditions


def test_a_condition_of_the_schema_is_explained_at_its_cell() -> None:
    made = document(
        {"held": {"type": "boolean", "x-rollup": "count"}, "people": COUNT},
        **{
            "if": {"properties": {"held": {"const": True}}, "required": ["held"]},
            "then": {"required": ["people"], "properties": {"people": {"minimum": 1}}},
        },
    )
    assert sent({"held": True}, made=made)[2] == {("required", "people")}
    assert sent({"held": True, "people": 0}, made=made)[2] == {("minimum", "people")}
    assert sent({"held": False, "people": 0}, made=made)[2] == set()


def test_a_multiple_is_exact_for_decimals() -> None:
    leaf = {
        "type": "number", "x-decimals": 3, "multipleOf": Decimal("0.01"), "x-rollup": "sum",
    }  # fmt: skip
    made = document({"a": leaf})
    assert sent({"a": Decimal("19.99")}, made=made)[2] == set()
    assert sent({"a": Decimal("19.995")}, made=made)[2] == {("multiple_of", "a")}


@pytest.mark.parametrize("text", ["12\n3", "１２", "a12", "12a"])
def test_a_pattern_ends_where_the_text_ends_and_knows_plain_digits_only(text: str) -> None:
    made = document({"a": {"type": "string", "pattern": r"^\d+$", "x-rollup": "collect"}})
    assert sent({"a": text}, made=made)[2] == {("pattern", "a")}


def test_a_day_must_be_in_the_calendar() -> None:
    made = document({"a": {"type": "string", "format": "date", "x-rollup": "collect"}})
    assert sent({"a": "2026-02-28"}, made=made)[2] == set()
    assert sent({"a": "2026-02-30"}, made=made)[2] == {("format", "a")}


def test_a_numeric_choice_is_kept_as_its_option() -> None:
    made = document({"a": {"enum": [1, Decimal("1.5")], "x-rollup": "choice"}})
    assert sent({"a": Decimal("1.50")}, made=made)[0] == {"a": "1.5"}
    assert sent({"a": 2}, made=made)[2] == {("enum", "a")}


def test_a_list_of_texts_is_cleaned_item_by_item() -> None:
    leaf = {"type": "array", "items": {"type": "string"}, "x-rollup": "collect", "maxItems": 2}
    made = document({"a": leaf})
    assert sent({"a": [" x ", "", None, "y"]}, made=made)[0] == {"a": ["x", "y"]}
    assert sent({"a": ["", None]}, made=made)[0] == {}
    assert sent({"a": ["x", 3]}, made=made)[2] == {("type_string", "a")}
    assert sent({"a": ["x", "y", "z"]}, made=made)[2] == {("max_items", "a")}


def test_what_was_sent_is_never_changed() -> None:
    def made() -> Document:
        return {"leaders": {"women": Decimal("3.0"), "total": 9}, "difficulties": " x "}

    values = made()
    sent(values)
    assert str(values) == str(made())
