"""Which columns a form needs, and which figures (keys) are read from them.

A column is one vector over units that rolls up by itself (a sum, a least, a most). A key is one
figure people see. Only the columns that some key of the form needs are made.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.form import Form, Measure

ColumnKind = Literal[
    "total", "reported", "expected", "values", "yes", "option", "least", "most",
    "product", "high_high", "high_low", "low_high", "low_low", "weight", "paired", "pairable",
]  # fmt: skip
Op = Literal["add", "min", "max"]
Lane = tuple[bool, ...]

PAIR_KINDS = frozenset(
    ("product", "high_high", "high_low", "low_high", "low_low", "weight", "paired", "pairable")
)
COVERAGE_KINDS = frozenset(("expected", "pairable"))
IDENTITY: dict[str, int] = {
    "add": 0,
    "min": int(np.iinfo(np.int64).max),
    "max": int(np.iinfo(np.int64).min),
}


class Key(NamedTuple):
    """One figure of a unit: ``level`` is that of the contributing units, ``option`` a choice's."""

    measure: str
    level: str = ""
    option: str = ""


class Column(NamedTuple):
    """One vector over units.

    ``gate`` is the column of the same row whose own figure, where above zero, closes off what
    lies below (``x-own-above: replaces``); -1: nothing is closed off. ``base`` is set in a
    companion: the column whose sum from below it keeps beside the unit's own figure.
    """

    kind: ColumnKind
    measure: str
    level: str = ""
    option: str = ""
    op: Op = "add"
    gate: int = -1
    base: int = -1


class Group(NamedTuple):
    """Columns of entered measures that one array expression fills.

    ``lane`` says for each level whether its units are asked. ``option`` is a choice's place.
    ``plain``: added over the whole subtree, nothing closed off.
    """

    kind: ColumnKind
    lane: Lane
    option: int
    boolean: bool
    plain: bool
    slots: NDArray[np.intp]
    columns: NDArray[np.intp]


class Draft:
    """The columns of a layout while the figures are being worked out.

    ``wide`` columns hold exact fractions instead of scaled integers: measures computed at the
    unit. ``touched`` gathers what the figure at hand reads.
    """

    def __init__(self, form: Form, levels: tuple[str, ...]) -> None:
        self.form = form
        self.levels = levels
        self.columns: list[Column] = []
        self.wide: list[Column] = []
        self.companions: dict[int, int] = {}
        self.wide_companions: dict[int, int] = {}
        self.touched: set[tuple[bool, int]] = set()
        self._places: dict[tuple[bool, Column], int] = {}

    def column(
        self, kind: ColumnKind, measure: str, level: str = "", option: str = "", op: Op = "add"
    ) -> int:
        """Place of an integer column, made if need be."""
        return self._place(Column(kind, measure, level, option, op), wide=False)

    def exact(self, kind: ColumnKind, measure: str, op: Op = "add") -> int:
        """Place of a column of fractions, made if need be."""
        return self._place(Column(kind, measure, op=op), wide=True)

    def source(self, measure: str) -> Measure:
        """The averaged measure of a mean; any other measure itself."""
        found = self.form.by_path[measure]
        if found.rule.name == "mean" and found.rule.parts:
            return self.form.by_path[found.rule.parts[0]]
        return found

    def _place(self, wanted: Column, *, wide: bool) -> int:
        known = self._places.get((wide, wanted))
        if known is None:
            known = self._make(wanted, wide=wide)
            self._places[wide, wanted] = known
        if wanted.kind not in COVERAGE_KINDS:
            self.touched.add((wide, known))
        return known

    def _make(self, wanted: Column, *, wide: bool) -> int:
        pair = wanted.kind in PAIR_KINDS
        asked = self.source(wanted.measure) if pair else self.form.by_path[wanted.measure]
        kept = self.wide if wide else self.columns
        if asked.own_above == "adds":
            kept.append(wanted)
            return len(kept) - 1
        closing = Column("paired" if pair else "reported", wanted.measure)
        if closing == wanted:
            gate = len(kept)
        else:
            touched = set(self.touched)
            gate = self._place(closing, wide=False)
            self.touched = touched
        place = len(kept)
        kept.append(wanted._replace(gate=gate))
        if wanted.kind not in COVERAGE_KINDS:
            (self.wide_companions if wide else self.companions)[place] = len(kept)
            kept.append(wanted._replace(base=place))
        return place

    def groups(self) -> tuple[Group, ...]:
        """Columns of entered measures, gathered by what fills them."""
        gathered: dict[tuple[ColumnKind, Lane, int, bool, bool], list[tuple[int, int]]] = {}
        for place, column in enumerate(self.columns):
            slot = self.form.slots.get(column.measure)
            if slot is None or column.base >= 0 or column.kind in PAIR_KINDS:
                continue
            measure = self.form.by_path[column.measure]
            option = measure.options.index(column.option) if column.option else -1
            plain = column.op == "add" and column.gate < 0
            boolean = measure.kind == "boolean"
            name = (column.kind, lane_of(measure, column.level, self.levels), option, boolean)
            gathered.setdefault((*name, plain), []).append((slot, place))
        return tuple(
            Group(*name, slots=np.array(slots), columns=np.array(columns))
            for name, members in gathered.items()
            for slots, columns in [zip(*sorted(members), strict=True)]
        )


def lane_of(measure: Measure, level: str, levels: tuple[str, ...]) -> Lane:
    """For each level, whether its units count in a column of this measure and level."""
    return tuple(measure.asked_at(each) and level in ("", each) for each in levels)
