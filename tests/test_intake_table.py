"""Tables into submissions: header, cells and rows."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cells import Cell, Doubtful, Mark, read_cell
from intake.reading import Sent, read_bytes

KINDS = {
    "people.women": "integer",
    "people.rate": "number",
    "set_up": "boolean",
    "rank": "choice",
    "note": "text",
}


def kinds_of(form: str) -> Mapping[str, str] | None:
    return KINDS if form == "census" else None


def rows(text: str, form: str | None = "census", name: str = "a.csv") -> list[Sent]:
    return list(read_bytes(name, text.encode(), form, kinds_of))


def header_faults(header: str) -> list[tuple[str, str]]:
    (sent,) = rows(f"{header}\nW111,2025,1\n")
    assert sent.whole_file
    assert {fault.where for fault in sent.faults} == {"a.csv:1"}
    return [(fault.code, fault.path) for fault in sent.faults]


def test_a_row_is_a_submission_with_its_line_and_its_number() -> None:
    text = (
        "unit;period;people.women;people.rate;set_up;rank;note;key\r\n"
        'W111;2025; +12 ;1.50;Có;02;"0012\n""x""; y";k1\r\n'
        ";;;;;;;\r\n"
        "W112;2025;;;FALSE;;x;\r\n"
    )
    first, second = rows("\ufeff" + text)
    assert (first.where, second.where) == ("a.csv:2", "a.csv:4")
    assert first.values == {
        "people": {"women": 12, "rate": Decimal("1.5")},
        "set_up": True,
        "rank": "02",
        "note": '0012\n"x"; y',
    }
    assert (first.unit, first.period, first.form, first.key) == ("W111", "2025", "census", "k1")
    assert first.raw.startswith(b"W111;2025; +12 ;")
    assert first.raw.endswith(b"k1\r\n")
    assert (second.values, second.marks) == ({"set_up": False}, {"note": "not_applicable"})
    assert first.faults == second.faults == ()


def test_a_blank_cell_is_not_zero_and_a_mark_is_no_value() -> None:
    (sent,) = rows("unit,period,people.women,people.rate,set_up,rank\nW111,2025, ,-,…,...\n")
    assert sent.values == {}
    assert sent.marks == {
        "people.rate": "none_occurred",
        "set_up": "not_available",
        "rank": "not_available",
    }


def test_a_column_of_a_section_takes_marks_only() -> None:
    marked, given_ = rows("unit,period,people\nW111,2025,x\nW112,2025,5\n")
    assert (marked.marks, marked.faults) == ({"people": "not_applicable"}, ())
    assert [(fault.code, fault.where) for fault in given_.faults] == [("section_value", "a.csv:3")]
    assert given_.values == {}


@pytest.mark.parametrize(
    ("header", "code", "path"),
    [
        ("unit,people.women,note", "missing_column", "period"),
        ("unit,period,note,note", "duplicate_column", "note"),
        ("unit,period,People Women", "column_name", "People Women"),
        ("unit,period,people.wimen", "unknown_column", "people.wimen"),
        ("unit,period,,note", "column_name", ""),
        ("", "file_empty", ""),
    ],
)
def test_a_header_in_fault_refuses_the_file(header: str, code: str, path: str) -> None:
    assert header_faults(header) == [(code, path)]


def test_a_mistyped_column_is_named_with_the_one_that_was_meant() -> None:
    (sent,) = rows("unit,period,people.wimen\nW111,2025,1\n")
    assert sent.faults[0].allowed == "people.women"


def test_a_ragged_row_is_refused_and_the_others_stand() -> None:
    short, good, long = rows("unit,period,note,,\nW111,2025\nW112,2025,a,,\nW113,2025,a,b,\n")
    assert [len(sent.faults) for sent in (short, good, long)] == [1, 0, 1]
    assert (short.faults[0].code, short.faults[0].sent) == ("ragged_row", "2")
    assert good.values == {"note": "a"}


def test_a_broken_quotation_costs_its_row() -> None:
    bad, good = rows('unit,period,note\nW111,2025,"a"b\nW112,2025,a\n')
    assert [fault.code for fault in bad.faults] == ["csv_broken"]
    assert (good.unit, good.where) == ("W112", "a.csv:3")
    (open_,) = rows('unit,period,note\nW111,2025,"a\nW112,2025,a\n')
    assert [fault.code for fault in open_.faults] == ["csv_broken"]


def test_a_row_that_names_no_unit_or_period_says_so() -> None:
    (sent,) = rows("unit,period,note\n,,a\n")
    assert [(f.code, f.path) for f in sent.faults] == [
        ("member_missing", "unit"),
        ("member_missing", "period"),
    ]


def test_every_row_may_answer_its_own_form() -> None:
    header = "form,unit,period,note,other\n"
    figures = "census,W111,2025,007,\ncensus,W112,2025,,1\nhealth,W113,2025,7,8\n"
    known, strange, free = rows(header + figures, None)
    assert known.values == {"note": "007"}
    assert [(fault.code, fault.path) for fault in strange.faults] == [("unknown_column", "other")]
    assert (free.form, free.values) == ("health", {"note": 7, "other": 8})


def test_a_row_of_another_form_than_the_one_collected_is_a_fault() -> None:
    (sent,) = rows("form,unit,period,note\nhealth,W111,2025,a\n")
    assert "form_conflict" in [fault.code for fault in sent.faults]


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("utf-16", "encoding_utf16"), ("utf-16-le", "encoding_utf16"), ("cp1258", "encoding_unknown")],
)
def test_another_encoding_refuses_the_file_and_is_explained(encoding: str, code: str) -> None:
    data = "unit,period,note\nW111,2025,Đông\n".encode(encoding)
    (sent,) = read_bytes("a.csv", data, "census", kinds_of)
    assert (sent.whole_file, [fault.code for fault in sent.faults]) == (True, [code])


def test_a_workbook_called_csv_is_told_apart() -> None:
    (sent,) = read_bytes("a.csv", b"PK\x03\x04" + b"\x00" * 30, "census")
    assert [fault.code for fault in sent.faults] == ["file_is_sheet"]


def test_a_control_character_in_a_cell_is_a_fault_of_its_row() -> None:
    bad, good = rows("unit,period,note\nW111,2025,a\x0bb\nW112,2025,a\n")
    assert [(fault.code, fault.path) for fault in bad.faults] == [("control_character", "note")]
    assert good.faults == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("12", "integer", 12),
        ("-3", None, -3),
        ("+0.50", "number", Decimal("0.5")),
        ("5.0", "integer", 5),
        ("1.234", "number", Decimal("1.234")),
        ("1234.000", "number", 1234),
        ("12", "text", "12"),
        ("12", "choice", "12"),
        ("có", "text", "có"),
        ("CO\u0301", "boolean", True),
        ("Kho\u0302ng", None, False),
        ("TRUE", "boolean", True),
        ("1", "boolean", "1"),
        ("many", "integer", "many"),
        ("12%", "number", "12%"),
        ("15.3.2025", None, "15.3.2025"),
        ("\u200b\u00a0", "text", None),
        ("–", "number", Mark("none_occurred")),
        ("X", "text", Mark("not_applicable")),
    ],
)
def test_a_cell_is_read_by_the_kind_of_its_measure(
    text: str, kind: str | None, value: Cell
) -> None:
    read = read_cell(text, kind)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "kind", "allowed"),
    [
        ("1,234", "integer", "1234 / 1.234"),
        ("12,5", "number", "12.5"),
        ("1.234.567", "number", "1234567"),
        ("1,234,567.89", "number", "1234567.89"),
        ("1 234", None, "1234 / 1.234"),
        ("1.234", "integer", "1234 / 1.234"),
        ("5.000", "number", "5000 / 5"),
        ("-5.000", "number", "-5000 / -5"),
        ("1.234.5", "number", "12345 / 1234.5"),
        ("12 5", "number", "125 / 12.5"),
        ("1,234,567", "number", "1234567"),
    ],
)
def test_a_number_two_people_read_differently_is_refused(
    text: str, kind: str | None, allowed: str
) -> None:
    with pytest.raises(Doubtful) as doubt:
        read_cell(text, kind)
    assert (doubt.value.code, doubt.value.allowed) == ("ambiguous_number", allowed)


def test_a_number_out_of_all_bounds_is_refused() -> None:
    (sent,) = rows(f"unit,period,people.women\nW111,2025,{'9' * 5000}\n")
    assert [(fault.code, fault.path) for fault in sent.faults] == [
        ("number_too_long", "people.women")
    ]


@given(
    st.lists(st.tuples(st.integers(-(10**12), 10**12), st.text(max_size=8)), max_size=5),
    st.sampled_from(";,"),
)
def test_what_a_spreadsheet_writes_is_read_back(
    figures: list[tuple[int, str]], delimiter: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["unit", "period", "people.women", "note"])
    for number, (women, note) in enumerate(figures):
        writer.writerow([f"W{number}", "2025", women, note])
    data = out.getvalue().encode("utf-8", "replace")
    sents = list(read_bytes("a.csv", data, "census", kinds_of))
    if any(sent.whole_file for sent in sents):
        return
    assert [sent.unit for sent in sents] == [f"W{number}" for number in range(len(figures))]
    for sent, (women, _) in zip(sents, figures, strict=True):
        assert sent.values["people"] == {"women": women}
