"""Files of JSON into submissions: the members, their types, and what one bad line costs."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.reading import Sent, read_bytes
from intake.strict import DOCUMENT_LIMIT

GOOD: dict[str, Any] = {
    "unit": "W111",
    "form": "census",
    "period": "2025",
    "values": {"leaders": {"women": 3, "rate": 2.5}, "note": "  Ủy ban\r\n"},
}


def one(document: object, form: str | None = None) -> Sent:
    (sent,) = read_bytes("a.json", json.dumps(document).encode(), form)
    return sent


def faults(document: object, form: str | None = None) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in one(document, form).faults]


def test_a_file_of_one_is_one_submission_with_its_bytes() -> None:
    data = json.dumps({**GOOD, "key": "k1", "unit_on": "2025-07-01", "by": None}).encode()
    (sent,) = read_bytes("in/a.JSON", data)
    assert sent.faults == ()
    assert (sent.where, sent.raw, sent.whole_file) == ("in/a.JSON", data, False)
    assert (sent.unit, sent.form, sent.period, sent.key) == ("W111", "census", "2025", "k1")
    assert (sent.unit_on, sent.by, sent.marks) == ("2025-07-01", None, {})
    women = {"women": 3, "rate": Decimal("2.5")}
    assert sent.values == {"leaders": women, "note": GOOD["values"]["note"]}


def test_the_unit_and_its_marks_have_one_spelling() -> None:
    text = " \u00d0o\u0302\u0300ng\u00a0\u200bU\u0309y"
    found = one({**GOOD, "unit": text, "marks": {"note": " not_available\u200b"}})
    assert (found.unit, found.marks) == ("Đồng Ủy", {"note": "not_available"})


def test_a_mistyped_member_is_named_with_the_one_that_was_meant() -> None:
    document = {("vlaues" if name == "values" else name): GOOD[name] for name in GOOD}
    sent = one(document)
    found = {fault.code: (fault.path, fault.allowed) for fault in sent.faults}
    assert found == {
        "unknown_member": ("vlaues", "values"),
        "member_missing": ("values", "values"),
    }


@pytest.mark.parametrize(
    ("member", "sent", "code"),
    [
        ("unit", 79, "member_not_text"),
        ("unit", "", "member_not_a_word"),
        ("unit", None, "member_missing"),
        ("period", 2025, "member_not_text"),
        ("period", None, "member_missing"),
        ("form", ["census"], "member_not_text"),
        ("form", None, "form_not_named"),
        ("values", [1], "member_not_object"),
        ("values", None, "member_missing"),
        ("marks", "x", "member_not_object"),
        ("key", "k" * 201, "member_not_a_word"),
        ("by", "two\nlines", "member_not_a_word"),
        ("unit_on", "1/7/2025", "day_unreadable"),
        ("unit_on", "2025-02-30", "day_unreadable"),
        ("attachments", "a.pdf", "attachments_unreadable"),
        ("attachments", [1], "attachments_unreadable"),
    ],
)
def test_a_member_of_the_wrong_kind_is_a_fault(member: str, sent: object, code: str) -> None:
    assert faults({**GOOD, member: sent}) == [(code, member)]


def test_a_mark_that_is_no_text_is_a_fault_and_the_others_stand() -> None:
    sent = one({**GOOD, "marks": {"leaders": "not_applicable", "a": 3}})
    assert [fault.path for fault in sent.faults] == ["marks.a"]
    assert sent.marks == {"leaders": "not_applicable"}


def test_several_faults_are_all_told() -> None:
    told = faults({"unit": 1, "vals": {}})
    assert sorted(path for _, path in told) == ["form", "period", "unit", "vals", "values"]


@pytest.mark.parametrize(
    ("own", "given_", "meant"),
    [
        (None, "census", "census"),
        ("census", "census", "census"),
        ("census", "census@2", "census@2"),
        ("census@2", "census", "census@2"),
    ],
)
def test_the_form_given_beside_agrees_with_the_one_inside(
    own: str | None, given_: str, meant: str
) -> None:
    sent = one({**GOOD, "form": own}, given_)
    assert (sent.form, sent.faults) == (meant, ())


@pytest.mark.parametrize("given_", ["other", "census@1"])
def test_another_form_than_the_one_collected_is_a_fault(given_: str) -> None:
    assert faults({**GOOD, "form": "census@2"}, given_) == [("form_conflict", "form")]


def test_a_bad_line_costs_only_itself() -> None:
    good = json.dumps(GOOD).encode()
    data = b"\xef\xbb\xbf" + good + b"\r\n\n" + b"[" * 99_999 + b"\n{bad\n\xff\n" + good
    sents = list(read_bytes("x.jsonl", data))
    assert [sent.where for sent in sents] == [f"x.jsonl:{n}" for n in (1, 3, 4, 5, 6)]
    codes = [[fault.code for fault in sent.faults] for sent in sents]
    assert codes == [[], ["too_deep"], ["json_invalid"], ["encoding_not_utf8"], []]
    assert not any(sent.whole_file for sent in sents)
    assert sents[4].raw == good


def test_a_line_too_long_is_passed_over_and_the_next_is_read() -> None:
    good = json.dumps(GOOD).encode()
    exact = good[:-1] + b" " * (DOCUMENT_LIMIT - len(good)) + b"}"
    sents = list(read_bytes("x.ndjson", exact + b"\n" + b" " * (3 << 20) + b"\n" + good + b"\n"))
    codes = [[fault.code for fault in sent.faults] for sent in sents]
    assert codes == [[], ["input_too_long"], []]
    assert [sent.where[-1] for sent in sents] == ["1", "2", "3"]
    assert len(sents[1].raw) < 5000


def test_lines_in_utf16_are_refused_as_a_whole() -> None:
    (sent,) = read_bytes("x.jsonl", (json.dumps(GOOD) + "\n").encode("utf-16") * 3)
    assert sent.whole_file
    assert [fault.code for fault in sent.faults] == ["encoding_not_utf8"]


def test_an_array_is_many_submissions_and_a_break_costs_what_follows() -> None:
    text = json.dumps(GOOD)
    sents = list(read_bytes("a.json", f"[{text}, 3, {text[:-1]}, {text}]".encode()))
    assert [sent.where for sent in sents] == ["a.json#1", "a.json#2", "a.json"]
    codes = [[fault.code for fault in sent.faults] for sent in sents]
    assert codes == [[], ["not_an_object"], ["json_invalid", "rest_unread"]]


def test_other_files_and_long_ones_are_refused_whole() -> None:
    for name, data, code in (
        ("a.xlsx", b"PK", "unknown_file_type"),
        ("a", b"{}", "unknown_file_type"),
        ("a.json", b"", "document_empty"),
        ("a.csv", b"x" * 11, "input_too_long"),
    ):
        (sent,) = read_bytes(name, data, limit=10)
        assert sent.whole_file
        assert [(fault.code, fault.where) for fault in sent.faults] == [(code, name)]


@given(st.binary(max_size=300), st.sampled_from(["a.json", "a.jsonl", "a.csv"]))
def test_no_file_is_answered_with_an_exception(data: bytes, name: str) -> None:
    for sent in read_bytes(name, data):
        assert sent.where.startswith(name)


members = st.sampled_from([*GOOD, "marks", "attachments", "key", "unit_on", "odd\x00"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(members, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(members, anything))
def test_no_document_is_answered_with_an_exception(changed: dict[str, object]) -> None:
    sent = one({**GOOD, **changed})
    if not sent.faults:
        assert sent.unit
        assert sent.period
