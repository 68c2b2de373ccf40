"""The cells of a few columns of one sheet, read with care: any spelling that XML allows."""

import re

from intake.book.markup import feed, names, parser
from intake.book.unfit import ROWS_LIMIT, TEXT_LIMIT, Unfit

_NAMES = names("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "rPh", "mergeCell")
_TEXTS = ("<v>", "<t>")
_HOLDERS = ("<v>", "<is>")
_WITHIN = (*_HOLDERS, "<t>", "<rPh>")
_SPREADING = ("array", "dataTable")
"""Formulas that fill a range: only its first cell holds the formula itself."""
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")


class RawCell:
    """A cell as the sheet spells it: a ``kind`` of ``s`` has a number of the table of texts.

    ``kind`` is the cell's type as in ECMA-376 (``n`` number, ``s`` shared, ``b``, ``e``, ``d``,
    ``str``, ``inlineStr``), ``style`` the place of its style.
    """

    # Not a dataclass: the module that makes those costs the child a fifth of its start.
    __slots__ = ("column", "formula", "kind", "row", "style", "text")

    def __init__(self, column: str, row: int, kind: str, style: int, *, formula: bool) -> None:
        self.column, self.row, self.kind, self.style = column, row, kind, style
        self.formula = formula
        self.text: str | None = None


class RawSheet:
    """Cells in their order and ranges that are merged."""

    def __init__(self) -> None:
        self.cells: list[RawCell] = []
        self.merged: list[str] = []


class CarefulSheet:
    """Reads a sheet element by element."""

    def __init__(self, columns: str) -> None:
        self.found = RawSheet()
        self._columns = frozenset(columns)
        self._seen: set[tuple[str, int]] = set()
        self._cell: RawCell | None = None
        self._parts: list[str] = []
        self._rooted = self._passed = False
        self._row, self._column, self._phonetic, self._datas = 0, 0, 0, 0
        self._held = 0
        self._spread: list[str] = []
        self._parser = parser(_NAMES)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, data: bytes, part: str) -> RawSheet:
        """The sheet. Raises Unfit."""
        feed(self._parser, data, part)
        if not self._rooted or self._datas > 1:
            raise Unfit("book_damaged", part)
        if self._spread:
            _worked_out(self.found, self._spread)
        return self.found

    def _start(self, name: str, told: dict[str, str]) -> None:
        if name == "<c>":
            self._begin(told)
        elif name == "<row>":
            self._row = _place(told.get("r"), self._row)
            self._column = 0
        elif name == "<f>":
            self._formula(told)
        elif self._cell is not None and name in _WITHIN:
            self._within(name, self._cell)
        elif name == "<mergeCell>":
            self.found.merged.append(told.get("ref", ""))
        elif name == "<worksheet>":
            self._rooted = True
        elif name == "<sheetData>":
            self._datas += 1

    def _formula(self, told: dict[str, str]) -> None:
        if self._cell is not None:
            self._cell.formula = True
        if told.get("t") in _SPREADING:
            self._spread.append(told.get("ref", ""))

    def _within(self, name: str, cell: RawCell) -> None:
        if name in _HOLDERS:
            self._held += 1
            if self._held > 1:  # some programs show the one, some the other
                raise Unfit("book_damaged", f"{cell.column}{cell.row}")
        if name == "<rPh>":
            self._phonetic += 1
        elif name in _TEXTS and not self._phonetic:
            self._parser.CharacterDataHandler = self._parts.append

    def _begin(self, told: dict[str, str]) -> None:
        column, row = self._where(told.get("r"))
        self._cell, self._held = None, 0
        if column in self._columns and 0 < row <= ROWS_LIMIT:
            if (column, row) in self._seen:
                raise Unfit("book_damaged", f"{column}{row}")
            self._seen.add((column, row))
            style = told.get("s", "0")
            place = int(style) if style.isascii() and style.isdecimal() else 0
            self._cell = RawCell(column, row, told.get("t", "n"), place, formula=False)
            self._parts.clear()

    def _end(self, name: str) -> None:
        if self._cell is None:
            return
        if name in _TEXTS:
            self._parser.CharacterDataHandler = None
            self._passed = True
        elif name == "<rPh>":
            self._phonetic -= 1
        elif name == "<c>":
            text = "".join(self._parts) if self._passed else None
            keep(self.found, self._cell, text)
            self._cell, self._passed = None, False

    def _where(self, told: str | None) -> tuple[str, int]:
        """Column and row; a cell that names no place stands right of the one before it."""
        if told is None:
            self._column += 1
            return _letters(self._column), self._row
        column = told.rstrip("0123456789")
        row = _place(told[len(column) :], 0)
        if not (column.isascii() and column.isalpha() and column.isupper() and len(column) <= 3):
            raise Unfit("book_damaged", told[:20])
        self._column = _number(column)
        return column, row


def keep(sheet: RawSheet, cell: RawCell, text: str | None) -> None:
    """Keep a cell that holds something. Raises Unfit for a text no cell can hold."""
    if text is not None and len(text) > TEXT_LIMIT:
        raise Unfit("book_too_large", f"{cell.column}{cell.row}", str(TEXT_LIMIT))
    if text or cell.formula:
        cell.text = text
        sheet.cells.append(cell)


def _worked_out(sheet: RawSheet, ranges: list[str]) -> None:
    """Call every cell of these ranges a formula's. Raises Unfit for what is no range."""
    rows: dict[str, bytearray] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.column, bytearray(ROWS_LIMIT + 1))
    for told in ranges:
        found = _RANGE.fullmatch(told)
        if found is None:
            raise Unfit("book_damaged", told[:20])
        left, right = _number(found[1]), _number(found[3] or found[1])
        top, bottom = int(found[2]), min(int(found[4] or found[2]), ROWS_LIMIT)
        for column, marks in rows.items():
            if left <= _number(column) <= right and top <= bottom:
                marks[top : bottom + 1] = b"\1" * (bottom + 1 - top)
    for cell in sheet.cells:
        cell.formula = cell.formula or bool(rows[cell.column][cell.row])


def _place(told: str | None, before: int) -> int:
    if told is None:
        return before + 1
    if not (told.isascii() and told.isdecimal() and len(told) <= 7 and int(told) > 0):
        raise Unfit("book_damaged", told[:20])
    return int(told)


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = 26 * found + ord(letter) - 64
    return found


def _letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
