"""A form as the table that is filled in: sections, rows, what stands beside and in each cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import messages
from engine.sheet import Given, Sheet
from errors import Fault
from intake.typed import Page
from portal.spelling import in_cell, to_read
from reporting.fault_list import Entry, Ground, fault_list
from reporting.fault_words import numbers
from schemas.form import Measure
from schemas.grid import Spot

VALUE, MARK, REASON, TICK = "v.", "m.", "r.", "t."
"""Beginnings of the names of fields; a dotted path follows."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a question with few."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question.

    ``id`` is the cell's on the page, ``number`` that of the workbook; ``text`` is what stands in
    the cell, ``said`` the same to read.
    """

    id: str
    path: str
    number: str
    kind: str
    label: str
    unit: str
    before: str
    target: str
    text: str
    said: str
    mark: str
    options: tuple[Option, ...] = ()
    errors: tuple[Entry, ...] = ()
    warnings: tuple[Entry, ...] = ()
    returned: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A section's questions; the first may have no section."""

    id: str
    path: str
    label: str
    depth: int
    mark: str
    rows: tuple[Row, ...]
    returned: str = ""


@dataclass(frozen=True, slots=True)
class FormTable:
    """The whole table. ``others`` are faults of no cell; ``standing`` says that some may stand."""

    groups: tuple[Group, ...]
    errors: tuple[Entry, ...]
    warnings: tuple[Entry, ...]
    cells: Mapping[str, str] = field(default_factory=dict)
    standing: bool = False

    def anchor(self, entry: Entry) -> str:
        """The id of the cell a fault is about; that of the table where it is about none."""
        return self.cells.get(entry.fault.path, "table")


def page_of(posted: Mapping[str, str]) -> Page:
    """What a page sent, by path."""

    def of(prefix: str) -> dict[str, str]:
        return {n.removeprefix(prefix): text for n, text in posted.items() if n.startswith(prefix)}

    return Page(of(VALUE), of(MARK), of(REASON), tuple(of(TICK)))


def page_of_given(given: Given, language: str) -> Page:
    """What stands in the cells before anybody types."""
    texts = {path: in_cell(value, language) for path, value in given.values.items()}
    return Page(texts, given.marks, given.reasons)


def entries_of(sheet: Sheet, faults: Sequence[Fault]) -> tuple[Entry, ...]:
    """Faults in the order in which they are best mended, in words."""
    ground = Ground(sheet.form, sheet.grid.level)
    return fault_list(faults, messages.fault, messages.mend, ground)


def table_of(sheet: Sheet, page: Page, faults: Sequence[Fault], language: str) -> FormTable:
    """The table of a sheet with these answers in it and these faults beside them."""
    entries = entries_of(sheet, faults)
    maker = _Maker(sheet, page, entries, language)
    return FormTable(
        groups=tuple(maker.groups()),
        errors=tuple(one for one in entries if one.fault.severity == "error"),
        warnings=tuple(one for one in entries if one.fault.severity != "error"),
        cells={spot.path: _id(spot) for spot in sheet.grid.spots},
        standing=bool(sheet.offered.standing),
    )


def _id(spot: Spot) -> str:
    return f"c{spot.row}"


class _Maker:
    def __init__(self, sheet: Sheet, page: Page, entries: Sequence[Entry], language: str) -> None:
        self._sheet, self._page, self._language = sheet, page, language
        self._numbers = numbers(sheet.form, sheet.grid.level)
        self._entries: dict[str, list[Entry]] = {}
        for one in entries:
            self._entries.setdefault(one.fault.path, []).append(one)
        self._returned = sheet.returned.cells if sheet.returned else {}
        self._words = messages.words(language, "portal")

    def groups(self) -> Iterator[Group]:
        head: Spot | None = None
        rows: list[Row] = []
        for spot in self._sheet.grid.spots:
            if spot.asked == "tick":
                continue
            if spot.section is None:
                rows.append(self._row(spot))
                continue
            if head is not None or rows:
                yield self._group(head, rows)
            head, rows = spot, []
        if head is not None or rows:
            yield self._group(head, rows)

    def _group(self, head: Spot | None, rows: Sequence[Row]) -> Group:
        if head is None or head.section is None:
            return Group("c0", "", "", 0, "", tuple(rows))
        return Group(
            id=_id(head),
            path=head.path,
            label=head.section.label.in_(self._language),
            depth=head.path.count("."),
            mark=self._page.marks.get(head.path, ""),
            rows=tuple(rows),
            returned=self._returned.get(head.path, ""),
        )

    def _row(self, spot: Spot) -> Row:
        measure, path = spot.measure, spot.path
        assert measure is not None
        found = self._entries.get(path, [])
        before = self._sheet.offered.before.get(path)
        return Row(
            id=_id(spot),
            path=path,
            number=self._numbers.get(path, "").strip("[]"),
            kind=spot.asked,
            label=measure.label.in_(self._language),
            unit=measure.unit.in_(self._language),
            before="" if before is None else to_read(before, measure, self._language),
            target=self._sheet.targets.get(path, ""),
            text=self._page.texts.get(path, ""),
            said=self._said(path, measure),
            mark=self._page.marks.get(path, ""),
            options=self._options(measure, spot),
            errors=tuple(one for one in found if one.fault.severity == "error"),
            warnings=tuple(one for one in found if one.fault.severity != "error"),
            returned=self._returned.get(path, ""),
        )

    def _said(self, path: str, measure: Measure) -> str:
        value = self._sheet.given.values.get(path)
        return "" if value is None else to_read(value, measure, self._language)

    def _options(self, measure: Measure, spot: Spot) -> tuple[Option, ...]:
        if spot.asked == "boolean":
            return (Option("true", self._words["yes"]), Option("false", self._words["not_so"]))
        return tuple(
            Option(one, measure.option_in(one, self._language) or one) for one in measure.options
        )
