"""Stated totals against their parts: surveys against units below, and published tables."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.desk import Desk, roster_csv

FORM: Mapping[str, Any] = {
    "$id": "survey",
    "title": "Survey",
    "x-period": "year",
    "properties": {
        "women": {"type": "integer", "x-rollup": "sum", "x-own-above": "replaces"},
        "men": {"type": "integer", "x-rollup": "sum"},
    },
}
HEAD = "unit,level,measure,against,stated,sum,difference,parts,expected"
TABLE = """unit,name,male,female,total
D11,Upper,60,50,115
W111,,20,20,40
W112,,30,15,45
W113,,10,15,25
P1,,100,50,150
D12,,40,,40
"""
"""The district's total is stated as 115: its wards give 110, and so do its columns."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    return desk


def surveyed(desk: Desk) -> Desk:
    desk.done("forms", "add", desk.write_json("form.json", FORM))
    plan = {
        "issuer": "N",
        "title": "Survey",
        "period": "2025",
        "roster_on": "2025-06-01",
        "collects": [{"form": "survey", "periods": ["2025"], "from": {"all": True}}],
    }
    path = desk.write_json("plan.json", plan)
    desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    stated = {"P1": 100, "D11": 60, "W111": 20, "W112": 30, "D12": 25, "W121": 25}
    lines = [
        json.dumps(
            {"unit": u, "form": "survey", "period": "2025", "values": {"women": n, "men": n}}
        )
        for u, n in stated.items()
    ]
    desk.done("collect", desk.write("sent.jsonl", "\n".join(lines)))
    desk.done("rollup", "2025")
    return desk


def test_a_survey_that_is_not_the_sum_from_below_is_named(desk: Desk) -> None:
    surveyed(desk)
    outcome = desk.done("--lang", "en", "reconcile", "2025")
    assert outcome.out.splitlines() == [
        HEAD,
        "P1,province,women,below,100,85,15,2,3",
        "D11,district,women,below,60,50,10,2,3",
    ]
    assert "Totals compared: 3. 2 do not agree" in outcome.err
    assert "D12,district,women,below,25,25,0,1,2" in desk.done("reconcile", "2025", "--all").out


def test_a_table_whose_totals_are_not_their_parts_has_its_gaps_named(desk: Desk) -> None:
    path = desk.write("table.csv", TABLE)
    told = desk.done("reconcile", "--table", path, "--adds", "total=male+female")
    assert told.out.splitlines() == [
        HEAD,
        "P1,province,total,units,150,155,-5,2,3",
        "D11,district,total,units,115,110,5,3,3",
        "D11,district,total,columns,115,110,5,2,2",
    ]
    found = desk.done("--json", "reconcile", "--table", path).data()
    assert [one["difference"] for one in found] == ["-5", "5"]


def test_a_gap_that_may_be_no_more_than_missing_parts_is_told_from_one_that_is_not(
    desk: Desk,
) -> None:
    path = desk.write("table.csv", TABLE)
    words = desk.done("--lang", "en", "reconcile", "--table", path).err
    assert "Totals compared: 6. 2 do not agree" in words
    assert "In 1 of them parts are missing" in words
    whole = desk.write("whole.csv", TABLE.replace("P1,,100,50,150\n", ""))
    assert "missing" not in desk.done("--lang", "en", "reconcile", "--table", whole).err


def test_a_published_table_is_held_against_what_was_rolled_up(desk: Desk) -> None:
    surveyed(desk)
    long = desk.write("published.csv", "unit,measure,value\nP1,women,101\nN,men,260\n")
    told = desk.done("reconcile", "2025", "--table", long).out.splitlines()
    assert told == [HEAD, "P1,province,women,rolled_up,101,100,1,1,1"]


def test_a_sum_of_columns_that_are_not_there_is_refused(desk: Desk) -> None:
    path = desk.write("table.csv", "unit,total\nD11,5\n")
    outcome = desk.run("--lang", "en", "reconcile", "--table", path, "--adds", "total=men+women")
    assert outcome.code == 1
    assert "[missing_column] The column men is missing." in outcome.err
    assert "Traceback" not in outcome.err


def test_what_cannot_be_read_of_a_table_is_named_and_the_rest_compared(desk: Desk) -> None:
    path = desk.write("table.csv", "code;born\nD11;1,5\nW111;0,5\nW112;many\nX9;3\n")
    outcome = desk.run("--lang", "en", "reconcile", "--table", path)
    assert outcome.code == 1
    assert "D11,district,born,units,1.5,0.5,1,1,3" in outcome.out
    assert "type_number" in outcome.err
    assert "unit_unknown" in outcome.err
    assert "table_unfit" in desk.run("reconcile", "--table", desk.write("x.csv", "a,b\n")).err
    assert desk.run("reconcile").code == 2


def test_a_third_column_that_was_dropped_shows_in_every_row_it_is_needed(
    tmp_path: Path, shared: Path
) -> None:
    """The Kenyan census: units add up everywhere, male and female do not make the total."""
    folder = shared / "cases" / "kenya-census-2019"
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", folder / "units.csv")
    population = folder / "population_by_sex.csv"
    assert desk.done("reconcile", "--table", population).out.splitlines() == [HEAD]
    gaps = desk.done("reconcile", "--table", population, "--adds", "total=male+female").out
    assert len(gaps.splitlines()) == 1 + 348
    adds = "total=male+female+intersex"
    whole = desk.done("reconcile", "--table", population, "--adds", adds, "--all").out.splitlines()
    assert not [line for line in whole[1:] if line.split(",")[6] != "0"]
