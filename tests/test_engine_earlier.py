"""Checks that compare with the period before."""

from pathlib import Path

import pytest

from reporting.period import before
from tests.desk import PLAN, WARD_FORM, Desk, opened, sent

CHECK = {
    "left": ["leaders.total"],
    "op": ">=",
    "right": ["prev:leaders.total"],
    "severity": "error",
    "message": {"vi": "Ít lãnh đạo hơn kỳ trước.", "en": "Fewer leaders than before."},
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = opened(tmp_path)
    made.done("forms", "add", made.write_json("f2.json", {**WARD_FORM, "x-checks": [CHECK]}))
    collects = [{"form": "ward-report", "periods": ["2026"], "from": {"leaves": True}}]
    later = {**PLAN, "period": "2026", "collects": collects}
    ref = made.done("plans", "issue", made.write_json("later.json", later)).out.strip()
    made.done("cascade", ref)
    return made


def test_a_figure_below_that_of_the_period_before_is_refused(desk: Desk) -> None:
    desk.done("collect", desk.write_json("a.json", sent("W111", 2, 9)))
    late = desk.write_json("b.json", {**sent("W111", 2, 8), "period": "2026"})
    outcome = desk.run("collect", late)
    assert outcome.code == 1
    assert "Fewer leaders than before. ([1] = 8; ≥ period before [1] = 9)" in outcome.err
    assert "Ít lãnh đạo hơn kỳ trước. ([1] = 8; ≥ kỳ trước [1] = 9)" in outcome.err
    again = desk.write_json("c.json", {**sent("W111", 2, 9), "period": "2026"})
    assert desk.run("collect", again).code == 0


def test_without_a_period_before_the_check_is_passed_over(desk: Desk) -> None:
    first = desk.write_json("b.json", {**sent("W112", 2, 8), "period": "2026"})
    assert desk.run("collect", first).code == 0


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        ("2026", "2025"),
        ("2026-S1", "2025-S2"),
        ("2026-S2", "2026-S1"),
        ("2026-Q1", "2025-Q4"),
        ("2026-M01", "2025-M12"),
        ("2026-M12", "2026-M11"),
        ("2026-01-01/2026-01-31", None),
    ],
)
def test_the_period_before(period: str, earlier: str | None) -> None:
    assert before(period) == earlier
