"""Collecting tables: what a cell means depends on the form it answers."""

from pathlib import Path

import pytest

from tests.desk import PLAN, Desk, opened, roster_csv, sent
from tests.office import send, send_text

pytestmark = pytest.mark.both

CODED = {
    "$id": "ward-report",
    "title": "Ward report",
    "type": "object",
    "x-period": "year",
    "properties": {
        "road": {"type": "integer", "enum": [1, 2, 3], "x-rollup": "choice"},
        "water": {"enum": [0.5, 1], "x-rollup": "choice"},
    },
}


def test_options_that_are_numbers_are_taken_from_a_table_as_from_json(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", CODED))
    plan = desk.write_json("plan.json", PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    table = send_text(desk, "a.csv", "unit,period,road,water\nW111,2025,2,0.5\n", "ward-report")
    values = {"road": 2, "water": 0.5}
    again = send(desk, {"unit": "W111", "form": "ward-report", "period": "2025", "values": values})
    assert (table.accepted, table.refused, again.repeated) == (1, (), 1)


def test_a_unit_that_two_plans_ask_is_one_unit_of_the_roll_up(tmp_path: Path) -> None:
    desk = opened(tmp_path, [PLAN, {**PLAN, "title": "Once more"}])
    expected = len(desk.done("status", "--json").data()[0]["silent"])
    for plan in ("N-2025-1", "N-2025-2"):
        send(desk, {**sent("W111", 1, 2), "plan": plan})
    rolled = desk.done("rollup", "2025", "--json").data()
    assert (rolled["reported"], rolled["expected"]) == (1, expected)


@pytest.mark.parametrize("verb", ["export", "status", "rollup"])
def test_a_period_that_is_none_is_wrong_use_for_every_verb(tmp_path: Path, verb: str) -> None:
    outcome = opened(tmp_path).run(verb, "Q3/2025")
    assert outcome.code == 2
    assert "[period_invalid]" in outcome.err


def test_a_measure_may_be_called_like_a_column_of_the_sender(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    figures = {name: {"type": "integer", "x-rollup": "sum"} for name in ("plan", "key", "by")}
    desk.done("forms", "add", desk.write_json("form.json", {**CODED, "properties": figures}))
    plan = desk.write_json("plan.json", PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    send_text(desk, "a.csv", "unit,period,plan,key,by\nW111,2025,5,6,7\n", "ward-report")
    desk.done("rollup", "2025")
    found = desk.figures("2025")
    assert [found["W111", name]["own"] for name in figures] == ["5", "6", "7"]
