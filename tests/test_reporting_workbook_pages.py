"""The workbook on paper: what a page holds, what is cut, and what is said where little stands."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

import messages
from bench import books
from reporting.book import Book
from reporting.target import Target
from reporting.workbook import write_book
from reporting.workbook.narratives import pieces
from reporting.workbook.numerals import grouped
from reporting.workbook.paper import PLAIN, page_ends
from reporting.workbook.spread import COUNTS, FIXED, SMALL, spread
from reporting.workbook.table import Column, columns
from reporting.workbook.widths import lines, pixels
from schemas.form import Form, Label, Measure, Rule

END = date(2025, 12, 31)


def opened(book: Book) -> Workbook:
    buffer = BytesIO()
    write_book(book, buffer)
    buffer.seek(0)
    return openpyxl.load_workbook(buffer)


def said(book: Book, sheet: str) -> list[str]:
    return [
        str(cell.value)
        for row in opened(book)[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.fixture(scope="module")
def district() -> Book:
    return books.book(books.rolled(books.form(60), books.tree([5]), 5))


def _columns(figures: int) -> tuple[Column, ...]:
    rollup = books.rolled(books.form(figures), books.tree([2]))
    words = messages.words("vi", "workbook")
    return columns(rollup.form, rollup.layout.keys, rollup.tree.levels, words, "vi")


@pytest.mark.parametrize("figures", [3, 14, 60, 200])
def test_no_printed_page_of_the_table_is_too_wide(figures: int) -> None:
    found = _columns(figures)
    made = spread(found)
    cuts = [0, *made.breaks, len(found)]
    assert cuts == sorted(set(cuts))
    assert SMALL <= made.scale <= 100
    assert all(w >= c.width for w, c in zip(made.widths, found, strict=True))
    for first, last in pairwise(cuts):
        lead = [*FIXED, *([] if first else COUNTS)]
        assert (
            sum(map(pixels, [*lead, *made.widths[first:last]])) <= PLAIN.across(made.scale) + 0.01
        )


def test_the_table_is_printed_in_letters_of_seven_points_at_least() -> None:
    assert 11 * SMALL / 100 >= 7


def test_a_table_of_few_columns_is_printed_as_large_as_the_page_allows() -> None:
    few, many = spread(_columns(14)[:3]), spread(_columns(200))
    assert few.scale > many.scale == SMALL
    assert not few.breaks


def test_a_section_is_not_left_alone_on_a_page_with_a_column_or_two() -> None:
    found = _columns(200)
    for place in spread(found).breaks:
        before = {c.section for c in found[place - 3 : place]}
        after = {c.section for c in found[place : place + 3]}
        assert found[place].section != found[place - 1].section or len(before | after) == 1


@given(
    st.lists(st.tuples(st.floats(5, 60), st.booleans()), max_size=80),
    st.floats(100, 500),
)
def test_printed_pages_are_never_too_high_and_never_end_in_a_heading(
    rows: list[tuple[float, bool]], room: float
) -> None:
    repeated = 30.0
    ends = page_ends(rows, room, repeated)
    assert ends == sorted(set(ends))
    for first, last in pairwise([0, *ends, len(rows)]):
        left = room - (repeated if first else 0)
        assert sum(high for high, _ in rows[first:last]) <= left + 1e-6
    for first, end in pairwise([0, *ends]):
        alone = all(stays for _, stays in rows[first:end])
        assert alone or not rows[end - 1][1]


def test_words_are_measured_by_their_letters() -> None:
    assert lines("một", 200) == 1
    assert lines("một hai ba bốn năm", 60) > 1
    assert lines("một\nhai", 500) == 2
    assert lines("W" * 40, 300) > lines("i" * 40, 300)
    assert lines("性別平等" * 10, 300) >= 2
    narrow, wide = (lines("Tỷ lệ nữ cán bộ lãnh đạo, quản lý", room) for room in (80, 400))
    assert narrow > wide == 1


@given(st.text(alphabet="ab W\nđ", max_size=6_000))
def test_a_long_text_is_cut_into_rows_that_fit_and_loses_no_letter(text: str) -> None:
    found = list(pieces(text))
    assert all(count <= 26 for _, count in found)
    assert "".join("".join(part for part, _ in found).split()) == "".join(text.split())


def test_rows_of_long_names_are_high_enough(district: Book) -> None:
    units = [
        u._replace(name=f"{u.name} thuộc tỉnh Bắc Sơn Đông") for u in district.rollup.tree.units
    ]
    tree = type(district.rollup.tree).of(units, books.DAY)
    sheet = opened(replace(district, rollup=replace(district.rollup, tree=tree)))["Theo đơn vị"]
    for number in (7, 12):  # a child's row, the unit's own
        assert (sheet.row_dimensions[number].height or 0) > 30


def test_the_first_page_has_no_number_and_the_others_have_it_above(district: Book) -> None:
    for place, sheet in enumerate(opened(district).worksheets):
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.center is not None
        assert sheet.oddHeader.center.text in {"&[Page]", "&P"}
        assert bool(sheet.HeaderFooter.differentFirst) == (place == 0)
        if place == 0:
            assert sheet.firstHeader is not None
            assert sheet.firstHeader.center is not None
            assert sheet.firstHeader.center.text is None


def test_a_figure_below_its_floor_is_a_state_of_its_own(district: Book) -> None:
    value = district.rollup.block([0]).exact(
        next(k for k in district.rollup.layout.keys if k.measure == "s0.share")
    )[0]
    assert value is not None
    below = Target("s0.share", "<=", value + 20, END, floor=value + 10)
    found = said(replace(district, targets=(below,)), "Tổng hợp")
    assert "▼ Dưới ngưỡng tự nhiên" in found
    assert "✓ Đạt" not in found
    assert "Đối chiếu chỉ tiêu kế hoạch – ▼ Dưới ngưỡng tự nhiên: 1" in found
    above = replace(below, floor=value - 10)
    assert "✓ Đạt" in said(replace(district, targets=(above,)), "Tổng hợp")


def test_about_is_judged_only_where_the_plan_says_how_near(district: Book) -> None:
    near = Target("s0.share", "about", Fraction(50), END)
    assert "? Chưa đánh giá" in said(replace(district, targets=(near,)), "Tổng hợp")
    told = replace(near, tolerance=Fraction(100))
    found = said(replace(district, targets=(told,)), "Tổng hợp")
    assert "✓ Đạt" in found
    assert "≈ 50 ± 100 (2025)" in found


def test_counts_in_words_have_grouped_digits() -> None:
    assert grouped(10_546, "vi") == "10.546"
    assert grouped(10_546, "en") == "10,546"
    rollup = books.rolled(books.form(14), books.tree([40, 30]))
    assert any(t.endswith("/1.241") for t in said(books.book(rollup), "Tổng hợp"))
    assert any(t.endswith("/1,241") for t in said(books.book(rollup, language="en"), "Summary"))


def test_rules_are_said_in_labels_and_codes_stand_in_their_column_alone(district: Book) -> None:
    sheet = opened(district)["Nguồn số liệu"]
    rows = [[str(c.value or "") for c in row] for row in sheet.iter_rows()]
    ratio = next(row for row in rows if row[2] == "s0.share")
    whole = "Tổng số cán bộ, công chức, viên chức nhóm 1"
    assert ratio[4] == f"Tổng “Trong đó: nữ” / tổng “{whole}” × 100."
    assert not [row for row in rows if "s0." in row[4]]


def _form(*measures: Measure) -> Form:
    return Form("few", 1, Label("Báo cáo", "Report"), "year", "calendar", measures, (), (), {}, "f")


def test_a_sheet_with_nothing_to_show_says_so() -> None:
    count = Measure("count", "integer", Rule("sum"), Label("Số lớp", "Classes"), Label("", ""))
    told = Measure(
        "taught", "boolean", Rule("none"), Label("Có dạy", "Taught"), Label("có/không", "yes/no")
    )
    book = books.book(books.rolled(_form(count, told), books.tree([2])), rehearsal=False)
    assert messages.words("vi", "workbook")["chart_no_rates"] in said(book, "Biểu đồ")
    assert messages.words("vi", "workbook")["no_questions"] in said(book, "Thuyết minh")
    cell = opened(book)["Theo đơn vị"]["H7"]
    assert cell.number_format.startswith('[=1]"có"')
