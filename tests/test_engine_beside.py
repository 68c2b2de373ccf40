"""A clerk is told everything at once: what could not be read, and what else does not hold."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas.grid import ENTRY, FAULTS, PATH, SHEET
from tests.desk import WARD_FORM, Desk
from tests.office import take_in
from tests.wards import district

pytestmark = [pytest.mark.both, pytest.mark.filterwarnings("ignore::UserWarning")]

LEADERS = WARD_FORM["properties"]["leaders"]
STRICT: dict[str, Any] = {
    **WARD_FORM,
    "required": ["leaders", "committee", "money"],
    "properties": {
        **WARD_FORM["properties"],
        "leaders": {**LEADERS, "required": ["total", "women"], "minProperties": 2},
    },
}
HEAD = "unit,form,period,leaders.women,leaders.total,committee,money\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return district(tmp_path, STRICT, periods=("2025",))


def faults(desk: Desk, file: Path) -> list[tuple[str, str]]:
    done = take_in(desk, [file])
    return sorted((f.code, f.path) for one in done.refused for f in one.faults)


def document(values: str, more: str = "") -> str:
    return f'{{"unit":"W1","form":"ward-report","period":"2025","values":{values}{more}}}'


def filled(desk: Desk, cells: dict[str, Any]) -> Path:
    out = desk.folder / "out"
    desk.done("template", "W1", "ward-report", "2025", "--out", out)
    (path,) = out.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    rows = {sheet[f"{PATH}{row}"].value: row for row in range(1, sheet.max_row + 1)}
    for name, value in cells.items():
        sheet[f"{ENTRY}{rows[name]}"] = value
    book.save(path)
    return path


def test_a_workbook_is_judged_beside_the_cell_that_could_not_be_read(desk: Desk) -> None:
    file = filled(desk, {"leaders.women": 9, "leaders.total": "=4+4", "money": 1.234})
    assert faults(desk, file) == [
        ("formula_in_cell", "leaders.total"),
        ("required", "committee"),
        ("too_many_decimals", "money"),
    ]
    told = desk.run("collect", file).err
    assert all(f"[{code}]" in told for code in ("formula_in_cell", "too_many_decimals", "required"))
    shown = desk.done("--json", "draft", "W1", "ward-report", "2025").data()
    assert {one["code"] for one in shown["faults"]} == {
        "formula_in_cell", "required", "too_many_decimals",
    }  # fmt: skip
    desk.done("template", "W1", "ward-report", "2025", "--packet", "--out", desk.folder / "sua")
    (packet,) = (desk.folder / "sua").glob("*.xlsx")
    sheet = openpyxl.load_workbook(packet)[FAULTS]
    assert [sheet[f"A{row}"].value for row in range(6, 10)] == [1, 2, 3, None]


def test_a_row_of_a_table_is_judged_beside_an_ambiguous_number(desk: Desk) -> None:
    file = desk.write("a.csv", HEAD + "W1,ward-report,2025,9,5.000,true,-1\n")
    assert faults(desk, file) == [("ambiguous_number", "leaders.total"), ("minimum", "money")]


@pytest.mark.parametrize("array", [False, True])
def test_a_document_is_judged_beside_a_number_that_is_none(desk: Desk, *, array: bool) -> None:
    text = document('{"leaders":{"women":9,"total":NaN},"money":1.234}')
    file = desk.write("a.json", f"[{text}]" if array else text)
    assert faults(desk, file) == [
        ("number_not_finite", "leaders.total"),
        ("required", "committee"),
        ("too_many_decimals", "money"),
    ]


def test_a_mark_of_a_section_answers_for_nothing_that_could_not_be_read(desk: Desk) -> None:
    more = ',"marks":{"leaders":"none_occurred"}'
    values = '{"leaders":{"women":9,"total":NaN},"committee":true,"money":1}'
    file = desk.write("a.json", document(values, more))
    assert faults(desk, file) == [("number_not_finite", "leaders.total")]


def test_nothing_below_a_section_that_could_not_be_read_is_missed(desk: Desk) -> None:
    file = filled(desk, {"leaders": 5, "money": 1.234})
    assert faults(desk, file) == [
        ("required", "committee"),
        ("section_value", "leaders"),
        ("too_many_decimals", "money"),
    ]


def test_what_was_sent_under_a_strange_name_is_not_missed_too(desk: Desk) -> None:
    values = '{"leaders":{"women":9,"total":3}}'
    file = desk.write("a.json", document(values, ',"mark":{"committee":"not_available"}'))
    assert faults(desk, file) == [("check_failed", "leaders.women"), ("unknown_member", "mark")]


def test_what_is_wrong_with_the_file_stands_alone(desk: Desk) -> None:
    text = document('{"leaders":{"women":9,"total":3}}', ',"unit_on":"soon"')
    assert faults(desk, desk.write("a.json", text)) == [("day_unreadable", "unit_on")]
    blank = filled(desk, {})
    assert faults(desk, blank) == [("template_blank", "")]


def test_a_draft_saved_on_purpose_is_told_everything_but_what_is_not_there_yet(desk: Desk) -> None:
    file = filled(desk, {"leaders.total": "=4+4", "money": 1.234})
    desk.done("collect", "--draft", file)
    shown = desk.done("--json", "draft", "W1", "ward-report", "2025").data()
    assert sorted(one["code"] for one in shown["faults"]) == [
        "formula_in_cell",
        "too_many_decimals",
    ]
