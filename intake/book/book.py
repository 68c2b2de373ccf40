"""A workbook as its reader understands it: cells of our sheets by their address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from intake.book.reader import Told

CellKind = Literal["n", "s", "b", "e", "d"]


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell that holds something.

    ``kind``: ``n`` number, ``s`` text, ``b`` yes/no, ``e`` error, ``d`` day; ``text`` as the file
    spells it. ``formula``: it is worked out, not typed. ``shown``: ``day`` or ``share`` (per cent)
    where a number is shown as such.
    """

    kind: CellKind
    text: str
    formula: bool = False
    shown: str = ""


@dataclass(frozen=True)
class Book:
    """The sheets we know: cells by (sheet, column) and row; merged ranges of each sheet.

    ``defined`` are the defined names that matter; ``others`` counts sheets that are not ours, of
    which ``copies`` look like copies of the one that is filled in.
    """

    cells: Mapping[tuple[str, str], Mapping[int, BookCell]]
    sheets: frozenset[str]
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defined: Mapping[str, str] = field(default_factory=dict)
    others: int = 0
    from_1904: bool = False
    copies: tuple[str, ...] = ()

    def column(self, sheet: str, column: str) -> Mapping[int, BookCell]:
        """The cells of a column by row; empty where the sheet is not there."""
        return self.cells.get((sheet, column), {})

    def text(self, sheet: str, column: str, row: int) -> str:
        """The text of one cell, empty where there is none."""
        cell = self.column(sheet, column).get(row)
        return cell.text.strip() if cell else ""


def book_of(told: Told) -> Book:
    """The workbook the child told of; what it tells is plain data of known shape."""
    sheets: dict[str, Any] = told["sheets"]  # type: ignore[assignment]  # our own child's answer
    cells: dict[tuple[str, str], dict[int, BookCell]] = {}
    for name, sheet in sheets.items():
        for column, row, kind, text, formula, shown in sheet["cells"]:
            place = cells.setdefault((name, column), {})
            place[row] = BookCell(kind, text, formula, shown)
    return Book(
        cells=cells,
        sheets=frozenset(sheets),
        merged={name: tuple(sheet["merged"]) for name, sheet in sheets.items()},
        defined=told["defined"],  # type: ignore[arg-type]  # as above
        others=int(str(told["others"])),
        from_1904=bool(told["from_1904"]),
        copies=tuple(told["copies"]),  # type: ignore[arg-type]  # as above
    )
