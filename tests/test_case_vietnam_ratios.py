"""Ratios printed in Vietnam's press: the parts are sent, the percentages are ours.

Where the case says that parts of a country add up, the parts are sent and the whole is not.
"""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from reporting.display import shown
from tests.desk import Desk

WHOLES = {"VN01": ("VN02", "VN03"), "VN04": ("VN05", "VN06"), "VN09": ("VN10", "VN11")}
"""Which rows add up to which."""
PROVINCE = ("VN13", "VN14", "VN15")
"""Three levels of one province, whose candidates are 5,103 as printed."""
TIMES = {"VN20", "VN21"}
"""Not percentages: how many times as many hours."""
PRINTED_WRONG = {"VN14", "VN15", "VN18"}

Row = dict[str, str]


def ratio(scale: int) -> dict[str, object]:
    rule = {"ratio": ["numerator", "denominator"], "scale": scale}
    return {"type": "number", "readOnly": True, "x-rollup": rule, "x-decimals": 2}


PART = {"type": "number", "minimum": 0, "x-rollup": "sum", "x-decimals": 2}
FORM = {
    "$id": "ratios",
    "title": "Ratios of the press",
    "x-period": "once",
    "properties": {
        "numerator": PART,
        "denominator": PART,
        "percent": ratio(100),
        "times": ratio(1),
    },
}
PLAN = {
    "issuer": "VN",
    "title": "Ratios of the press",
    "period": "2021",
    "collects": [{"form": "ratios", "periods": ["2021"], "from": {"leaves": True}}],
}


@pytest.fixture(scope="module")
def rows(shared: Path) -> dict[str, Row]:
    path = shared / "cases" / "vietnam-published-ratios.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def figures(
    rows: dict[str, Row], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Row]:
    desk = Desk(tmp_path_factory.mktemp("ratios"))
    above = {part: whole for whole, parts in WHOLES.items() for part in parts}
    above |= dict.fromkeys(PROVINCE, "VINHLONG")
    units = ["VN,Việt Nam,nation,", "VINHLONG,Vĩnh Long,case,VN"]
    units += [f"{code},{code},case,{above.get(code, 'VN')}" for code in rows]
    sent = [
        f"{code},2021,{row['numerator']},{row['denominator']}"
        for code, row in rows.items()
        if code not in WHOLES
    ]
    desk.done("init")
    roster = "\n".join(["code,name,level,parent_code", *units, ""])
    desk.done("units", "import", desk.write("roster.csv", roster))
    desk.done("forms", "add", desk.write_json("form.json", FORM))
    plan = desk.write_json("plan.json", PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    table = "\n".join(["unit,period,numerator,denominator", *sent, ""])
    desk.done("collect", desk.write("sent.csv", table), "--form", "ratios")
    desk.done("rollup", "2021")
    return desk.figures("2021")


def test_every_ratio_is_the_true_one_to_the_digit(
    rows: dict[str, Row], figures: dict[tuple[str, str], Row]
) -> None:
    wanted = {code: row["computed_pct"] for code, row in rows.items()}
    found = {code: figures[code, "times" if code in TIMES else "percent"]["value"] for code in rows}
    assert len(found) == 21
    assert found == wanted


@pytest.mark.parametrize("whole", WHOLES)
def test_the_whole_is_the_sum_of_its_parts(
    rows: dict[str, Row], figures: dict[tuple[str, str], Row], whole: str
) -> None:
    for measure in ("numerator", "denominator"):
        row = figures[whole, measure]
        assert (row["own"], row["reported"]) == ("", "2")
        assert Fraction(row["value"]) == Fraction(rows[whole][measure])


def test_the_candidates_of_a_province_add_up_as_printed(
    rows: dict[str, Row], figures: dict[tuple[str, str], Row]
) -> None:
    women = sum(int(rows[code]["numerator"]) for code in PROVINCE)
    row = figures["VINHLONG", "percent"]
    assert Fraction(row["numerator"]) == women
    assert Fraction(row["denominator"]) == 5103
    assert row["value"] == shown(Fraction(100 * women, 5103), 2)


def test_only_the_figures_known_to_be_printed_wrong_differ(rows: dict[str, Row]) -> None:
    differing = set()
    for code, row in rows.items():
        printed = row["published_pct"]
        exact = Fraction(row["numerator"]) / Fraction(row["denominator"])
        scale = 1 if code in TIMES else 100
        decimals = len(printed.partition(".")[2])
        if printed and shown(scale * exact, decimals) != printed:
            differing.add(code)
    assert differing == PRINTED_WRONG
