"""Departments: a second roster beside the territorial one, never counted with districts."""

from pathlib import Path

import pytest

from tests.desk import PLAN, WARD_FORM, Desk, opened, sent

pytestmark = pytest.mark.both

HEAD = "code,name,level,parent_code,type\n"
DATED = "code,name,level,parent_code,valid_from,valid_to\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path, [])


def imported(desk: Desk, text: str) -> object:
    return desk.done("--json", "units", "import", desk.write("departments.csv", text)).data()


def refused(desk: Desk, text: str) -> str:
    before = desk.done("--json", "units", "check").out
    outcome = desk.run("units", "import", desk.write("departments.csv", text))
    assert outcome.code == 1
    assert desk.done("--json", "units", "check").out == before
    return outcome.err


def test_departments_come_in_a_file_of_their_own(desk: Desk) -> None:
    text = HEAD + "P2.NV,Home Affairs,department,P2,sở\nP2.YT,Health,department,P2,sở\n"
    assert imported(desk, text) == {"added": 2, "updated": 0, "unchanged": 0, "edges": 0}
    assert imported(desk, text) == {"added": 0, "updated": 0, "unchanged": 2, "edges": 0}
    levels = desk.done("--json", "units", "check").data()["levels"]
    assert levels == {"nation": 1, "province": 2, "district": 4, "department": 3, "ward": 7}
    seen = desk.done("--json", "units", "show", "P2").data()
    assert seen["below"] == {"district": 2, "ward": 2, "department": 2}


def test_a_parent_that_is_not_there_is_a_fault_of_its_row(desk: Desk) -> None:
    said = refused(desk, HEAD + "X,Health,department,P1,\nY,Finance,department,P9,\n")
    assert "[parent_unknown]" in said
    assert "row 3" in said
    assert "row 2" not in said


def test_a_code_that_is_taken_is_a_fault_of_its_row(desk: Desk) -> None:
    said = refused(desk, HEAD + "D11,Health,department,P1,\n")
    assert "[code_taken]" in said
    assert "Upper District (district)" in said
    assert "row 2" in said
    dated = refused(desk, DATED + "D11,Health,department,P1,2025-01-01,\n")
    assert "[duplicate_unit]" in dated


def test_a_district_does_not_take_a_departments_code(desk: Desk) -> None:
    assert "[code_taken]" in refused(desk, HEAD + "T1,Third District,district,P1,\n")


def test_a_department_has_no_units_below_it(desk: Desk) -> None:
    said = refused(desk, HEAD + "T1.1,Branch,ward,T1,\n")
    assert "[parent_is_department]" in said
    assert "row 2" in said


def test_a_department_without_days_is_told_those_of_its_parent(desk: Desk) -> None:
    imported(desk, DATED + "P3,Hills,province,N,2020-01-01,2025-06-30\n")
    said = refused(desk, HEAD + "P3.NV,Home Affairs,department,P3,\n")
    assert "[parent_dates_needed]" in said
    assert "2020-01-01..2025-06-30" in said
    dated = DATED + "P3.NV,Home Affairs,department,P3,2020-01-01,2025-06-30\n"
    imported(desk, dated)
    longer = DATED + "P3.YT,Health,department,P3,2020-01-01,2025-12-31\n"
    assert "[parent_not_standing]" in refused(desk, longer)


def test_one_without_days_stands_under_a_parent_of_two_dated_rows(desk: Desk) -> None:
    parent = "P3,Hills,province,N,,2025-06-30\nP3,New Hills,province,N,2025-07-01,\n"
    imported(desk, DATED + parent)
    imported(desk, HEAD + "P3.NV,Home Affairs,department,P3,\n")


def test_departments_owe_and_count_beside_districts_and_not_with_them(desk: Desk) -> None:
    imported(desk, HEAD + "P1.NV,Home Affairs,department,P1,sở\n")
    plan = {
        **PLAN,
        "issuer": "P1",
        "collects": [
            {
                "form": "ward-report",
                "periods": ["2025"],
                "from": [{"departments": True}, {"levels": ["district"]}],
            }
        ],
    }
    ref = desk.done("plans", "issue", desk.write_json("plan.json", plan)).out.strip()
    assert desk.done("--json", "cascade", ref).data()["assigned"] == 4
    (found,) = desk.done("--json", "status", "2025").data()
    assert {level: one["expected"] for level, one in found["levels"].items()} == {
        "district": 2,
        "department": 2,
    }
    travelled = desk.done("--json", "plans", "tree", ref).data()["levels"]
    assert {level: one["received"] for level, one in travelled.items()} == {
        "district": 2,
        "department": 2,
    }
    many = [sent("P1.NV", 1, 2, committee=True), sent("T1", 2, 4), sent("D11", 3, 8)]
    for one in many:
        desk.done("collect", desk.write_json(f"{one['unit']}.json", one))
    desk.done("rollup", "2025")
    figures = desk.figures("2025")
    assert figures["P1", "leaders.women"]["value"] == "6"
    assert figures["P1", "leaders.women"]["expected"] == "4"
    desk.done("report", "2025", "--unit", "P1", "--out", desk.folder / "books")


def test_the_departments_of_ha_noi_stand_beside_its_thirty_districts(
    tmp_path: Path, shared: Path
) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    roster = shared / "data" / "units" / "units-2021.csv"
    desk.done("units", "import", roster, "--root", "VN,Việt Nam,nation")
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    imported(desk, HEAD + "01.NV,Sở Ngoại vụ,department,01,sở\n01.YT,Sở Y tế,department,01,sở\n")
    levels = desk.done("--json", "units", "check").data()["levels"]
    assert levels["district"] == 705
    assert levels["department"] == 2
    assert list(levels)[:2] == ["nation", "province"]
    assert list(levels)[-1] == "ward"
    inspection = {
        "issuer": "01",
        "title": "Inspection of some departments and districts",
        "period": "2021",
        "roster_on": "2021-12-01",
        "addressed_to": [
            {"departments": True},
            {"sample": {"of": {"levels": ["district"]}, "size": 3, "seed": 1}},
            {"text": "Hội Liên hiệp Phụ nữ"},
        ],
    }
    ref = desk.done("plans", "issue", desk.write_json("plan.json", inspection)).out.strip()
    desk.done("cascade", ref)
    travelled = desk.done("--json", "plans", "tree", ref).data()["levels"]
    assert {level: one["received"] for level, one in travelled.items()} == {
        "district": 3,
        "department": 2,
    }
    shown = desk.done("plans", "show", ref).out
    assert "Hội Liên hiệp Phụ nữ" in shown
