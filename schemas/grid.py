"""Where each question of a form stands on the sheet that units fill in.

Writer and reader of a template share this: a cell is known by its place alone, and the path in
its own row must agree. Columns: path (hidden), number, indicator, unit of measure, what was
stated before, target, the figure, its check, the way to answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schemas.form import Form, Measure, Section

SHEET = "Bieu"
"""The sheet that is filled in; ``FAULTS`` lists what was found wrong in it."""
FAULTS = "Loi"
IDENTITY = "_capbac"
"""The sheet nobody sees, with what says whose file this is."""
CODE_NAME = "capbac_ma"
"""The defined name that holds the same code; it stands in ``CODE_CELL`` too."""
CODE_CELL = "G2"
PATH, NUMBER, INDICATOR, UNIT, BEFORE, TARGET, ENTRY, CHECK, HINT = "ABCDEFGHI"
"""The columns of the sheet."""
FIRST = 12
"""The row of the first question; the identity, how far one is, and the ticks stand above."""
WHOLE_ROW, STANDING_ROW = 8, 9
"""Rows of the two ticks: nothing at all to report; what stood before still holds."""
WHOLE, STANDING = "*", "@standing"
"""The paths of these ticks."""
TICK = "x"
REASONS_FIRST = 6
"""The first row of the sheet of faults; a warning's reason is given in ``REASON``."""
REASON = "G"

Asked = Literal["integer", "number", "boolean", "choice", "text", "section", "derived", "tick"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One row: the path in it and what kind of answer its entry cell takes.

    A ``section``'s entry cell takes a mark for all of it; ``derived`` rows are worked out live.
    """

    path: str
    row: int
    asked: Asked
    measure: Measure | None = None
    section: Section | None = None

    @property
    def cell(self) -> str:
        """The address of the entry cell."""
        return f"{ENTRY}{self.row}"

    @property
    def entered(self) -> bool:
        """Whether anything may be typed here."""
        return self.asked != "derived"


@dataclass(frozen=True)
class Grid:
    """The rows of one form as units of one level are asked it, top to bottom."""

    form: Form
    level: str
    spots: tuple[Spot, ...]

    @cached_property
    def by_path(self) -> dict[str, Spot]:
        """Every row by its path."""
        return {spot.path: spot for spot in self.spots}

    @cached_property
    def by_cell(self) -> dict[str, Spot]:
        """Every row that takes an answer, by the address of its entry cell."""
        return {spot.cell: spot for spot in self.spots if spot.entered}

    @property
    def last(self) -> int:
        """The last row of the table."""
        return max(spot.row for spot in self.spots)


def grid_of(form: Form, level: str) -> Grid:
    """The rows of a form for a level: the ticks, then each section with its questions.

    What is not asked of the level has no row; a section that asks nothing has none either.
    """
    ticks = (Spot(WHOLE, WHOLE_ROW, "tick"), Spot(STANDING, STANDING_ROW, "tick"))
    return Grid(form, level, (*ticks, *_questions(form, level)))


def _questions(form: Form, level: str) -> Iterator[Spot]:
    sections = {section.path: section for section in form.sections}
    row, open_at = FIRST, ""
    for measure in form.measures:
        if not (measure.derived or measure.asked_at(level)):
            continue
        if measure.section != open_at:
            for path in _opened(open_at, measure.section):
                yield Spot(path, row, "section", section=sections[path])
                row += 1
            open_at = measure.section
        yield Spot(measure.path, row, "derived" if measure.derived else measure.kind, measure)
        row += 1


def _opened(before: str, now: str) -> Iterator[str]:
    """Sections that begin between two questions, outermost first."""
    parts = now.split(".") if now else []
    for end in range(1, len(parts) + 1):
        path = ".".join(parts[:end])
        if not (before == path or before.startswith(f"{path}.")):
            yield path
