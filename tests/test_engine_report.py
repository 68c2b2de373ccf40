"""Reporting: one workbook for every unit that has units below it, and what stands in it."""

import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.report import Scope
from errors import Problem
from tests.cast import COUNTRY, WARDS
from tests.desk import PLAN, Desk, opened, sent
from tests.office import codes, roll_up, send, write_books

PARENTS = {unit.parent_code for unit in COUNTRY if unit.parent_code}
LEAVES = [unit.code for unit in COUNTRY if unit.code not in PARENTS]
MOTTO = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "Độc lập")
FIRST, CODE = 7, 2
"""Where the table of *Theo đơn vị* begins: its first row, and the column of codes."""

Row = Mapping[str, Any]


def table(path: Path) -> dict[str, Row]:
    """The rows of *Theo đơn vị* by code, the totals under the empty one; columns by measure."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book["Theo đơn vị"]
    heads = [sheet.cell(5, column).value for column in range(1, sheet.max_column + 1)]
    rows = {}
    for cells in sheet.iter_rows(min_row=FIRST, values_only=True):
        rows[str(cells[CODE - 1] or "")] = dict(zip(heads, cells, strict=True))
        if cells[CODE] == "TỔNG CỘNG":
            break
    return {code: {str(k): v for k, v in row.items() if k} for code, row in rows.items()}


def words(path: Path) -> str:
    """Everything a workbook says, headers of pages included."""
    with zipfile.ZipFile(path) as file:
        said = "".join(file.read(name).decode() for name in file.namelist() if ".xml" in name)
    return unescape(said)  # sheets are in ASCII, other letters as character references


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    everyone = {**PLAN["collects"][0], "from": {"all": True}}
    desk = opened(tmp_path, ({**PLAN, "collects": [everyone]},))
    records = [sent(unit.code, place, 20 + place) for place, unit in enumerate(COUNTRY[1:])]
    send(desk, *(r for r in records if r["unit"] != "W121"))
    roll_up(desk)
    return desk


def test_every_unit_with_units_below_it_has_exactly_one_workbook(desk: Desk) -> None:
    books = write_books(desk)
    assert set(books) == PARENTS
    assert {p.name for p in (desk.folder / "out").iterdir()} == {p.name for p in books.values()}
    assert books["D11"].name == "D11_ward-report_2025.xlsx"


def test_the_children_in_a_workbook_add_up_to_their_parent(desk: Desk) -> None:
    figures = desk.figures("2025")
    books = write_books(desk)
    for code, path in books.items():
        rows = table(path)
        total = rows.pop("")
        below = {unit.code for unit in COUNTRY if unit.parent_code == code}
        assert set(rows) == below | {code}
        for measure in ("leaders.total", "leaders.women"):
            assert sum(row[measure] or 0 for row in rows.values()) == total[measure]
            assert total[measure] == int(figures[code, measure]["value"])
        for child in below & set(books):
            again = table(books[child])[""]
            assert {m: v for m, v in rows[child].items() if "." in m} == {
                m: v for m, v in again.items() if "." in m
            }


def test_the_same_roll_up_gives_the_same_bytes(desk: Desk) -> None:
    first, second = write_books(desk, "one"), write_books(desk, "two")
    assert {u: p.read_bytes() for u, p in first.items()} == {
        u: p.read_bytes() for u, p in second.items()
    }


def test_what_comes_after_the_roll_up_does_not_enter_its_workbooks(desk: Desk) -> None:
    before = {u: p.read_bytes() for u, p in write_books(desk, "one").items()}
    late = sent("W121", 1, 1, difficulties="Too late")
    changed = sent("W111", 0, 0, difficulties="Changed")
    assert codes(send(desk, late, changed)) == []
    assert {u: p.read_bytes() for u, p in write_books(desk, "two").items()} == before


def test_a_correction_changes_the_workbooks_above_it(desk: Desk) -> None:
    before = {u: table(p) for u, p in write_books(desk, "one").items()}
    send(desk, sent("W111", 0, 100))
    roll_up(desk)
    after = {u: table(p) for u, p in write_books(desk, "two").items()}
    assert {u for u in after if after[u] != before[u]} == {"N", "P1", "D11"}
    assert after["D11"]["W111"]["leaders.total"] == 100


def test_a_blank_figure_is_an_empty_cell_and_not_zero(desk: Desk) -> None:
    rows = table(write_books(desk)["D12"])
    assert rows["W121"]["leaders.total"] is None
    assert rows["W122"]["leaders.total"] is not None


def test_a_workbook_of_a_plain_profile_has_none_of_vietnams_words(desk: Desk) -> None:
    for path in write_books(desk).values():
        assert not [motto for motto in MOTTO if motto in words(path)]
    desk.done("init", "--profile", "vn")
    assert any(motto in words(write_books(desk, "vn")["P1"]) for motto in MOTTO)


@pytest.mark.parametrize("text", ["=1+1", "+84 24 3825 5555", "-3", "@SUM(A1)", "https://a.vn"])
def test_a_narrative_stays_the_text_it_was(desk: Desk, text: str) -> None:
    send(desk, sent("W121", 1, 1, difficulties=text))
    roll_up(desk)
    book = openpyxl.load_workbook(write_books(desk)["D12"])
    found = [cell for row in book["Thuyết minh"].iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in found] == ["s"]
    assert found[0].hyperlink is None


def test_one_unit_or_one_level_may_be_asked_for(desk: Desk) -> None:
    assert set(write_books(desk, "unit", Scope(unit="P2"))) == {"P2"}
    assert set(write_books(desk, "level", Scope(level="district"))) == {"D11", "D12", "D21"}
    both = write_books(desk, "levels", Scope(level="nation, district"))
    assert set(both) == {"N", "D11", "D12", "D21"}
    assert [p.name for p in (desk.folder / "unit").iterdir()] == ["P2_ward-report_2025.xlsx"]


def test_a_level_without_children_is_refused_as_a_unit_is(desk: Desk) -> None:
    with pytest.raises(Problem) as refused:
        write_books(desk, "none", Scope(level="ward"))
    assert refused.value.code == "no_children"


def test_a_subtree_nobody_asked_has_no_workbook(tmp_path: Path) -> None:
    units = {"units": [ward.code for ward in WARDS if ward.code.startswith("W1")]}
    desk = opened(tmp_path, ({**PLAN, "collects": [{**PLAN["collects"][0], "from": units}]},))
    roll_up(desk)
    assert set(write_books(desk)) == {"N", "P1", "D11", "D12"}


def test_the_workbooks_speak_the_language_asked_for(desk: Desk) -> None:
    book = openpyxl.load_workbook(write_books(desk, language="en")["P1"])
    assert book.sheetnames[:2] == ["Cover", "Summary"]


def test_the_command_writes_them_and_says_where(desk: Desk) -> None:
    out = desk.folder / "command"
    told = desk.done("--json", "report", "2025", "--out", out).data()
    assert (told["workbooks"], sorted(told["files"])) == (
        len(PARENTS),
        sorted(str(path) for path in out.iterdir()),
    )
    again = desk.done("--json", "report", "2025", "--out", out, "--unit", "P1").data()
    assert again["workbooks"] == 1
