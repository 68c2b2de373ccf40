"""Figures as long tables: one row a unit and figure, for other programs."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from reporting.columns import Key
from reporting.display import shown
from reporting.rollup import Rollup

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
CHUNK = 500

Line = tuple[str, ...]
Table = pd.DataFrame


def tables(rollup: Rollup, period: str, finality: str) -> Iterator[Table]:
    """Every figure of every unit, units in tree order, columns of text as in ``HEADER``.

    One table for each 500 units. ``level`` is the unit's, but for a figure kept per contributing
    level (count, share, choice) that level; a choice's measure is ``path:option``. Numbers have
    the measure's decimals.
    """
    for start in range(0, len(rollup.tree.units), CHUNK):
        places = range(start, min(start + CHUNK, len(rollup.tree.units)))
        yield Table(_lines(rollup, places, period, finality), columns=HEADER, dtype=object)


def _lines(rollup: Rollup, places: range, period: str, finality: str) -> list[Line]:
    total = rollup.block(np.arange(places.start, places.stop))
    own = rollup.own_block(np.arange(places.start, places.stop))
    columns: list[list[Line]] = []
    tail = ("reported", finality)
    for key in rollup.layout.keys:
        measure = rollup.form.by_path[key.measure]
        # A tally is whole by nature, whatever the measure it counts allows in a cell.
        decimals = 0 if measure.rule.name in ("count", "choice") else measure.decimals
        part = _decimals(rollup, key)
        name = f"{key.measure}:{key.option}" if key.option else key.measure
        columns.append(
            [
                (
                    rollup.tree.units[place].code,
                    key.level or rollup.tree.units[place].level,
                    period,
                    rollup.form.name,
                    name,
                    shown(mine, decimals),
                    shown(value, decimals),
                    shown(above, part[0]),
                    shown(below, part[1]),
                    str(reported),
                    str(expected),
                    *tail,
                )
                for place, mine, value, above, below, reported, expected in zip(
                    places,
                    own.exact(key),
                    total.exact(key),
                    total.numerator(key),
                    total.denominator(key),
                    total.reported(key).tolist(),
                    total.expected(key).tolist(),
                    strict=True,
                )
            ]
        )
    return [line for of_unit in zip(*columns, strict=True) for line in of_unit]


def _decimals(rollup: Rollup, key: Key) -> tuple[int, int]:
    rule = rollup.form.by_path[key.measure].rule
    if rule.name == "ratio":
        above, below = (rollup.form.by_path[path].decimals for path in rule.parts)
        return above, below
    if rule.name == "mean":
        source = rollup.form.by_path[rule.parts[0]].decimals
        weight = rollup.form.by_path[rule.weight].decimals if rule.weight else 0
        return source + weight, weight
    return 0, 0
