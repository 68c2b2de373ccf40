"""Vintages of a year made of shorter periods, and of figures on the map of another day."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests import test_over_time_maps as maps
from tests.desk import Desk, roster_csv
from tests.office import store
from tests.test_engine_restate import reformed
from tests.test_engine_restate import sent as answered
from tests.test_over_time import REPORTS, Report, made, months

QUARTER = "2025-Q1"
NEW = "2025-07-01"


def send(desk: Desk, *reports: Report) -> None:
    lines = [
        json.dumps({"unit": unit, "form": "monthly", "period": f"2025-{month}", "values": values})
        for unit, month, values in reports
    ]
    desk.done("collect", desk.write("more.jsonl", "\n".join(lines)))


def figures(desk: Desk, period: str, *options: object) -> str:
    return desk.done("export", period, *options).out


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A quarter of three months, published, corrected in two of them, and published again."""
    desk = made(tmp_path, months(1, 2, 3), REPORTS)
    desk.done("--as", "Lan", "publish", QUARTER, "--note", "quý một")
    send(desk, ("W111", "M02", {"born": 40}), ("W122", "M03", {"born": 6, "news": "Sun."}))
    desk.done("publish", QUARTER)
    return desk


def test_a_quarter_of_months_is_published_once_and_numbered(desk: Desk) -> None:
    again = desk.done("--json", "publish", QUARTER).data()
    assert (again["number"], again["new"]) == (2, False)
    assert (again["reported"], again["expected"]) == (7, 21)
    series = desk.done("--json", "vintages", QUARTER).data()
    assert (series[0]["number"], series[0]["actor"], series[0]["note"]) == (1, "Lan", "quý một")
    assert desk.run("verify").code == 0


def test_a_published_quarter_reads_as_it_did_whatever_came_since(desk: Desk) -> None:
    assert figures(desk, QUARTER, "--vintage", 2) == figures(desk, QUARTER)
    old = desk.figures(QUARTER, "--vintage", "1")
    assert (old["N", "born"]["value"], old["N", "born"]["reported"]) == ("22.0", "6")
    assert desk.figures(QUARTER)["N", "born"]["value"] == "64.0"
    before = figures(desk, QUARTER, "--vintage", 1)
    send(desk, ("W112", "M02", {"born": 900}))
    assert figures(desk, QUARTER, "--vintage", 1) == before


def test_a_difference_is_traced_to_the_month_that_was_sent_otherwise(desk: Desk) -> None:
    found = desk.done("--json", "vintages", QUARTER, "--diff", 1, 2).data()
    assert [(one["unit"], one["of"], one["kinds"]) for one in found["causes"]] == [
        ("W111", "2025-M02", ["revised"]),
        ("W122", "2025-M03", ["sent"]),
    ]
    born = next(c for c in found["changes"] if (c["unit"], c["measure"]) == ("N", "born"))
    assert (born["before"], born["after"], born["delta"]) == ("22.0", "64.0", "42.0")
    assert {one["unit"]: one["delta"] for one in born["causes"]} == {"W111": "36.0", "W122": "6.0"}
    assert "2025-M02" in desk.done("vintages", QUARTER, "--diff", 1, 2).out


def test_a_published_quarter_is_explained_by_the_revisions_of_then(desk: Desk) -> None:
    words = ("--json", "explain", "D11", "born", QUARTER, "--vintage", 1)
    (figure,) = desk.done(*words).data()["figures"]
    assert figure["value"] == "15.0"
    given = {one["unit"]: one for one in figure["contributors"]}
    (kept,) = desk.done("--json", "explain", "D11", "most_born", QUARTER).data()["figures"]
    assert (kept["value"], kept["contributors"]) == ("14.0", [])
    told = [(one["period"], one["revision"]) for one in given["W111"]["revisions"]]
    assert told == [("2025-M01", 1), ("2025-M02", 1), ("2025-M03", 1)]


def test_the_workbooks_and_the_supplement_of_a_quarter_are_the_same_bytes(desk: Desk) -> None:
    def written(place: str) -> list[bytes]:
        out = desk.folder / place
        desk.done("report", QUARTER, "--vintage", 1, "--unit", "D11", "--out", out)
        desk.done("report", QUARTER, "--supplement", 1, 2, "--out", out)
        return [path.read_bytes() for path in sorted(out.iterdir())]

    first = written("a")
    send(desk, ("W112", "M02", {"born": 900}))
    desk.done("publish", QUARTER)
    assert written("b") == first
    with ZipFile(desk.folder / "a" / "D11_monthly_2025-Q1_v1.xlsx") as book:
        words = unescape("".join(book.read(n).decode() for n in book.namelist()))
    assert "2025-M01" in words
    assert "A new roof." in words


def test_what_was_tampered_with_in_a_quarter_is_found(desk: Desk) -> None:
    with closing(sqlite3.connect(store(desk))) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("UPDATE vintage_input SET submission_id = NULL WHERE vintage_id = 1")
        connection.commit()
    assert "vintage_inputs_changed" in desk.run("verify").err
    assert "vintage_changed" in desk.run("export", QUARTER, "--vintage", 1).err


def test_a_quarter_with_a_month_nobody_was_asked_for_stays_provisional(tmp_path: Path) -> None:
    desk = made(tmp_path, months(1, 2), REPORTS[:1])
    outcome = desk.done("--json", "publish", QUARTER, "--final")
    assert "2025-M03" in outcome.err
    row = desk.figures(QUARTER, "--vintage", "1")["N", "born"]
    assert row["finality"] == "provisional"


def test_a_published_quarter_hides_what_its_months_hide_as_they_were(tmp_path: Path) -> None:
    form: Any = json.loads(json.dumps(dict(maps.FORM)))
    form["properties"]["born"]["x-suppress-below"] = 5
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", form))
    asked = {"form": "monthly", "periods": months(1, 2, 3), "from": {"levels": ["ward"]}}
    plan = {"issuer": "N", "title": "M", "period": "2025", "roster_on": "2025-06-01",
            "collects": [asked]}  # fmt: skip
    desk.done("cascade", desk.done("plans", "issue", desk.write_json("p.json", plan)).out.strip())
    wards: Sequence[Report] = [
        (unit, month, {"born": born})
        for unit, born in (("W111", 20), ("W112", 30), ("W113", 40))
        for month in ("M01", "M02", "M03")
    ]
    send(desk, *wards, ("W111", "M02", {"born": 2}))
    desk.done("publish", QUARTER)
    hidden = desk.figures(QUARTER, "--vintage", "1", "--published")
    assert hidden["W111", "born"]["status"] == "suppressed"
    send(desk, ("W111", "M02", {"born": 25}))
    assert desk.figures(QUARTER, "--vintage", "1", "--published") == hidden
    assert desk.figures(QUARTER, "--published")["W111", "born"]["status"] == "reported"


@pytest.fixture
def moved(tmp_path: Path) -> Desk:
    """The year from the units of before the reform, published on the map of after it."""
    desk = reformed(tmp_path)
    assert desk.done("--json", "publish", "2025", "--on", NEW).data()["roster_on"] == NEW
    return desk


def test_a_year_is_published_on_the_map_of_another_day(moved: Desk) -> None:
    assert figures(moved, "2025", "--vintage", 1) == figures(moved, "2025", "--on", NEW)
    assert moved.done("--json", "publish", "2025", "--on", NEW).data()["new"] is False
    assert moved.run("verify").code == 0
    # On its own map it is another vintage; the day of that map named is no other map.
    own = moved.done("--json", "publish", "2025", "--on", "2025-06-01").data()
    assert (own["number"], own["new"]) == (2, True)
    assert moved.done("--json", "publish", "2025").data()["new"] is False


def test_a_vintage_on_another_map_is_traced_to_the_old_units(moved: Desk) -> None:
    before = figures(moved, "2025", "--vintage", 1)
    record = answered("B", people=16, women=5, lowest=11, office=False, colour="red", survey=11)
    moved.done("collect", moved.write_json("B2.json", record))
    moved.done("publish", "2025", "--on", NEW)
    assert figures(moved, "2025", "--vintage", 1) == before
    found = moved.done("--json", "vintages", "2025", "--diff", 1, 2).data()
    assert [(one["unit"], one["of"], one["kinds"]) for one in found["causes"]] == [
        ("A", "B", ["revised"])
    ]
    people = {c["unit"]: c["delta"] for c in found["changes"] if c["measure"] == "people"}
    assert people == {"N": "5", "P": "5", "A": "5"}
    words = ("--json", "explain", "A", "people", "2025", "--vintage", 2)
    (figure,) = moved.done(*words).data()["figures"]
    assert figure["value"] == "26"
    (given,) = figure["contributors"]
    assert [(one.get("of"), one["revision"]) for one in given["revisions"]] == [("A", 1), ("B", 2)]
    done = moved.done("report", "2025", "--vintage", 1, "--unit", "P", "--out", moved.folder / "o")
    assert done.code == 0
    moved.done("report", "2025", "--supplement", 1, 2, "--out", moved.folder / "o")


def test_two_maps_of_one_year_are_held_against_each_other(moved: Desk) -> None:
    moved.done("publish", "2025")
    found = moved.done("--json", "vintages", "2025", "--diff", 2, 1).data()
    assert (found["old"]["roster_on"], found["new"]["roster_on"]) == ("2025-06-01", NEW)
    assert not [c for c in found["changes"] if (c["unit"], c["measure"]) == ("N", "people")]


def test_a_lineage_corrected_since_is_named_where_figures_rest_on_it(moved: Desk) -> None:
    edges = "old_code,new_code,on,share\nG,G1,2025-07-01,0.6\nG,G2,2025-07-01,0.4\n"
    roster = moved.folder / "roster.csv"
    moved.done("units", "import", roster, "--lineage", moved.write("shares.csv", edges))
    outcome = moved.run("export", "2025", "--vintage", 1)
    assert (outcome.code, "vintage_lineage" in outcome.err) == (1, True)
    assert moved.done("--json", "publish", "2025", "--on", NEW).data()["number"] == 2


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two months, the reform between them, published on the map of the last and of the first."""
    desk = maps.reform_between(tmp_path_factory.mktemp("both"))
    desk.done("publish", maps.BOTH)
    desk.done("publish", maps.BOTH, "--on", "2025-06-01")
    return desk


@pytest.mark.parametrize(("number", "on"), [(1, ()), (2, ("--on", "2025-06-01"))])
def test_months_before_and_after_a_reform_are_published_as_one(
    both: Desk, number: int, on: tuple[str, ...], tmp_path: Path
) -> None:
    span = maps.BOTH
    assert figures(both, span, "--vintage", number) == figures(both, span, *on)
    done = both.done("--json", "report", span, "--vintage", number, "--out", tmp_path).data()
    assert done["workbooks"] == (3 if number == 1 else 6)
    explained = both.done("--json", "explain", "N", "born", span, "--vintage", number).data()
    assert explained["figures"][0]["value"] == "265"
    assert both.run("verify").code == 0
