"""What stands in one unit's workbook to fill in, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from errors import Fault
from schemas.content import Value

SIGNS: Mapping[str, str] = {"none_occurred": "-", "not_available": "…", "not_applicable": "x"}
"""What stands in a cell for each mark."""
NONE_SIGNS = ("-", "–")
"""Ways to write that nothing occurred: spreadsheets lengthen a typed hyphen by themselves."""
ACCEPTED = (*NONE_SIGNS, "…", "...", "x")
"""Every sign a cell takes instead of an answer; spreadsheets do not tell x from X."""
RETURNED = "cell_returned"
"""The fault of a cell that an officer sent back: its sentence is the officer's own reason."""


class Told(NamedTuple):
    """One fault with the words for it: what is wrong, and how to mend it."""

    fault: Fault
    sentence: str
    mend: str
    severity: str


@dataclass(frozen=True, slots=True)
class Filling:
    """One unit's workbook, without a word of layout.

    ``level`` is the level's label in the data, ``code`` what the file is known by, ``identity``
    what stands beside it on the hidden sheet. By dotted path: ``before`` figures of the period
    before, ``standing`` those of them that one tick confirms, ``elsewhere`` what another form was
    told already, ``targets`` in words, ``given`` and ``marks`` what stands in the entry cells;
    a mark may name a section, the whole form (``grid.WHOLE``) or the tick for what stands
    (``grid.STANDING``). ``faults`` are listed in this order and their cells are red. ``open`` are
    the paths that may be changed (None: all); ``asked`` the warnings, by (code, path), that want
    a reason, with the reason given so far. Of ``identity`` only ``holes.IDENTITY_KEYS`` are kept.
    """

    unit: str
    name: str
    level: str
    parent: str = ""
    plan: str = ""
    period: str = ""
    due: date | None = None
    code: str = ""
    identity: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Value] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    standing: Mapping[str, Value] = field(default_factory=dict)
    elsewhere: Mapping[str, Value] = field(default_factory=dict)
    faults: tuple[Told, ...] = ()
    open: frozenset[str] | None = None
    asked: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether nothing is found fault with and every cell is open: what a mould can press."""
        return not self.faults and self.open is None
