"""What goes into one consolidated workbook: plain data, no layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hierarchy.unit import Unit
from reporting.compared import Compared
from reporting.covering import Covering
from reporting.description import WHOLE, Description
from reporting.emulation import Ranking
from reporting.receipt import Taken
from reporting.rollup import Rollup
from reporting.suppression import Hidden
from reporting.target import Target


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has sent: one assignment as it stood when the report was made.

    ``state`` is an assignment's stored state; ``late`` and ``missing`` are derived from the clock,
    ``extended`` from the acts that moved its deadline to ``due``. What counts for ``late`` is the
    first revision, against the day that was due when it came: a correction never makes late what
    was on time, nor does a longer term for correcting make on time what was late. ``overdue``:
    returned, and not sent again by ``due``. ``on_behalf_of`` is who entered it instead of the unit.
    ``index`` is the unit's place in the tree of the roll-up.
    """

    index: int
    unit: Unit
    state: str
    due: date | None
    received: datetime | None
    late: bool
    missing: bool
    on_behalf_of: str = ""
    extended: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text one unit sent for one ``collect`` measure; ``index`` is its place in the tree."""

    index: int
    unit: Unit
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head and foot of a country's official paper; every line may be empty.

    ``superior`` and ``issuer`` stand at the left (the issuer in bold), ``motto`` at the right
    (first line capitals, second with a rule below), ``number`` and ``place_date`` below them.
    ``signatures`` are the titles over the places to sign, left to right.
    """

    superior: str = ""
    issuer: str = ""
    motto: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the figures come from.

    ``vintage`` is the number of the published one they are of. ``steps`` are the shorter periods
    a longer one is made of; ``missing`` those nobody was asked for. ``units_on``: where figures
    were restated on the map of ``roster_on``, the day of the map their units are from.
    """

    roster_on: date
    inputs_digest: str
    plan_title: str
    plan_document: str
    as_of: datetime
    finality: str
    vintage: str = ""
    steps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    units_on: date | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """One unit's consolidated workbook of one form and period.

    ``index`` is the unit's place in ``rollup.tree``. ``standings`` and ``narratives`` cover the
    unit's whole subtree in tree order. ``words`` holds every sentence by key, in ``language``.
    ``full`` lists deeper units one by one where they would otherwise be counted. ``taken`` tells
    how the plan stands with the subtree, in tree order. ``rankings`` are
    those of the unit's own plans that carry a score sheet. ``compared``: the period it
    is held against. ``hidden``: what a published copy
    hides. ``description``: which sheets and measures, and in which order. ``covering``: weights
    behind the figures, where the roster has any. ``assumed``: the same roll-up with the period
    ``assumed_from`` standing in for who is silent, where bounds are asked for.
    """

    index: int
    rollup: Rollup
    period: str
    targets: tuple[Target, ...]
    standings: tuple[Standing, ...]
    narratives: tuple[Narrative, ...]
    sources: Sources
    letterhead: Letterhead
    words: Mapping[str, str]
    language: str = "vi"
    rehearsal: bool = False
    full: bool = False
    rankings: tuple[Ranking, ...] = ()
    taken: tuple[Taken, ...] = ()
    hidden: Hidden | None = None
    compared: Compared | None = None
    description: Description = WHOLE
    covering: Covering | None = None
    assumed: Rollup | None = None
    assumed_from: str = ""
