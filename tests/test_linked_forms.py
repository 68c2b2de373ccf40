"""A rate whose numerator and denominator come from different forms, each with its own coverage."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk import Desk, roster_csv


def whole(rule: object, **more: object) -> dict[str, object]:
    return {"type": "integer", "x-rollup": rule, **more}


CENSUS: Mapping[str, Any] = {
    "$id": "census",
    "title": "Census",
    "x-period": "year",
    "properties": {"people": whole("sum"), "mood": whole("max")},
}
BIRTHS: Mapping[str, Any] = {
    "$id": "births",
    "title": "Births",
    "x-period": "month",
    "properties": {
        "people": {**whole({"sum": "census:people"}), "readOnly": True},
        "born": whole("sum", **{"x-over-time": "sum"}),
        "rate": {
            "type": "number",
            "readOnly": True,
            "x-decimals": 1,
            "x-rollup": {"ratio": ["born", "people"], "scale": 1000},
        },
    },
}
PEOPLE = {"W111": 1000, "W112": 500, "W121": 400, "D22": 100}
BORN = {("W111", "M01"): 3, ("W111", "M02"): 6, ("W121", "M01"): 2, ("W211", "M01"): 5}


def plan(title: str, *collects: dict[str, object]) -> dict[str, object]:
    return {
        "issuer": "N",
        "title": title,
        "period": "2025",
        "roster_on": "2025-06-01",
        "collects": list(collects),
    }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return registered(Desk(tmp_path))


def registered(desk: Desk) -> Desk:
    """A desk on whatever database: two months of births, and the register they are held to."""
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("census.json", CENSUS))
    desk.done("forms", "add", desk.write_json("births.json", BIRTHS))
    wards = {"levels": ["ward"]}
    months = ["2025-M01", "2025-M02"]
    collects: tuple[dict[str, object], ...] = (
        {"form": "births", "periods": months, "from": wards},
        {"form": "census", "periods": ["2025"], "from": {"leaves": True}},
    )
    path = desk.write_json("plan.json", plan("Both", *collects))
    desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    sent = [
        {"unit": unit, "form": "census", "period": "2025", "values": {"people": people}}
        for unit, people in PEOPLE.items()
    ] + [
        {"unit": unit, "form": "births", "period": f"2025-{month}", "values": {"born": born}}
        for (unit, month), born in BORN.items()
    ]
    desk.done("collect", desk.write("sent.jsonl", "\n".join(map(json.dumps, sent))))
    desk.done("rollup", "2025-M01")
    return desk


def test_the_denominator_of_silent_units_counts_and_each_part_shows_its_coverage(
    desk: Desk,
) -> None:
    found = desk.figures("2025-M01")
    rate = found["D11", "rate"]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == ("2.0", "3", "1500")
    assert (rate["reported"], rate["expected"]) == ("1", "3")
    people, born = found["N", "people"], found["N", "born"]
    assert (people["value"], people["reported"], people["expected"]) == ("2000", "4", "9")
    assert (born["value"], born["reported"], born["expected"]) == ("10", "3", "7")
    assert (found["D22", "people"]["own"], found["D22", "born"]["expected"]) == ("100", "0")


def test_over_time_another_register_holds_for_every_month(desk: Desk) -> None:
    found = desk.figures("2025-01-01/2025-02-28")
    rate = found["D11", "rate"]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == ("9", "1500", "6.0")
    assert (rate["reported"], rate["expected"]) == ("2", "6")


def test_on_another_days_map_the_register_goes_along(desk: Desk) -> None:
    for period, rate in (("2025-M01", "2.0"), ("2025-01-01/2025-02-28", "6.0")):
        found = desk.figures(period, "--on", "2025-07-01")
        people = found["D11", "people"]
        assert (people["value"], people["status"]) == ("1500", "exact")
        assert found["D11", "rate"]["value"] == rate
        # D22 owes the register alone, and counts there.
        assert (found["N", "people"]["value"], found["D22", "people"]["value"]) == ("2000", "100")
        assert found["D22", "born"]["expected"] == "0"
    out = desk.folder / "on"
    desk.done("report", "2025-M01", "--on", "2025-07-01", "--unit", "D11", "--out", out)


def test_a_vintage_freezes_the_register_too_and_names_who_changed_it(desk: Desk) -> None:
    desk.done("publish", "2025-M01")
    before = desk.done("export", "2025-M01", "--vintage", 1).out
    assert before == desk.done("export", "2025-M01").out
    again = {"unit": "W112", "form": "census", "period": "2025", "values": {"people": 2000}}
    desk.done("collect", desk.write_json("again.json", again))
    assert desk.done("--json", "publish", "2025-M01").data()["number"] == 2
    assert desk.done("--json", "publish", "2025-M01").data()["new"] is False
    assert desk.done("export", "2025-M01", "--vintage", 1).out == before
    assert desk.figures("2025-M01", "--vintage", 2)["D11", "rate"]["value"] == "1.0"
    said = desk.done("--lang", "en", "vintages", "2025-M01", "--diff", 1, 2).out
    assert "W112" in said
    assert "changed what another form gives here" in said
    desk.done("verify")
    desk.done("report", "2025-M01", "--vintage", 1, "--unit", "N", "--out", desk.folder / "v")


def test_a_correction_of_the_register_moves_the_rate_without_another_roll_up(desk: Desk) -> None:
    again = {"unit": "W112", "form": "census", "period": "2025", "values": {"people": 2000}}
    desk.done("collect", desk.write_json("again.json", again))
    assert desk.figures("2025-M01")["D11", "rate"]["value"] == "1.0"


def test_its_workbooks_and_blank_forms_are_written(desk: Desk, tmp_path: Path) -> None:
    desk.done("report", "2025-M01", "--out", tmp_path / "out", "--unit", "D11")
    book = openpyxl.load_workbook(tmp_path / "out" / "D11_births_2025-M01.xlsx", data_only=True)
    shown = {c.value for row in book["Theo đơn vị"].iter_rows() for c in row}
    assert {1500, 1000, 500, 3} <= shown
    said = [str(c.value) for row in book["Nguồn số liệu"].iter_rows() for c in row if c.value]
    assert any("census:people" in words for words in said)
    desk.done("template", "W111", "births", "2025-M02", "--out", tmp_path / "out")


def test_a_value_sent_for_what_is_another_forms_is_refused(desk: Desk) -> None:
    values = {"born": 1, "people": 7}
    one = {"unit": "W112", "form": "births", "period": "2025-M01", "values": values}
    assert "read_only" in desk.run("collect", desk.write_json("one.json", one)).err


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("elsewhere:people", "form_unknown"),
        ("census:peple", "path_unknown"),
        ("census:mood", "part_unfit"),
        ("people", "annotation_invalid"),
    ],
)
def test_what_a_form_names_of_another_must_be_there(desk: Desk, source: str, code: str) -> None:
    properties = {**BIRTHS["properties"], "people": whole({"sum": source}, readOnly=True)}
    form = {**BIRTHS, "$id": "other", "properties": properties}
    outcome = desk.run("forms", "add", desk.write_json("other.json", form))
    assert (outcome.code, code in outcome.err) == (1, True)
