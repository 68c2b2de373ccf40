"""DHIS2's own expectations for a tree whose parents have figures of their own.

Of its thirteen results three stand in one month and are asked for as they are. Two are sums over
a quarter's months: here the months are added up by hand, since adding periods up is not a
roll-up over units. The other eight take a product, a quotient, a least or a greatest figure of a
whole quarter: none of its months can tell them.
"""

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk import Desk

MONTHS = ("2017-M01", "2017-M02", "2017-M03", "2017-M04")
NAMES = ("A", "B", "C", "D")
OF_ONE_MONTH = {
    "deC ouB Mar SUM": ("months", "2017-M03", "B", "c"),
    "deC all Mar AVG": ("months", "2017-M03", "A", "c_mean"),
    # Two units picked out of the tree: a form asked of these two alone.
    "deD {C,E} Apr AVG": ("picked", "2017-M04", "A", "d_mean"),
}
ADDED_UP = {"deA ouA Q1 SUM": ("A", ("a",)), "deB+deC Q1": ("A", ("b", "c"))}
OF_A_WHOLE_QUARTER = [
    "deB*deC/100 Q1",
    "deA*deC/deB Q1",
    "MAX_SUM_ORG_UNIT deA ouB Q1",
    "MIN_SUM_ORG_UNIT deA ouB Q1",
    "subExpr deA/deB ouA Q1 SUM",
    ".. ouB",
    "subExpr AVG ouA",
    ".. ouB",
]


def form(name: str, elements: str) -> dict[str, object]:
    """Each element as it is summed, and its mean over the units that gave it."""
    properties: dict[str, object] = {}
    for element in elements:
        properties[element] = {"type": "integer", "x-rollup": "sum"}
        properties[f"{element}_mean"] = {
            "type": "number",
            "readOnly": True,
            "x-rollup": {"mean": element},
            "x-decimals": 2,
        }
    return {"$id": name, "title": name, "x-period": "month", "properties": properties}


PLAN = {
    "issuer": "A",
    "title": "Data sets",
    "period": "2017",
    "collects": [
        {"form": "months", "periods": list(MONTHS), "from": [{"all": True}, {"self": True}]},
        {"form": "picked", "periods": ["2017-M04"], "from": {"units": ["C", "E"]}},
    ],
}


def submissions(case: dict[str, Any]) -> list[dict[str, object]]:
    """What each unit sends of the four numeric elements, month by month."""
    sent: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for cell in case["values"]:
        month = cell["period"].replace("-", "-M")
        if cell["de"] in NAMES and month in MONTHS:
            sent[cell["ou"], month][cell["de"].lower()] = int(cell["value"])
    found: list[dict[str, object]] = [
        {"unit": unit, "form": "months", "period": month, "values": values}
        for (unit, month), values in sent.items()
    ]
    for unit in ("C", "E"):
        values = {"d": sent[unit, "2017-M04"]["d"]}
        found.append({"unit": unit, "form": "picked", "period": "2017-M04", "values": values})
    return found


@pytest.fixture(scope="module")
def case(shared: Path) -> dict[str, Any]:
    path = shared / "cases" / "dhis2_rollup_small.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def desk(case: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("dhis2"))
    rows = [f"{code},Unit {code},unit,{above or ''}" for code, above in case["hierarchy"].items()]
    roster = desk.write("roster.csv", "\n".join(["code,name,level,parent_code", *rows, ""]))
    desk.done("init")
    desk.done("units", "import", roster)
    for name, elements in (("months", "abcd"), ("picked", "d")):
        desk.done("forms", "add", desk.write_json(f"{name}.json", form(name, elements)))
    plan = desk.write_json("plan.json", PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    lines = "".join(json.dumps(one) + "\n" for one in submissions(case))
    desk.done("collect", desk.write("sent.jsonl", lines))
    for month in MONTHS:
        desk.done("rollup", month, "--form", "months")
    desk.done("rollup", "2017-M04", "--form", "picked")
    return desk


def expected(case: dict[str, Any], name: str) -> Decimal:
    (found,) = [one["expected"] for one in case["checked"] if one["name"] == name]
    return Decimal(str(found))


@pytest.mark.parametrize("name", OF_ONE_MONTH)
def test_a_result_of_one_month_comes_out_as_expected(
    case: dict[str, Any], desk: Desk, name: str
) -> None:
    form_name, month, unit, measure = OF_ONE_MONTH[name]
    found = desk.figures(month, "--form", form_name)[unit, measure]["value"]
    assert Decimal(found) == expected(case, name)


@pytest.mark.parametrize("name", ADDED_UP)
def test_the_months_of_a_quarter_add_up_to_its_sum(
    case: dict[str, Any], desk: Desk, name: str
) -> None:
    unit, measures = ADDED_UP[name]
    quarter = [desk.figures(month, "--form", "months") for month in MONTHS[:3]]
    values = [month[unit, measure]["value"] for month in quarter for measure in measures]
    assert sum(Decimal(value or 0) for value in values) == expected(case, name)


def test_a_parents_own_figure_stands_beside_what_is_below_it(desk: Desk) -> None:
    found = desk.figures("2017-M03", "--form", "months")
    assert (found["B", "c"]["own"], found["B", "c"]["value"]) == ("5", "6")
    assert (found["A", "c"]["own"], found["A", "c"]["value"]) == ("6", "27")


def test_every_result_of_the_case_is_accounted_for(case: dict[str, Any]) -> None:
    told = [*OF_ONE_MONTH, *ADDED_UP, *OF_A_WHOLE_QUARTER]
    assert sorted(told) == sorted(one["name"] for one in case["checked"])
