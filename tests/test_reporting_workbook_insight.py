"""What a workbook shows beyond its tables: ranks, a map, what moved, what many wrote alike."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench import books
from hierarchy.tree import Tree
from reporting.book import Book, Narrative
from reporting.compared import Compared
from reporting.rollup import roll_up
from reporting.submission import State
from reporting.suppression import Hidden
from reporting.target import Target, status
from reporting.workbook import write_book
from reporting.workbook.located import HEAD_ROW
from tests.recalculation import SOFFICE, differences

SAID = ("Thiếu kinh phí cho công tác này.", "thiếu kinh phí cho công tác này")


def placed(children: int, nowhere: int = 1) -> Tree:
    """A district whose wards have coordinates, but for the last ones."""
    plain = books.tree([children])
    return Tree.of(
        [
            unit._replace(lat=10.5 + place / 100, lon=106.5 + (place % 3) / 100)
            if 0 < place <= children - nowhere
            else unit
            for place, unit in enumerate(plain.units)
        ],
        books.DAY,
    )


def made(children: int = 14, nowhere: int = 1) -> Book:
    tree, form = placed(children, nowhere), books.form(60)
    now, before = books.rolled(form, tree, 7), books.rolled(form, tree, 9)
    book = books.book(now)
    return replace(
        book,
        words={**book.words, "mark_reported": "–"},
        compared=Compared("2024", "Báo cáo", before, before, {i: i for i in range(len(tree))}),
        narratives=tuple(
            Narrative(place, tree.units[place], form.texts[0].path, SAID[place % 2])
            for place in range(1, len(tree))
        ),
        targets=(Target("s0.share", ">=", Fraction(45), date(2025, 12, 31)),),
    )


def bytes_of(book: Book) -> bytes:
    buffer = BytesIO()
    write_book(book, buffer)
    return buffer.getvalue()


def sheet(book: Book, name: str) -> Worksheet:
    found = openpyxl.load_workbook(BytesIO(bytes_of(book)), data_only=True)[name]
    assert isinstance(found, Worksheet)
    return found


def cells(book: Book, name: str) -> list[object]:
    return [c.value for row in sheet(book, name).iter_rows() for c in row if c.value is not None]


def names(book: Book) -> list[str]:
    return openpyxl.load_workbook(BytesIO(bytes_of(book))).sheetnames


def test_the_same_book_gives_the_same_bytes() -> None:
    assert bytes_of(made()) == bytes_of(made())


def test_every_child_with_a_figure_is_ranked_once() -> None:
    book = made()
    found = sheet(book, "Xếp hạng và phân bố")
    ranks = [found.cell(row, column).value for column in (1, 5) for row in range(7, 17)]
    known = int(str(found.cell(7, 10).value))
    assert len([rank for rank in ranks if rank is not None]) == known > 0


def test_a_map_lists_units_without_coordinates_and_draws_the_others() -> None:
    book = made()
    assert "1 đơn vị chưa có tọa độ" in str(cells(book, "Bản đồ")[3])
    assert "chưa có" in cells(book, "Bản đồ")
    with ZipFile(BytesIO(bytes_of(book))) as file:
        charts = [file.read(n).decode() for n in file.namelist() if "charts/chart" in n]
    drawn = [chart for chart in charts if "scatterChart" in chart]
    assert len(drawn) == 2
    assert all(chart.count("<c:dLbl>") == 13 for chart in drawn)
    assert not any(re.search(r"[$\"](?:9997[89]\d|99980\d)\b", chart) for chart in charts)


@pytest.mark.parametrize("op", ["<", "<=", "=", "!=", ">=", ">"])
def test_a_unit_on_the_map_is_judged_by_its_exact_figure(op: str) -> None:
    book = made()
    tree, (target,) = book.rollup.tree, book.targets
    (key,) = (key for key in book.rollup.layout.keys if key.measure == target.measure)
    exact = book.rollup.block(tree.children(0)).exact(key)
    goal = next(v for v in exact if v is not None and v.denominator > 1)  # no float is that
    aimed = replace(target, op=op, value=goal)
    said = {"met": "map_met", "unmet": "map_unmet"}
    wanted = [book.words[said[status(aimed, v)]] for v in exact if v is not None]
    found = sheet(replace(book, targets=(aimed,)), "Bản đồ")
    rows = found.iter_rows(min_row=HEAD_ROW + 1, max_row=HEAD_ROW + len(exact))
    told = [row[8].value for row, v in zip(rows, exact, strict=True) if v is not None]
    assert told == wanted
    assert len(set(told)) == 2


def test_a_unit_without_a_figure_is_not_said_to_miss_the_target() -> None:
    book, silent = made(), 3
    given = book.rollup.inputs
    states = given.states.copy()
    states[:, silent] = State.BLANK
    rollup = roll_up(book.rollup.form, book.rollup.tree, replace(given, states=states))
    found = sheet(replace(book, rollup=rollup), "Bản đồ")
    assert found.cell(HEAD_ROW + silent, 8).value is None
    assert found.cell(HEAD_ROW + silent, 9).value == book.words["map_none"]


def test_without_coordinates_or_with_few_children_there_is_no_such_sheet() -> None:
    assert "Bản đồ" not in names(made(14, 14))
    assert not {"Bản đồ", "Xếp hạng và phân bố"} & set(names(made(11, 0)))
    assert not {"Bản đồ", "Xếp hạng và phân bố", "Biến động"} & set(names(made(3, 0)))


def test_movers_stand_in_order_of_their_influence() -> None:
    found = sheet(made(), "Biến động")
    weights = [
        row[9].value
        for row in found.iter_rows(min_row=8, max_row=37)
        if isinstance(row[9].value, int | float)
    ]
    assert weights == sorted(weights, reverse=True)
    assert weights


def test_a_published_copy_does_not_say_what_moved() -> None:
    book = made()
    hidden = replace(book, compared=None, hidden=Hidden(book.rollup.form, book.rollup.tree))
    assert "Biến động" not in names(hidden)


def test_like_sentences_are_counted_and_lead_to_every_wording() -> None:
    book = made(8)
    told = [str(value) for value in cells(book, "Thuyết minh")]
    assert "8 đơn vị cấp xã nêu" in told
    assert sum(text in SAID for text in told) == 9  # each original once, the merged one above
    merged = [str(value) for value in cells(book, "Ý kiến gộp")]
    assert set(SAID) <= set(merged)
    units = " ".join(merged)
    assert all(f"({unit.code})" in units for unit in book.rollup.tree.units[1:])


def test_a_long_list_of_units_is_whole_in_a_closed_group() -> None:
    book = made(90)
    found = sheet(book, "Ý kiến gộp")
    rows = [row for row, said in found.row_dimensions.items() if said.hidden]
    assert rows
    assert all(found.row_dimensions[row].outlineLevel == 1 for row in rows)
    told = " ".join(str(row[3].value) for row in found.iter_rows(min_row=7))
    assert all(f"({unit.code})" in told for unit in book.rollup.tree.units[1:])
    shown = [str(found.cell(row - 1, 4).value) for row in rows if row - 1 not in rows]
    assert all("đơn vị nữa (bấm dấu +" in words for words in shown)
    (rest, *_) = (int(number) for number in re.findall(r"… và (\d+) đơn vị nữa", shown[0]))
    hidden = " ".join(str(found.cell(row, 4).value) for row in rows if row < rows[0] + 9)
    assert 0 < rest <= hidden.count(" (")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_every_formula_carries_what_recalculation_gives(tmp_path: Path) -> None:
    path = tmp_path / "insight.xlsx"
    write_book(made(30), path)
    assert differences(path, tmp_path) == []
