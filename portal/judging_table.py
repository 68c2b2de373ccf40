"""A submission as the table its judge reads: last period, siblings and doubts beside each cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import messages
from engine.review_sheet import Judging, Siblings
from portal.spelling import figure, to_read
from reporting.display import shown as rounded
from reporting.fault_list import Entry, Ground, fault_list
from reporting.fault_words import numbers
from reporting.worked_out import worked_out
from schemas.content import Value
from schemas.form import Measure
from schemas.grid import Spot

_SHORT = 40
"""Cells of a table that is shown whole."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A doubt about a cell, and what the unit said to it."""

    entry: Entry
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Row:
    """One cell: what was sent, what it was before, what siblings have, what is odd about it."""

    id: str
    path: str
    number: str
    label: str
    unit: str
    value: str
    before: str
    middle: str
    spread: str
    derived: bool
    doubts: tuple[Answered, ...] = ()
    changed: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the cells below it."""

    label: str
    depth: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the form with all below it, and whether it is shown before anybody asks for it."""

    label: str
    count: int
    open: bool
    sections: tuple[Section, ...]


def folds_of(sections: Sequence[Section]) -> list[Fold]:
    """The parts of a table; of a long one those are open in which something asks for a look."""
    long = sum(len(one.rows) for one in sections) > _SHORT
    parts: list[list[Section]] = []
    for one in sections:
        if one.depth == 0 or not parts:
            parts.append([])
        parts[-1].append(one)
    return [_fold(part, long=long) for part in parts]


def _fold(part: Sequence[Section], *, long: bool) -> Fold:
    rows = [row for one in part for row in one.rows]
    asks = any(row.doubts or row.reason or row.changed is not None for row in rows)
    head, *rest = part
    # Its own heading is that of the part.
    sections = (Section("", head.depth, head.rows), *rest)
    return Fold(head.label, len(rows), asks or not long or not head.label, sections)


def sections_of(found: Judging, reasons: Mapping[str, str], language: str) -> list[Section]:
    """The table of a submission; ``reasons`` were typed for cells, by path."""
    return list(_Maker(found, reasons, language).sections())


class _Maker:
    def __init__(self, found: Judging, reasons: Mapping[str, str], language: str) -> None:
        self._found, self._reasons, self._language = found, reasons, language
        self._words = messages.words(language, "portal")
        self._numbers = numbers(found.form, found.grid.level)
        content = found.content
        self._derived = worked_out(found.grid, content.values, content.marks)
        self._doubts = self._answered()

    def _answered(self) -> dict[str, list[Answered]]:
        told: dict[str, list[Answered]] = {}
        ground = Ground(self._found.form, self._found.grid.level)
        for one in self._found.doubts:
            (entry,) = fault_list((one.fault,), messages.fault, messages.mend, ground)
            told.setdefault(one.fault.path, []).append(Answered(entry, one.reason, one.by))
        return told

    def sections(self) -> Iterator[Section]:
        """In the order of the form."""
        label, depth, rows = "", 0, list[Row]()
        for spot in self._found.grid.spots:
            if spot.section is not None:
                if rows or label:
                    yield Section(label, depth, tuple(rows))
                label, depth = spot.section.label.in_(self._language), spot.path.count(".")
                rows = []
            elif spot.measure is not None and spot.asked != "tick":
                rows.append(self._row(spot, spot.measure))
        if rows or label:
            yield Section(label, depth, tuple(rows))

    def _row(self, spot: Spot, measure: Measure) -> Row:
        path = spot.path
        derived = spot.asked == "derived"
        before = self._found.before.get(path)
        beside = self._found.siblings.get(path)
        was = self._found.changed.get(path)
        return Row(
            id=f"c{spot.row}",
            path=path,
            number=self._numbers.get(path, "").strip("[]"),
            label=measure.label.in_(self._language),
            unit=measure.unit.in_(self._language),
            value=self._derived_text(path, measure) if derived else self._said(path, measure),
            before="" if before is None else to_read(before, measure, self._language),
            middle="" if beside is None else self._middle(beside, measure),
            spread="" if beside is None else self._spread(beside, measure),
            derived=derived,
            doubts=tuple(self._doubts.get(path, ())),
            changed=None if was is None else self._mark(was) or was or self._words["blank"],
            reason=self._reasons.get(path, ""),
        )

    def _said(self, path: str, measure: Measure) -> str:
        value: Value | None = self._found.content.values.get(path)
        if value is not None:
            return to_read(value, measure, self._language)
        parts = path.split(".")
        above = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
        marks = self._found.content.marks
        return next((self._mark(marks[one]) for one in above if one in marks), "")

    def _mark(self, mark: str) -> str:
        return self._words.get(f"mark_{mark}", "")

    def _derived_text(self, path: str, measure: Measure) -> str:
        value = self._derived.get(path)
        return "" if value is None else self._number(value, measure)

    def _middle(self, beside: Siblings, measure: Measure) -> str:
        if measure.kind == "boolean":
            share = figure(Decimal(rounded(beside.middle * 100, 0)), self._language)
            return f"{self._words['yes']}: {share} %"
        return self._number(beside.middle, measure)

    def _spread(self, beside: Siblings, measure: Measure) -> str:
        if measure.kind == "boolean":
            return ""
        return f"{self._number(beside.low, measure)} – {self._number(beside.high, measure)}"

    def _number(self, value: Fraction, measure: Measure) -> str:
        return figure(Decimal(rounded(value, measure.decimals)), self._language)
