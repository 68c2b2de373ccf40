"""The same tables for many units at once, where nothing is hidden: column by column.

Figures that are whole numbers of steps, as nearly all are, are never made into fractions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from reporting.block import Block
from reporting.columns import Key
from reporting.display import shown, shown_steps
from reporting.figures import Figure, Quotient, Scaled
from reporting.outward.figures import CHUNK, Outgoing, decimals_of, name_of, parts_decimals

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Some units of what leaves, with their own and their cumulative figures."""

    places: tuple[int, ...]
    own: Block
    total: Block


def some_at_a_time(out: Outgoing) -> Iterator[Some]:
    """All of what leaves, in order."""
    for start in range(0, len(out.places), CHUNK):
        places = out.places[start : start + CHUNK]
        yield Some(places, out.rollup.own_block(places), out.rollup.block(places))
        out.watch(start + len(places))


def scaled_parts(block: Block, key: Key) -> tuple[Scaled | None, Scaled | None]:
    """Whole steps above and below the line of a figure; None where there is no such thing."""
    figure: Figure = block.layout.figures[key]
    if not isinstance(figure, Quotient) or block.marks is not None:
        return None, None
    return figure.above.scaled(block.plane), figure.below.scaled(block.plane)


def texts(block: Block, key: Key, decimals: int) -> list[str]:
    """Figures with these decimals, half up; empty where there is none."""
    scaled = block.scaled(key)
    if scaled is not None and scaled.step == 10**decimals:
        return shown_steps(scaled.values.tolist(), scaled.present.tolist(), decimals)
    return [shown(value, decimals) for value in block.exact(key)]


def wide_values(out: Outgoing, some: Some) -> Iterator[Row]:
    """The cumulative figures of some units, a row a unit."""
    form = out.rollup.form
    columns = [texts(some.total, key, decimals_of(form.by_path[key.measure])) for key in out.keys]
    yield from zip(*columns, strict=True) if columns else repeat((), len(some.places))


def long_rows(out: Outgoing, some: Some) -> list[Row]:
    """Every figure of some units, a row each, in the order of units and keys."""
    units = [out.rollup.tree.units[place] for place in some.places]
    codes, levels = [unit.code for unit in units], [unit.level for unit in units]
    by_key = [_rows_of(out, some, key, codes, levels) for key in out.keys]
    return [row for of_unit in zip(*by_key, strict=True) for row in of_unit]


def _rows_of(out: Outgoing, some: Some, key: Key, codes: list[str], levels: list[str]) -> list[Row]:
    decimals = decimals_of(out.rollup.form.by_path[key.measure])
    above, below = parts_decimals(out.rollup, key)
    return list(
        zip(
            codes,
            [key.level] * len(codes) if key.level else levels,
            repeat(out.period, len(codes)),
            repeat(out.rollup.form.name, len(codes)),
            repeat(name_of(key), len(codes)),
            texts(some.own, key, decimals),
            texts(some.total, key, decimals),
            *_parts(some.total, key, above, below),
            map(str, some.total.reported(key).tolist()),
            map(str, some.total.expected(key).tolist()),
            [out.rollup.status(place, key) for place in some.places],
            repeat(out.finality, len(codes)),
            strict=True,
        )
    )


def _parts(block: Block, key: Key, above: int, below: int) -> tuple[list[str], list[str]]:
    if not isinstance(block.layout.figures[key], Quotient):
        return [""] * len(block), [""] * len(block)
    exact = block.numerator, block.denominator
    found = [
        shown_steps(scaled.values.tolist(), scaled.present.tolist(), decimals)
        if scaled is not None and scaled.step == 10**decimals
        else [shown(value, decimals) for value in of(key)]
        for scaled, decimals, of in zip(
            scaled_parts(block, key), (above, below), exact, strict=True
        )
    ]
    return found[0], found[1]
