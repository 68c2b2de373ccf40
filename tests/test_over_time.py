"""A longer period from shorter ones, by the commands: quarters, years, and a year to date."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk import Desk, roster_csv
from tests.office import work
from tests.recalculation import differences

Report = tuple[str, str, Mapping[str, object]]
"""A unit, a month's number and what it sends."""


def number(rule: str, over_time: str | None, **more: object) -> dict[str, object]:
    said = {} if over_time is None else {"x-over-time": over_time}
    return {"type": "number", "x-rollup": rule, "x-decimals": 1, **said, **more}


FORM: Mapping[str, Any] = {
    "$id": "monthly",
    "title": "Monthly",
    "x-period": "month",
    "properties": {
        "born": number("sum", "sum"),
        "beds": number("sum", "last"),
        "visits": number("sum", "mean"),
        "least": number("min", "min"),
        "most": number("max", "max"),
        "silent": number("sum", None),
        "people": number("sum", None, **{"x-standing": True}),
        "rate": {
            "type": "number",
            "readOnly": True,
            "x-decimals": 2,
            "x-rollup": {"ratio": ["born", "people"], "scale": 1000},
        },
        "most_born": {
            "type": "number",
            "readOnly": True,
            "x-decimals": 1,
            "x-computed": "born + visits",
            "x-over-time": "max",
        },
        "asked": number("sum", "sum", **{"x-own-above": "replaces"}),
        "mean": {"type": "number", "readOnly": True, "x-decimals": 2, "x-rollup": {"mean": "beds"}},
        "weighty": {
            "type": "number",
            "readOnly": True,
            "x-decimals": 2,
            "x-rollup": {"mean": "visits", "weight": "people"},
        },
        "many": {
            "type": "number",
            "readOnly": True,
            "x-decimals": 1,
            "x-rollup": {
                "share": {"all": [{"measure": "born", "op": ">=", "value": 5}]},
                "scale": 100,
            },
        },
        "open": {"type": "boolean", "x-rollup": "count", "x-over-time": "last"},
        "news": {"type": "string", "x-rollup": "collect", "x-over-time": "last"},
    },
}


WARDS: Mapping[str, object] = {"levels": ["ward"]}


def months(*numbers: int) -> list[str]:
    return [f"2025-M{month:02d}" for month in numbers]


def made(
    folder: Path,
    periods: Sequence[str],
    reports: Sequence[Report],
    asked: Mapping[str, object] = WARDS,
) -> Desk:
    return made_on(Desk(folder), periods, reports, asked)


def made_on(
    desk: Desk, periods: Sequence[str], reports: Sequence[Report], asked: Mapping[str, object]
) -> Desk:
    """The same on whatever database."""
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", FORM))
    plan = {
        "issuer": "N",
        "title": "Months",
        "period": "2025",
        "roster_on": "2025-06-01",
        "collects": [{"form": "monthly", "periods": list(periods), "from": asked}],
    }
    desk.done(
        "cascade", desk.done("plans", "issue", desk.write_json("plan.json", plan)).out.strip()
    )
    lines = [
        json.dumps({"unit": unit, "form": "monthly", "period": f"2025-{month}", "values": values})
        for unit, month, values in reports
    ]
    desk.done("collect", desk.write("sent.jsonl", "\n".join(lines) + "\n"))
    return desk


REPORTS: Sequence[Report] = (
    ("W111", "M01", {"born": 3, "beds": 10, "visits": 4, "least": 5, "most": 5, "people": 1000}),
    ("W111", "M02", {"born": 4, "beds": 12, "visits": 7, "least": 2, "most": 9, "open": True}),
    ("W111", "M03", {"born": 5, "visits": 7, "least": 7, "most": 1, "silent": 8, "open": False}),
    ("W112", "M01", {"born": 1, "beds": 5, "visits": 2, "people": 500, "open": True}),
    ("W112", "M03", {"born": 2, "people": 600, "news": "A new roof."}),
    ("W121", "M02", {"born": 7, "news": "Rain."}),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made(tmp_path_factory.mktemp("months"), months(1, 2, 3, 4), REPORTS)


@pytest.fixture(scope="module")
def quarter(desk: Desk) -> dict[tuple[str, str], dict[str, str]]:
    return desk.figures("2025-Q1")


@pytest.mark.parametrize(
    ("unit", "measure", "value"),
    [
        ("W111", "born", "12.0"),
        ("N", "born", "22.0"),
        ("W111", "beds", "12.0"),
        ("D11", "beds", "17.0"),
        ("W111", "visits", "6.0"),
        ("D11", "visits", "8.0"),
        ("D11", "least", "2.0"),
        ("D11", "most", "9.0"),
        ("N", "silent", ""),
        ("W111", "silent", ""),
        ("D11", "people", "1600.0"),
    ],
)
def test_each_measure_follows_its_own_rule_per_unit_first(
    quarter: dict[tuple[str, str], dict[str, str]], unit: str, measure: str, value: str
) -> None:
    assert quarter[unit, measure]["value"] == value


def test_a_rate_is_made_anew_from_its_parts_over_the_quarter(
    quarter: dict[tuple[str, str], dict[str, str]],
) -> None:
    rate = quarter["D11", "rate"]
    assert (rate["numerator"], rate["denominator"]) == ("15.0", "1600.0")
    assert rate["value"] == "9.38"


def test_coverage_counts_every_report_of_every_month(
    quarter: dict[tuple[str, str], dict[str, str]],
) -> None:
    born = quarter["N", "born"]
    assert (born["reported"], born["expected"]) == ("6", "21")
    assert (quarter["D11", "born"]["reported"], quarter["D11", "born"]["expected"]) == ("5", "9")
    # Silent in February: its January beds stand, and the coverage says how few months gave any.
    beds = quarter["D11", "beds"]
    assert (beds["reported"], beds["expected"]) == ("3", "9")
    assert (quarter["W112", "silent"]["reported"], quarter["W111", "silent"]["reported"]) == (
        "0",
        "1",
    )


def test_a_standing_value_covers_every_month_once_it_was_stated(
    quarter: dict[tuple[str, str], dict[str, str]],
) -> None:
    people = quarter["D11", "people"]
    assert (people["reported"], people["expected"]) == ("6", "9")


def test_a_yes_or_no_is_the_last_one_each_unit_gave(
    quarter: dict[tuple[str, str], dict[str, str]],
) -> None:
    assert quarter["D11", "open"]["value"] == "1"


def test_a_measure_without_a_rule_over_time_is_named_and_has_no_figure(desk: Desk) -> None:
    said = desk.run("--lang", "en", "export", "2025-Q1").err
    assert "No figure over the longer period" in said
    assert "silent" in said
    found = desk.done("--json", "rollup", "2025-Q1").data()
    assert found["without_rule"] == ["silent"]


def test_months_nobody_was_asked_for_are_named_and_the_figures_provisional(desk: Desk) -> None:
    outcome = desk.done("--lang", "en", "rollup", "2025", "--form", "monthly")
    assert "2025-M05, 2025-M06" in outcome.err
    found = desk.done("--json", "rollup", "2025", "--final").data()
    assert found["missing"] == months(*range(5, 13))
    assert found["over"] == months(1, 2, 3, 4)
    assert (found["reported"], found["expected"]) == (0, 28)
    assert found["finality"] == "provisional"
    assert desk.done("--json", "rollup", "2025-Q1", "--final").data()["finality"] == "final"


def test_a_year_to_date_is_a_span_of_whole_months(desk: Desk) -> None:
    found = desk.figures("2025-01-01/2025-02-28")
    assert found["N", "born"]["value"] == "15.0"
    assert found["N", "born"]["period"] == "2025-01-01/2025-02-28"
    assert desk.figures("2025-02-01/2025-03-31")["N", "born"]["value"] == "18.0"
    outcome = desk.run("rollup", "2025-01-01/2025-02-15")
    assert (outcome.code, "nothing_assigned" in outcome.err) == (1, True)


def test_a_period_in_which_no_part_was_asked_for_is_refused(desk: Desk) -> None:
    assert "nothing_assigned" in desk.run("export", "2024").err
    assert "form_unknown" in desk.run("export", "2025", "--form", "other").err
    assert "nothing_assigned" in desk.run("export", "2025-Q3").err


def test_nothing_of_a_longer_period_is_kept(desk: Desk) -> None:
    from store import rollups

    desk.done("rollup", "2025-Q1")
    with work(desk).store().reading() as connection:
        assert rollups.find(connection, 1, "2025-Q1", final=False) is None


@pytest.mark.slow
def test_the_workbooks_of_a_quarter_come_out_the_same_when_recalculated(
    desk: Desk, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("soffice")
    for unit in ("N", "D11"):
        desk.done("report", "2025-Q1", "--out", tmp_path, "--unit", unit)
        assert differences(tmp_path / f"{unit}_monthly_2025-Q1.xlsx", tmp_path) == []


def test_shares_and_weighted_means_are_of_each_units_quarter(
    quarter: dict[tuple[str, str], dict[str, str]],
) -> None:
    many = next(row for key, row in quarter.items() if key == ("D11", "many"))
    assert (many["value"], many["numerator"], many["denominator"]) == ("50.0", "1", "2")
    # Visits 6 and 2 a month, weighed by 1000 and 600 people.
    assert quarter["D11", "weighty"]["value"] == "4.50"
    assert quarter["D11", "mean"]["value"] == "8.50"
    assert quarter["D11", "most_born"]["value"] == "14.0"


def test_what_a_survey_replaced_in_one_month_it_does_not_replace_in_all(tmp_path: Path) -> None:
    reports: Sequence[Report] = (
        ("W111", "M01", {"asked": 3}),
        ("W112", "M01", {"asked": 4}),
        ("W111", "M02", {"asked": 5}),
        ("D11", "M01", {"asked": 100}),
    )
    desk = made(tmp_path, months(1, 2), reports, {"levels": ["ward", "district"]})
    found = desk.figures("2025-01-01/2025-02-28")["D11", "asked"]
    assert (found["own"], found["value"]) == ("100.0", "105.0")
    assert desk.figures("2025-01-01/2025-02-28")["P1", "asked"]["value"] == "105.0"
    told = desk.done("reconcile", "2025-01-01/2025-02-28").out
    assert "D11,district,asked,below,100,12,88" in told


def test_where_the_form_was_asked_for_the_quarter_itself_that_stands(tmp_path: Path) -> None:
    periods = [*months(1, 2, 3), "2025-01-01/2025-03-31"]
    span: Report = ("W111", "01-01/2025-03-31", {"born": 100})
    desk = made(tmp_path, periods, [*REPORTS, span])
    assert "no_rollup" in desk.run("export", "2025-01-01/2025-03-31").err
    desk.done("rollup", "2025-01-01/2025-03-31")
    assert desk.figures("2025-01-01/2025-03-31")["N", "born"]["value"] == "100.0"
    assert desk.figures("2025-Q1")["N", "born"]["value"] == "22.0"


def test_a_workbook_of_a_quarter_says_what_it_is_made_of(desk: Desk, tmp_path: Path) -> None:
    found = desk.done("--json", "report", "2025-Q1", "--out", tmp_path).data()
    assert found["workbooks"] == 6
    first = (tmp_path / "D11_monthly_2025-Q1.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "D11_monthly_2025-Q1.xlsx", data_only=True)
    sources = [str(c.value) for row in book["Nguồn số liệu"].iter_rows() for c in row if c.value]
    assert "2025-M01, 2025-M02, 2025-M03" in sources
    assert any("cộng các kỳ" in words for words in sources)
    told = [str(c.value) for row in book["Thuyết minh"].iter_rows() for c in row if c.value]
    assert "A new roof." in told
    listed = [str(c.value) for row in book["Tình hình nộp"].iter_rows() for c in row if c.value]
    assert any(words.endswith("· 2025-M02") for words in listed)
    desk.done("report", "2025-Q1", "--out", tmp_path)
    assert (tmp_path / "D11_monthly_2025-Q1.xlsx").read_bytes() == first
