"""What leaves column by column says what figure by figure says, to the last digit."""

from typing import Any

import pytest
from hypothesis import given

from reporting.export import _row, row_chunks
from reporting.outward import parquet
from reporting.outward.figures import Choice, Outgoing, chunks, outgoing, value_text
from reporting.outward.wide import LEAD, wide_rows
from tests.rollup_worlds import World, worlds
from tests.test_reporting_rollup_laws import LAWS, rolled


def leaving(world: World) -> Outgoing:
    return outgoing(rolled(world), "2025", "final", Choice())


@LAWS
@given(worlds())
def test_long_rows_are_those_of_each_figure(world: World) -> None:
    out = leaving(world)
    careful = [_row(out, line) for some in chunks(out) for lines in some for line in lines]
    assert [row for some in row_chunks(out) for row in some] == careful


@LAWS
@given(worlds())
def test_wide_rows_are_those_of_each_figure(world: World) -> None:
    out = leaving(world)
    careful = [
        tuple(value_text(out.rollup, line) for line in lines)
        for some in chunks(out)
        for lines in some
    ]
    assert [row[len(LEAD) :] for row in list(wide_rows(out))[1:]] == careful


@LAWS
@given(worlds())
def test_parquet_columns_are_those_of_each_figure(world: World) -> None:
    library: Any = pytest.importorskip("pyarrow")
    out = leaving(world)
    scale = parquet._scale(out)
    schema = parquet._schema(library, scale)
    quick = list(parquet._tables(library, out, schema, scale))
    careful = list(parquet._one_by_one(library, out, schema, scale))
    for ours, theirs in zip(quick, careful, strict=True):
        ours.validate(full=True)
        assert ours.to_pydict() == theirs.to_pydict()
