"""The sheet of how a plan has travelled: every child, its own plan, and counts that add up."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench import books
from reporting.book import Book
from reporting.receipt import SIGNS, STATES, Taken, Tally
from reporting.workbook import write_book
from tests import recalculation

SHEET = "Triển khai kế hoạch"
AT = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
KINDS = ("received", "adopted", "under_way", "closed", "returned", "refused")


def book(widths: tuple[int, ...] = (5, 3), *, reached: bool = True) -> Book:
    """A workbook whose units have the plan in every state, the first child not at all."""
    on = books.tree(list(widths))
    taken = tuple(
        Taken(
            index=i,
            level=on.units[i].level,
            state=KINDS[i % len(KINDS)],
            received=AT,
            own=i % len(KINDS) in {1, 2, 3},
            number=f"{i}/KH-UBND" if i % 2 else "",
            issued=date(2025, 3, 10) if i % 2 else None,
            cites=("28/NQ-CP", "Chiến lược quốc gia"),
        )
        for i in range(2, len(on))
        if reached
    )
    return replace(books.book(books.rolled(books.form(14), on)), taken=taken)


def opened(made: Book, *, values: bool = True) -> Worksheet:
    buffer = BytesIO()
    write_book(made, buffer)
    buffer.seek(0)
    sheet = openpyxl.load_workbook(buffer, data_only=values)[SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def children(sheet: Worksheet) -> dict[str, list[object]]:
    """The rows of the children by code."""
    found = rows(sheet)
    (start,) = [i for i, row in enumerate(found) if row[1] == "Mã"]
    return {str(row[1]): row for row in found[start + 1 :] if isinstance(row[0], int)}


def test_every_child_is_listed_with_its_state_in_words_sign_and_colour() -> None:
    made = book()
    sheet = opened(made)
    tree = made.rollup.tree
    near = [tree.units[int(i)] for i in tree.children(0)]
    listed = children(sheet)
    assert list(listed) == [unit.code for unit in near]
    by_place = {one.index: one for one in made.taken}
    fills = set()
    for unit in near:
        one = by_place.get(tree.index[unit.code])
        standing = "unreached" if one is None else one.standing
        assert str(listed[unit.code][3]).startswith(f"{SIGNS[standing]} ")
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == listed[unit.code][3])
        fills.add(cell.fill.fgColor.rgb)
    assert len(fills) > 1


def test_a_childs_own_plan_is_told_with_number_day_and_citations() -> None:
    made = book((9,))
    tree = made.rollup.tree
    one = next(t for t in made.taken if t.own and t.number)
    row = children(opened(made))[tree.units[one.index].code]
    assert row[4] == "04/03/2025 09:30"
    assert row[5] == one.number
    assert row[6] == "10/03/2025"
    assert row[7] == "28/NQ-CP; Chiến lược quốc gia"
    unnumbered = next(t for t in made.taken if t.own and not t.number)
    assert children(opened(made))[tree.units[unnumbered.index].code][5] == "(không số)"


def test_the_line_at_the_top_counts_the_children_that_issued() -> None:
    made = book((7,))
    direct = Tally.of(made.taken)
    said = [row[0] for row in rows(opened(made))]
    line = f"{direct.adopted}/{direct.received} đơn vị trực tiếp đã ban hành kế hoạch riêng"
    assert line in said
    legend = next(str(text) for text in said if str(text).startswith(SIGNS["adopted"]))
    assert all(SIGNS[state] in legend for state in STATES)


def test_counts_below_a_child_add_up_over_its_levels_and_to_the_total() -> None:
    made = book((4, 3, 5))
    found = rows(opened(made))
    (start,) = [i for i, row in enumerate(found) if row[1] == "Mã"]
    table = found[start + 1 :]
    whole = [0, 0, 0]
    current = [0, 0, 0]
    for row in table:
        counts = [int(str(one)) for one in row[8:11]]
        if isinstance(row[0], int):
            assert current == [0, 0, 0]
            current, whole = counts, [a + b for a, b in zip(whole, counts, strict=True)]
        elif str(row[2]).startswith("–"):
            current = [a - b for a, b in zip(current, counts, strict=True)]
        else:
            assert row[7] == "TỔNG CỘNG"
            assert counts == whole
    tally = Tally.of(t for t in made.taken if made.rollup.tree.depth[t.index] > 1)
    assert whole == [tally.received, tally.adopted, tally.silent]


def test_totals_are_formulas_that_carry_their_value() -> None:
    made = book()
    live, carried = rows(opened(made, values=False)), rows(opened(made))
    totals = [i for i, row in enumerate(live) if "TỔNG CỘNG" in row]
    assert len(totals) == 2
    for place in totals:
        formulas = [one for one in live[place] if str(one).startswith("=")]
        assert len(formulas) == 4
        values = [carried[place][live[place].index(one)] for one in formulas]
        assert all(isinstance(one, int | float) for one in values)


def test_a_wide_nation_lists_every_province_in_full() -> None:
    made = book((63, 2))
    assert len(children(opened(made))) == 63


def test_where_nobody_below_has_the_plan_there_is_no_such_sheet() -> None:
    buffer = BytesIO()
    write_book(book(reached=False), buffer)
    assert SHEET not in openpyxl.load_workbook(buffer).sheetnames


def test_the_same_book_gives_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    write_book(book(), first)
    write_book(book(), second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="make tools brings LibreOffice")
def test_recalculated_it_shows_the_same(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_book(book((4, 3, 2)), path)
    assert [one for one in recalculation.differences(path, tmp_path) if SHEET in one] == []
