"""Workbooks of one's own layout, and all units of a level in one workbook."""

import json
import re
import unicodedata
import zipfile
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from schemas.reading import read_form
from schemas.reports import check_report
from tests.cast import COUNTRY
from tests.desk import PLAN, WARD_FORM, Desk, opened, sent
from tests.house import ROOT
from tests.office import roll_up, send
from tests.recalculation import SOFFICE, differences

FORM = read_form(dict(WARD_FORM))
VIETNAMESE = re.compile("[đĐ].{0,9}|.{0,9}[aeiouyAEIOUY][\u0300-\u0323\u031b].{0,9}")
LAYOUT = {
    "sheets": [
        {"sheet": "sources"},
        {"sheet": "units", "title": {"vi": "Các đơn vị", "en": "The units"}},
        {"sheet": "summary", "title": {"vi": "Tóm tắt"}},
    ],
    "measures": [
        {"measure": "leaders.rate", "title": {"vi": "Tỷ lệ nữ lãnh đạo", "en": "Women's share"}},
        {"measure": "leaders.women"},
    ],
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    everyone = {**PLAN["collects"][0], "from": {"all": True}}
    desk = opened(tmp_path, ({**PLAN, "collects": [everyone]},))
    send(desk, *(sent(u.code, place, 20 + place) for place, u in enumerate(COUNTRY[1:])))
    roll_up(desk)
    return desk


def laid_out(desk: Desk, *options: object) -> Path:
    path = desk.write_json("layout.json", LAYOUT)
    out = desk.folder / "out"
    desk.done(*options, "report", "2025", "--out", out, "--unit", "P1", "--layout", path)
    return out / "P1_ward-report_2025.xlsx"


def test_a_workbook_has_the_sheets_described_in_their_order_and_under_their_titles(
    desk: Desk,
) -> None:
    book = openpyxl.load_workbook(laid_out(desk))
    assert book.sheetnames == ["Nguồn số liệu", "Các đơn vị", "Tóm tắt"]
    assert [cell.value for cell in book["Các đơn vị"][5]][6:8] == [
        "Tỷ lệ nữ lãnh đạo",
        "leaders.women",
    ]


def test_titles_are_said_in_the_language_asked_for(desk: Desk) -> None:
    book = openpyxl.load_workbook(laid_out(desk, "--lang", "en"))
    assert book.sheetnames == ["Sources", "The units", "Summary"]


def test_a_described_workbook_and_the_usual_one_are_not_the_same(desk: Desk) -> None:
    path = laid_out(desk)
    out = path.parent
    again = desk.done("--json", "report", "2025", "--out", out, "--unit", "P1").data()
    assert again["written"] == 1


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_finds_the_same_totals(desk: Desk) -> None:
    assert differences(laid_out(desk), desk.folder) == []
    desk.done("report", "2025", "--out", desk.folder, "--one-book", "--level", "district")
    assert differences(desk.folder / "district_ward-report_2025.xlsx", desk.folder) == []


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"sheets": [{"sheet": "pie"}]}, [("enum", "sheets.1.sheet")]),
        ({"sheets": [{"sheet": "summary"}]}, [("report_sheet_needs", "sheets.1")]),
        (
            {"sheets": [{"sheet": "sources"}, {"sheet": "map"}]},
            [("report_sheet_needs", "sheets.2")],
        ),
        (
            {"sheets": [{"sheet": "voices"}, {"sheet": "ranking"}]},
            [("report_sheets_fleeting", "sheets")],
        ),
        (
            {"sheets": [{"sheet": "units", "title": {"vi": "History"}}]},
            [("pattern", "sheets.1.title.vi")],
        ),
        ({"measures": [{"measure": "nobody"}]}, [("report_measure_unknown", "measures.1")]),
        ({"sheets": [{"sheet": "units"}, {"sheet": "units"}]}, [("report_repeated", "sheets.2")]),
        ({"colour": 1}, [("unknown_property", "colour")]),
        ({}, [("min_properties", "")]),
    ],
)
def test_a_description_that_does_not_fit_is_told_fault_by_fault(
    document: dict[str, object], found: list[tuple[str, str]]
) -> None:
    assert [(one.code, one.path) for one in check_report(document, FORM)] == found


def test_a_title_is_no_other_sheets_usual_name(desk: Desk) -> None:
    layout = {"sheets": [{"sheet": "units", "title": {"vi": "tổng hợp"}}, {"sheet": "summary"}]}
    path = desk.write_json("layout.json", layout)
    asked = ("report", "2025", "--out", desk.folder / "out", "--unit", "P1", "--layout", path)
    refused = desk.run(*asked)
    assert (refused.code, "report_repeated" in refused.err) == (1, True)
    assert desk.run("--lang", "en", *asked).code == 0


def test_faults_of_a_description_are_said_and_nothing_is_written(desk: Desk) -> None:
    path = desk.write_json("layout.json", {"sheets": [{"sheet": "summary"}]})
    said = desk.run("report", "2025", "--out", desk.folder / "out", "--layout", path)
    assert said.code == 1
    assert "trang “summary” lấy số từ trang “units”" in said.err
    assert "draws on the sheet “units”" in said.err
    assert not list((desk.folder / "out").glob("*.xlsx"))


def test_the_example_fits_the_examples_form() -> None:
    form = json.loads((ROOT / "examples/small-country/form.json").read_bytes())
    layout = json.loads((ROOT / "examples/report-layout.json").read_bytes())
    assert check_report(layout, read_form(form)) == ()


def test_all_units_of_a_level_stand_in_one_workbook(desk: Desk) -> None:
    out = desk.folder / "out"
    told = desk.done(
        "--json", "report", "2025", "--out", out, "--one-book", "--level", "district"
    ).data()
    assert told["files"] == [str(out / "district_ward-report_2025.xlsx")]
    figures = desk.figures("2025")
    book = openpyxl.load_workbook(told["files"][0], data_only=True)
    live = openpyxl.load_workbook(told["files"][0])
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    for code in ("D11", "D12", "D21", "D22"):
        row = next(row for row in rows if code in row)
        assert int(figures[code, "leaders.total"]["value"]) in row
    total = next(row for row in rows if "CỘNG CÁC ĐƠN VỊ TRÊN" in row)
    whole = sum(int(figures[c, "leaders.total"]["value"]) for c in ("D11", "D12", "D21", "D22"))
    assert whole in total
    assert any("SUM(" in str(cell.value) for sheet in live for row in sheet for cell in row)


def test_the_units_below_one_stand_in_one_workbook(desk: Desk) -> None:
    out = desk.folder / "out"
    desk.done("report", "2025", "--out", out, "--one-book", "--unit", "D11")
    book = openpyxl.load_workbook(out / "D11_below_ward-report_2025.xlsx")
    found = {cell.value for sheet in book for row in sheet for cell in row}
    assert {"W111", "W112", "W113"} <= found
    assert "W121" not in found


def test_nothing_vietnamese_is_left_in_english(desk: Desk) -> None:
    out = desk.folder / "out"
    desk.done("--lang", "en", "report", "2025", "--out", out)
    desk.done("--lang", "en", "report", "2025", "--out", out, "--one-book", "--level", "ward")
    for path in out.iterdir():
        with zipfile.ZipFile(path) as file:
            whole = unescape("".join(file.read(name).decode() for name in file.namelist()))
        assert VIETNAMESE.findall(unicodedata.normalize("NFD", whole)) == [], path.name


def test_a_level_or_a_unit_must_be_named(desk: Desk) -> None:
    assert desk.run("report", "2025", "--out", desk.folder / "out", "--one-book").code == 2
