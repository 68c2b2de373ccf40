"""What a workbook states, read where no store is at hand: by its form, or by itself alone.

The file says less than the server that made it: figures that a tick confirms, and cells of a
correction that may not be changed, stand with the server. What is read here may therefore prove
that a content is the one received; ``sure`` says whether it may also prove that it is not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from intake.book.book import Book, BookCell, book_of
from intake.book.filled import nested
from intake.book.identity import code_of, told_by
from intake.book.issued import Issued
from intake.book.numerals import day_of, number_of
from intake.book.reader import read_books
from intake.book.reading import sent_of_book
from intake.cells import FALSE, MARKS, TRUE
from intake.sent import Sent
from schemas.form import Form
from schemas.grid import ENTRY, FIRST, PATH, SHEET, STANDING_ROW, WHOLE_ROW, grid_of
from schemas.text import clean

Facts = Mapping[str, Any]
BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a workbook; ``sure``: all of its content stood in it."""

    sent: Sent
    sure: bool


def book_at(path: Path) -> Book | None:
    """A workbook that can be read and has the three signs of a template, else None."""
    told = next(iter(read_books([str(path)])))
    if isinstance(told.get("unfit"), list):
        return None
    book = book_of(told)
    return book if isinstance(code_of(book, path.name), str) else None


def by_form(facts: Facts, book: Book, form: Form, where: str) -> Read:
    """A workbook read as a receipt's unit and period would have sent it, every cell open."""
    own = told_by(book)
    issued = Issued(
        code=own.get("code", ""),
        unit=str(facts["unit"]),
        valid_from=date.fromisoformat(facts["valid_from"]),
        grid=grid_of(form, str(facts["level"])),
        period=str(facts["period"]),
        plan=str(facts["plan"]),
        kind=own.get("kind", BLANK),
    )
    ticked = bool(book.text(SHEET, ENTRY, STANDING_ROW))
    return Read(sent_of_book(where, book, issued), sure=issued.kind == BLANK and not ticked)


def by_itself(facts: Facts, book: Book, where: str) -> Read | None:
    """A workbook read without any form, each row by the path in it; None where that cannot be.

    What an answer means is guessed from its look: a guess that leads to the hash was right.
    """
    ticks = (WHOLE_ROW, STANDING_ROW)
    if any(book.text(SHEET, ENTRY, row) for row in ticks) or told_by(book).get("kind") != BLANK:
        return None
    values: dict[str, object] = {}
    marks: dict[str, str] = {}
    for path, cell in _answers(book):
        text = clean(cell.text)
        if cell.kind == "s" and text in MARKS:
            marks[path] = MARKS[text]
        elif text:
            values[path] = _guessed(cell, text, from_1904=book.from_1904)
    unit, period = str(facts["unit"]), str(facts["period"])
    return Read(
        Sent(where, unit=unit, period=period, values=nested(values), marks=marks), sure=False
    )


def _answers(book: Book) -> Iterator[tuple[str, BookCell]]:
    entries = book.column(SHEET, ENTRY)
    for row, named in book.column(SHEET, PATH).items():
        cell = entries.get(row)
        path = named.text.strip()
        if row >= FIRST and path and cell is not None and not cell.formula and cell.kind != "e":
            yield path, cell


def _guessed(cell: BookCell, text: str, *, from_1904: bool) -> object:
    if cell.kind == "b":
        return text.lower() in ("1", "true")
    if cell.kind == "n" and cell.shown == "day":
        return day_of(text, from_1904=from_1904)
    if cell.kind == "n":
        return number_of(text)
    folded = text.casefold()
    return folded in TRUE if folded in TRUE | FALSE else text
