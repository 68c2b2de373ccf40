"""What leads through a workbook and proves it: cover, checks, groups, filters, links, movement."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import messages
from bench import books
from reporting.book import Book
from reporting.compared import Compared
from reporting.marks import Marks
from reporting.rollup import Rollup
from reporting.suppression import Hidden
from reporting.target import Target
from reporting.workbook import detail, write_book
from reporting.workbook.archive import archive, part
from reporting.workbook.check_lines import again
from reporting.workbook.totals import filled
from tests.recalculation import SOFFICE, differences, recalculated

END = date(2025, 12, 31)
FIRST, TOTAL = 7, 7 + 5 + 1


@pytest.fixture(scope="module")
def district() -> Book:
    return books.book(books.rolled(books.form(28), books.tree([5]), 5))


@pytest.fixture(scope="module")
def province() -> Book:
    return books.book(books.rolled(books.form(14), books.tree([3, 4]), 5))


def packed(book: Book) -> BytesIO:
    buffer = BytesIO()
    write_book(book, buffer)
    buffer.seek(0)
    return buffer


def opened(book: Book) -> Workbook:
    return openpyxl.load_workbook(packed(book), data_only=True)


def targets(sheet: Worksheet) -> dict[str, str]:
    """Where each linked cell leads."""
    return {
        cell.coordinate: str(cell.hyperlink.location)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None
    }


def compared_with(book: Book, seed: int) -> Book:
    """The book beside a period whose figures come from another seed."""
    then = replace(books.rolled(book.rollup.form, book.rollup.tree, seed), marks=Marks())
    places = {place: place for place in range(len(then.tree))}
    return replace(book, compared=Compared("2024", "Form", then, then, places))


def test_the_cover_leads_to_every_other_sheet(district: Book) -> None:
    book = opened(district)
    cover = book.worksheets[0]
    assert cover.title == "Bìa"
    led = [to for cell, to in targets(cover).items() if cell.startswith("B")]
    assert led == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_the_cover_says_unit_period_finality_and_coverage(district: Book) -> None:
    cover = opened(district).worksheets[0]
    said = {str(row[0]): str(row[2]) for row in cover.iter_rows(values_only=True) if row[2]}
    assert said["Kỳ báo cáo"] == "2025"
    assert said["Tính chất số liệu"] == "tạm thời"
    assert said["Đã nộp báo cáo"].endswith(" %)")
    assert said["Kiểm tra tổng số"] == "✓ Mọi tổng số đều khớp"


def test_every_total_has_a_line_of_its_own_among_the_checks(district: Book) -> None:
    book = opened(district)
    units, checks = book["Theo đơn vị"], book["Kiểm tra"]
    lines = [row for row in checks.iter_rows(min_row=7, values_only=True) if row[5]]
    totals = [cell.value for cell in units[TOTAL][6:]][: len(district.rollup.layout.keys)]
    assert [row[2] for row in lines[2:]] == totals
    assert all(row[2] == row[3] == row[4] and row[5] == "✓ Khớp" for row in lines)
    assert checks["A4"].value == "✓ Mọi tổng số đều khớp"


def test_a_total_is_worked_out_again_from_the_rows_of_the_table() -> None:
    found = again('IF(COUNT(G{first}:G{own})=0,"",SUM(G{first}:G{own}))', "'Theo đơn vị'")
    rows = "'Theo đơn vị'!G7:G12"
    assert filled(found, FIRST, 11) == f'IF(COUNT({rows})=0,"",SUM({rows}))'


def test_children_stand_in_groups_under_a_filter(district: Book) -> None:
    sheet = opened(district)["Theo đơn vị"]
    assert sheet.sheet_properties.outlinePr is not None
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(FIRST - 1, TOTAL + 1)]
    assert levels == [0, 1, 1, 1, 1, 1, 0, 0]
    assert str(sheet.auto_filter.ref).startswith("A6:")
    assert str(sheet.auto_filter.ref).endswith(str(FIRST + 4))
    assert sheet.freeze_panes == "D7"


def test_the_topmost_unit_shows_its_grandchildren_in_closed_groups(province: Book) -> None:
    sheet = opened(province)["Theo đơn vị"]
    tree = province.rollup.tree
    closed = [
        str(sheet.cell(row, 2).value)
        for row in range(1, sheet.max_row + 1)
        if sheet.row_dimensions[row].hidden
    ]
    kids = [i for child in tree.children(0).tolist() for i in tree.children(child).tolist()]
    assert closed == [tree.units[i].code for i in kids]
    rows = {str(row[1].value): row for row in sheet.iter_rows()}
    key = province.rollup.layout.keys[0]
    numbers = province.rollup.block(kids).numbers(key).tolist()
    shown = [rows[tree.units[i].code][6].value for i in kids]
    assert shown == [None if number != number else number for number in numbers]  # noqa: PLR0124 - NaN


def test_a_unit_leads_to_its_own_units_and_back(province: Book) -> None:
    sheet = opened(province)["Theo đơn vị"]
    led = targets(sheet)
    there = led["C7"].rpartition("!")[2]
    assert sheet[there].value == sheet["C7"].value
    assert led[there] == "'Theo đơn vị'!C7"


def test_what_is_too_much_for_a_sheet_is_not_listed(
    province: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detail, "CELLS", 10)
    sheet = opened(province)["Theo đơn vị"]
    assert not any(row.hidden for row in sheet.row_dimensions.values())


def test_a_published_copy_says_nothing_of_grandchildren(province: Book) -> None:
    hidden = Hidden(province.rollup.form, province.rollup.tree)
    sheet = opened(replace(province, hidden=hidden))["Theo đơn vị"]
    assert not any(row.hidden for row in sheet.row_dimensions.values())


def test_a_total_leads_to_its_rows_and_a_result_to_its_total(district: Book) -> None:
    book = opened(district)
    assert targets(book["Theo đơn vị"])[f"G{TOTAL}"] == "'Theo đơn vị'!G7:G12"
    summary = book["Tổng hợp"]
    row = next(r[0].row for r in summary.iter_rows() if r[0].value == 1)
    assert targets(summary)[f"E{row}"] == f"'Theo đơn vị'!G{TOTAL}"


def test_every_line_of_the_summary_draws_its_units(district: Book) -> None:
    with ZipFile(packed(district)) as file:
        text = file.read("xl/worksheets/sheet2.xml").decode()
    drawn = text.count("<x14:sparkline>")
    assert drawn == len(district.rollup.layout.keys)
    assert f"<xm:f>Theo đơn vị!G{FIRST}:G{FIRST + 4}</xm:f>" in text.replace("'", "")


@pytest.mark.parametrize(("op", "good"), [(">=", "▲"), ("<=", "▼")])
def test_a_movement_is_green_where_the_target_wants_it(district: Book, op: str, good: str) -> None:
    aim = Target("s0.share", op, Fraction(45), END)
    sheet = opened(replace(compared_with(district, 9), targets=(aim,)))["Tổng hợp"]
    row = next(r for r in sheet.iter_rows() if r[3].value and str(r[0].value) == "3")
    green = next(p for p in row[9].number_format.split(";") if "[" not in p)
    assert good in green
    share = next(k for k in district.rollup.layout.keys if k.measure == "s0.share")

    def of(rollup: Rollup) -> Fraction:
        found = rollup.block([0]).exact(share)[0]
        assert found is not None
        return found

    then = books.rolled(district.rollup.form, district.rollup.tree, 9)
    moved = of(district.rollup) - of(then)
    assert row[9].value == pytest.approx(float(moved))


def test_without_a_period_before_there_is_no_movement(district: Book) -> None:
    head = next(r for r in opened(district)["Tổng hợp"].iter_rows() if r[0].value == "STT")
    assert [c.value for c in head][-1] == "Các đơn vị trực thuộc"


def test_the_same_book_is_the_same_bytes(province: Book) -> None:
    beside = compared_with(province, 9)
    assert packed(beside).getvalue() == packed(beside).getvalue()


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_recalculated_every_level_agrees_and_nothing_is_red(tmp_path: Path) -> None:
    form = books.form(28)
    nation = books.rolled(form, books.tree([3, 2, 3]), 5)
    made = {
        "nation": books.book(nation),
        "beside": compared_with(books.book(nation, language="en"), 9),
        "province": books.book(nation, 1, full=True),
        "district": books.book(nation, 2),
    }
    for name, book in made.items():
        path = tmp_path / f"{name}.xlsx"
        write_book(book, path)
        assert differences(path, tmp_path) == [], name
        fresh = recalculated(path, tmp_path)
        sheet = fresh[messages.words(book.language, "workbook")["sheet_checks"]]
        marks = [row[5] for row in sheet.iter_rows(min_row=7, values_only=True) if row[5]]
        assert len(marks) > 20
        assert all(str(mark).startswith("✓") for mark in marks), name
        assert str(sheet["A4"].value).startswith("✓")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_figure_that_was_changed_by_hand_turns_its_check_red(
    district: Book, tmp_path: Path
) -> None:
    with ZipFile(packed(district)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = parts["xl/worksheets/sheet3.xml"].decode()
    row = next(n for n in range(FIRST, TOTAL) if f'<c r="G{n}"' in sheet and "<v>" in _of(sheet, n))
    cell = _of(sheet, row)
    parts["xl/worksheets/sheet3.xml"] = sheet.replace(cell, cell.replace("<v>", "<v>9"), 1).encode()
    path = tmp_path / "changed.xlsx"
    path.write_bytes(archive([part(n, d) for n, d in parts.items()]))
    checks = recalculated(path, tmp_path)["Kiểm tra"]
    assert checks["A4"].value == "✗ Có tổng số bị lệch"
    red = [r[0].row for r in checks.iter_rows(min_row=7) if r[5].value == "✗ Lệch"]
    assert red


def _of(sheet: str, row: int) -> str:
    start = sheet.index(f'<c r="G{row}"')
    return sheet[start : sheet.index(f'<c r="H{row}"')]
