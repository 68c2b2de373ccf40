"""A longer period across a change of the map: two months, the reform between them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.desk import Desk
from tests.reform import lineage_csv, roster_csv


def number(rule: str, over_time: str, **more: object) -> dict[str, object]:
    at = {"x-measured-at": ["ward"]}
    return {"type": "integer", "x-rollup": rule, "x-over-time": over_time, **at, **more}


FORM: Mapping[str, Any] = {
    "$id": "monthly",
    "title": "Monthly",
    "x-period": "month",
    "properties": {
        "born": number("sum", "sum"),
        "beds": number("sum", "last"),
        "visits": number("sum", "mean"),
        "least": number("min", "min"),
        "most_born": {
            "type": "number",
            "readOnly": True,
            "x-computed": "born",
            "x-over-time": "max",
        },
    },
}
JUNE = {"A": 10, "B": 11, "E": 7, "F": 5, "G": 100}
JULY = {"A": 20, "E1": 3, "E2": 9, "G1": 30, "G2": 70}


def plan(month: str, day: str) -> dict[str, object]:
    asked = {"form": "monthly", "periods": [month], "from": {"levels": ["ward"]}}
    title = f"Plan of {month}"
    return {"issuer": "N", "title": title, "period": "2025", "roster_on": day, "collects": [asked]}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return reform_between(tmp_path_factory.mktemp("reform"))


def reform_between(folder: Path) -> Desk:
    """A desk where June was asked on the old map and July on the new one, and both were sent."""
    desk = Desk(folder)
    desk.done("init")
    edges = desk.write("lineage.csv", lineage_csv())
    desk.done("units", "import", desk.write("roster.csv", roster_csv()), "--lineage", edges)
    desk.done("forms", "add", desk.write_json("form.json", FORM))
    for month, day, sent in (
        ("2025-M06", "2025-06-01", JUNE),
        ("2025-M07", "2025-07-01", JULY),
    ):
        path = desk.write_json(f"{month}.json", plan(month, day))
        desk.done("cascade", desk.done("plans", "issue", path).out.strip())
        lines = [
            json.dumps(
                {
                    "unit": unit,
                    "form": "monthly",
                    "period": month,
                    "unit_on": day,
                    "values": dict.fromkeys(("born", "beds", "visits", "least"), value),
                }
            )
            for unit, value in sent.items()
        ]
        desk.done("collect", desk.write(f"{month}.jsonl", "\n".join(lines)))
    return desk


BOTH = "2025-06-01/2025-07-31"


@pytest.fixture(scope="module")
def found(desk: Desk) -> dict[tuple[str, str], dict[str, str]]:
    return desk.figures(BOTH)


def read(row: dict[str, str]) -> tuple[str, str]:
    return row["value"], row["status"]


def test_sums_go_on_across_the_reform_on_the_map_of_the_last_month(
    found: dict[tuple[str, str], dict[str, str]],
) -> None:
    assert read(found["N", "born"]) == (str(133 + 132), "exact")
    assert read(found["A", "born"]) == (str(21 + 20), "exact")
    assert read(found["P", "born"]) == (str(33 + 32), "exact")
    assert read(found["E1", "born"]) == ("", "not_comparable")
    assert read(found["G1", "born"]) == (str(30 + 30), "estimated")
    assert (found["N", "born"]["reported"], found["N", "born"]["expected"]) == ("10", "10")


def test_what_was_stated_last_is_what_the_new_units_stated(
    found: dict[tuple[str, str], dict[str, str]],
) -> None:
    assert found["N", "beds"]["value"] == "132"
    assert found["A", "beds"]["value"] == "20"


def test_a_mean_of_months_two_units_shared_is_not_made_up(
    found: dict[tuple[str, str], dict[str, str]],
) -> None:
    assert read(found["N", "visits"]) == ("", "not_comparable")
    assert found["N", "least"]["value"] == "3"


def test_a_figure_rolled_up_month_by_month_needs_no_heirs(
    found: dict[tuple[str, str], dict[str, str]],
) -> None:
    assert found["N", "most_born"]["value"] == "133"
    assert found["A", "most_born"]["value"] == "21"


def test_a_longer_period_stands_on_any_days_map(desk: Desk) -> None:
    before = desk.figures(BOTH, "--on", "2025-06-01")
    assert read(before["N", "born"]) == ("265", "exact")
    assert before["D1", "born"]["value"] == "41"
    told = desk.done("--json", "rollup", BOTH, "--on", "2025-06-01").data()
    assert (told["reported"], told["expected"], told["on"]) == (10, 10, "2025-06-01")


def test_workbooks_of_a_period_across_the_reform_are_written(desk: Desk, tmp_path: Path) -> None:
    assert desk.done("--json", "report", BOTH, "--out", tmp_path).data()["workbooks"] == 3
