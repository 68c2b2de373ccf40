"""The 2019 census of Kenya through the commands: every printed figure, to the digit.

345 leaves are sent, 393 units are read back: nobody typed a county's or the nation's figure.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.desk import Desk

FORMS = ("population_by_sex", "households", "school_by_sex")
SEXES = ("total", "male", "female")
COUNTS = ("pop3", "in_school", "left_after", "left_before", "never", "dk", "not_stated")
PRINTED_RATES = ("in_school", "left_after", "left_before", "never", "dk")
DERIVED = ("avg_household_size",)
UNITS, LEAVES = 393, 345

Figures = Mapping[tuple[str, str], Mapping[str, str]]


def count() -> dict[str, object]:
    return {"type": "integer", "minimum": 0, "x-rollup": "sum"}


def ratio(numerator: str, denominator: str, scale: int) -> dict[str, object]:
    rule = {"ratio": [numerator, denominator], "scale": scale}
    return {"type": "number", "readOnly": True, "x-rollup": rule, "x-decimals": 1}


def section(sex: str) -> dict[str, object]:
    rates = {f"{n}_pct": ratio(f"{sex}.{n}", f"{sex}.pop3", 100) for n in PRINTED_RATES}
    return {"type": "object", "properties": {n: count() for n in COUNTS} | rates}


def form(name: str) -> dict[str, object]:
    properties: dict[str, object]
    if name == "population_by_sex":
        properties = {n: count() for n in ("male", "female", "intersex", "total")}
    elif name == "households":
        properties = {n: count() for n in ("population", "households")}
        properties["avg_household_size"] = ratio("population", "households", 1)
    else:
        properties = {sex: section(sex) for sex in SEXES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": name,
        "title": f"Census 2019: {name}",
        "type": "object",
        "x-period": "year",
        "properties": properties,
    }


PLAN = {
    "issuer": "KE",
    "title": "Census 2019",
    "period": "2019",
    "collects": [{"form": n, "periods": ["2019"], "from": {"leaves": True}} for n in FORMS],
}


def rows(case: Path, name: str) -> list[dict[str, str]]:
    with (case / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def leaves(case: Path) -> set[str]:
    units = rows(case, "units")
    return {row["code"] for row in units} - {row["parent_code"] for row in units}


def table(case: Path, name: str) -> str:
    """What the leaves send, as one CSV: the printed rates are left out."""
    sent = [row for row in rows(case, name) if row["code"] in leaves(case)]
    columns = [n for n in sent[0] if n != "code" and n not in DERIVED]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["unit", "period", *columns])
    writer.writerows([row["code"], "2019", *(row[n] for n in columns)] for row in sent)
    return text.getvalue()


def lines(case: Path) -> str:
    """What the leaves send of the schooling form, a line of JSON each; a printed dash is zero."""
    values: dict[str, dict[str, Any]] = {}
    for row in rows(case, "school_by_sex"):
        if row["sex"] in SEXES and row["code"] in leaves(case):
            counted = {n: int(row[n] or 0) for n in COUNTS}
            values.setdefault(row["code"], {})[row["sex"]] = counted
    sent = [
        {"unit": code, "form": "school_by_sex", "period": "2019", "values": given}
        for code, given in values.items()
    ]
    return "".join(json.dumps(one) + "\n" for one in sent)


@pytest.fixture(scope="module")
def case(shared: Path) -> Path:
    return shared / "cases" / "kenya-census-2019"


@pytest.fixture(scope="module")
def figures(case: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    desk = Desk(tmp_path_factory.mktemp("kenya"))
    desk.done("init")
    desk.done("units", "import", case / "units.csv")
    desk.done("forms", "add", *[desk.write_json(f"{n}.form.json", form(n)) for n in FORMS])
    plan = desk.write_json("plan.json", PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    for name in ("population_by_sex", "households"):
        desk.done("collect", desk.write(f"{name}.csv", table(case, name)), "--form", name)
    sent = desk.done("--json", "collect", desk.write("school.jsonl", lines(case))).data()
    assert (sent["accepted"], sent["refused"]) == (LEAVES, [])
    for name in FORMS:
        desk.done("rollup", "2019", "--form", name)
    return {name: desk.figures("2019", "--form", name) for name in FORMS}


def printed(case: Path, name: str) -> Iterator[tuple[str, str, str]]:
    """(unit, measure, figure as printed) of a whole table; a blank cell is a printed dash."""
    for row in rows(case, name):
        if name == "school_by_sex" and row["sex"] not in SEXES:
            continue
        before = f"{row['sex']}." if "sex" in row else ""
        for measure, text in row.items():
            if measure not in {"code", "sex"}:
                zero = "0.0" if measure.endswith("_pct") else "0"
                yield row["code"], before + measure, text or zero


@pytest.mark.parametrize(("name", "size"), zip(FORMS, (1572, 1179, 14148), strict=True))
def test_every_printed_figure_of_every_unit_comes_out_to_the_digit(
    case: Path, figures: dict[str, Figures], name: str, size: int
) -> None:
    wanted = {(unit, measure): text for unit, measure, text in printed(case, name)}
    found = {key: row["value"] for key, row in figures[name].items()}
    assert len(wanted) == size
    assert found == wanted


@pytest.mark.parametrize("name", FORMS)
def test_no_figure_of_a_county_or_the_nation_was_sent_by_itself(
    case: Path, figures: dict[str, Figures], name: str
) -> None:
    above = {unit for unit, _ in figures[name]} - leaves(case)
    assert len(above) == UNITS - LEAVES
    assert {row["own"] for key, row in figures[name].items() if key[0] in above} == {""}
    nation = [row for (unit, _), row in figures[name].items() if unit == "KE"]
    assert {(row["reported"], row["expected"]) for row in nation} == {(str(LEAVES), str(LEAVES))}


def test_an_average_household_size_is_never_a_mean_of_averages(
    case: Path, figures: dict[str, Figures]
) -> None:
    found = figures["households"]
    parents = {row["code"]: row["parent_code"] for row in rows(case, "units")}
    counties = [code for code, parent in parents.items() if parent == "KE"]
    differing = 0
    for county in counties:
        below = [code for code, parent in parents.items() if parent == county]
        sizes = [float(found[code, "avg_household_size"]["value"]) for code in below]
        mean = f"{sum(sizes) / len(sizes):.1f}"
        differing += mean != found[county, "avg_household_size"]["value"]
    assert differing > len(counties) / 2
