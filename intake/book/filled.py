"""The entry cells of a template into the values and marks a unit states."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from errors import Fault
from intake.book.answers import Answer, Cells
from intake.book.book import Book
from intake.book.issued import Issued
from intake.cells import Mark
from intake.shape import REASON_LIMIT, word
from intake.text import quoted
from schemas.canonical import plain
from schemas.content import Value
from schemas.grid import (
    CHECK,
    ENTRY,
    FAULTS,
    REASON,
    REASONS_FIRST,
    SHEET,
    STANDING,
    WHOLE,
    Spot,
)

NONE = "none_occurred"
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass
class Filled:
    """What a unit states: values and marks by dotted path, sections among the marks."""

    values: dict[str, object] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)


def filled(book: Book, issued: Issued, cells: Cells) -> Filled:
    """Everything the entry cells say, and what the server adds to it; faults go to ``cells``."""
    entries = book.column(SHEET, ENTRY)
    _refuse_merged(book, issued, cells)
    refused = {fault.path for fault in cells.faults}
    read: dict[str, Answer] = {}
    for spot in issued.grid.spots:
        cell = entries.get(spot.row)
        if cell is not None and spot.entered and spot.path not in refused:
            answer = cells.read(spot, cell)
            if answer is not None:
                read[spot.path] = answer
    _note_beside(book, issued, read, cells)
    blamed = {fault.path for fault in cells.faults}
    ticks = {tick for tick in (WHOLE, STANDING) if read.pop(tick, None)}
    _put_elsewhere(issued, read, blamed, cells)
    _put_base(issued, read, blamed, cells)
    stated = Filled()
    for spot in issued.grid.spots:
        answer = read.get(spot.path)
        if isinstance(answer, Mark):
            stated.marks[spot.path] = answer.name
        elif answer is not None:
            stated.values[spot.path] = answer
    _tick(issued, stated, ticks, blamed)
    return stated


def _note_beside(book: Book, issued: Issued, read: Mapping[str, Answer], cells: Cells) -> None:
    """A figure typed beside a blank entry cell counts in nothing, and is named."""
    beside = book.column(SHEET, CHECK)
    blamed = {fault.path for fault in cells.faults}
    for spot in issued.grid.spots:
        if not spot.entered or not _figure(spot) or spot.path in read or spot.path in blamed:
            continue
        cell = beside.get(spot.row)
        if cell is not None and cell.kind == "n" and not cell.formula:
            cells.note("figure_beside", spot, cell.text, f"{CHECK}{spot.row}")


def _may_change(issued: Issued, path: str) -> bool:
    return path not in _elsewhere(issued) and (issued.open is None or path in issued.open)


def _elsewhere(issued: Issued) -> Mapping[str, Value]:
    """What is taken from another form; in a packet its base and what was opened go before that."""
    if issued.open is None:
        return issued.elsewhere
    own = issued.open | issued.values.keys() | issued.marks.keys()
    return {path: value for path, value in issued.elsewhere.items() if path not in own}


def _put_elsewhere(issued: Issued, read: dict[str, Answer], blamed: set[str], cells: Cells) -> None:
    """What another form was told already is taken from there."""
    for path, value in _elsewhere(issued).items():
        spot = issued.grid.by_path.get(path)
        if spot is None:
            continue
        there = read.get(path)
        if there is not None and not _same(there, value):
            cells.refuse("asked_elsewhere", spot, _said(there), _said(value))
            blamed.add(path)
        elif path not in blamed:
            read[path] = value


def _put_base(issued: Issued, read: dict[str, Answer], blamed: set[str], cells: Cells) -> None:
    """Cells of a packet that are not open hold what the revision it corrects holds."""
    if issued.open is None:
        return
    elsewhere = _elsewhere(issued)
    for spot in issued.grid.spots:
        if spot.measure is None or not spot.entered or _may_change(issued, spot.path):
            continue
        if spot.path in blamed or spot.path in elsewhere:
            continue
        base: Answer = issued.values.get(spot.path)
        if spot.path in issued.marks:
            base = Mark(issued.marks[spot.path])
        there = read.get(spot.path)
        if not _same(there, base):
            cells.refuse("cell_not_open", spot, _said(there) or "–", _said(base) or "–")
            blamed.add(spot.path)
            read.pop(spot.path, None)
        elif base is not None:
            read[spot.path] = base


def _tick(issued: Issued, stated: Filled, ticks: set[str], blamed: set[str]) -> None:
    """Answers that one tick or a section's mark gives to blank cells.

    A section's mark stands above the tick for what still holds, and that above the tick that
    nothing occurred: as the workbook itself counts them.
    """
    marked = [path for path in stated.marks if issued.grid.by_path[path].asked == "section"]
    for spot in _blank(issued, stated, blamed):
        section = spot.path.rpartition(".")[0]
        under = [path for path in marked if f"{section}.".startswith(f"{path}.")]
        if under:
            if issued.open is not None and _figure(spot):
                stated.marks[spot.path] = stated.marks[max(under, key=len)]
        elif STANDING in ticks and spot.path in issued.standing:
            stated.values[spot.path] = issued.standing[spot.path]
        elif WHOLE in ticks and _figure(spot):
            stated.marks[spot.path] = NONE
    if issued.open is not None:
        # In a packet a section's mark goes to its open cells only: it was spelt out above.
        for path in marked:
            del stated.marks[path]


def _blank(issued: Issued, stated: Filled, blamed: set[str]) -> Iterator[Spot]:
    for spot in issued.grid.spots:
        if spot.measure is None or not spot.entered or spot.path in blamed:
            continue
        if spot.path in stated.values or spot.path in stated.marks:
            continue
        if _may_change(issued, spot.path):
            yield spot


def _figure(spot: Spot) -> bool:
    return spot.asked != "text"


def _same(one: Answer, other: Answer) -> bool:
    return _said(one) == _said(other)


def _said(answer: Answer) -> str:
    if isinstance(answer, Mark):
        return answer.name
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, list):
        return quoted("; ".join(answer))
    return answer if isinstance(answer, str) else plain(answer)


def _refuse_merged(book: Book, issued: Issued, cells: Cells) -> None:
    """Merged cells keep one figure of several: entry cells must stand alone in their column."""
    for told in book.merged.get(SHEET, ()):
        found = _RANGE.fullmatch(told)
        if not found:
            continue
        left, right = _place(found[1]), _place(found[3])
        top, bottom = int(found[2]), int(found[4])
        if not left <= _place(ENTRY) <= right or (left == _place(ENTRY) and top == bottom):
            continue
        for spot in issued.grid.spots:
            if top <= spot.row <= bottom and spot.entered:
                cells.refuse("merged_cells", spot, told)


def _place(letters: str) -> tuple[int, str]:
    return len(letters), letters


def reasons(book: Book, issued: Issued, where: str, faults: list[Fault]) -> Mapping[str, str]:
    """Why warned figures are right, by path, as the sheet of faults has it beside each."""
    found: dict[str, str] = {}
    column = book.column(FAULTS, REASON)
    for row, (_code, path) in enumerate(issued.asked, REASONS_FIRST):
        cell = column.get(row)
        if cell is None or cell.kind != "s" or cell.formula or not (path and cell.text.strip()):
            continue
        told = " ".join(cell.text.split())
        place = f"{where}!{FAULTS}!{REASON}{row}"
        text = word(told, path, place, faults, REASON_LIMIT)
        if text and text not in found.get(path, ""):
            found[path] = f"{found[path]}; {text}" if path in found else text
    return found


def nested(values: Mapping[str, object]) -> dict[str, object]:
    """Values by dotted path as the form nests them."""
    root: dict[str, object] = {}
    holders: dict[str, dict[str, object]] = {"": root}

    def holder(section: str) -> dict[str, object]:
        if section not in holders:
            above, _, name = section.rpartition(".")
            holders[section] = {}
            holder(above)[name] = holders[section]
        return holders[section]

    for path, value in values.items():
        above, _, name = path.rpartition(".")
        holder(above)[name] = value
    return root
