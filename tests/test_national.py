"""The whole country, once: the demo as a person runs it, checked from its files."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from profiles.registry import load
from tests.conftest import ROOT
from tests.recalculation import differences

pytestmark = pytest.mark.slow

Told = Mapping[str, Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("national")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "demo", "--into", str(folder), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Told = json.loads(done.stdout)
    return found


def test_the_old_map_is_whole(told: Told) -> None:
    levels = told["levels"]
    assert told["units"] == 1 + 63 + 696 + 10_035
    assert {name: tally["expected"] for name, tally in levels.items()} == {
        "nation": 1,
        "province": 63,
        "district": 696,
        "ward": 10_035,
    }


def test_what_was_sent_adds_up(told: Told) -> None:
    assert told["files"] == told["accepted"] + told["refused"] + told["repeated"]
    assert told["refused"] > 0
    assert told["late"] > 0
    assert told["missing"] > 0
    sent = sum(tally["sent"] for tally in told["levels"].values())
    assert sent == told["accepted"]
    assert sent + told["missing"] == told["assignments"]


def test_every_unit_with_children_has_exactly_one_workbook(told: Told) -> None:
    units = {unit["code"] for unit in _units(told)}
    parents = {unit["parent_code"] for unit in _units(told)} & units
    written = [path.name.partition("_")[0] for path in _reports(told)]
    assert len(written) == told["workbooks"] == 1 + 63 + 691
    assert sorted(written) == sorted(parents)


def test_the_national_sums_equal_an_independent_reading_of_the_files(told: Told) -> None:
    accepted = list(_accepted(told))
    assert len(accepted) == told["accepted"]
    figures = _figures(told, "VN")
    summed = dict(_summed(load("vn").forms()[0]))
    assert len(summed) > 100
    children = {unit["code"]: unit["parent_code"] for unit in _units(told)}
    for path, replaces in summed.items():
        own = {unit: _at(values, path) for unit, values in accepted}
        given = {unit: figure for unit, figure in own.items() if figure is not None}
        wanted = _replaced(given, children) if replaces else sum(given.values(), Decimal(0))
        assert Decimal(figures[path]) == wanted, path


def test_a_second_demo_changes_nothing(told: Told) -> None:
    before = {path.name: path.read_bytes() for path in _reports(told)}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "demo", "--into", told["folder"], "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    again: Told = json.loads(done.stdout)
    assert again["accepted"] == 0
    assert again["repeated"] == told["accepted"]
    assert {path.name: path.read_bytes() for path in _reports(told)} == before


@pytest.mark.parametrize("code", ["VN", "31", "79", "001", "747"])
def test_recalculation_shows_what_was_written(
    told: Told, code: str, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("soffice")
    (path,) = [path for path in _reports(told) if path.name.startswith(f"{code}_")]
    live = openpyxl.load_workbook(path)["Theo đơn vị"]
    formulas = [cell for row in live.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 100
    assert differences(path, tmp_path) == []


def test_every_workbook_says_it_is_a_rehearsal(told: Told) -> None:
    for path in _reports(told)[::50]:
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            head = " ".join(
                str(cell)
                for row in sheet.iter_rows(max_row=12, values_only=True)
                for cell in row
                if cell
            )
            assert "DIỄN TẬP" in head, (path.name, sheet.title)


def _reports(told: Told) -> list[Path]:
    return sorted((Path(told["folder"]) / "reports").glob("*.xlsx"))


def _rows(told: Told, query: str) -> list[sqlite3.Row]:
    connection = sqlite3.connect(Path(told["folder"]) / "capbac.db")
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _units(told: Told) -> list[sqlite3.Row]:
    before_the_reform = "valid_to > '2025-06-29' and valid_from < '2025-01-01'"
    return _rows(told, f"select * from unit where {before_the_reform}")


def _accepted(told: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    """(unit, values) of every file that stands, read with nothing but json."""
    inbox = Path(told["folder"]) / "inbox"
    files = {path.name: path for path in sorted(inbox.rglob("*.json"))}
    by_place = {f"{path.parent.name}/{path.name}": path for path in inbox.rglob("*.json")}
    latest = "select s.source from submission s join assignment a on a.latest_id = s.id"
    for row in _rows(told, latest):
        place = "/".join(Path(row["source"]).parts[-2:])
        path = by_place.get(place) or files[Path(row["source"]).name]
        document = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        yield document["unit"], document["values"]


def _summed(schema: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, bool]]:
    for name, leaf in schema["properties"].items():
        path = f"{prefix}{name}"
        if "properties" in leaf:
            yield from _summed(leaf, f"{path}.")
        elif leaf.get("x-rollup") == "sum" and "x-computed" not in leaf:
            yield path, leaf.get("x-own-above") == "replaces"


def _at(values: dict[str, Any], path: str) -> Decimal | None:
    here: Any = values
    for name in path.split("."):
        here = here.get(name) if isinstance(here, dict) else None
    return None if here is None else Decimal(here)


def _replaced(given: dict[str, Decimal], parents: dict[str, str | None]) -> Decimal:
    """A figure counts unless some unit above it gave its own."""
    total = Decimal(0)
    for unit, figure in given.items():
        above = parents[unit]
        while above is not None and above not in given:
            above = parents[above]
        if above is None:
            total += figure
    return total


def _figures(told: Told, unit: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "export", "2025", "--workspace", told["folder"]],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split(",") for line in done.stdout.splitlines()[1:]]
    return {line[4]: line[6] for line in lines if line[0] == unit}
