"""Explain: who gave what to a figure, by which revision, and who gave nothing."""

import random
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.desk import Desk, opened, sent
from tests.office import roll_up, send
from tests.rich_form import EVERYONE, drawn, rich
from tests.test_over_time import REPORTS, made, months


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The cast: W112 is silent, P1's department marks, D22's figures were entered by P2."""
    desk = opened(tmp_path)
    send(
        desk,
        sent("W111", 3, 10, committee=True),
        sent("W113", 5, 8, committee=False),
        {
            **sent("T1", 0, 4),
            "values": {"leaders": {"total": 4}},
            "marks": {"leaders.women": "not_available"},
        },
        {**sent("D22", 7, 7), "on_behalf_of": "P2"},
    )
    roll_up(desk)
    return desk


def explained(desk: Desk, *words: object) -> Any:
    return desk.done("--json", "explain", *words).data()


def test_a_sum_is_explained_by_its_contributors_revision_by_revision(desk: Desk) -> None:
    found = explained(desk, "N", "leaders.women", "2025")
    figure = found["figures"][0]
    assert (figure["value"], figure["reported"], figure["expected"]) == ("15", 3, 9)
    given = {one["unit"]: one for one in figure["contributors"]}
    assert {code: one["value"] for code, one in given.items()} == {
        "D22": "7",
        "W113": "5",
        "W111": "3",
    }
    assert list(given) == ["D22", "W113", "W111"]
    assert sum(Fraction(one["share"]) for one in given.values()) == pytest.approx(100, abs=0.01)
    assert given["D22"]["on_behalf_of"] == "P2"
    assert len(given["W111"]["sha256"]) == 64
    assert given["W111"]["receipt"].startswith("W111-2025-1-")
    assert given["W111"]["revision"] == 1


def test_silent_units_are_named_as_silent_and_marks_are_shown(desk: Desk) -> None:
    figure = explained(desk, "P1", "leaders.women", "2025")["figures"][0]
    assert figure["silent"] == ["W112", "W121", "W122"]
    assert figure["blank"] == [{"unit": "T1", "cells": {"leaders.women": "not_available"}}]
    said = desk.done("explain", "P1", "leaders.women", "2025").out
    assert "W112" in said.partition("Chưa gửi gì")[2]
    assert "chưa có số" in said


def test_both_parts_of_a_ratio_stand_with_their_own_coverage(desk: Desk) -> None:
    figure = explained(desk, "N", "leaders.rate", "2025")["figures"][0]
    parts = {one["role"]: one for one in figure["parts"]}
    assert (parts["numerator"]["value"], parts["numerator"]["reported"]) == ("15", 3)
    assert (parts["denominator"]["value"], parts["denominator"]["reported"]) == ("29", 4)
    assert figure["value_exact"] == "1500/29"


def test_a_count_says_who_said_yes(desk: Desk) -> None:
    figures = explained(desk, "N", "committee", "2025")["figures"]
    wards = next(one for one in figures if one["level"] == "ward")
    assert {one["unit"]: one["value"] for one in wards["contributors"]} == {
        "W111": "1",
        "W113": "0",
    }


def test_an_unknown_measure_is_answered_with_names_like_it(desk: Desk) -> None:
    outcome = desk.run("explain", "N", "leaders.woman", "2025")
    assert outcome.code == 2
    assert "leaders.women" in outcome.err


def test_the_tree_goes_as_deep_as_it_is_asked(desk: Desk) -> None:
    tree = explained(desk, "N", "leaders.total", "2025", "--depth", 1)["figures"][0]["tree"]
    assert [one["unit"] for one in tree["children"]] == ["P1", "P2"]
    assert not any("children" in one and one["children"] for one in tree["children"])
    assert desk.run("explain", "N", "leaders.total", "2025", "--depth", "1", "--all").code == 2


def test_what_an_own_figure_replaces_is_shown_beside_it(tmp_path: Path) -> None:
    desk = rich(tmp_path)
    values = {"P1": 50, "D11": 7, "W111": 3, "T1": 2}
    send(
        desk,
        *(
            {"unit": u, "form": "rich", "period": "2025", "values": {"survey": v}}
            for u, v in values.items()
        ),
    )
    roll_up(desk)
    figure = explained(desk, "P1", "survey", "2025")["figures"][0]
    assert (figure["value"], figure["own"], figure["below"]) == ("50", "50", "9")
    assert figure["difference"] == "41"
    counted = {one["unit"]: one["counted"] for one in figure["contributors"]}
    assert counted == {"P1": True, "D11": False, "W111": False, "T1": False}


def test_a_least_names_its_holder_and_a_computed_measure_its_operands(tmp_path: Path) -> None:
    desk = rich(tmp_path)
    dice = random.Random(11)
    send(desk, *(drawn(dice, unit) for unit in EVERYONE))
    roll_up(desk)
    least = explained(desk, "N", "lowest", "2025")["figures"][0]
    held = {c["value"] for c in least["contributors"] if c["unit"] in least["holders"]}
    assert held == {least["value"]}
    spread = explained(desk, "N", "spread", "2025")["figures"][0]
    assert [one["measure"] for one in spread["parts"]] == ["highest", "lowest"]
    for measure in ("hours", "many", "staff", "staff:short", "rate"):
        assert desk.run("explain", "N", measure, "2025").code == 0


def test_the_sheet_is_the_same_bytes_twice(desk: Desk, tmp_path: Path) -> None:
    both = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in both:
        desk.done("explain", "N", "leaders.women", "2025", "--out", path)
    assert both[0].read_bytes() == both[1].read_bytes()
    sheets = "".join(ZipFile(both[0]).read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
    assert "SUM(D" in sheets
    assert "W112" in sheets


def test_a_longer_period_is_explained_by_the_revisions_of_its_parts(tmp_path: Path) -> None:
    desk = made(tmp_path, months(1, 2, 3), REPORTS)
    for measure in ("born", "beds", "visits", "least", "most", "rate", "open"):
        found = explained(desk, "N", measure, "2025-Q1")
        for figure in found["figures"]:
            assert figure["tree"] is not None, measure
    born = explained(desk, "N", "born", "2025-Q1")["figures"][0]
    assert born["value"] == "22.0"
    ward = next(one for one in born["contributors"] if one["unit"] == "W111")
    assert ward["value"] == "12.0"
    assert [one["period"] for one in ward["revisions"]] == months(1, 2, 3)
