"""Figures as long tables: one row a unit and figure, for other programs."""

from collections.abc import Iterator

import pandas as pd

from reporting.display import shown
from reporting.outward.figures import (
    Line,
    Outgoing,
    chunks,
    decimals_of,
    name_of,
    parts_decimals,
    value_text,
)
from reporting.outward.quick import long_rows, some_at_a_time

HEADER = (
    "unit",
    "level",
    "period",
    "form",
    "measure",
    "own",
    "value",
    "numerator",
    "denominator",
    "reported",
    "expected",
    "status",
    "finality",
)
Row = tuple[str, ...]
Table = pd.DataFrame


def tables(out: Outgoing) -> Iterator[Table]:
    """Every figure that was asked for, units in tree order, columns of text as in ``HEADER``.

    ``level`` is the unit's, but for a figure kept per contributing level (count, share, choice)
    that level; a choice's measure is ``path:option``. Numbers have the measure's decimals. What a
    published copy hides is empty, and its ``status`` is ``suppressed``.
    """
    for rows in row_chunks(out):
        yield Table(rows, columns=HEADER, dtype=object)


def row_chunks(out: Outgoing) -> Iterator[list[Row]]:
    """The same as plain rows, some units at a time."""
    if out.hidden is None:
        yield from (long_rows(out, some) for some in some_at_a_time(out))
        return
    for units in chunks(out):
        yield [_row(out, line) for lines in units for line in lines]


def _row(out: Outgoing, line: Line) -> Row:
    key = line.key
    above, below = parts_decimals(out.rollup, key)
    return (
        line.unit.code,
        key.level or line.unit.level,
        out.period,
        out.rollup.form.name,
        name_of(key),
        shown(line.own, decimals_of(out.rollup.form.by_path[key.measure])),
        value_text(out.rollup, line),
        shown(line.numerator, above),
        shown(line.denominator, below),
        str(line.reported),
        str(line.expected),
        line.status,
        out.finality,
    )
