"""The share of a weight behind a roll-up: of the lowest units that owe, those that sent."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl

from hierarchy.tree import Tree
from reporting.weighing import weighed
from tests.cast import COUNTRY, DAY
from tests.desk import PLAN, WARD_FORM, Desk, sent

PEOPLE = {"W111": 500, "W112": 300, "W113": 200, "W121": 700, "W122": 300, "P1": 2000, "D22": 1}


def test_only_the_lowest_units_that_owe_are_weighed() -> None:
    weights = {code: Decimal(people) for code, people in PEOPLE.items()}
    tree = Tree.of([u._replace(weight=weights.get(u.code)) for u in COUNTRY], DAY)
    came = {"W111": True, "W112": False, "W121": True, "P1": True, "T1": True}
    found = weighed(tree, ((tree.index[code], sent) for code, sent in came.items()))
    assert [int(found.reported), int(found.expected), found.bare] == [1200, 1500, 1]
    assert found.percent == 80
    assert weighed(tree, [(tree.index["P1"], True)]).percent == 100
    assert weighed(tree, []).percent is None
    twice = weighed(tree, [(tree.index["W111"], True), (tree.index["W111"], False)])
    assert twice.percent == Fraction(50)


def weighty(folder: Path) -> Desk:
    desk = Desk(folder)
    rows = [
        f"{u.code},{u.name},{u.level},{u.parent_code or ''},{PEOPLE.get(u.code, '')}"
        for u in COUNTRY
    ]
    roster = "\n".join(["code,name,level,parent_code,weight", *rows, ""])
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    path = desk.write_json("plan.json", PLAN)
    desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    lines = [json.dumps(sent(unit, 1, 2)) for unit in ("W111", "W121", "T1")]
    desk.done("collect", desk.write("sent.jsonl", "\n".join(lines)))
    return desk


def test_a_roll_up_and_its_workbooks_say_the_share_of_the_weight(tmp_path: Path) -> None:
    desk = weighty(tmp_path)
    outcome = desk.done("--lang", "en", "rollup", "2025")
    assert "hold 60.0 % of the weight (population)" in outcome.out
    assert "3 units without a weight" in outcome.out
    data = desk.done("--json", "rollup", "2025").data()["weight"]
    assert data == {
        "reported": "1200",
        "expected": "2001",
        "percent": "60.0",
        "without_weight": 3,
    }
    desk.done("report", "2025", "--out", tmp_path / "out", "--unit", "D11")
    book = openpyxl.load_workbook(tmp_path / "out" / "D11_ward-report_2025.xlsx")
    listed = [str(c.value) for row in book["Tình hình nộp"].iter_rows() for c in row if c.value]
    assert "Đơn vị đã nộp chiếm 50 % trọng số (dân số) của các đơn vị phải nộp" in listed
