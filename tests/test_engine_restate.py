"""A period on the map of another day, from the command line: a small country that was reformed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk import Desk
from tests.recalculation import differences
from tests.reform import EDGES, lineage_csv, roster_csv

pytestmark = pytest.mark.both

FORM: Mapping[str, Any] = {
    "$id": "census",
    "title": "Census",
    "type": "object",
    "x-period": "year",
    "additionalProperties": False,
    "properties": {
        "people": {"type": "integer", "x-rollup": "sum", "x-measured-at": ["ward"]},
        "women": {"type": "integer", "x-rollup": "sum", "x-measured-at": ["ward"]},
        "rate": {
            "type": "number",
            "x-rollup": {"ratio": ["women", "people"], "scale": 100},
            "x-decimals": 1,
            "readOnly": True,
        },
        "lowest": {"type": "integer", "x-rollup": "min", "x-measured-at": ["ward"]},
        "office": {"type": "boolean", "x-rollup": "count"},
        "colour": {"enum": ["red", "blue"], "x-rollup": "choice", "x-measured-at": ["ward"]},
        "survey": {"type": "integer", "x-rollup": "sum", "x-own-above": "replaces"},
    },
}
PLAN: Mapping[str, Any] = {
    "issuer": "N",
    "title": "Census",
    "period": "2025",
    "roster_on": "2025-06-01",
    "collects": [{"form": "census", "periods": ["2025"], "from": {"all": True}}],
}
PEOPLE = {"A": 10, "B": 11, "E": 7, "F": 5, "G": 100}
ON = ("--on", "2025-07-01")


def sent(unit: str, **values: object) -> dict[str, object]:
    return {"unit": unit, "form": "census", "period": "2025", "values": values}


def reformed(folder: Path, lineage: str | None = None) -> Desk:
    """A desk where every ward but none else has answered under the old map."""
    desk = Desk(folder)
    desk.done("init")
    roster = desk.write("roster.csv", roster_csv())
    edges = desk.write("lineage.csv", lineage or lineage_csv())
    desk.done("units", "import", roster, "--lineage", edges)
    desk.done("forms", "add", desk.write_json("form.json", FORM))
    ref = desk.done("plans", "issue", desk.write_json("plan.json", PLAN)).out.strip()
    desk.done("cascade", ref)
    for code, people in PEOPLE.items():
        values = {"people": people, "women": people // 2, "lowest": people}
        record = sent(code, **values, office=code != "B", colour="red", survey=people)
        desk.done("collect", desk.write_json(f"{code}.json", record))
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return reformed(tmp_path)


def test_the_roll_up_on_another_day_says_how_it_stands_and_writes_nothing(desk: Desk) -> None:
    data = desk.done("rollup", "2025", *ON, "--json").data()
    assert (data["exact"], data["estimated"], data["not_comparable"]) == (5, 2, 2)
    assert (data["reported"], data["expected"], data["left_out"]) == (5, 11, 0)
    assert (data["on"], data["units_on"]) == ("2025-07-01", "2025-06-01")
    assert desk.run("export", "2025").code == 1


def test_ten_and_eleven_merge_to_twenty_one(desk: Desk) -> None:
    figures = desk.figures("2025", *ON)
    ward = figures["A", "people"]
    assert (ward["own"], ward["value"], ward["status"]) == ("21", "21", "exact")
    assert (ward["reported"], ward["expected"]) == ("2", "2")
    assert figures["A", "rate"]["value"] == "47.6"
    assert figures["A", "lowest"]["value"] == "10"


def test_a_split_ward_counts_above_and_nowhere_below(desk: Desk) -> None:
    figures = desk.figures("2025", *ON)
    for code in ("E1", "E2"):
        row = figures[code, "people"]
        assert (row["own"], row["value"], row["status"]) == ("", "", "not_comparable")
    province = figures["P", "people"]
    assert (province["value"], province["status"]) == ("33", "exact")
    assert (province["reported"], province["expected"]) == ("4", "4")
    assert figures["N", "people"]["value"] == "133"


def test_declared_shares_are_estimates_that_add_up_to_the_parent(desk: Desk) -> None:
    figures = desk.figures("2025", *ON)
    assert [figures[c, "people"]["value"] for c in ("G1", "G2", "P3")] == ["30", "70", "100"]
    states = [figures[c, "people"]["status"] for c in ("G1", "G2", "P3")]
    assert states == ["estimated", "estimated", "exact"]
    assert [figures[c, "people"]["own"] for c in ("G1", "G2", "P3")] == ["30", "70", ""]
    assert [figures[c, "people"]["reported"] for c in ("G1", "G2", "P3")] == ["1", "1", "1"]
    assert figures["G1", "rate"]["value"] == "50.0"
    # A least of a part is not the least of the whole, nor is it a share of it.
    assert figures["G1", "lowest"]["status"] == "not_comparable"
    assert figures["P3", "lowest"]["value"] == "100"


def test_a_yes_or_a_choice_is_never_one_of_a_new_unit(desk: Desk) -> None:
    lines = desk.done("export", "2025", *ON).out.splitlines()
    names = lines[0].split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
    found = {(r["unit"], r["measure"], r["level"]): r for r in rows}
    for measure in ("office", "colour:red"):
        row = found["A", measure, "ward"]
        assert (row["own"], row["value"], row["status"]) == ("", "", "not_comparable")
    # Above, the wards of their own day are counted.
    row = found["P", "office", "ward"]
    assert (row["own"], row["value"], row["reported"]) == ("", "3", "4")
    assert row["status"] == "exact"
    assert found["P", "colour:red", "ward"]["value"] == "4"
    assert found["N", "office", "ward"]["value"] == "4"
    # Old districts are a level of no unit there is today, and are still counted.
    assert found["N", "office", "district"]["expected"] == "2"


def test_a_survey_replaces_what_lay_below_it_on_its_own_day(desk: Desk) -> None:
    desk.done("collect", desk.write_json("P1.json", sent("P1", survey=50)))
    figures = desk.figures("2025", *ON)
    # The survey of one old province, and the wards of the other: as on the old map together.
    assert figures["P", "survey"]["value"] == "62"
    assert figures["P", "survey"]["status"] == "exact"
    assert figures["A", "survey"]["value"] == "21"
    desk.done("rollup", "2025")
    before = desk.figures("2025")
    assert figures["N", "survey"]["value"] == before["N", "survey"]["value"] == "162"


def test_on_their_own_day_figures_are_what_they_were(desk: Desk) -> None:
    desk.done("rollup", "2025")
    before, again = desk.figures("2025"), desk.figures("2025", "--on", "2025-06-30")
    assert before.keys() == again.keys()
    for key, row in again.items():
        assert row == {**before[key], "status": "exact"}


def test_a_unit_the_lineage_does_not_know_is_named_and_counts_from_where_it_must_be(
    tmp_path: Path,
) -> None:
    known = [edge for edge in EDGES if edge.old_code != "F"]
    desk = reformed(tmp_path, lineage_csv(known))
    outcome = desk.run("rollup", "2025", *ON, "--json")
    assert outcome.code == 1
    assert outcome.data()["unknown_units"] == ["D2", "F"]
    assert "lineage_missing" in outcome.err
    exported = desk.run("export", "2025", *ON)
    assert exported.code == 1
    assert "P,province,2025,census,people,12,33,,,4,4,exact,provisional" in exported.out
    assert "A,ward,2025,census,people,,,,,2,2,not_comparable,provisional" in exported.out


def test_what_counts_now_is_restated_and_finality_is_kept(desk: Desk) -> None:
    figures = desk.figures("2025", *ON, "--final")
    assert figures["N", "people"]["value"] == ""
    assert figures["N", "people"]["finality"] == "final"
    assert figures["N", "people"]["expected"] == "5"


def test_a_day_without_units_is_refused(desk: Desk) -> None:
    outcome = desk.run("rollup", "2025", "--on", "today")
    assert (outcome.code, "date_invalid" in outcome.err) == (2, True)


def test_workbooks_on_another_day_mark_what_they_cannot_say(desk: Desk) -> None:
    out = desk.folder / "out"
    desk.done("report", "2025", *ON, "--out", out)
    assert {path.name for path in out.iterdir()} == {
        f"{code}_census_2025_on-2025-07-01.xlsx" for code in ("N", "P", "P3")
    }
    rows = table(out / "P_census_2025_on-2025-07-01.xlsx")
    column = rows[4].index("people")
    # Beside the children the part that cannot be divided; the total holds what they cannot show.
    assert [row[column] for row in rows[6:11]] == [21, "≠", "≠", 7, 33]
    assert [row[3] for row in rows[6:11]] == [3, 0, 1, 4, 8]


def test_estimates_are_shown_as_such(desk: Desk) -> None:
    out = desk.folder / "out"
    desk.done("report", "2025", *ON, "--out", out, "--unit", "P3")
    book = openpyxl.load_workbook(out / "P3_census_2025_on-2025-07-01.xlsx", data_only=True)
    sheet = book["Theo đơn vị"]
    people = next(c.column for c in sheet[5] if c.value == "people")
    cells = [sheet.cell(row, people) for row in (7, 8, 9, 10)]
    assert [cell.value for cell in cells] == [30, 70, None, 100]
    assert ["≈" in cell.number_format for cell in cells] == [True, True, False, False]
    words = [str(cell.value) for row in book["Nguồn số liệu"].iter_rows() for cell in row]
    assert any(word.startswith("Dấu ≠") for word in words)
    assert any("đơn vị theo bản đồ ngày 01/06/2025" in word for word in words)


def test_the_same_restatement_gives_the_same_bytes(desk: Desk) -> None:
    found = []
    for name in ("one", "two"):
        out = desk.folder / name
        desk.done("report", "2025", *ON, "--out", out, "--unit", "P")
        found.append((out / "P_census_2025_on-2025-07-01.xlsx").read_bytes())
    assert found[0] == found[1]


def next_year(desk: Desk) -> None:
    """The year after, asked of the new units; some have answered."""
    plan = {**PLAN, "title": "Census 2026", "period": "2026", "roster_on": "2026-06-01"}
    plan["collects"] = [{"form": "census", "periods": ["2026"], "from": {"all": True}}]
    ref = desk.done("plans", "issue", desk.write_json("plan26.json", plan)).out.strip()
    desk.done("cascade", ref)
    for code, people in {"A": 30, "E1": 1, "G1": 40, "G2": 80}.items():
        record = {**sent(code, people=people, women=people // 2), "period": "2026"}
        desk.done("collect", desk.write_json(f"{code}26.json", record))
    desk.done("rollup", "2026")


def compared(desk: Desk, unit: str, *options: object) -> dict[str, tuple[object, ...]]:
    """This period, the other on its map and on this one, difference and mark, by indicator."""
    out = desk.folder / "compared"
    desk.done("report", "2026", "--out", out, "--unit", unit, *options)
    book = openpyxl.load_workbook(out / f"{unit}_census_2026.xlsx", data_only=True)
    rows = book["So sánh"].iter_rows(min_row=7, values_only=True)
    return {str(row[1]): (*row[3:7], row[8]) for row in rows if row[1]}


def test_a_period_is_held_against_the_one_before_on_one_map(desk: Desk) -> None:
    next_year(desk)
    nation = compared(desk, "N")
    assert nation["people"] == (151, 133, 133, 18, "chính xác")
    # The province is new: there is no figure of it on the old map, and one on this.
    assert compared(desk, "P")["people"] == (31, None, 33, -2, "chính xác")
    assert compared(desk, "P3")["people"] == (120, 100, 100, 20, "chính xác")
    assert compared(desk, "P", "--compare", "2025") == compared(desk, "P")


def test_without_a_period_before_there_is_nothing_to_compare(desk: Desk) -> None:
    desk.done("rollup", "2025")
    out = desk.folder / "out"
    desk.done("report", "2025", "--out", out, "--unit", "N")
    names = openpyxl.load_workbook(out / "N_census_2025.xlsx").sheetnames
    assert "So sánh" not in names
    assert desk.run("report", "2025", "--out", out, "--compare", "2024").code == 1


def table(path: Path) -> list[tuple[object, ...]]:
    """The values of the sheet by unit."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [tuple(row) for row in book["Theo đơn vị"].iter_rows(values_only=True)]


@pytest.mark.slow
def test_a_recalculated_workbook_shows_the_same(desk: Desk, tool: Callable[[str], str]) -> None:
    tool("soffice")
    next_year(desk)
    out = desk.folder / "compared"
    desk.done("report", "2026", "--out", out)
    desk.done("report", "2025", *ON, "--out", out)
    for path in sorted(out.iterdir()):
        assert differences(path, desk.folder / "recalculated" / path.stem) == []
