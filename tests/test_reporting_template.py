"""The workbook that units fill in: what is in it, what may be changed, what it refuses itself."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from errors import Fault
from reporting.template import Filling, Mould, written
from schemas.grid import CODE_CELL, FAULTS, IDENTITY, SHEET, STANDING, WHOLE, grid_of
from schemas.reading import read_form
from tests.rich_form import leaf
from tests.template_form import UNIT, frame_of, mixed, told

GIVEN: dict[str, Any] = {
    "people": 12,
    "leaders.total": 10,
    "leaders.women": 3,
    "leaders.posts.filled": 8,
    "leaders.posts.empty": 2,
    "money": Decimal("1234.5"),
    "committee": True,
    "staff": "enough",
    "code": 2,
    "founded": "2001-09-02",
    "says": "=1+1 & <b>",
    "points": ["một", "hai"],
}


def opened(data: bytes, *, values: bool = True) -> Workbook:
    """A workbook as openpyxl reads it: the carried values, or the formulas."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values, rich_text=False)


def made(filling: Filling = UNIT, **kwargs: Any) -> Workbook:
    return opened(written(frame_of(mixed()), filling), **kwargs)


def row_of(path: str) -> int:
    return frame_of(mixed()).grid.by_path[path].row


def cell(book: Workbook, column: str, path: str) -> Any:
    return book[SHEET][f"{column}{row_of(path)}"].value


def unlocked(sheet: Worksheet) -> set[str]:
    return {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}


@pytest.mark.parametrize("level", ["ward", "district"])
def test_every_entry_cell_and_nothing_else_may_be_changed(level: str) -> None:
    frame = frame_of(mixed(), level)
    book = opened(written(frame, UNIT))
    for sheet in book.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        wanted = set(frame.grid.by_cell) if sheet.title == SHEET else set()
        assert unlocked(sheet) == wanted


def test_a_figure_with_too_many_decimals_is_seen_as_it_was_sent() -> None:
    wrong = told(Fault("type_integer", "people", sent="2.5"))
    given: dict[str, Any] = {"people": Decimal("2.5"), "leaders.total": 10}
    sheet = made(replace(UNIT, given=given, faults=(wrong,)))[SHEET]
    seen = sheet[f"G{row_of('people')}"]
    assert (seen.value, seen.number_format) == (2.5, "#,##0.###############")
    assert sheet[f"G{row_of('leaders.total')}"].number_format == "#,##0"


def test_a_packet_opens_its_open_cells_only() -> None:
    wrong = told(Fault("type_integer", "leaders.total", sent="mười"))
    book = made(replace(UNIT, faults=(wrong,), open=frozenset({"leaders.total", "says"})))
    assert unlocked(book[SHEET]) == {f"G{row_of('leaders.total')}", f"G{row_of('says')}"}


def test_the_identity_stands_in_three_places() -> None:
    book = made()
    assert book[SHEET][CODE_CELL].value == UNIT.code
    assert book.defined_names["capbac_ma"].value == f'"{UNIT.code}"'
    hidden = book[IDENTITY]
    assert hidden.sheet_state == "veryHidden"
    pairs = {row[0].value: row[1].value for row in hidden.iter_rows(max_col=2)}
    assert {k: v for k, v in pairs.items() if v} == {**UNIT.identity, "code": UNIT.code}


def test_values_stand_in_the_words_and_kinds_of_their_cells() -> None:
    book = made(replace(UNIT, given=GIVEN))
    found = {path: cell(book, "G", path) for path in GIVEN}
    assert found["money"] == 1234.5
    assert (found["committee"], found["staff"], found["code"]) == ("có", "Đủ", "2")
    assert found["founded"].date().isoformat() == "2001-09-02"
    assert found["says"] == GIVEN["says"]
    assert found["points"] == "một\nhai"
    assert cell(made(replace(UNIT, given=GIVEN), values=False), "G", "says") == GIVEN["says"]


def test_totals_and_checks_carry_what_the_figures_make() -> None:
    filling = replace(UNIT, given=GIVEN, before={"leaders.women": 4})
    book = made(filling)
    assert cell(book, "G", "leaders.rate") == 30
    assert cell(book, "G", "men") == 7
    assert cell(book, "G", "twice") == pytest.approx(14 / 11)
    assert cell(book, "H", "leaders.women") == "! Nữ giảm."
    assert cell(book, "H", "leaders.posts.filled") == "✓"
    assert cell(book, "H", "twice") == "! Số liệu không khớp."
    assert book[SHEET]["B5"].value == "Đã trả lời 9/9 ô"
    assert book[SHEET]["G5"].value == 1


def test_a_blank_part_leaves_a_total_empty_and_accuses_nobody() -> None:
    book = made(replace(UNIT, given={"leaders.women": 3}))
    assert not cell(book, "G", "leaders.rate")
    assert not cell(book, "H", "leaders.women")
    assert book[SHEET]["B5"].value == "Đã trả lời 1/9 ô"


WRONG: dict[str, Any] = {
    "people": "mười",
    "leaders.total": 501,
    "leaders.women": 3,
    "money": Decimal("0.005"),
    "committee": "chưa rõ",
    "staff": "đông",
    "code": 2,
}


def test_what_is_no_answer_is_not_counted_as_one() -> None:
    sheet = made(replace(UNIT, given=WRONG))[SHEET]
    assert sheet["B5"].value == "Đã trả lời 2/9 ô"
    assert sheet["H5"].value == "✗ 5 chỗ chưa đúng: xem ô đỏ và cột Kiểm tra"
    assert sheet[f"J{row_of('leaders.total')}"].value == "✗"
    assert not sheet[f"G{row_of('leaders.rate')}"].value


@pytest.mark.parametrize("sign", ["-", "–", "…", "...", "x", "X"])
def test_a_sign_is_an_answer_to_every_question(sign: str) -> None:
    frame = frame_of(mixed())
    entries = {spot.path: sign for spot in frame.live.leaves}
    assert frame.reckoner.carried(entries, {}).answered == 9


def test_a_packet_says_how_much_is_listed_and_praises_nothing() -> None:
    asked = told(Fault("cell_returned", "leaders.women", message={"vi": "Đối chiếu lại."}))
    doubt = told(Fault("moved_much", "people", severity="warning"))
    book = made(replace(UNIT, given=GIVEN, faults=(asked, doubt)))
    assert book[SHEET]["H4"].value == "Trang tính Loi: 1 chỗ phải sửa, 1 chỗ cần xem lại"
    praised = replace(UNIT, given={"leaders.women": 3, "leaders.total": 9})
    assert made(praised)[SHEET]["H5"].value == "✓ Chưa thấy chỗ nào không khớp"
    assert not made(replace(praised, faults=(asked,)))[SHEET]["H5"].value
    assert book[FAULTS]["B6"].value == "Trả lại"


def test_rates_of_the_period_before_are_shown_as_its_figures_make_them() -> None:
    before: dict[str, Any] = {
        "leaders.women": 3,
        "leaders.total": 8,
        "says": "Một năm rất dài. " * 20,
    }
    book = made(replace(UNIT, before=before))
    assert cell(book, "E", "leaders.rate") == 37.5
    assert cell(book, "E", "men") == 5
    assert not cell(book, "E", "twice")
    assert cell(book, "E", "says").startswith("Một năm rất dài.")
    assert len(cell(book, "E", "says")) == 100
    assert cell(book, "E", "says").endswith("…")


def test_the_row_of_words_is_as_high_as_they_are_and_may_grow() -> None:
    row = row_of("says")
    heights = []
    for words in ("Ngắn.", "Dài vừa phải. " * 60, "Quá dài. " * 200):
        book = made(replace(UNIT, given={"says": words}))
        heights.append(book[SHEET].row_dimensions[row].height)
        warned = cell(book, "H", "says") or ""
        assert warned.startswith("! Dài hơn khoảng 1.250 ký tự") == (len(words) > 1250)
    assert heights[0] < heights[1] < heights[2] == 408
    fixed = re.findall(
        r'<row r="([0-9]+)"[^>]*customHeight', _xml(written(frame_of(mixed()), UNIT))
    )
    assert str(row) not in fixed
    assert str(row_of("people")) in fixed


def test_a_long_title_and_a_long_reason_are_not_cut() -> None:
    frame = replace(frame_of(mixed()), plan="Kế hoạch " * 40, notice="Rà lại số liệu. " * 30)
    sheet = opened(written(frame, UNIT))[SHEET]
    assert {str(cells) for cells in sheet.merged_cells.ranges} == {"B1:I1", "B3:I3", "B7:I7"}
    assert sheet.row_dimensions[3].height > 30
    assert sheet.row_dimensions[7].height > 45


def test_no_page_ends_with_the_heading_of_a_section() -> None:
    parts = {
        f"part{place}": {
            "type": "object",
            "properties": {f"q{n}": leaf("integer", "sum") for n in range(place % 5 + 3)},
        }
        for place in range(30)
    }
    form = read_form({"$id": "paged", "title": "Paged", "x-period": "year", "properties": parts})
    grid = grid_of(form, "ward")
    ends = [one.id for one in opened(written(frame_of(form), UNIT))[SHEET].row_breaks.brk]
    assert len(ends) > 3
    assert not {spot.row for spot in grid.spots if spot.asked == "section"} & set(ends)


def _xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_what_only_many_units_make_has_no_row_to_look_at() -> None:
    frame = frame_of(mixed())
    sheet = made()[SHEET]
    assert sheet.row_dimensions[row_of("share")].hidden
    assert not sheet.row_dimensions[row_of("leaders.rate")].hidden
    assert "share" not in frame.numbers


@pytest.mark.parametrize(
    ("marks", "rate", "women", "answered"),
    [
        ({"leaders": "none_occurred"}, None, 0, 4),
        ({"leaders": "not_available"}, None, "…", 4),
        ({"leaders": "none_occurred", "leaders.posts": "not_available"}, None, 0, 4),
        ({WHOLE: "x"}, None, 0, 9),
        ({STANDING: "x"}, None, None, 2),
        ({"leaders.women": "none_occurred"}, None, 0, 1),
    ],
)
def test_one_mark_answers_for_a_section_or_the_whole(
    marks: dict[str, str], rate: object, women: object, answered: int
) -> None:
    offered = {"people": 40, "committee": True}
    book = made(replace(UNIT, marks=marks, standing=offered))
    assert cell(book, "J", "leaders.women") == women
    assert cell(book, "G", "leaders.rate") == rate
    assert book[SHEET]["B5"].value == f"Đã trả lời {answered}/9 ô"
    if STANDING in marks:
        assert cell(book, "J", "people") == 40


def test_what_another_form_was_told_stands_there_and_cannot_be_changed() -> None:
    filling = replace(UNIT, elsewhere={"money": Decimal("7.25")})
    sheet = made(filling)[SHEET]
    entry = sheet[f"G{row_of('money')}"]
    assert entry.value == 7.25
    assert entry.protection.locked
    hint = sheet[f"I{row_of('money')}"].value
    assert hint == "Số, nhiều nhất 2 chữ số lẻ; ô xanh: lấy từ biểu other"


def _rules(book: Workbook) -> dict[str, Any]:
    rules = book[SHEET].data_validations.dataValidation
    return {str(rule.sqref): rule for rule in rules}


def test_every_entry_cell_has_a_rule_that_takes_the_marks() -> None:
    frame, book = frame_of(mixed()), made()
    rules = _rules(book)
    assert set(rules) == {s.cell for s in frame.grid.spots if s.entered and s.path in frame.shown}
    for path in ("leaders.total", "money", "founded", "says"):
        formula = rules[f"G{row_of(path)}"].formula1
        assert all(f'="{sign}"' in formula for sign in ("-", "…", "...", "x")), path
        assert len(formula) <= 255
    for path in ("committee", "staff", "code"):
        source = rules[f"G{row_of(path)}"].formula1
        sheet, _, cells = source.lstrip("=").partition("!")
        items = [c.value for (c,) in book[sheet][cells.replace("$", "")]]
        assert items[-3:] == ["-", "…", "x"], path
    assert [c.value for (c,) in book["_danhmuc"]["C1:C2"]] == ["có", "không"]


def test_faults_are_red_commented_listed_and_linked() -> None:
    faults = (
        told(Fault("check_failed", "leaders.women", sent="leaders.women = 9",
                   allowed="<= leaders.total = 3", message={"vi": "Nữ nhiều hơn tổng."})),
        told(Fault("moved_much", "people", sent="90", allowed="12", severity="warning")),
        told(Fault("form_unknown", "form", sent="mixd")),
    )  # fmt: skip
    asked = {("moved_much", "people"): "Sáp nhập hai tổ."}
    book = made(replace(UNIT, given={"leaders.women": 9}, faults=faults, asked=asked))
    entry = book[SHEET][f"G{row_of('leaders.women')}"]
    assert entry.fill.fgColor.rgb == "FFFFC7CE"
    assert "Nữ nhiều hơn tổng." in entry.comment.text
    assert "[3] = 9; ≤ [2] = 3" in entry.comment.text
    listed = book[FAULTS]
    assert [listed[f"B{row}"].value for row in (6, 7, 8)] == ["Lỗi", "Xem lại", "Lỗi"]
    assert listed["C6"].hyperlink.location == f"{SHEET}!{entry.coordinate}"
    assert listed["C8"].hyperlink is None
    assert listed["G7"].value == "Sáp nhập hai tổ."
    assert unlocked(listed) == {"G7"}


def test_the_same_filling_gives_the_same_bytes() -> None:
    filling = replace(UNIT, given=GIVEN, faults=(told(Fault("required", "money")),))
    frame = frame_of(mixed())
    assert written(frame, filling) == written(frame_of(mixed()), filling)
    plain = replace(UNIT, given=GIVEN)
    assert Mould(frame).pressed(plain) == Mould(frame_of(mixed())).pressed(plain)


def _everything(book: Workbook) -> Iterator[object]:
    for sheet in book.worksheets:
        yield sheet.title, sheet.sheet_state, sheet.freeze_panes, sheet.print_title_rows
        header: Any = sheet.oddHeader
        yield sheet.print_area, header.left.text, sheet.page_setup.scale
        yield [one.id for one in sheet.row_breaks.brk], str(sheet.merged_cells)
        for row in sheet.iter_rows():
            for c in row:
                yield c.coordinate, c.value, c.data_type, c.number_format, c.font.b, c.border.left
                yield c.fill.fgColor.rgb, c.protection.locked, c.alignment.horizontal
        for row_number, dimension in sheet.row_dimensions.items():
            yield row_number, dimension.height, dimension.hidden
        for letter, column in sheet.column_dimensions.items():
            yield letter, column.width, column.hidden
        for rule in sheet.data_validations.dataValidation:
            yield rule.type, str(rule.sqref), rule.formula1, rule.prompt, rule.error
        for cells in sheet.conditional_formatting:
            yield str(cells.sqref), [one.formula for one in cells.rules]
        yield sheet.protection.sheet, sheet.protection.formatRows
    yield {name: defined.value for name, defined in book.defined_names.items()}
    yield book.properties.title, book.properties.created


Change = Callable[[Filling], Filling]
CHANGES: dict[str, Change] = {
    "nothing": lambda one: one,
    "figures": lambda one: replace(one, given=GIVEN),
    "a period before": lambda one: replace(one, given=GIVEN, before=GIVEN),
    "a section's mark": lambda one: replace(one, marks={"leaders": "none_occurred"}),
    "ticks": lambda one: replace(one, marks={WHOLE: "", STANDING: ""}, standing={"people": 4}),
    "another form": lambda one: replace(one, elsewhere={"money": Decimal("0.1")}),
    "targets": lambda one: replace(one, targets={"leaders.rate": "≥ 35 (2030)", "gone": "1"}),
    "no due day": lambda one: replace(one, due=None, parent=""),
    "unreadable": lambda one: replace(one, given={"people": "mười hai", "staff": "đông"}),
    "fractions": lambda one: replace(one, given={"leaders.total": 7, "leaders.women": 2}),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("values", [True, False])
def test_a_mould_presses_what_would_be_written(change: str, values: bool) -> None:  # noqa: FBT001  given by name
    frame, filling = frame_of(mixed()), CHANGES[change](UNIT)
    pressed = opened(Mould(frame).pressed(filling), values=values)
    laid_out = opened(written(frame, filling), values=values)
    assert list(_everything(pressed)) == list(_everything(laid_out))
