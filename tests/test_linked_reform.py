"""A rate over a register of the map before a reform: the register follows the lineage."""

import json
from pathlib import Path

import pytest

from tests.desk import Desk

UNITS = """code,name,level,parent_code,valid_from,valid_to
N,Nation,nation,,,
P,Province,province,N,,
A,Ward A,ward,P,,2025-06-30
B,Ward B,ward,P,,2025-06-30
C,Ward C,ward,P,,2025-06-30
X,Ward X,ward,P,2025-07-01,
Y,Ward Y,ward,P,2025-07-01,
Z,Ward Z,ward,P,2025-07-01,
"""
LINEAGE = """old_code,new_code,on,share
A,X,2025-07-01,
B,X,2025-07-01,
C,Y,2025-07-01,0.25
C,Z,2025-07-01,0.75
"""
PEOPLE = {"type": "integer", "readOnly": True, "x-rollup": {"sum": "register:people"}}
MEAN = {"type": "number", "readOnly": True, "x-decimals": 1, "x-rollup": {"mean": "hours"}}
RATE = {"type": "number", "readOnly": True, "x-decimals": 1}
FORMS: tuple[dict[str, object], ...] = (
    {
        "$id": "register",
        "title": "Register",
        "x-period": "year",
        "properties": {"people": {"type": "integer", "x-rollup": "sum"}},
    },
    {
        "$id": "births",
        "title": "Births",
        "x-period": "quarter",
        "properties": {
            "people": PEOPLE,
            "born": {"type": "integer", "x-rollup": "sum", "x-over-time": "sum"},
            "kept": {"type": "integer", "x-rollup": "sum", "x-over-time": "mean"},
            "rate": {**RATE, "x-rollup": {"ratio": ["born", "people"], "scale": 1000}},
            "hours": {"type": "number", "x-rollup": "none", "x-over-time": "mean"},
            "usual": MEAN,
        },
    },
)


def _plan(form: str, periods: list[str], day: str) -> dict[str, object]:
    collects = [{"form": form, "periods": periods, "from": {"leaves": True}}]
    title = f"{form} {periods[0]}"
    return {
        "issuer": "N",
        "title": title,
        "period": "2025",
        "roster_on": day,
        "collects": collects,
    }


def _sent(unit: str, form: str, period: str, **values: int) -> dict[str, object]:
    return {"unit": unit, "form": form, "period": period, "values": values}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.done("init")
    roster, lineage = desk.write("units.csv", UNITS), desk.write("lineage.csv", LINEAGE)
    desk.done("units", "import", roster, "--lineage", lineage)
    for form in FORMS:
        desk.done("forms", "add", desk.write_json("form.json", form))
    plans = (
        _plan("register", ["2025"], "2025-01-01"),
        _plan("births", ["2025-Q2"], "2025-01-01"),
        _plan("births", ["2025-Q3"], "2025-07-01"),
    )
    for plan in plans:
        path = desk.write_json("plan.json", plan)
        desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    sent = [
        _sent("A", "register", "2025", people=100),
        _sent("B", "register", "2025", people=300),
        _sent("C", "register", "2025", people=1000),
        _sent("A", "births", "2025-Q2", born=1, kept=10),
        _sent("C", "births", "2025-Q2", born=8, kept=100, hours=4),
        _sent("X", "births", "2025-Q3", born=4, kept=20),
        _sent("Y", "births", "2025-Q3", born=2, kept=3),
    ]
    desk.done("collect", desk.write("sent.jsonl", "\n".join(map(json.dumps, sent))))
    return desk


def test_a_rate_on_the_new_map_stands_over_the_old_register(desk: Desk) -> None:
    found = desk.figures("2025-Q3", "--on", "2025-08-01")
    whole, shared = found["X", "people"], found["Y", "people"]
    assert (whole["value"], whole["status"]) == ("400", "exact")
    assert (shared["value"], shared["status"]) == ("250", "estimated")
    rates = {unit: found[unit, "rate"]["value"] for unit in ("X", "Y", "Z", "N")}
    assert rates == {"X": "10.0", "Y": "8.0", "Z": "", "N": "4.3"}
    assert found["X", "born"]["expected"] == "1"


def test_over_a_reform_the_register_is_counted_once(desk: Desk) -> None:
    found = desk.figures("2025-04-01/2025-09-30")
    nation = found["N", "rate"]
    assert (nation["numerator"], nation["denominator"]) == ("15", "1400")
    assert (found["X", "rate"]["numerator"], found["X", "rate"]["denominator"]) == ("5", "400")


def test_a_mean_over_a_reform_is_no_figure_of_those_who_got_a_share_either(desk: Desk) -> None:
    found = desk.figures("2025-04-01/2025-09-30")
    for unit in ("X", "Y", "Z", "N"):
        kept = found[unit, "kept"]
        assert (kept["value"], kept["status"]) == ("", "not_comparable"), unit


def test_where_units_or_their_map_are_of_another_day_it_is_said_plainly(desk: Desk) -> None:
    span = "2025-04-01/2025-09-30"
    cases = (
        (("export", span, "--units", "X,Y"), "set_across_maps"),
        (("report", span, "--on", "2025-08-01", "--out", desk.folder / "o"), "period_of_parts"),
        (("rollup", "2025-Q3", "--flow", "--on", "2025-08-01"), "usage"),
    )
    for command, code in cases:
        outcome = desk.run(*command)
        assert (outcome.code, f"[{code}]" in outcome.err) == (2, True), (command, outcome.err)


def test_a_span_over_a_reform_is_published_with_the_register_it_is_read_with(desk: Desk) -> None:
    span = "2025-04-01/2025-09-30"
    desk.done("publish", span)
    desk.done("publish", span, "--on", "2025-01-01")
    desk.done("publish", "2025-Q3", "--on", "2025-01-01")
    now = [desk.done("export", span, *on).out for on in ((), ("--on", "2025-01-01"))]
    again = {"unit": "C", "form": "register", "period": "2025", "values": {"people": 5000}}
    desk.done("collect", desk.write_json("more.json", again))
    assert [desk.done("export", span, "--vintage", n).out for n in (1, 2)] == now
    assert desk.done("export", span).out != now[0]
    desk.done("publish", span)
    found = desk.done("--json", "vintages", span, "--diff", 1, 3).data()
    assert {tuple(one["kinds"]) for one in found["causes"]} == {("elsewhere",)}
    assert desk.run("verify").code == 0


def test_nothing_occurred_is_left_out_of_a_mean_over_time_of_what_a_mean_is_made_of(
    desk: Desk,
) -> None:
    none = {"unit": "C", "form": "births", "period": "2025-Q1", "marks": {"hours": "none_occurred"}}
    path = desk.write_json("plan.json", _plan("births", ["2025-Q1"], "2025-01-01"))
    desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    desk.done("collect", desk.write_json("none.json", {**none, "values": {}}))
    assert desk.figures("2025-S1")["N", "usual"]["value"] == "4.0"


def test_units_of_the_register_on_another_map_are_counted_in_a_warning(desk: Desk) -> None:
    said = desk.done("--lang", "en", "rollup", "2025-Q3").err
    assert "3 units of a form these figures draw on are not on the map of 2025-07-01" in said
    for command in (("export", "2025-Q3"), ("report", "2025-Q3", "--out", desk.folder / "o")):
        assert "2025-07-01" in desk.done(*command).err


def test_workbooks_of_units_the_lineage_does_not_know_end_with_one(desk: Desk) -> None:
    roster = UNITS + "L,Lost,ward,P,,2025-06-30\n"
    desk.done("units", "import", desk.write("more.csv", roster))
    plan = _plan("births", ["2025-Q1"], "2025-01-01")
    path = desk.write_json("plan.json", plan)
    desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    out = desk.folder / "on"
    found = desk.run("report", "2025-Q1", "--on", "2025-08-01", "--unit", "P", "--out", out)
    assert (found.code, "[lineage_missing]" in found.err) == (1, True)
