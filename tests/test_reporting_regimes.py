"""Which days a regime counts into a period, against the decree's own table."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from reporting.period import has_rule, read_period

ND09 = "nd09-2019"

# One or more periods of each row of the table, with the days its words mean.
ROWS = {
    "month": {
        "2026-M01": ("2025-12-15", "2026-01-14"),
        "2026-M03": ("2026-02-15", "2026-03-14"),
        "2024-M02": ("2024-01-15", "2024-02-14"),
        "2026-M12": ("2026-11-15", "2026-12-14"),
    },
    "quarter": {
        "2026-Q1": ("2025-12-15", "2026-03-14"),
        "2026-Q2": ("2026-03-15", "2026-06-14"),
        "2026-Q3": ("2026-06-15", "2026-09-14"),
        "2026-Q4": ("2026-09-15", "2026-12-14"),
    },
    "half_year_1": {"2026-S1": ("2025-12-15", "2026-06-14")},
    "half_year_2": {"2026-S2": ("2026-06-15", "2026-12-14")},
    "year": {"2025": ("2024-12-15", "2025-12-14"), "2026": ("2025-12-15", "2026-12-14")},
    # Nine months and whatever else: whoever asks says the days, and the decree has no rule.
    "other (for example 9 months)": {"2026-01-01/2026-09-30": ("2026-01-01", "2026-09-30")},
}
WORDS = {
    "month": ("15 of the month before", "14 of the month"),
    "quarter": ("15 of the month before the quarter", "14 of the quarter's last month"),
    "half_year_1": ("15 December of the year before", "14 June"),
    "half_year_2": ("15 June", "14 December"),
    "year": ("15 December of the year before", "14 December"),
    "other (for example 9 months)": ("set by the regime", "set by the regime"),
}
CASES = [(text, *days) for periods in ROWS.values() for text, days in periods.items()]


def test_every_row_of_the_decrees_table_is_held(shared: Path) -> None:
    text = (shared / "data" / "reporting-periods.csv").read_text(encoding="utf-8")
    rows = {row["period"]: row for row in csv.DictReader(text.splitlines())}
    assert rows.keys() == ROWS.keys()
    assert {name: (row["from_day"], row["to_day"]) for name, row in rows.items()} == WORDS


@pytest.mark.parametrize(("text", "first", "last"), CASES)
def test_a_period_has_the_days_the_decree_gives_it(text: str, first: str, last: str) -> None:
    found = read_period(text).days(ND09)
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_a_regime_says_where_it_has_no_rule(text: str) -> None:
    assert has_rule(text, ND09) == ("/" not in text)
    assert has_rule(text, "calendar")


@pytest.mark.parametrize(("text", "first", "last"), CASES)
def test_the_calendar_regime_takes_the_calendars_days(text: str, first: str, last: str) -> None:
    period = read_period(text)
    assert period.days("calendar") == (period.first, period.last)


def test_the_periods_of_a_year_follow_each_other_without_a_gap() -> None:
    for parts in (
        ["2026-S1", "2026-S2"],
        [f"2026-Q{n}" for n in range(1, 5)],
        [f"2026-M{n:02d}" for n in range(1, 13)],
    ):
        spans = [read_period(text).days(ND09) for text in parts]
        assert (spans[0][0], spans[-1][1]) == read_period("2026").days(ND09)
        for (_, last), (first, _) in pairwise(spans):
            assert first.toordinal() == last.toordinal() + 1
