"""Bounds from the last period: an assumption beside the figures, never in them."""

import csv
import json
from pathlib import Path

import pytest

from tests.desk import PLAN, Desk, opened, sent

Rows = dict[tuple[str, str], dict[str, str]]


def plan(year: int) -> dict[str, object]:
    asked = {"form": "ward-report", "periods": [f"{year}"], "from": {"levels": ["ward"]}}
    return {**PLAN, "title": f"Plan of {year}", "period": f"{year}", "collects": [asked]}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path, (plan(2024), plan(2025)))
    before = {"W111": (2, 10), "W112": (3, 10), "W121": (5, 10)}
    now = {"W111": (4, 10), "W113": (1, 5)}
    lines = [
        json.dumps({**sent(unit, *figures), "period": period})
        for period, every in (("2024", before), ("2025", now))
        for unit, figures in every.items()
    ]
    desk.done("collect", desk.write("sent.jsonl", "\n".join(lines)))
    desk.done("rollup", "2025")
    return desk


def bounded(desk: Desk, *options: str) -> Rows:
    lines = desk.done("export", "2025", "--bounds", *options).out.splitlines()
    return {(row["unit"], row["measure"]): row for row in csv.DictReader(lines)}


def test_bounds_stand_beside_the_figure_and_leave_it_alone(desk: Desk) -> None:
    found = bounded(desk)
    women = found["N", "leaders.women"]
    assert [women[n] for n in ("value", "lower", "upper", "assumed")] == ["5", "5", "13", "2"]
    assert (women["reported"], women["expected"]) == ("2", "7")
    rate = found["D11", "leaders.rate"]
    assert [rate[n] for n in ("value", "lower", "upper", "assumed")] == [
        "33.3",
        "32.0",
        "33.3",
        "1",
    ]
    silent = found["D12", "leaders.women"]
    assert [silent[n] for n in ("value", "lower", "upper", "assumed")] == ["", "5", "5", "1"]
    assert desk.figures("2025")["N", "leaders.women"]["value"] == "5"


def test_a_unit_that_reported_is_taken_at_its_word(desk: Desk) -> None:
    women = bounded(desk, "--unit", "W111")["W111", "leaders.women"]
    assert [women[n] for n in ("value", "lower", "upper", "assumed")] == ["4", "4", "4", "0"]


def test_without_a_period_before_there_are_no_bounds(desk: Desk) -> None:
    desk.done("rollup", "2024")
    assert "nothing_assigned" in desk.run("export", "2024", "--bounds").err
    assert desk.run("export", "2025", "--bounds", "--units", "W111,W112").code == 2
