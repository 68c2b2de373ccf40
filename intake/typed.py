"""Answers typed on a page, read as the same answers typed into a workbook are.

A page knows of each question what was typed and which mark was chosen beside it; numbers,
marks, yes/no and options are read by ``intake.book.answers``, so that a decimal comma means the
same everywhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from errors import Fault
from intake.book.answers import Answer, Cells
from intake.book.book import BookCell
from intake.book.filled import NONE, nested
from intake.cells import MARKS, Mark
from intake.shape import REASON_LIMIT, word
from schemas.content import MARK_NAMES, Value
from schemas.grid import STANDING, WHOLE, Grid, Spot
from schemas.text import clean

TEXT_LIMIT = 20_000
"""Characters of one answer that are read."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came from a page, by dotted path: texts, marks chosen beside them, reasons.

    ``marks`` are names of marks or signs for them. ``ticks``: WHOLE and STANDING of
    ``schemas.grid``, as far as they were ticked.
    """

    texts: Mapping[str, str]
    marks: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    ticks: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: nested values, marks and reasons by path; what could not be read as faults.

    A text that could not be read stands among the values as it was typed.
    """

    values: Mapping[str, object]
    marks: Mapping[str, str]
    reasons: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


def typed(grid: Grid, page: Page, standing: Mapping[str, Value], where: str) -> Typed:
    """The answers of one form for one level.

    What no question asks is passed over. ``standing`` is what the tick for it confirms; ``where``
    stands in the faults.
    """
    cells = Cells(grid.form, where)
    values: dict[str, object] = {}
    chosen: dict[str, str] = {}
    for spot in _asked(grid):
        mark = _mark(page.marks.get(spot.path, ""))
        text = page.texts.get(spot.path, "")
        answer = _answer(cells, spot, text)
        if isinstance(answer, Mark):
            chosen[spot.path] = mark or answer.name
            if mark and mark != answer.name:
                # A sign in the cell and another mark beside it: the form's check names both.
                values[spot.path] = text
        elif answer is not None:
            values[spot.path] = answer
        if mark:
            chosen.setdefault(spot.path, mark)
    _tick(grid, page.ticks, standing, values, chosen)
    faults = [replace(fault, where=where) for fault in cells.faults]
    said = _reasons(page.reasons, where, faults)
    return Typed(nested(values), chosen, said, tuple(faults))


def _tick(
    grid: Grid,
    ticks: Collection[str],
    standing: Mapping[str, Value],
    values: dict[str, object],
    marks: dict[str, str],
) -> None:
    """Answers that a tick gives to blank cells, in the order of the workbook's own ticks."""
    under = tuple(f"{spot.path}." for spot in grid.spots if spot.section and spot.path in marks)
    for spot in grid.spots:
        path = spot.path
        if spot.measure is None or not spot.entered or path in values or path in marks:
            continue
        if path.startswith(under):
            continue
        if STANDING in ticks and path in standing:
            values[path] = standing[path]
        elif WHOLE in ticks and spot.asked != "text":
            marks[path] = NONE


def _asked(grid: Grid) -> tuple[Spot, ...]:
    return tuple(spot for spot in grid.spots if spot.entered and spot.asked != "tick")


def _answer(cells: Cells, spot: Spot, text: str) -> Answer:
    if not text.strip():
        return None
    before = len(cells.faults)
    # Browsers send line ends as two signs.
    found = cells.read(spot, BookCell("s", text[:TEXT_LIMIT].replace("\r\n", "\n")))
    unread = found is None and len(cells.faults) > before
    return clean(text[:TEXT_LIMIT]) if unread and spot.asked != "section" else found


def _mark(told: str) -> str:
    return told if told in MARK_NAMES else MARKS.get(clean(told), "")


def _reasons(told: Mapping[str, str], where: str, faults: list[Fault]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, text in told.items():
        line = " ".join(text.split())
        reason = word(line, f"reasons.{path}", where, faults, REASON_LIMIT) if line else None
        if reason:
            found[path] = reason
    return found
