"""Parquet: the long table with typed columns; figures are exact decimals, codes are text."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from importlib import import_module
from typing import Any, BinaryIO

from errors import Problem
from reporting.outward.figures import (
    Line,
    Outgoing,
    chunks,
    decimals_of,
    name_of,
    parts_decimals,
)
from reporting.outward.quick import some_at_a_time
from reporting.outward.quick_parquet import TooLong, quick_columns

PRECISION = 38
"""Digits of the widest decimal that readers of Parquet have to know."""
TEXTS = ("unit", "level", "period", "form", "measure")
FIGURES = ("own", "value", "numerator", "denominator")
COUNTS = ("reported", "expected")


def arrow() -> tuple[Any, Any]:
    """The library and its writer. Raises Problem package_missing."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise Problem("package_missing", package="pyarrow", install="capbac[parquet]") from error


def write_parquet(out: Outgoing, target: BinaryIO) -> None:
    """Write the table, a group of rows for some units at a time.

    Raises Problem package_missing, or figure_too_large where 38 digits do not hold a figure.
    """
    library, parquet = arrow()
    scale = _scale(out)
    schema = _schema(library, scale)
    options = {"compression": "zstd", "use_dictionary": [*TEXTS, "status", "finality"]}
    with parquet.ParquetWriter(target, schema, **options) as writer:
        for table in _tables(library, out, schema, scale):
            writer.write_table(table)
        if not out.places:
            writer.write_table(schema.empty_table())


def _tables(library: Any, out: Outgoing, schema: Any, scale: int) -> Iterator[Any]:  # noqa: ANN401 - the library ships no types
    """Some units at a time: all at once where that is exact, and figure by figure elsewhere."""
    if out.hidden is None and out.rollup.marks is None:
        for some in some_at_a_time(out):
            try:
                columns = quick_columns(library, out, some, schema.field("value").type)
            except TooLong:
                few = replace(out, places=some.places, watch=lambda _: None)
                yield from _one_by_one(library, few, schema, scale)
            else:
                yield library.table(columns, schema=schema)
    else:
        yield from _one_by_one(library, out, schema, scale)


def _one_by_one(library: Any, out: Outgoing, schema: Any, scale: int) -> Iterator[Any]:  # noqa: ANN401 - as above
    for chunk in chunks(out):
        lines = [line for of_unit in chunk for line in of_unit]
        yield library.table(dict(_columns(out, lines, scale)), schema=schema)


def _schema(library: Any, scale: int) -> Any:  # noqa: ANN401 - the library ships no types
    figure = library.decimal128(PRECISION, scale)
    fields = [(name, library.string()) for name in TEXTS]
    fields += [(name, figure) for name in FIGURES]
    fields += [(name, library.int64()) for name in COUNTS]
    fields += [(name, library.string()) for name in ("status", "finality")]
    return library.schema(fields)


def _scale(out: Outgoing) -> int:
    """Decimals of the most exact figure: one type holds them all."""
    form = out.rollup.form
    each = [decimals_of(form.by_path[key.measure]) for key in out.keys]
    parts = [max(parts_decimals(out.rollup, key)) for key in out.keys]
    return max([0, *each, *parts])


def _columns(out: Outgoing, lines: list[Line], scale: int) -> Iterator[tuple[str, list[object]]]:
    form = out.rollup.form
    yield "unit", [line.unit.code for line in lines]
    yield "level", [line.key.level or line.unit.level for line in lines]
    yield "period", [out.period] * len(lines)
    yield "form", [form.name] * len(lines)
    yield "measure", [name_of(line.key) for line in lines]
    decimals = {
        key: (decimals_of(form.by_path[key.measure]), *parts_decimals(out.rollup, key))
        for key in out.keys
    }
    with localcontext() as context:
        context.prec = 2 * PRECISION
        for name, figure, part in zip(FIGURES, range(2, 6), (0, 0, 1, 2), strict=True):
            yield (
                name,
                [_exact(line[figure], decimals[line.key][part], scale, line) for line in lines],
            )
    yield "reported", [line.reported for line in lines]
    yield "expected", [line.expected for line in lines]
    yield "status", [line.status for line in lines]
    yield "finality", [out.finality] * len(lines)


def _exact(value: object, decimals: int, scale: int, line: Line) -> Decimal | None:
    """A figure rounded once, half up, to its own decimals, in the column's scale."""
    if not isinstance(value, Fraction):
        return None
    rounded = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP
    )
    if rounded.adjusted() + 1 + scale > PRECISION:
        raise Problem("figure_too_large", measure=line.key.measure)
    return rounded
