"""A CSV table as text: header, records, and where each of them stands in the file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from errors import Fault
from hierarchy.encoding import decode
from hierarchy.spelling import clean

MAX_ROWS = 2_000_000
_DELIMITERS = ",;\t"
_HEAD = 20_000
"""Characters among which the header is looked for to tell the delimiter."""


Row = tuple[int, list[str]]
"""A row of a file that is not blank, and its number there from 1."""


@dataclass(frozen=True, slots=True)
class Table:
    """Records under the known columns, in the order of ``columns``; all cells cleaned.

    ``where[i]`` is ``row N`` for record i, counted as a spreadsheet does: the header is row 1.
    ``ignored`` are columns of the file nobody asked for; ``comma`` says that the file is of
    the kind whose decimals are written with a comma. A faulty row has no record.
    """

    columns: tuple[str, ...] = ()
    records: tuple[tuple[str, ...], ...] = ()
    where: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()
    comma: bool = False


def read_table(data: bytes, needed: Sequence[str], optional: Sequence[str]) -> Table:
    """The table in a file of UTF-8 CSV, delimited by ``,``, ``;`` or tab as its header shows.

    Whole-file faults (no record then): those of ``decode``, ``csv_broken``,
    ``missing_column``, ``duplicate_column``, ``too_many_rows``. Row faults: ``ragged_row``.
    A column that is optional and absent gives empty cells. Empty rows are passed over.
    """
    text = decode(data)
    if isinstance(text, Fault):
        return Table(faults=(text,))
    # However much blank room comes first; ``decode`` has seen that something does.
    head = text.lstrip()[:_HEAD].splitlines()[0]
    known = {*needed, *optional}
    delimiter = max(_DELIMITERS, key=lambda sign: len(known & set(_names(head.split(sign)))))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number > MAX_ROWS:
                return Table(faults=(Fault("too_many_rows", allowed=str(MAX_ROWS)),))
            if row:  # a million blank lines cost no room, and no second look
                rows.append((number, row))
    except csv.Error as broken:
        at = f"row {number + 1}"
        return Table(faults=(Fault("csv_broken", where=at, sent=str(broken)),))
    return _table(rows, needed, optional, comma=delimiter == ";")


def _table(
    rows: list[Row], needed: Sequence[str], optional: Sequence[str], *, comma: bool
) -> Table:
    top = next((at for at, (_, row) in enumerate(rows) if any(map(str.strip, row))), None)
    if top is None:
        return Table(faults=(Fault("file_empty"),))
    head, first = rows[top]
    names = _names(first)
    while not names[-1]:
        names.pop()
    faults = _header_faults(names, needed, f"row {head}")
    if faults:
        return Table(faults=tuple(faults))
    columns = (*needed, *optional)
    at = [names.index(name) if name in names else len(names) for name in columns]
    records, where, ragged = _records(rows[top + 1 :], len(names), at)
    ignored = tuple(name for name in names if name and name not in columns)
    return Table(columns, records, where, tuple(ragged), ignored, comma)


def _names(cells: Sequence[str]) -> list[str]:
    return [clean(cell).strip('"').casefold() for cell in cells]


def _header_faults(names: list[str], needed: Sequence[str], where: str) -> list[Fault]:
    missing = [name for name in needed if name not in names]
    sent = ", ".join(names)[:200]
    faults = [Fault("missing_column", name, where, sent, ", ".join(needed)) for name in missing]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    return faults + [Fault("duplicate_column", name, where, name) for name in twice]


def _records(
    rows: Sequence[Row], width: int, at: Sequence[int]
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], list[Fault]]:
    """Cells in the order of the columns; the cell one past the last is always empty."""
    records: list[tuple[str, ...]] = []
    where: list[str] = []
    faults: list[Fault] = []
    for number, row in rows:
        cells = [clean(cell) for cell in row]
        if not any(cells):
            continue
        if len(cells) < width or any(cells[width:]):
            faults.append(Fault("ragged_row", "", f"row {number}", str(len(cells)), str(width)))
            continue
        cells[width:] = [""]
        records.append(tuple([cells[place] for place in at]))
        where.append(f"row {number}")
    return tuple(records), tuple(where), faults
