import json
from decimal import Decimal
from fractions import Fraction

import pytest

from errors import Problem
from schemas.canonical import canonical_json
from schemas.form import Condition, Label
from schemas.reading import read_form
from tests.schemas_forms import COUNT, codes, document, form_faults, leaders, leaders_form


def test_measures_stand_in_the_order_of_the_schema() -> None:
    assert [measure.path for measure in leaders_form().measures] == [
        "leaders.women", "leaders.total", "leaders.rate", "budget", "committee", "staff",
        "survey", "difficulties",
    ]  # fmt: skip


def test_what_is_derived_or_a_text_is_not_packed() -> None:
    form = leaders_form()
    assert list(form.slots) == [
        "leaders.women", "leaders.total", "budget", "committee", "staff", "survey",
    ]  # fmt: skip
    assert [text.path for text in form.texts] == ["difficulties"]


def test_a_ratio_keeps_its_parts_and_its_scale() -> None:
    rate = leaders_form().by_path["leaders.rate"]
    assert rate.derived
    assert rate.rule.parts == ("leaders.women", "leaders.total")
    assert rate.rule.scale == Fraction(100)
    assert rate.decimals == 1


def test_everything_but_the_rollup_has_a_default() -> None:
    women = leaders_form().by_path["leaders.women"]
    assert women.label == Label("leaders.women", "leaders.women")
    assert (women.unit, women.over_time) == (Label("", ""), "none")
    assert (women.own_above, women.measured_at) == ("adds", ())
    assert women.section == "leaders"


def test_a_level_named_alone_is_a_list_of_one() -> None:
    survey = leaders_form().by_path["survey"]
    assert survey.measured_at == ("province",)
    assert not survey.asked_at("ward")


def test_a_section_says_where_its_measures_are_asked() -> None:
    section = {"type": "object", "x-measured-at": ["ward"], "properties": {"births": COUNT}}
    form = read_form(document({"people": section}))
    assert form.by_path["people.births"].measured_at == ("ward",)


def test_a_reference_into_the_forms_own_definitions_is_followed() -> None:
    made = document(
        {
            "births": {"$ref": "#/$defs/count", "x-label": {"vi": "Sinh", "en": "Births"}},
            "deaths": {"$ref": "#/$defs/again"},
            "by_sex": {"$ref": "#/$defs/sexes"},
        },
        **{
            "$defs": {
                "count": COUNT,
                "again": {"$ref": "#/$defs/count"},
                "sexes": {"type": "object", "properties": {"girls": COUNT}},
            }
        },
    )
    form = read_form(made)
    assert [m.path for m in form.measures] == ["births", "deaths", "by_sex.girls"]
    assert form.by_path["births"].label == Label("Sinh", "Births")
    assert {m.rule.name for m in form.measures} == {"sum"}


def test_kinds_follow_from_the_types() -> None:
    made = document(
        {
            "a": {"type": ["integer", "null"], "x-rollup": "sum"},
            "b": {"enum": [1, 2, None], "x-rollup": "choice"},
            "c": {"type": "integer", "enum": [10, 20], "x-rollup": "sum"},
            "d": {"type": "array", "items": {"type": "string"}, "x-rollup": "collect"},
            "e": {"const": True, "x-rollup": "count"},
            "f": {"x-computed": "a + c"},
        }
    )
    form = read_form(made)
    assert [m.kind for m in form.measures] == [
        "integer", "choice", "integer", "text", "boolean", "number",
    ]  # fmt: skip
    assert form.by_path["b"].options == ("1", "2")


def test_options_have_words_of_their_own() -> None:
    leaf = {
        "enum": ["enough", "short"],
        "x-rollup": "choice",
        "x-options": {"enough": {"vi": "Đủ", "en": "Enough"}},
    }
    staff = read_form(document({"staff": leaf})).by_path["staff"]
    assert staff.option_labels == (Label("Đủ", "Enough"), Label("short", "short"))


def test_a_share_keeps_its_conditions() -> None:
    share = {"share": {"all": [{"measure": "news", "op": ">=", "value": Decimal("4.0")}]}}
    form = read_form(document({"news": COUNT, "enough": {"type": "number", "x-rollup": share}}))
    assert form.by_path["enough"].rule.conditions == (Condition("news", ">=", Fraction(4)),)


def test_a_mean_of_itself_is_sent_and_a_mean_of_another_is_derived() -> None:
    made = document(
        {
            "people": COUNT,
            "hours": {"type": "number", "x-rollup": {"mean": "hours", "weight": "people"}},
            "average": {"type": "number", "x-rollup": {"mean": "hours"}},
        }
    )
    form = read_form(made)
    assert not form.by_path["hours"].derived
    assert form.by_path["hours"].rule.weight == "people"
    assert form.by_path["average"].derived


def test_a_bilingual_title_stands_above_the_plain_one() -> None:
    form = read_form(leaders() | {"x-title": {"vi": "Nhỏ", "en": "Small"}})
    assert form.title == Label("Nhỏ", "Small")
    assert leaders_form().title == Label("Small", "Small")


def test_the_same_form_has_the_same_digest_however_it_is_spelled() -> None:
    first = leaders()
    second = dict(reversed(leaders().items()))
    second["properties"] = dict(first["properties"])
    second["properties"]["budget"] = {"x-rollup": "sum", "x-decimals": Decimal("2.0"),
                                      "type": ["number", "null"]}  # fmt: skip
    assert read_form(first).digest == read_form(second).digest


def test_another_order_of_measures_is_another_form() -> None:
    made = leaders()
    made["properties"] = dict(reversed(made["properties"].items()))
    assert read_form(made).digest != leaders_form().digest


def test_the_canonical_text_of_a_form_reads_back_as_the_same_form() -> None:
    form = leaders_form()
    again = read_form(json.loads(canonical_json(form.schema), parse_float=Decimal))
    assert again.digest == form.digest
    assert again.measures == form.measures


def test_all_faults_come_at_once() -> None:
    made = document({"a": {"type": "integer"}, "B": COUNT, "c": {"type": "null"}}, title="")
    assert set(codes(made)) == {
        ("title_missing", ""), ("rollup_missing", "a"), ("name_invalid", "B"),
        ("kind_unknown", "c"),
    }  # fmt: skip


def test_a_form_that_is_no_schema_is_refused() -> None:
    assert [fault.code for fault in form_faults(document({"a": {"type": "whole"}}))] == [
        "schema_invalid"
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+400", "1E-400"])
def test_a_number_nobody_can_mean_is_refused(number: str) -> None:
    with pytest.raises(Problem):
        read_form(document({"a": COUNT | {"maximum": Decimal(number)}}))
