"""What the server knows of a template it made: whose it is, and what was put into it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from schemas.content import Value
from schemas.grid import Grid


@dataclass(frozen=True)
class Issued:
    """One template, by the row the server keeps of it; the file's own words only have to agree.

    ``standing`` and ``elsewhere`` are values by path that a tick confirms, or that another form
    was told already. ``open`` are the paths a packet lets be changed (None: all); ``values`` and
    ``marks`` are those of the revision it corrects. ``asked`` are (code, path) of warnings in the
    order of the sheet of faults. ``closed``: nobody may answer any more; ``newer`` is the version
    of the form that is asked instead.
    """

    code: str
    unit: str
    valid_from: date
    grid: Grid
    period: str
    plan: str
    kind: str = "blank"
    standing: Mapping[str, Value] = field(default_factory=dict)
    elsewhere: Mapping[str, Value] = field(default_factory=dict)
    open: frozenset[str] | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    newer: str = ""


Lookup = Callable[[Collection[str]], Mapping[str, Issued]]
"""Templates by their codes, those that are known."""
