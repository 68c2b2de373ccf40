"""What entry cells say: numbers, marks, ticks, what the server fills in, and what is noted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from intake.book.issued import Issued
from intake.book.numerals import day_of, number_of
from intake.book.reader import close_idle
from intake.sent import Sent
from schemas.checking import Checker
from tests.filled_books import (
    BOOK,
    EXPECTED,
    FORM,
    ISSUED,
    MARKED,
    VALUES,
    cell,
    cell_xml,
    changed,
    edited,
    packet,
    parts,
    read,
    zipped,
)


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    close_idle()


def _read(folder: Path, issued: Issued = ISSUED, **given: object) -> Sent:
    return read(folder, zipped(changed(**given)), issued)


def _codes(sent: Sent) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in sent.faults]


def _without(*paths: str) -> Mapping[str, Any]:
    return dict.fromkeys(paths)


def test_a_filled_template_says_whose_it_is_and_what_stands_in_it(tmp_path: Path) -> None:
    sent = read(tmp_path, zipped(parts()))
    assert (sent.unit, sent.form, sent.period, sent.plan) == ("W111", "small@1", "2025", "plan-1")
    assert (sent.unit_on, sent.template) == ("2025-01-01", ISSUED.code)
    assert dict(sent.values) == EXPECTED
    assert sent.marks == MARKED
    assert not sent.faults
    assert not sent.notes


def test_what_was_read_passes_the_form(tmp_path: Path) -> None:
    sent = read(tmp_path, zipped(parts()))
    content, faults = Checker(FORM).faults(sent.values, sent.marks, "ward")
    assert not faults
    assert content is not None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("12.0", 12),
        ("1E3", 1000),
        ("-0", 0),
        ("0.1", Decimal("0.1")),
        ("0.30000000000000004", Decimal("0.3")),
        ("1234.4999999999998", Decimal("1234.5")),
        ("1234567.1234567891", Decimal("1234567.12345679")),
        ("999999999999999", 999999999999999),
        ("1234567890123456", 1234567890123456),
        ("NaN", None),
        ("1e999", None),
        ("0x10", None),
        ("١٢", None),
        ("", None),
    ],
)
def test_a_number_is_what_a_spreadsheet_shows_of_it(
    text: str, number: int | Decimal | None
) -> None:
    assert number_of(text) == number


def test_days_are_counted_as_spreadsheets_count_them() -> None:
    assert day_of("1", from_1904=False) == "1900-01-01"
    assert day_of("59", from_1904=False) == "1900-02-28"
    assert day_of("61", from_1904=False) == "1900-03-01"
    assert day_of("45000.5", from_1904=False) == "2023-03-15T12:00:00"
    assert day_of("0", from_1904=True) == "1904-01-01"
    assert day_of("99999999", from_1904=False) == "99999999"
    assert day_of("2958465", from_1904=True) == "2958465"


def test_a_number_kept_as_text_is_taken_and_shown_back(tmp_path: Path) -> None:
    sent = _read(tmp_path, leaders__total="12", budget="１２３４.5")
    assert dict(sent.values) == EXPECTED
    assert [(n.code, n.sent, n.allowed) for n in sent.notes] == [
        ("number_as_text", "12", "12"),
        ("number_as_text", "１２３４.5", "1234.5"),
    ]
    assert sent.notes[0].where == f"a.xlsx!Bieu!{cell('leaders.total')}"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("120,5", "120.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,50", "1234.5"),
        ("-0,25", "-0.25"),
        ("1.234.567", "1234567"),
        ("\uff11\uff12\uff10\uff0c\uff15", "120.5"),
    ],
)
def test_a_text_that_can_be_read_in_one_way_is_taken_and_shown_back(
    tmp_path: Path, text: str, read: str
) -> None:
    sent = _read(tmp_path, budget=text)
    assert sent.values["budget"] == Decimal(read)
    assert not sent.faults
    assert [(n.code, n.sent, n.allowed) for n in sent.notes] == [("number_as_text", text, read)]


@pytest.mark.parametrize(
    "text", ["1,234", "1 234", "5.000", "1.234,567", "1.2.2025", "12 5", "1,2,3", "1.23,5"]
)
def test_a_text_that_can_be_read_in_two_ways_or_none_is_refused(tmp_path: Path, text: str) -> None:
    sent = _read(tmp_path, budget=text)
    assert [fault.code for fault in sent.faults] == ["ambiguous_number"]
    assert not sent.notes


def test_a_text_that_is_no_number_is_left_to_the_form(tmp_path: Path) -> None:
    sent = _read(tmp_path, leaders__total="mười hai")
    _, faults = Checker(FORM).faults(sent.values, sent.marks, "ward")
    assert [(f.code, f.path) for f in faults] == [("type_integer", "leaders.total")]


def test_every_sign_is_its_mark(tmp_path: Path) -> None:
    signs: dict[str, Any] = {
        "leaders__women": "…",
        "leaders__total": "...",
        "budget": "x",
        "committee": "–",
    }
    sent = _read(tmp_path, **signs)
    assert sent.marks == {
        "leaders.women": "not_available",
        "leaders.total": "not_available",
        "budget": "not_applicable",
        "committee": "none_occurred",
        **MARKED,
    }


def test_a_section_is_marked_as_a_whole(tmp_path: Path) -> None:
    given = {**VALUES, "leaders": "-", **_without("leaders.women", "leaders.total")}
    sent = read(tmp_path, zipped(parts(given)))
    assert sent.marks == {"leaders": "none_occurred", **MARKED}
    assert "leaders" not in sent.values


def test_one_tick_says_that_nothing_occurred_where_nothing_stands(tmp_path: Path) -> None:
    sent = read(tmp_path, zipped(parts({"*": "x", "work.talks": 3, "difficulties": "…"})))
    assert sent.values == {"work": {"talks": 3}}
    marked = {path for path, mark in sent.marks.items() if mark == "none_occurred"}
    assert marked == {
        "leaders.women", "leaders.total", "budget", "committee", "staff", "grade",
        "work.rural.talks",
    }  # fmt: skip
    assert sent.marks["difficulties"] == "not_available"


def test_the_tick_for_what_stands_fills_blank_cells_only(tmp_path: Path) -> None:
    issued = replace(ISSUED, standing={"committee": False, "budget": Decimal(5), "staff": "short"})
    given = {"@standing": "X", "staff": "enough", "budget": None}
    sent = read(tmp_path, zipped(parts(given)), issued)
    assert sent.values == {"budget": Decimal(5), "committee": False, "staff": "enough"}
    unticked = read(tmp_path, zipped(parts({"staff": "enough"})), issued)
    assert unticked.values == {"staff": "enough"}


def test_what_stands_goes_before_nothing_occurred_and_after_a_sections_mark(tmp_path: Path) -> None:
    issued = replace(ISSUED, standing={"budget": 5, "leaders.women": 4})
    given = {"@standing": "x", "*": "x", "leaders": "x"}
    sent = read(tmp_path, zipped(parts(given)), issued)
    assert sent.values == {"budget": 5}
    assert sent.marks["leaders"] == "not_applicable"
    assert "leaders.women" not in sent.marks
    assert sent.marks["work.talks"] == "none_occurred"


def test_what_another_form_was_told_is_taken_from_there(tmp_path: Path) -> None:
    issued = replace(ISSUED, elsewhere={"leaders.total": 12, "budget": Decimal("1234.5")})
    assert dict(_read(tmp_path, issued).values) == EXPECTED
    assert dict(_read(tmp_path, issued, leaders__total=None).values) == EXPECTED
    sent = _read(tmp_path, issued, leaders__total=13)
    assert _codes(sent) == [("asked_elsewhere", "leaders.total")]
    assert (sent.faults[0].sent, sent.faults[0].allowed) == ("13", "12")


def test_a_packet_takes_open_cells_and_keeps_the_rest(tmp_path: Path) -> None:
    issued = packet("leaders.women")
    sent = _read(tmp_path, issued, leaders__women=9)
    assert sent.values == {**EXPECTED, "leaders": {"women": 9, "total": 12}}
    assert sent.marks == MARKED
    assert not sent.faults


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("leaders.total", 13),
        ("leaders.total", None),
        ("staff", "short"),
        ("work.rural.talks", 4),
        ("work.rural.talks", None),
    ],
)
def test_a_packet_refuses_a_change_elsewhere(tmp_path: Path, path: str, value: object) -> None:
    given = {**VALUES, "leaders.women": 9, path: value}
    sent = read(tmp_path, zipped(parts(given)), packet("leaders.women"))
    assert _codes(sent) == [("cell_not_open", path)]


def test_a_sections_mark_in_a_packet_goes_to_its_open_cells(tmp_path: Path) -> None:
    issued = packet("work.talks")
    given = {**VALUES, "work": "x", "work.talks": None}
    sent = read(tmp_path, zipped(parts(given)), issued)
    assert not sent.faults
    assert sent.marks == {"work.talks": "not_applicable", **MARKED}


def test_faults_leave_what_else_could_be_read(tmp_path: Path) -> None:
    sent = _read(tmp_path, leaders__women=date(2025, 3, 1), grade=(0.5,))
    assert _codes(sent) == [("day_in_cell", "leaders.women"), ("share_in_cell", "grade")]
    assert sent.faults[0].sent == "2025-03-01"
    assert (sent.faults[1].sent, sent.faults[1].allowed) == ("50%", "0.5")
    assert sent.values["leaders"] == {"total": 12}
    assert sent.values["budget"] == Decimal("1234.5")


def test_a_day_in_a_text_is_a_day_of_the_calendar(tmp_path: Path) -> None:
    half_past_six = datetime(2025, 1, 2, 6, 30)  # noqa: DTZ001  a cell knows of no zone
    sent = _read(tmp_path, founded=date(2001, 9, 2), difficulties=half_past_six)
    assert sent.values["founded"] == "2001-09-02"
    assert sent.values["difficulties"] == "2025-01-02T06:30:00"
    assert [(n.code, n.path) for n in sent.notes] == [("day_as_text", "difficulties")]


def test_yes_and_no_in_many_spellings(tmp_path: Path) -> None:
    for said, meant in [
        ("có", True),
        ("KHÔNG", False),
        ("no", False),
        (True, True),
        ("Sai", False),
    ]:
        assert _read(tmp_path, committee=said).values["committee"] is meant


def test_a_closed_or_older_template_says_so(tmp_path: Path) -> None:
    closed = replace(ISSUED, closed=True)
    assert [f.code for f in read(tmp_path, zipped(parts()), closed).faults] == ["template_closed"]
    newer = replace(closed, newer="small@2")
    (fault,) = read(tmp_path, zipped(parts()), newer).faults
    assert (fault.code, fault.allowed) == ("template_outdated", "small@2")


def test_reasons_are_read_in_the_order_they_were_asked(tmp_path: Path) -> None:
    made = dict(parts())
    row = '<row r="{0}"><c r="G{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    rows = row.format(6, "Thêm  cán bộ") + row.format(7, "Sáp nhập")
    loi = made["xl/worksheets/sheet2.xml"].decode()
    loi = loi.replace("<sheetData/>", f"<sheetData>{rows}</sheetData>")
    made["xl/worksheets/sheet2.xml"] = loi.encode()
    asked = (("moved_much", "leaders.total"), ("moved_much", "budget"))
    sent = read(tmp_path, zipped(made), replace(ISSUED, asked=asked))
    assert sent.reasons == {"leaders.total": "Thêm cán bộ", "budget": "Sáp nhập"}


def test_a_copied_sheet_is_not_read_and_said_so(tmp_path: Path) -> None:
    copy = '<sheet name="Bieu (2)" sheetId="9" r:id="rId1"/></sheets>'
    sent = read(tmp_path, zipped(edited(BOOK, "</sheets>", copy)))
    assert not sent.faults
    assert [(n.code, n.sent, n.allowed) for n in sent.notes] == [
        ("sheet_copy_unread", "Bieu (2)", "Bieu")
    ]


def test_every_cell_a_formula_fills_is_named(tmp_path: Path) -> None:
    below = f"G{int(cell('leaders.women')[1:]) + 1}"
    xml = f'<c r="@"><f t="array" ref="@:{below}">A1:A2</f><v>7</v></c>'
    sent = read(tmp_path, zipped(cell_xml("leaders.women", xml)))
    assert [(f.code, f.path) for f in sent.faults] == [
        ("formula_in_cell", "leaders.women"),
        ("formula_in_cell", "leaders.total"),
    ]
