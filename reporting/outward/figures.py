"""Figures one after the other, as every table that leaves is made of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from errors import Problem
from hierarchy.unit import Unit
from reporting.columns import Key
from reporting.display import shown
from reporting.rollup import Rollup
from reporting.suppression import Hidden
from schemas.form import Measure
from schemas.links import near

CHUNK = 500
"""Units read at a time: some hundred megabytes for the widest forms, whatever the country."""
SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Outgoing:
    """What leaves: figures of a roll-up at these ``places`` and ``keys``, but for ``hidden``.

    ``finality`` is ``provisional`` or ``final``. ``watch`` is told how many units have been read.
    """

    rollup: Rollup
    period: str
    finality: str
    places: tuple[int, ...]
    keys: tuple[Key, ...]
    hidden: Hidden | None = None
    watch: Callable[[int], None] = lambda _: None


class Line(NamedTuple):
    """One figure of a unit; None: no value. Parts of a ratio in ``numerator``, ``denominator``."""

    unit: Unit
    key: Key
    own: Fraction | None
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    reported: int
    expected: int
    status: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which units and measures are asked for: everything by default.

    ``unit`` means the unit with all below it; with ``level``, those of that level among them.
    """

    unit: str | None = None
    level: str | None = None
    measures: tuple[str, ...] = ()


def outgoing(
    rollup: Rollup,
    period: str,
    finality: str,
    choice: Choice,
    *,
    first: int | None = None,
    hidden: Hidden | None = None,
) -> Outgoing:
    """The figures that were asked for; of the ``first`` so many units only, where that is said.

    Raises Problem unit_unknown, level_unknown or measure_unknown.
    """
    tree = rollup.tree
    places = range(len(tree) if first is None else first)
    if choice.unit is not None:
        if choice.unit not in tree.index:
            raise Problem("unit_unknown", code=choice.unit)
        within = tree.subtree(tree.index[choice.unit])
        places = range(within.start, within.stop)
    if choice.level is not None and choice.level not in tree.levels:
        raise Problem("level_unknown", level=choice.level, known=", ".join(tree.levels))
    kept = tuple(p for p in places if choice.level in (None, tree.units[p].level))
    return Outgoing(rollup, period, finality, kept, _keys(rollup, choice.measures), hidden)


def _keys(rollup: Rollup, measures: Sequence[str]) -> tuple[Key, ...]:
    keys = rollup.layout.keys
    known = {key.measure for key in keys}
    for path in measures:
        if path not in known:
            close = near(path, known) or ", ".join(sorted(known)[:12])
            form = rollup.form.reference
            raise Problem("measure_unknown", form=form, measure=path, near=close)
    return keys if not measures else tuple(key for key in keys if key.measure in measures)


def chunks(out: Outgoing) -> Iterator[list[list[Line]]]:
    """For some units at a time, a list of lines a unit, in the order of ``keys``."""
    for start in range(0, len(out.places), CHUNK):
        yield _chunk(out, out.places[start : start + CHUNK])
        out.watch(min(start + CHUNK, len(out.places)))


def _chunk(out: Outgoing, places: Sequence[int]) -> list[list[Line]]:
    rollup = out.rollup
    total, own = rollup.block(places), rollup.own_block(places)
    columns = []
    for key in out.keys:
        lines = [
            Line(rollup.tree.units[place], key, *figures, *covered, rollup.status(place, key))
            for place, figures, covered in zip(
                places,
                zip(
                    own.exact(key),
                    total.exact(key),
                    total.numerator(key),
                    total.denominator(key),
                    strict=True,
                ),
                zip(total.reported(key).tolist(), total.expected(key).tolist(), strict=True),
                strict=True,
            )
        ]
        columns.append(_without_hidden(out, key, places, lines))
    return [list(of_unit) for of_unit in zip(*columns, strict=True)]


def _without_hidden(
    out: Outgoing, key: Key, places: Sequence[int], lines: list[Line]
) -> list[Line]:
    if not out.hidden:
        return lines
    at = np.asarray(places, dtype=np.intp)
    own, total = out.hidden.own(key.measure)[at], out.hidden.total(key.measure)[at]
    for place in np.flatnonzero(own | total).tolist():
        line = lines[place]
        if own[place]:
            line = line._replace(own=None)
        if total[place]:
            line = line._replace(value=None, numerator=None, denominator=None)
        lines[place] = line._replace(status=SUPPRESSED)
    return lines


def decimals_of(measure: Measure) -> int:
    """Decimals of a figure; a tally is whole, whatever the measure it counts allows in a cell."""
    return 0 if measure.rule.name in ("count", "choice") else measure.decimals


def parts_decimals(rollup: Rollup, key: Key) -> tuple[int, int]:
    """Decimals of what stands above and below the line of a figure."""
    form = rollup.form
    rule = form.by_path[key.measure].rule
    if rule.name == "ratio":
        above, below = (form.by_path[path].decimals for path in rule.parts)
        return above, below
    if rule.name == "mean":
        # An entered figure may be averaged itself.
        source = form.by_path[rule.parts[0] if rule.parts else key.measure].decimals
        weight = form.by_path[rule.weight].decimals if rule.weight else 0
        return source + weight, weight
    return 0, 0


def name_of(key: Key) -> str:
    """How a table calls a figure: the measure's path, of a choice ``path:option``."""
    return f"{key.measure}:{key.option}" if key.option else key.measure


def value_text(rollup: Rollup, line: Line) -> str:
    """The cumulative figure with the measure's decimals, half up; empty where there is none."""
    return shown(line.value, decimals_of(rollup.form.by_path[line.key.measure]))
