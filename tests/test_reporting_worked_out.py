"""Derived rows of one unit's own answers, as its workbook shows them."""

from fractions import Fraction
from typing import Any

import pytest

from reporting.worked_out import worked_out
from schemas.grid import grid_of
from schemas.reading import read_form
from tests.desk import WARD_FORM
from tests.rich_form import leaf

COUNT = leaf("integer", "sum")
FORM: dict[str, Any] = {
    **WARD_FORM,
    "properties": {
        "s": {"type": "object", "properties": {"a": COUNT, "b": COUNT}},
        "all": leaf("number", "none", readOnly=True, **{"x-computed": "s.a + s.b"}),
        "rate": leaf("number", {"ratio": ["s.a", "all"], "scale": 100}, readOnly=True),
    },
    "x-checks": [],
}


@pytest.mark.parametrize(
    ("values", "marks", "found"),
    [
        ({"s.a": 1, "s.b": 2}, {}, {"all": Fraction(3), "rate": Fraction(100, 3)}),
        ({"s.a": 1}, {}, {}),
        ({"s.a": 1}, {"s.b": "none_occurred"}, {"all": Fraction(1), "rate": Fraction(100)}),
        ({"s.a": 1}, {"s.b": "not_available"}, {}),
        # All of a section: two zeros add up, and nothing is a share of nothing.
        ({}, {"s": "none_occurred"}, {"all": Fraction(0)}),
        ({"s.a": "1,2,3", "s.b": 2}, {}, {}),
        ({"s.a": True, "s.b": 2}, {}, {}),
    ],
)
def test_a_row_has_a_figure_where_all_its_parts_have_one(
    values: dict[str, Any], marks: dict[str, str], found: dict[str, Fraction]
) -> None:
    assert worked_out(grid_of(read_form(FORM), "ward"), values, marks) == found
