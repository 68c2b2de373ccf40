"""The fast gate and the explaining validator must refuse the same cells for the same keyword."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.checking import Checker
from schemas.engines import asked_schema, explainer, gate
from schemas.reading import read_form
from tests.schemas_forms import COUNT, Document, document, leaders

Pairs = set[tuple[tuple[str | int, ...], str]]

# jsonschema-rs calls a property that another demands simply required.
_SAME = {"dependentRequired": "required"}

_KEYWORDS = document(
    {
        "whole": {"type": ["integer", "null"], "minimum": 2, "maximum": 9, "x-rollup": "sum"},
        "money": {
            "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100,
            "multipleOf": Decimal("0.05"), "x-decimals": 3, "x-rollup": "sum",
        },
        "word": {"type": "string", "minLength": 2, "maxLength": 5, "pattern": "^[a-zà]+$",
                 "x-rollup": "collect"},
        "day": {"type": "string", "format": "date", "x-rollup": "collect"},
        "pick": {"enum": ["a", 1, Decimal("1.5"), None], "x-rollup": "choice"},
        "fixed": {"const": 3, "x-rollup": "sum"},
        "list": {"type": "array", "items": {"type": "string", "maxLength": 3}, "minItems": 1,
                 "maxItems": 3, "uniqueItems": True, "x-rollup": "collect"},
    }
)  # fmt: skip
_CONDITIONS = document(
    {
        "held": {"type": "boolean", "x-rollup": "count"},
        "a": COUNT,
        "b": {"$ref": "#/$defs/small"},
        "s": {
            "type": "object", "minProperties": 1, "maxProperties": 2,
            "properties": {"x": COUNT, "y": COUNT, "z": COUNT}, "additionalProperties": False,
        },
    },
    **{
        "$defs": {"small": COUNT | {"maximum": 5}},
        "required": ["held"],
        "dependentRequired": {"a": ["b"]},
        "dependentSchemas": {"s": {"required": ["b"]}},
        "if": {"properties": {"held": {"const": True}}, "required": ["held"]},
        "then": {"required": ["a"], "properties": {"a": {"minimum": 1}}},
        "else": {"properties": {"a": {"maximum": 3}}},
        "anyOf": [{"required": ["a"]}, {"required": ["s"]}, {"required": ["b"]}],
        "oneOf": [{"properties": {"b": {"maximum": 2}}}, {"properties": {"b": {"minimum": 2}}}],
        "not": {"properties": {"a": {"const": 7}}, "required": ["a"]},
        "allOf": [{"properties": {"b": {"multipleOf": 2}}}],
        "unevaluatedProperties": False,
    },
)  # fmt: skip
FORMS = [read_form(made) for made in (leaders(), _KEYWORDS, _CONDITIONS)]
ENGINES = [
    (gate(schema), explainer(schema))
    for schema in (asked_schema(form.schema, frozenset()) for form in FORMS)
]

_SCALARS = st.one_of(
    st.integers(-3, 12),
    st.integers(-(10**13), 10**13),
    st.decimals(-5, 120, places=2),
    st.sampled_from([Decimal("1.5"), Decimal("0.125"), Decimal("2.0"), 1.5, True, False, None]),
    st.sampled_from(["", "a", "abc", "abcdef", "ab\n", "à", "a\u0300", "2026-02-28", "2026-02-30"]),
    st.text(max_size=6),
)
_ANY = st.one_of(_SCALARS, st.lists(_SCALARS, max_size=4), st.dictionaries(st.text(), _SCALARS))


def _payloads(number: int) -> st.SearchStrategy[Document]:
    form = FORMS[number]
    top = {path.partition(".")[0] for path in form.by_path}
    inner = {path.rpartition(".")[2] for path in form.by_path if "." in path}
    section = st.dictionaries(st.sampled_from([*sorted(inner), "odd"]), _ANY, max_size=4)
    value = st.one_of(_ANY, section) if inner else _ANY
    return st.dictionaries(st.sampled_from([*sorted(top), "odd"]), value)


_CASES = st.integers(0, len(FORMS) - 1).flatmap(
    lambda number: st.tuples(st.just(number), _payloads(number))
)


def _of_gate(number: int, payload: Document) -> Pairs:
    return {(tuple(e.instance_path), e.kind.name) for e in ENGINES[number][0].iter_errors(payload)}


def _of_explainer(number: int, payload: Document) -> Pairs:
    found: list[Any] = list(ENGINES[number][1].iter_errors(payload))
    return {(tuple(e.absolute_path), _SAME.get(e.validator, e.validator)) for e in found}


@given(_CASES)
@settings(max_examples=400)
def test_both_validators_refuse_the_same_cells_for_the_same_keyword(
    case: tuple[int, Document],
) -> None:
    number, payload = case
    refused = _of_gate(number, payload)
    assert refused == _of_explainer(number, payload)
    assert ENGINES[number][0].is_valid(payload) == (not refused)


@given(_CASES, st.sampled_from(["ward", "province"]))
@settings(max_examples=200)
def test_whatever_is_sent_gives_content_or_faults_and_no_exception(
    case: tuple[int, Document], level: str
) -> None:
    number, payload = case
    content, faults = CHECKERS[number].faults(payload, {}, level)
    assert (content is None) == any(fault.severity == "error" for fault in faults)
    if content is not None:
        assert content.values.keys() <= FORMS[number].by_path.keys()


@given(_CASES)
@settings(max_examples=200)
def test_content_sent_again_is_the_same_content(case: tuple[int, Document]) -> None:
    number, payload = case
    content, _ = CHECKERS[number].faults(payload, {}, "province")
    if content is None:
        return
    numeric = {m.path for m in FORMS[number].measures if m.kind == "choice"}
    flat = {
        path: Decimal(str(value)) if path in numeric and str(value)[0].isdigit() else value
        for path, value in content.values.items()
    }
    again, faults = CHECKERS[number].faults(flat, {}, "province")
    assert again == content
    assert not faults


CHECKERS = [Checker(form) for form in FORMS]
