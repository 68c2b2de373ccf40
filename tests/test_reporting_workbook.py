"""The consolidated workbook: what stands in its cells, whatever the units sent."""

import math
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.workbook import Workbook

import messages
from bench import books
from errors import Problem
from hierarchy.tree import Tree
from reporting.book import Book, Letterhead, Narrative
from reporting.target import Target
from reporting.workbook import write_book
from tests.cast import COUNTRY

FIRST = 7


@pytest.fixture(scope="module")
def district() -> Book:
    return books.book(books.rolled(books.form(60), books.tree([5]), 5))


def opened(book: Book, *, values: bool = True) -> Workbook:
    buffer = BytesIO()
    write_book(book, buffer)
    buffer.seek(0)
    return openpyxl.load_workbook(buffer, data_only=values)


def texts(book: Book, sheet: str) -> list[str]:
    return [
        str(cell.value)
        for row in opened(book)[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    ]


def test_the_sheets_stand_in_order_under_the_words_they_are_given(district: Book) -> None:
    assert opened(district).sheetnames == [
        "Bìa", "Tổng hợp", "Theo đơn vị", "Biểu đồ", "Tình hình nộp",
        "Thuyết minh", "Ý kiến gộp", "Nguồn số liệu", "Kiểm tra",
    ]  # fmt: skip
    english = replace(district, words=messages.words("en", "workbook"), language="en")
    assert opened(english).sheetnames[:2] == ["Cover", "Summary"]


def test_every_figure_of_every_unit_stands_in_its_column(district: Book) -> None:
    sheet = opened(district)["Theo đơn vị"]
    rollup = district.rollup
    children = rollup.tree.children(district.index)
    block = rollup.block(np.append(children, district.index))
    own = rollup.own_block([district.index])
    for place, key in enumerate(rollup.layout.keys):
        numbers = block.numbers(key)
        wanted = [*numbers[:-1], own.numbers(key)[0], numbers[-1]]
        for row, value in enumerate(wanted, FIRST):
            shown = sheet.cell(row, 7 + place).value
            if math.isnan(value):
                assert shown in (None, ""), key
            else:
                assert shown == value, key


def test_blank_is_not_zero(district: Book) -> None:
    sheet = opened(district)["Theo đơn vị"]
    silent = next(s.index for s in district.standings if s.missing and s.index)
    row = [cell.value for cell in sheet[FIRST + silent - 1]][6:]
    assert row
    assert all(value is None for value in row)


def test_totals_are_formulas_that_carry_their_value(district: Book) -> None:
    live = opened(district, values=False)["Theo đơn vị"]
    carried = opened(district)["Theo đơn vị"]
    total = FIRST + 5 + 1
    assert live.cell(total, 7).value == '=IF(COUNT(G7:G12)=0,"",SUM(G7:G12))'
    assert live.cell(total, 9).value == (
        f'=IF(COUNT(H{total},G{total})<2,"",IF(G{total}=0,"",H{total}/G{total}*100))'
    )
    assert isinstance(carried.cell(total, 7).value, int)


def test_an_own_figure_that_replaces_stands_beside_the_sum_from_below(district: Book) -> None:
    keys = list(district.rollup.layout.keys)
    place = next(i for i, k in enumerate(keys) if k.measure == "s0.poll")
    sheet = opened(district)["Theo đơn vị"]
    own, total, below = (sheet.cell(FIRST + 5 + i, 7 + place).value for i in range(3))
    kids = [sheet.cell(FIRST + i, 7 + place).value for i in range(5)]
    assert total == own
    assert below == sum(int(str(k)) for k in kids if k is not None)


def test_the_summary_judges_targets_in_words_signs_and_colour(district: Book) -> None:
    key = next(k for k in district.rollup.layout.keys if k.measure == "s0.share")
    value = district.rollup.block([0]).exact(key)[0]
    assert value is not None
    for target, said in ((value, "✓ Đạt"), (value + 1, "✗ Chưa đạt")):
        by = Target("s0.share", ">=", target, date(2025, 12, 31))
        sheet = opened(replace(district, targets=(by,)))["Tổng hợp"]
        cells = {str(c.value): c for row in sheet.iter_rows() for c in row}
        assert said in cells
        assert cells[said].fill.fgColor.rgb in {"FFD9F2DD", "FFFBDDDD"}


def test_a_target_without_a_figure_is_not_judged_unmet() -> None:
    rollup = books.rolled(books.form(14), books.tree([2]))
    rollup.inputs.states[:] = 0
    empty = books.rolled(books.form(14), books.tree([2]))
    silent = replace(empty, cumulative=np.zeros_like(empty.cumulative), inputs=rollup.inputs)
    assert "– Chưa có số liệu" in texts(books.book(silent), "Tổng hợp")


def test_a_plain_profile_leaves_no_trace_of_another_countrys_paper(district: Book) -> None:
    plain = replace(district, letterhead=Letterhead())
    said = " ".join(texts(plain, "Tổng hợp"))
    assert "CỘNG HÒA" in " ".join(texts(district, "Tổng hợp"))
    assert "CỘNG HÒA" not in said
    assert "Ký" not in said


def test_a_rehearsal_says_so_on_every_sheet_and_every_printed_page(district: Book) -> None:
    label = messages.words("vi", "workbook")["rehearsal"]
    for sheet in opened(district).worksheets:
        assert label in [c.value for row in sheet.iter_rows(max_row=12) for c in row]
        assert sheet.oddHeader is not None
        assert label in str(sheet.oddHeader.right.text)
    real = replace(district, rehearsal=False)
    for sheet in opened(real).worksheets:
        assert label not in [c.value for row in sheet.iter_rows() for c in row]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.org", "a\x00b\x0bc", "_x0041_", "<&>\"'",
     "dòng 1\ndòng 2"],
)  # fmt: skip
def test_what_a_unit_wrote_stays_text(district: Book, text: str) -> None:
    unit = district.rollup.tree.units[1]
    told = replace(district, narratives=(Narrative(1, unit, "s0.note", text),))
    sheet = opened(told, values=False)["Thuyết minh"]
    cells = [c for row in sheet.iter_rows() for c in row if c.column == 5 and (c.row or 0) > 6]
    found = next(c for c in cells if c.value)
    clean = text.replace("\x00", "").replace("\x0b", "").replace("_x0041_", "_x005F_x0041_")
    assert found.value == clean
    assert found.data_type == "s"
    assert found.hyperlink is None


def test_a_text_too_long_for_a_cell_is_cut_into_rows_and_nothing_is_lost(district: Book) -> None:
    unit = district.rollup.tree.units[1]
    long = " ".join(f"từ{i}" for i in range(9_000))
    told = replace(district, narratives=(Narrative(1, unit, "s0.note", long),))
    sheet = opened(told)["Thuyết minh"]
    found = [str(r[4].value) for r in sheet.iter_rows(min_row=7) if r[4].value]
    assert " ".join(found) == long


def test_a_name_too_long_for_a_cell_is_cut_with_a_mark_and_never_an_exception() -> None:
    rollup = books.rolled(books.form(14), books.tree([1]))
    units = [u._replace(name="Đ" * 40_000) for u in rollup.tree.units]
    named = replace(rollup, tree=Tree.of(units, books.DAY))
    names = [t for t in texts(books.book(named), "Theo đơn vị") if t.startswith("ĐĐ")]
    assert names
    assert all(len(n) <= 32_767 for n in names)
    assert names[0].endswith("…")


def test_deeper_units_are_counted_and_the_silent_named_unless_the_book_is_full() -> None:
    rollup = books.rolled(books.form(14), books.tree([3, 4]))
    short, full = books.book(rollup), books.book(rollup, full=True)
    deep = [s for s in short.standings if rollup.tree.depth[s.index] == 2]
    silent = {s.unit.code for s in deep if s.missing}
    told = {t for t in texts(short, "Tình hình nộp") if len(t) == 4 and t.isdigit()}
    assert silent
    assert told == silent
    everyone = {t for t in texts(full, "Tình hình nộp") if len(t) == 4 and t.isdigit()}
    assert everyone == {s.unit.code for s in deep}
    words = texts(short, "Thuyết minh")
    assert any("của đơn vị cấp dưới (Cấp xã:" in w for w in words)
    assert len(texts(full, "Thuyết minh")) > len(words)


def test_the_same_vintage_gives_the_same_bytes(district: Book, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", BytesIO()
    write_book(district, first)
    write_book(replace(district, words=dict(district.words)), second)
    assert first.read_bytes() == second.getvalue()
    with zipfile.ZipFile(first) as file:
        assert file.testzip() is None
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2025-12-20T08:30:00Z" in file.read("docProps/core.xml")


def test_a_file_appears_whole_or_not_at_all(district: Book, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_book(district, target)
    before = target.read_bytes()
    broken = replace(district, words={})
    with pytest.raises(KeyError):
        write_book(broken, target)
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_table_wider_than_the_format_is_a_problem(
    district: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.workbook.writing._COLUMNS", 20)
    with pytest.raises(Problem) as caught:
        write_book(district, BytesIO())
    assert caught.value.code == "workbook_refused"


@pytest.mark.parametrize("index", range(15))
def test_any_unit_of_a_skewed_tree_has_its_workbook(index: int) -> None:
    rollup = books.rolled(books.form(14), Tree.of(COUNTRY, date(2025, 6, 1)))
    book = books.book(rollup, index)
    later = replace(book.sources, as_of=datetime(2025, 6, 2, tzinfo=UTC))
    sheet = opened(replace(book, sources=later))["Theo đơn vị"]
    children = rollup.tree.children(index)
    assert sheet.cell(FIRST + len(children) + 1, 3).value == "TỔNG CỘNG"


def test_another_period_is_held_against_the_next_target_due(district: Book) -> None:
    both = tuple(
        Target("s0.share", ">=", Fraction(v), date(y, 12, 31)) for v, y in ((90, 2030), (10, 2025))
    )
    assert "≥ 10 (2025)" in texts(replace(district, targets=both), "Tổng hợp")
    found = texts(replace(district, targets=both, period="2027"), "Tổng hợp")
    assert "≥ 90 (2030)" in found
