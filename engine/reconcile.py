"""Reconcile: stated totals held against their parts, in a roll-up or in a published table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.roster import load_roster
from engine.shown import Shown
from engine.work import Work
from errors import Fault, Problem
from hierarchy.table import Table, read_table
from hierarchy.tree import Tree
from reporting.reconciliation import (
    Compared,
    against_below,
    against_columns,
    against_rollup,
    against_units,
)

_UNIT = ("unit", "code")
_BESIDE = frozenset(("name", "level", "period", "form", "parent_code"))
_LONG = ("measure", "value")
_NUMBER = re.compile(r"-?[0-9]{1,24}(\.[0-9]{1,18})?", re.ASCII)


@dataclass(frozen=True)
class Reconciled:
    """Everything that was compared, in tree order; ``faults`` are of the table."""

    tree: Tree
    compared: tuple[Compared, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def gaps(self) -> tuple[Compared, ...]:
        """Where what was stated is not the sum of its parts."""
        return tuple(one for one in self.compared if one.difference)


def of_rollup(found: Shown, table: bytes | None) -> Reconciled:
    """Own figures against those from below; with a ``table`` that against the figures.

    Raises Problem table_unfit where nothing of the table can be read.
    """
    tree = found.rollup.tree
    if table is None:
        return Reconciled(tree, tuple(against_below(found.rollup)))
    stated, faults = _stated(tree, table)
    return Reconciled(tree, tuple(against_rollup(found.rollup, stated)), faults)


def of_table(work: Work, table: bytes, adds: Mapping[str, Sequence[str]], day: date) -> Reconciled:
    """A table's totals against its own rows, on the map of a day, and columns against columns.

    ``adds``: a column and those it is said to be the sum of. Raises Problem table_unfit or
    no_units.
    """
    with work.store().reading() as connection:
        tree = load_roster(work.store(), connection).on(day).tree
    stated, faults = _stated(tree, table)
    _refuse_absent(table, adds)
    compared = [*against_units(tree, stated), *against_columns(stated, adds)]
    compared.sort(key=lambda one: one.place)
    return Reconciled(tree, tuple(compared), faults)


def _stated(tree: Tree, data: bytes) -> tuple[dict[int, dict[str, Fraction]], tuple[Fault, ...]]:
    table, unit, names = _table(data)
    faults = list(table.faults)
    found: dict[int, dict[str, Fraction]] = {}
    for record, where in zip(table.records, table.where, strict=True):
        row = dict(zip(table.columns, record, strict=True))
        place = tree.index.get(row[unit])
        if place is None:
            faults.append(Fault("unit_unknown", unit, where, row[unit]))
            continue
        cells = [(row["measure"], "value")] if _is_long(names) else [(n, n) for n in names]
        for measure, column in cells:
            number = _number(row[column], comma=table.comma)
            if row[column] and number is None:
                faults.append(Fault("type_number", column, where, row[column][:80], "number"))
            elif number is not None and measure in found.get(place, {}):
                faults.append(Fault("given_twice", measure, where, row[unit]))
            elif number is not None:
                found.setdefault(place, {})[measure] = number
    return found, tuple(faults)


def _refuse_absent(data: bytes, adds: Mapping[str, Sequence[str]]) -> None:
    """Raises Problem table_unfit for a column that is said to add up and is not there."""
    table, _, names = _table(data)
    if _is_long(names):
        at = table.columns.index("measure")
        names = tuple({record[at] for record in table.records})
    for column in (one for each in adds.items() for one in _named(each)):
        if column not in names:
            asked = ", ".join(dict.fromkeys(one for each in adds.items() for one in _named(each)))
            fault = Fault("missing_column", column, sent=", ".join(names), allowed=asked)
            raise Problem("table_unfit", (fault,), reason=column)


def _named(each: tuple[str, Sequence[str]]) -> tuple[str, ...]:
    return (each[0], *each[1])


def _table(data: bytes) -> tuple[Table, str, tuple[str, ...]]:
    """The table, its column of units, and its columns of figures."""
    for unit in _UNIT:
        first = read_table(data, (unit,), ())
        if any(fault.code == "missing_column" for fault in first.faults):
            continue
        names = tuple(name for name in first.ignored if name not in _BESIDE)
        table = read_table(data, (unit,), names)
        if table.records or not table.faults:
            return table, unit, names
        raise Problem("table_unfit", table.faults, reason=table.faults[0].code)
    raise Problem("table_unfit", first.faults, reason="unit")


def _is_long(names: Sequence[str]) -> bool:
    return all(name in names for name in _LONG)


def _number(text: str, *, comma: bool) -> Fraction | None:
    plain = text.replace(",", ".") if comma and text.count(",") == 1 else text
    return Fraction(plain) if _NUMBER.fullmatch(plain) else None


Row = tuple[str, ...]
HEADER: Row = (
    "unit", "level", "measure", "against", "stated", "sum", "difference", "parts", "expected",
)  # fmt: skip


def rows(found: Reconciled, *, every: bool) -> Iterator[Row]:
    """Each gap as text, or everything compared; numbers exact, without trailing zeros."""
    for one in found.compared if every else found.gaps:
        unit = found.tree.units[one.place]
        figures = map(_plain, (one.stated, one.summed, one.difference))
        counts = str(one.parts), str(one.expected)
        yield unit.code, unit.level, one.measure, one.kind, *figures, *counts


def _plain(value: Fraction) -> str:
    decimals = 0
    while decimals < 18 and (value * 10**decimals).denominator != 1:
        decimals += 1
    text = f"{abs(round(value * 10**decimals)):0{decimals + 1}d}"
    sign = "-" if value < 0 else ""
    return f"{sign}{text[:-decimals]}.{text[-decimals:]}" if decimals else f"{sign}{text}"
