"""Columns of Parquet for many units at once, as the library keeps them: no figure for itself."""

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reporting.columns import Key
from reporting.display import steps_of
from reporting.figures import Exact, Quotient, Scaled
from reporting.outward.figures import Outgoing, decimals_of, name_of, parts_decimals
from reporting.outward.quick import Some, scaled_parts
from reporting.statuses import REPORTED

Places = NDArray[np.int_]
LARGEST = int(np.iinfo(np.int64).max)
PARTS = 4
"""Own figure, cumulative figure, and what stands above and below its line."""


class TooLong(Exception):
    """A figure that 64 bits of steps do not hold."""


def quick_columns(
    library: Any,  # noqa: ANN401 - it ships no types
    out: Outgoing,
    some: Some,
    kind: Any,  # noqa: ANN401 - as above
) -> list[Any]:
    """All columns of some units in their order, ``kind`` being that of figures.

    For figures as reported, of which none is hidden. Raises TooLong.
    """
    keys, many = len(out.keys), len(some.places)
    by_unit, by_key = np.repeat(np.arange(many), keys), np.tile(np.arange(keys), many)
    units = [out.rollup.tree.units[place] for place in some.places]
    coverage = (some.total.reported, some.total.expected)
    counts = [np.array([of(key) for key in out.keys]).T.ravel() for of in coverage]

    def words(said: list[str], which: Places) -> Any:  # noqa: ANN401 - as above
        chosen = library.array(which.astype(np.int32))
        kept = library.array(said, library.string())
        return library.DictionaryArray.from_arrays(chosen, kept).cast(library.string())

    def same(said: str) -> Any:  # noqa: ANN401 - as above
        return words([said], np.zeros(many * keys, dtype=np.int_))

    levels = [unit.level for unit in units] + [key.level for key in out.keys]
    of_key = np.array([bool(key.level) for key in out.keys], dtype=np.bool_)[by_key]
    return [
        words([unit.code for unit in units], by_unit),
        words(levels, np.where(of_key, many + by_key, by_unit)),
        same(out.period),
        same(out.rollup.form.name),
        words([name_of(key) for key in out.keys], by_key),
        *(_figures(library, out, some, part, kind) for part in range(PARTS)),
        *(library.array(each, library.int64()) for each in counts),
        same(REPORTED),
        same(out.finality),
    ]


def _figures(library: Any, out: Outgoing, some: Some, part: int, kind: Any) -> Any:  # noqa: ANN401 - as above
    """One of the four columns of figures, a unit after the other."""
    shape = (len(some.places), len(out.keys))
    steps = np.zeros(shape, dtype=np.int64)
    there = np.zeros(shape, dtype=np.bool_)
    for column, key in enumerate(out.keys):
        _fill(out, some, key, part, kind.scale, steps[:, column], there[:, column])
    # As Arrow keeps a decimal: 128 bits, the lower half first, in two's complement.
    wide = np.stack([steps.ravel(), steps.ravel() >> 63], axis=1)
    valid = np.packbits(there.ravel(), bitorder="little")
    buffers = [library.py_buffer(valid), library.py_buffer(wide)]
    return library.Array.from_buffers(kind, shape[0] * shape[1], buffers)


def _fill(
    out: Outgoing,
    some: Some,
    key: Key,
    part: int,
    scale: int,
    steps: NDArray[np.int64],
    there: NDArray[np.bool_],
) -> None:
    decimals = (decimals_of(out.rollup.form.by_path[key.measure]),) * 2
    digits = (*decimals, *parts_decimals(out.rollup, key))[part]
    factor = 10 ** (scale - digits)
    if part > 1 and not isinstance(some.total.layout.figures[key], Quotient):
        return
    scaled = _scaled(some, key, part)
    if scaled is None or scaled.step != 10**digits:
        found = [
            None if v is None else steps_of(v, digits) * factor for v in _exact(some, key, part)
        ]
        if any(v is not None and abs(v) > LARGEST for v in found):
            raise TooLong
        steps[:] = [v or 0 for v in found]
        there[:] = [v is not None for v in found]
        return
    if max(abs(int(scaled.values.max())), abs(int(scaled.values.min()))) * factor > LARGEST:
        raise TooLong
    steps[:] = np.where(scaled.present, scaled.values, 0) * factor
    there[:] = scaled.present


def _scaled(some: Some, key: Key, part: int) -> Scaled | None:
    if part > 1:
        return scaled_parts(some.total, key)[part - 2]
    return (some.own, some.total)[part].scaled(key)


def _exact(some: Some, key: Key, part: int) -> Exact:
    total = some.total
    found: list[Fraction | None] = (
        some.own.exact,
        total.exact,
        total.numerator,
        total.denominator,
    )[part](key)
    return found
