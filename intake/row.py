"""The figures of one row: cells into nested values, marks and faults."""

from collections.abc import Iterator, Mapping, Sequence

from errors import Fault
from intake.cells import Cell, Doubtful, Mark, read_cell
from intake.header import SECTION, Column, stranger
from intake.text import quoted
from schemas.text import FORBIDDEN

_DIGITS_AT_ONCE = 18


def figures(
    cells: Sequence[str],
    columns: Sequence[Column],
    known: Mapping[str, str | None],
    where: str,
    faults: list[Fault],
) -> tuple[dict[str, object], dict[str, str]]:
    """Values, nested as in the form, and marks by dotted path; adds to ``faults``."""
    root: dict[str, object] = {}
    holders: dict[str, dict[str, object]] = {"": root}
    marks: dict[str, str] = {}
    for column in columns:
        text = cells[column.place]
        if not text:
            continue
        path = column.path
        kind = known.get(path)
        try:
            value = _cell(text, kind)
        except Doubtful as doubt:
            faults.append(Fault(doubt.code, path, where, quoted(doubt.sent), doubt.allowed))
            continue
        if value is None:
            continue
        if path not in known:
            faults.append(stranger(path, known, where))
        elif isinstance(value, Mark):
            marks[path] = value.name
        elif kind == SECTION:
            faults.append(Fault("section_value", path, where, quoted(text), "-, …, x"))
        else:
            _holder(holders, column.section)[column.leaf] = value
    return root, marks


def controls(cells: Sequence[str], columns: Sequence[Column], where: str) -> Iterator[Fault]:
    """A fault for each cell with a character no text may hold."""
    for column in columns:
        found = FORBIDDEN.search(cells[column.place])
        if found:
            yield Fault("control_character", column.path, where, f"U+{ord(found[0]):04X}")


def _cell(text: str, kind: str | None) -> Cell:
    # Nearly every cell is a short whole number.
    short = len(text) <= _DIGITS_AT_ONCE and text.isascii() and text.isdecimal()
    if short and kind in (None, "integer", "number"):
        return int(text)
    return read_cell(text, kind)


def _holder(holders: dict[str, dict[str, object]], section: str) -> dict[str, object]:
    holder = holders.get(section)
    if holder is None:
        above, _, leaf = section.rpartition(".")
        holder = holders[section] = {}
        _holder(holders, above)[leaf] = holder
    return holder
