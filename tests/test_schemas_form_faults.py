import re
from typing import Any

import pytest

from schemas.dialect import _plainly_sound, annotations, structure_faults
from tests.schemas_forms import COUNT, Document, codes, document, form_faults, leaf_codes

RATE: Document = {"type": "number"}


def _rate(**rollup: Any) -> Document:
    return RATE | {"x-rollup": rollup}


@pytest.mark.parametrize("missing", ["$id", "title", "x-period"])
def test_a_form_without_what_is_required_is_refused(missing: str) -> None:
    made = document({"a": COUNT})
    del made[missing]
    assert len(codes(made)) == 1


@pytest.mark.parametrize("name", ["", "two words", "census@2", "a/b", "http://x.y/z#part", 7])
def test_a_name_that_a_person_could_not_type_is_refused(name: object) -> None:
    assert codes(document({"a": COUNT}, **{"$id": name}))


@pytest.mark.parametrize("name", ["census", "bao-cao_2026.v1", "https://example.test/forms/a"])
def test_a_word_or_an_address_is_a_name(name: str) -> None:
    assert codes(document({"a": COUNT}, **{"$id": name})) == []


def test_a_rate_without_its_parts_is_refused() -> None:
    assert leaf_codes(_rate(ratio=["women", "people"])) == ["path_unknown"]


def test_a_path_that_is_nearly_right_is_suggested() -> None:
    fault = form_faults(document({"leaf": _rate(ratio=["women", "woman"]), "women": COUNT}))[0]
    assert fault.allowed == "women"


@pytest.mark.parametrize(
    "part",
    [
        {"type": "boolean", "x-rollup": "count"},
        {"type": "string", "x-rollup": "collect"},
        {"type": "number", "x-rollup": {"ratio": ["women", "women"]}},
        {"type": "integer", "x-rollup": "count"},
    ],
)
def test_a_rate_of_what_does_not_add_up_is_refused(part: Document) -> None:
    assert leaf_codes(_rate(ratio=["part", "women"]), part=part) == ["part_unfit"]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("string", "sum"), ("string", "choice"), ("boolean", "sum"), ("integer", "collect"),
     ("number", "choice"), ("boolean", "collect")],
)  # fmt: skip
def test_a_rule_must_suit_its_kind(kind: str, rule: str) -> None:
    assert leaf_codes({"type": kind, "x-rollup": rule}) == ["rollup_unfit"]


@pytest.mark.parametrize("kind", ["boolean", "integer", "number"])
def test_a_yes_or_a_number_can_be_counted(kind: str) -> None:
    assert leaf_codes({"type": kind, "x-rollup": "count"}) == []


def test_a_choice_is_not_summed() -> None:
    assert leaf_codes({"enum": ["a", "b"], "x-rollup": "sum"}) == ["rollup_unfit"]


@pytest.mark.parametrize(
    "rollup",
    ["total", {"ratio": ["women"]}, {"ratio": ["women", "women"], "scale": 0}, {"mean": 3},
     {"share": {}}, {"share": {"all": []}}, {"share": {"all": [{"measure": "women"}]}},
     {"ratio": ["women", "women"], "mean": "women"}, {"ratio": ["women", "women"], "by": 1}],
)  # fmt: skip
def test_a_malformed_rollup_is_one_fault(rollup: object) -> None:
    assert leaf_codes(RATE | {"x-rollup": rollup}) == ["annotation_invalid"]


@pytest.mark.parametrize(
    "annotation",
    [{"x-decimals": 10}, {"x-decimals": "2"}, {"x-over-time": "total"}, {"x-measured-at": []},
     {"x-own-above": "replace"}, {"x-unit": 3}, {"x-label": {"fr": "x"}}, {"x-label": {}}],
)  # fmt: skip
def test_a_malformed_annotation_is_one_fault(annotation: Document) -> None:
    assert leaf_codes(RATE | {"x-rollup": "sum"} | annotation) == ["annotation_invalid"]


@pytest.mark.parametrize("name", sorted(annotations()))
def test_what_an_annotation_may_say_is_written_in_signs_alone(name: str) -> None:
    """It stands in a sentence of any language."""
    unquoted = re.sub(r'"[^"]*"', "", annotations()[name]["description"])
    assert not re.search(r"[a-z]{2,}:? +[a-z]{2,}", unquoted)


@pytest.mark.parametrize("annotation", [{"x-rollup": "SUM"}, {"x-label": 3}, {"x-decimals": "a"}])
def test_a_malformed_annotation_behind_a_reference_is_one_fault(annotation: Document) -> None:
    made = document({"leaf": {"$ref": "#/$defs/kept"}}, **{"$defs": {"kept": COUNT | annotation}})
    assert [code for code, _ in codes(made)] == ["annotation_invalid"]


def test_a_misspelled_annotation_is_a_fault() -> None:
    assert leaf_codes(COUNT | {"x-rolup": "sum"}) == ["annotation_unknown"]


@pytest.mark.parametrize("annotation", [{"x-period": "year"}, {"x-computed-at": "unit"}])
def test_an_annotation_in_the_wrong_place_is_a_fault(annotation: Document) -> None:
    assert set(leaf_codes(COUNT | annotation)) == {"annotation_misplaced"}


def test_an_annotation_hidden_in_a_condition_is_a_fault() -> None:
    made = document({"a": COUNT}, allOf=[{"properties": {"b": COUNT}}])
    assert {code for code, _ in codes(made)} == {"annotation_misplaced"}


def test_whole_numbers_have_no_decimals() -> None:
    assert leaf_codes(COUNT | {"x-decimals": 1}) == ["decimals_unfit"]


def test_read_only_without_a_way_to_compute_it_is_refused() -> None:
    assert leaf_codes(COUNT | {"readOnly": True}) == ["read_only_entered"]


def test_a_broken_expression_says_where() -> None:
    fault = form_faults(document({"leaf": RATE | {"x-computed": "women + "}, "women": COUNT}))[0]
    assert (fault.code, fault.where) == ("expression_invalid", "9")


def test_an_expression_that_names_no_measure_is_refused() -> None:
    assert leaf_codes(RATE | {"x-computed": "100 * 2"}) == ["expression_constant"]


def test_an_expression_over_an_unknown_path_is_refused() -> None:
    assert leaf_codes(RATE | {"x-computed": "women + men"}) == ["path_unknown"]


def test_a_computed_measure_at_the_unit_needs_its_rollup() -> None:
    at_unit = RATE | {"x-computed": "women * 2", "x-computed-at": "unit"}
    assert leaf_codes(at_unit) == ["rollup_missing"]
    assert leaf_codes(at_unit | {"x-rollup": "sum"}) == []


def test_a_figure_computed_after_the_rollup_cannot_be_summed_as_well() -> None:
    leaf = RATE | {"x-computed": "women * 2", "x-rollup": "sum"}
    assert leaf_codes(leaf) == ["rollup_beside_computed"]


def test_measures_computed_from_each_other_are_refused() -> None:
    one, other = RATE | {"x-computed": "other + 1"}, RATE | {"x-computed": "leaf + 1"}
    assert leaf_codes(one, other=other) == ["derived_loop"]


@pytest.mark.parametrize(
    ("measure", "op", "value"),
    [("women", "=", "many"), ("set_up", ">", True), ("set_up", "=", 1), ("staff", "=", "none"),
     ("staff", "<", "enough"), ("women", ">=", True)],
)  # fmt: skip
def test_a_condition_must_suit_what_it_looks_at(measure: str, op: str, value: object) -> None:
    others: dict[str, Document] = {
        "set_up": {"type": "boolean", "x-rollup": "count"},
        "staff": {"enum": ["enough", "short"], "x-rollup": "choice"},
    }
    share = {"share": {"any": [{"measure": measure, "op": op, "value": value}]}}
    assert leaf_codes(RATE | {"x-rollup": share}, **others) == ["condition_unfit"]


@pytest.mark.parametrize(
    ("side", "code"),
    [("men", "path_unknown"), ("prev:men", "path_unknown"), ("note", "part_unfit")],
)
def test_a_check_of_what_is_not_there_is_refused(side: str, code: str) -> None:
    check = {"left": ["women"], "op": "<=", "right": [side]}
    note = {"type": "string", "x-rollup": "collect"}
    made = document({"women": COUNT, "note": note}, **{"x-checks": [check]})
    assert codes(made) == [(code, "x-checks")]


@pytest.mark.parametrize(
    ("reference", "code"),
    [("https://example.test/leaf", "remote_reference"), ("other.json#/a", "remote_reference"),
     ("#/$defs/none", "reference_unknown"), ("#name", "reference_unknown"),
     ("#/properties/leaf", "reference_loop"), ("#", "reference_loop")],
)  # fmt: skip
def test_a_reference_stays_within_the_form(reference: str, code: str) -> None:
    assert leaf_codes({"$ref": reference}) == [code]


def test_references_that_multiply_are_refused() -> None:
    defs: Document = {"d0": COUNT}
    for n in range(1, 40):
        ref = {"$ref": f"#/$defs/d{n - 1}"}
        defs[f"d{n}"] = {"type": "object", "properties": {"a": ref, "b": ref}}
    made = document({"all": {"$ref": "#/$defs/d39"}}, **{"$defs": defs})
    assert codes(made) == [("form_too_large", "")]


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)*b", "([a-z]{1,9})*", "a{2000}", "(a*b?)+"])
def test_a_pattern_that_could_hang_is_refused(pattern: str) -> None:
    leaf = {"type": "string", "x-rollup": "collect", "pattern": pattern}
    assert leaf_codes(leaf) == ["pattern_dangerous"]


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)b", "(?<!a)b", "(", "a**", r"\p{L}+"])
def test_a_pattern_the_engines_read_differently_is_refused(pattern: str) -> None:
    leaf = {"type": "string", "x-rollup": "collect", "pattern": pattern}
    assert leaf_codes(leaf) == ["pattern_invalid"]


@pytest.mark.parametrize("pattern", ["^[0-9]{2}/[A-Z]+$", r"^\d+(-\d{2})?$", "^(KH|CTr)-", "[(+]+"])
def test_an_ordinary_pattern_is_welcome(pattern: str) -> None:
    assert leaf_codes({"type": "string", "x-rollup": "collect", "pattern": pattern}) == []


def test_a_format_nobody_checks_is_refused() -> None:
    leaf = {"type": "string", "x-rollup": "collect", "format": "hostname"}
    assert leaf_codes(leaf) == ["format_unknown"]


@pytest.mark.parametrize(
    "keyword",
    [{"patternProperties": {"^a": {}}}, {"propertyNames": {}}, {"$dynamicRef": "#a"},
     {"not": False}],
)  # fmt: skip
def test_what_the_two_validators_report_differently_is_refused(keyword: Document) -> None:
    made = document({"a": COUNT}) | keyword
    assert {code for code, _ in codes(made)} == {"keyword_unsupported"}


def test_another_dialect_is_refused() -> None:
    made = document({"a": COUNT}, **{"$schema": "http://json-schema.org/draft-07/schema#"})
    assert codes(made) == [("dialect_unknown", "")]


def test_a_property_that_may_be_anything_is_no_measure() -> None:
    made = document({"a": COUNT})
    made["properties"]["any"] = True
    assert codes(made) == [("kind_unknown", "any")]


def test_a_form_that_asks_nothing_is_refused() -> None:
    assert codes(document({})) == [("no_measures", "")]


@pytest.mark.parametrize(
    "spoiled",
    [{"x-decimals": 77}, {"x-rollup": 3}, {"minimum": "x"}, {"type": "whole"}, {"enum": 3},
     {"properties": []}, {"x-label": {"vi": ""}}, {"pattern": 3}, {"$ref": 3}, {"required": "a"},
     {"minLength": -1}, {"multipleOf": 0}, {"allOf": []}, {"items": 3}, {"x-unit": None}],
)  # fmt: skip
@pytest.mark.parametrize("where", ["leaf", "section", "definition", "branch", "root"])
def test_the_quick_look_passes_nothing_the_dialect_refuses(spoiled: Document, where: str) -> None:
    section: Document = {"type": "object", "properties": {"a": COUNT}}
    made = {
        "leaf": document({"a": COUNT | spoiled}),
        "section": document({"s": section | spoiled}),
        "definition": document({"a": COUNT}, **{"$defs": {"d": spoiled}}),
        "branch": document({"a": COUNT}, anyOf=[{"then": spoiled}]),
        "root": document({"a": COUNT}) | spoiled,
    }[where]
    assert not _plainly_sound(made)
    faults, _, _ = structure_faults(made)
    assert faults
