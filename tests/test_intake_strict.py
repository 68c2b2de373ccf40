"""The strict loader: what it takes equals the standard decoder, what it refuses is a fault."""

import contextlib
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.encoding import Refused
from intake.strict import load_items, load_json

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**39), 10**39) | words,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words, inner, max_size=5),
    max_leaves=30,
)


def codes(data: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        load_json(data, "a.json")
    assert {fault.where for fault in refused.value.faults} == {"a.json"}
    return [fault.code for fault in refused.value.faults]


@given(
    document=documents,
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 1, "\t"]),
    colon=st.sampled_from([":", " : "]),
)
def test_an_ordinary_document_is_what_the_standard_decoder_makes_of_it(
    *, document: object, ascii_only: bool, indent: int | str | None, colon: str
) -> None:
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent, separators=(",", colon))
    assert load_json(text.encode()) == document == json.loads(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, max_value=10**12))
def test_a_decimal_keeps_every_digit(number: Decimal) -> None:
    loaded = load_json(f"[{number:f}]".encode())
    assert loaded == [number]
    assert isinstance(loaded, list)
    assert type(loaded[0]) is (int if number == int(number) else Decimal)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
@settings(max_examples=300)
def test_whatever_comes_in_is_loaded_or_refused(data: bytes) -> None:
    with contextlib.suppress(Refused):
        load_json(data)


pieces = ["{", "}", "[", "]", ",", ":", '"a"', '"b":', "1", "-0.50", "1e999", "NaN", "\\u0000"]


@given(st.lists(st.sampled_from([*pieces, '"\\ud800"', " ", "\n"]), max_size=40).map("".join))
@settings(max_examples=500)
def test_what_is_almost_json_is_refused_where_the_standard_decoder_refuses_it(text: str) -> None:
    try:
        standard = json.loads(text, parse_float=Decimal)
    except ValueError:
        with pytest.raises(Refused):
            load_json(text.encode())
        return
    odd = any(piece in text for piece in ("NaN", "999", "u0000", "ud800", "1" * 30))
    with contextlib.suppress(*[Refused] * (odd or text.count('"b"') > 1)):
        assert load_json(text.encode()) == standard


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"NaN", "number_not_finite"),
        (b'{"a": -Infinity}', "number_not_finite"),
        (b"[1e999]", "number_too_long"),
        (b"[1e-31]", "number_too_long"),
        (b"[1e99999999999999999999]", "number_too_long"),
        (b"[0." + b"1" * 50 + b"]", "number_too_long"),
        (b"[" + b"9" * 41 + b"]", "number_too_long"),
        (b"[-" + b"9" * 5000 + b"]", "number_too_long"),
        (b'{"a":1,"a":2}', "duplicate_key"),
        (b'{"a" :1,"a" :2}', "duplicate_key"),
        (b'{"a"\n:1,"\\u0061":"\\":"}', "duplicate_key"),
        (b'{"a":1,"a":2,"x":"\\":"}', "duplicate_key"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
        (b"[" * 33 + b"]" * 33, "too_deep"),
        (b"[" * 500 + b"]" * 500, "too_deep"),
        (b"", "document_empty"),
        (b" \n", "document_empty"),
        (b"\xef\xbb\xbf", "document_empty"),
        (b"{} {}", "json_trailing"),
        (b"{}x", "json_trailing"),
        (b'{"a":1,}', "json_invalid"),
        (b"{'a':1}", "json_invalid"),
        (b'"a\x01b"', "control_character"),
        (b'"\\u0000"', "control_character"),
        (b'"\\u001F"', "control_character"),
        (b'"\\b"', "control_character"),
        (b'"\x7f"', "control_character"),
        (b'{"\\u0007":1}', "control_character"),
        (b'"\\ud83d"', "control_character"),
        (b'"\\uDC00x"', "control_character"),
        (b'"\\uffff"', "control_character"),
        ("\uffff".join('""').encode(), "control_character"),
        (b'"\xed\xa0\x80"', "encoding_not_utf8"),
        (b'"\xe9"', "encoding_not_utf8"),
        ('{"a":1}'.encode("utf-16"), "encoding_not_utf8"),
        ('{"a":1}'.encode("utf-16-le"), "encoding_not_utf8"),
        (b'"' + b"a" * (1 << 20) + b'"', "input_too_long"),
    ],
)
def test_what_could_poison_a_country_is_a_fault(data: bytes, code: str) -> None:
    assert codes(data) == [code]


def test_the_mark_of_utf8_and_pairs_of_surrogates_are_ordinary() -> None:
    assert load_json(b'\xef\xbb\xbf{"a":"\\ud83d\\ude00\\u0102 \\n"}') == {"a": "😀Ă \n"}


def test_as_deep_as_is_allowed_is_taken() -> None:
    assert load_json(b"[" * 32 + b"]" * 32)


@pytest.mark.parametrize("text", ["5.0", "50e-1", "0.5E+1", "5.000"])
def test_a_whole_number_is_an_int_however_it_is_written(text: str) -> None:
    loaded = load_json(text.encode())
    assert loaded == 5
    assert type(loaded) is int


def test_every_fault_is_named_with_its_path() -> None:
    with pytest.raises(Refused) as refused:
        load_json(b'{"a":{"b":NaN,"c":[1,1e99]},"d":{"x":1,"x":2},"e":"\\u0000"}', "w")
    found = [(fault.code, fault.path, fault.sent) for fault in refused.value.faults]
    assert found == [
        ("number_not_finite", "a.b", "NaN"),
        ("number_too_long", "a.c.2", "1e99"),
        ("duplicate_key", "d", "x"),
        ("control_character", "e", "U+0000"),
    ]


def test_a_syntax_fault_says_line_and_column() -> None:
    with pytest.raises(Refused) as refused:
        load_json('{"a": 1,\n "b": tám}'.encode(), "w")
    assert refused.value.fault.path == "2:7"
    assert refused.value.fault.sent.startswith("tám")


def test_an_item_in_fault_leaves_the_others_of_its_array() -> None:
    items = list(load_items(b' [ {"a":1}, {"a":NaN} ,{"a":2}] ', "w"))
    assert [(item.number, item.tree, item.raw) for item in items] == [
        (1, {"a": 1}, b'{"a":1}'),
        (2, None, b'{"a":NaN}'),
        (3, {"a": 2}, b'{"a":2}'),
    ]
    assert [fault.where for fault in items[1].faults] == ["w#2"]


@given(st.lists(documents, max_size=4))
def test_the_items_of_an_array_are_the_array(array: list[object]) -> None:
    data = json.dumps(array).encode()
    assert [item.tree for item in load_items(data, "w")] == array


@pytest.mark.parametrize("data", [b"[1,]", b"[1 2]", b"[1", b"[1,", b"[,", b"[1]]", b"[", b"[1}"])
def test_an_array_that_breaks_off_is_refused_after_what_it_held(data: bytes) -> None:
    with pytest.raises(Refused):
        list(load_items(data, "w"))
