"""What a report is asked for and what it gives: order, scope, batches, written paths."""

from dataclasses import dataclass
from datetime import date

from engine.over_time import Longer
from engine.restated_books import OnMap
from reporting.description import WHOLE, Description


@dataclass(frozen=True, slots=True)
class Other:
    """A period that another is held against: its form, the map it is put on, and its state."""

    period: str
    form: str
    on: date
    made: str
    final: bool


@dataclass(frozen=True, slots=True)
class Silent:
    """The period that stands in for who was silent: its form's row id, and its state."""

    period: str
    form_id: int
    made: str
    final: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What to write and how; ``made`` tells one state of the roll-up from the next.

    ``longer``: a period made of shorter ones, of which no roll-up is kept. ``vintage``: the row
    id of a published one, whose figures are meant. ``published``: small counts are hidden.
    ``silent``: bounds stand beside the totals. ``anew``: workbooks that say the same already are
    written over too.
    """

    rollup_id: int
    made: str
    out: str
    words: tuple[tuple[str, str], ...]
    rehearsal: bool = False
    full: bool = False
    longer: Longer | None = None
    final: bool = False
    vintage: int = 0
    published: bool = False
    on_map: OnMap | None = None
    other: Other | None = None
    anew: bool = False
    description: Description = WHOLE
    silent: Silent | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of workbooks: places of the tree."""

    places: tuple[int, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Written:
    """Paths of the workbooks that stand after a run, and how many of them were left as they were.

    A workbook is left where it says the same already and nobody touched it.
    """

    paths: tuple[str, ...] = ()
    unchanged: int = 0

    @property
    def fresh(self) -> int:
        """How many workbooks were written."""
        return len(self.paths) - self.unchanged

    def __add__(self, other: "Written") -> "Written":
        return Written(self.paths + other.paths, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which units get a workbook: all with children by default, one unit, or one level.

    ``level`` may name several with commas between them.
    """

    unit: str | None = None
    level: str | None = None
