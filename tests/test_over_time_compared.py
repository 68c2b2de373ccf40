"""A longer period held against the one before, and its units one by one, on one map."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk import Desk
from tests.recalculation import differences
from tests.reform import lineage_csv, roster_csv

FORM: Mapping[str, Any] = {
    "$id": "quarterly",
    "title": "Quarterly",
    "x-period": "quarter",
    "properties": {
        "born": {"type": "integer", "x-rollup": "sum", "x-over-time": "sum"},
        "beds": {"type": "integer", "x-rollup": "sum", "x-over-time": "last"},
    },
}
OLD = {"A": 10, "B": 11, "E": 7, "F": 5, "G": 100}
"""What the old units sent in each of two quarters of 2024."""
NEW = {"A": 30, "E1": 3, "G1": 40, "G2": 80}
"""What the new ones sent in each of four quarters of 2026."""


def quarters(desk: Desk, year: int, day: str, sent: Mapping[str, int], *numbers: int) -> None:
    periods = [f"{year}-Q{number}" for number in numbers]
    plan = {
        "issuer": "N",
        "title": f"Quarters of {year}",
        "period": f"{year}",
        "roster_on": day,
        "collects": [{"form": "quarterly", "periods": periods, "from": {"levels": ["ward"]}}],
    }
    path = desk.write_json(f"plan{year}.json", plan)
    desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    records = [
        {
            "unit": unit,
            "form": "quarterly",
            "period": period,
            "unit_on": day,
            "values": {"born": figure, "beds": figure},
        }
        for period in periods
        for unit, figure in sent.items()
    ]
    desk.done("collect", desk.write(f"{year}.jsonl", "\n".join(map(json.dumps, records))))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("quarters"))
    desk.done("init")
    edges = desk.write("lineage.csv", lineage_csv())
    desk.done("units", "import", desk.write("roster.csv", roster_csv()), "--lineage", edges)
    desk.done("forms", "add", desk.write_json("form.json", FORM))
    quarters(desk, 2025, "2025-06-01", OLD, 1, 2)
    quarters(desk, 2026, "2026-06-01", NEW, 1, 2, 3, 4)
    return desk


def rows(desk: Desk, unit: str, *options: object) -> list[tuple[Any, ...]]:
    out = desk.folder / "out"
    desk.done("report", "2026", "--form", "quarterly", "--out", out, "--unit", unit, *options)
    book = openpyxl.load_workbook(out / f"{unit}_quarterly_2026.xlsx", data_only=True)
    return [tuple(row) for row in book["So sánh"].iter_rows(min_row=4, values_only=True)]


def figures(desk: Desk, unit: str, *options: object) -> dict[str, tuple[object, ...]]:
    """This year, the other on its map and on this one, difference, coverage and mark."""
    found = rows(desk, unit, *options)
    end = next((i for i, row in enumerate(found) if row[0] == "Các đơn vị trực thuộc"), len(found))
    return {str(row[1]): row[3:9] for row in found[:end] if row[1]}


def by_unit(desk: Desk, unit: str, *options: object) -> dict[tuple[str, str], tuple[object, ...]]:
    """The same of the units below, by indicator and name."""
    found = rows(desk, unit, *options)
    start = next(i for i, row in enumerate(found) if row[0] == "Các đơn vị trực thuộc")
    told: dict[tuple[str, str], tuple[object, ...]] = {}
    title = ""
    for row in found[start + 1 :]:
        title = str(row[0]) if row[0] and not row[1] else title
        if row[1]:
            told[title, str(row[1])] = row[3:9]
    return told


def test_a_year_made_of_quarters_is_held_against_the_year_before(desk: Desk) -> None:
    nation = figures(desk, "N")
    assert nation["born"] == (612, 266, 266, 346, "10/10", "chính xác")
    # The province is new: nothing of it on the old map, and half a year of old wards on this.
    province = figures(desk, "P")
    assert province["born"] == (132, None, 66, 66, "8/8", "chính xác")
    assert figures(desk, "P", "--compare", "2025") == province


def test_the_parts_nobody_was_asked_for_are_named(desk: Desk) -> None:
    (told,) = [row[0] for row in rows(desk, "N") if "2025-Q3" in str(row[0])]
    assert str(told).endswith("Kỳ 2025 cộng từ các kỳ ngắn, không có 2025-Q3, 2025-Q4.")


def test_its_units_stand_below_with_the_marks_of_each(desk: Desk) -> None:
    found = by_unit(desk, "P")
    born = {name: row for (title, name), row in found.items() if title.endswith(": born")}
    lost = "≠ không so sánh được"
    assert born == {
        "new A": (120, None, 42, 78, "4/4", "chính xác"),
        "new E1": (12, None, "≠", None, "–", lost),
        "new E2": (None, None, "≠", None, "2/2", lost),
    }
    assert found.keys() == {(title, name) for title, _ in found for name in born}


def test_a_single_quarter_is_held_against_the_quarter_before_as_ever(desk: Desk) -> None:
    desk.done("rollup", "2026-Q2")
    out = desk.folder / "quarter"
    desk.done("report", "2026-Q2", "--out", out, "--unit", "P3")
    book = openpyxl.load_workbook(out / "P3_quarterly_2026-Q2.xlsx", data_only=True)
    line = next(r for r in book["So sánh"].iter_rows(min_row=7, values_only=True) if r[1] == "born")
    assert line[3:7] == (120, 120, 120, 0)


def test_a_year_nobody_was_asked_in_is_refused_where_it_is_named(desk: Desk) -> None:
    outcome = desk.run("report", "2026", "--compare", "2023", "--out", desk.folder / "no")
    assert (outcome.code, "[nothing_assigned]" in outcome.err) == (1, True)


@pytest.mark.slow
def test_recalculated_it_is_the_same(
    desk: Desk, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("soffice")
    out = tmp_path / "out"
    desk.done("report", "2026", "--out", out, "--full")
    for path in sorted(out.glob("*.xlsx")):
        assert differences(path, tmp_path / path.stem) == []
