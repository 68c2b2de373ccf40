"""How wide the columns of the sheet that is filled in are, and which rows its head has."""

from reporting.template.live import HELPER, STRETCH
from reporting.template.prose import WIDTH
from schemas.grid import (
    BEFORE,
    CHECK,
    ENTRY,
    FIRST,
    HINT,
    INDICATOR,
    NUMBER,
    PATH,
    TARGET,
    UNIT,
)

WIDTHS = {
    PATH: 8.0, NUMBER: 5.0, INDICATOR: 42.0, UNIT: 11.0, BEFORE: 13.0, TARGET: 14.0, ENTRY: WIDTH,
    CHECK: 34.0, HINT: 22.0, HELPER: 8.0, STRETCH: 8.0,
}  # fmt: skip
HIDDEN = (PATH, HELPER, STRETCH)
PRINTED = tuple(width for letter, width in WIDTHS.items() if letter not in HIDDEN)
"""Widths of the columns that are seen and printed."""
UNDER, DUE, PROGRESS, LEGEND, NOTICE, GAP, HEAD = 3, 4, 5, 6, 7, FIRST - 2, FIRST - 1
"""Rows above the questions, beside those of the ticks."""
