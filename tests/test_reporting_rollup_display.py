"""The one rounding there is."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.display import shown


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 2, ""),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(7), 1, "7.0"),
        (Fraction(598, 3), 2, "199.33"),
        (Fraction(10**30, 3), 1, "3" * 30 + ".3"),
    ],
)
def test_halves_are_rounded_away_from_zero(
    value: Fraction | None, decimals: int, text: str
) -> None:
    assert shown(value, decimals) == text


@given(st.decimals(-(10**9), 10**9, places=5), st.integers(0, 4))
def test_rounding_is_that_of_decimal_arithmetic(value: Decimal, decimals: int) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Decimal(shown(Fraction(value), decimals)) == rounded
    assert len(shown(Fraction(value), decimals).partition(".")[2]) == decimals


def test_published_ratios_come_out_as_computed(shared: Path) -> None:
    text = (shared / "cases" / "vietnam-published-ratios.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    for row in rows:
        scale = 1 if "(lần)" in row["measure"] else 100
        exact = scale * Fraction(row["numerator"]) / Fraction(row["denominator"])
        assert shown(exact, 2) == row["computed_pct"], row["id"]
