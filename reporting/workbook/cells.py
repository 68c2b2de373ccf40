"""Cells as SpreadsheetML: typed, escaped, one row after another.

A text is always an inline string, so nothing a unit wrote can become a formula or a link.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from reporting.workbook.paper import ROW, page_ends

LIMIT = 32_767
"""Longest text of one cell, in UTF-16 units (the file format's own limit)."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9a-fA-F]{4}_)")


def clean(text: str) -> str:
    """The text without characters XML cannot hold; line ends become one newline."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=32_768)
def escape(text: str) -> str:
    """The text as XML content, cut with a mark where a cell cannot hold it."""
    text = clean(text)
    if len(text) * 2 > LIMIT and len(text.encode("utf-16-le")) > 2 * LIMIT:
        text = text.encode("utf-16-le")[: 2 * (LIMIT - 2)].decode("utf-16-le", "ignore") + " …"
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    return _narrow(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _narrow(xml: str) -> str:
    """The same content in ASCII: sheets of one byte a sign are put together twice as fast."""
    return xml if xml.isascii() else xml.encode("ascii", "xmlcharrefreplace").decode("ascii")


def letters(column: int) -> str:
    """Letters of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


LETTERS: tuple[str, ...] = tuple(letters(i) for i in range(2_000))


def digits(value: float) -> str:
    """A number as the file holds it: whole numbers without a point, others to the last bit."""
    whole = int(value)
    return str(whole) if whole == value else repr(value)


class Numbers(dict[float, str]):
    """The same, frequent numbers written once."""

    def __missing__(self, value: float) -> str:
        text = digits(value)
        if len(self) < 65_536:
            self[value] = text
        return text


NUMBERS = Numbers()


class Endings(dict[float | str | None, str]):
    """What follows a cell's style, by value; frequent numbers and signs are written once."""

    def __missing__(self, value: float | str | None) -> str:
        if isinstance(value, str):
            text = f' t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        else:
            text = "/>" if value is None else f"><v>{NUMBERS[value]}</v></c>"
        if len(self) < 65_536:
            self[value] = text
        return text


ENDINGS = Endings()


def text_cell(reference: str, style: int, escaped: str) -> str:
    """One text cell from already escaped text."""
    return (
        f'<c r="{reference}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escaped}</t></is></c>'
    )


def formula_xml(formula: str) -> str:
    """A formula of ours as XML content."""
    return _narrow(formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def formula_cell(reference: str, style: int, formula: str, value: float | str | None) -> str:
    """One formula with the value it carries; no value is the empty text."""
    written = formula_xml(formula)
    if value is None or isinstance(value, str):
        return (
            f'<c r="{reference}" s="{style}" t="str"><f>{written}</f>'
            f"<v>{escape(value or '')}</v></c>"
        )
    return f'<c r="{reference}" s="{style}"><f>{written}</f><v>{digits(value)}</v></c>'


def link(cell: str, to: str, said: str = "") -> str:
    """A link from a cell to a place of the same workbook, written as formulas write it."""
    place = escape(to).replace('"', "&quot;")
    shown = escape(said).replace('"', "&quot;")
    return f'<hyperlink ref="{cell}" location="{place}"' + (
        f' tooltip="{shown}"/>' if shown else "/>"
    )


@dataclass(slots=True)
class Row:
    """One row being written; columns are given left to right, counted from 0."""

    number: int
    height: float | None = None
    cells: list[str] = field(default_factory=list)

    def text(self, column: int, value: str, style: int) -> None:
        """A text; an empty one leaves a styled blank."""
        if value:
            self.cells.append(text_cell(f"{LETTERS[column]}{self.number}", style, escape(value)))
        else:
            self.blank(column, style)

    def number_(self, column: int, value: float | None, style: int) -> None:
        """A number; none leaves a styled blank."""
        if value is None:
            self.blank(column, style)
        else:
            self.cells.append(
                f'<c r="{LETTERS[column]}{self.number}" s="{style}"><v>{digits(value)}</v></c>'
            )

    def formula(self, column: int, formula: str, value: float | str | None, style: int) -> None:
        """A live formula with its computed value."""
        self.cells.append(formula_cell(f"{LETTERS[column]}{self.number}", style, formula, value))

    def blank(self, column: int, style: int) -> None:
        """A cell without content."""
        self.cells.append(f'<c r="{LETTERS[column]}{self.number}" s="{style}"/>')

    def xml(self) -> str:
        """The row as XML."""
        height = f' ht="{self.height:g}" customHeight="1"' if self.height else ""
        return f'<row r="{self.number}"{height}>{"".join(self.cells)}</row>'


class Block(NamedTuple):
    """Rows that many workbooks share: XML, heights, what they merge and where they lead."""

    xml: str
    heights: Sequence[tuple[float, bool]]
    merges: Sequence[str]
    links: Sequence[str]


class Sheet:
    """The data of one sheet: rows top to bottom, merges, page ends, and how far it reaches."""

    def __init__(self, width: int, start: int = 1) -> None:
        self.width = width
        self.next = start
        self.merges: list[str] = []
        self.ends: list[int] = []
        self.links: list[str] = []
        self._rows: list[Row | str] = []
        self._heights: list[tuple[float, bool]] = []

    def row(self, height: float | None = None, *, stays: bool = False) -> Row:
        """The next row; one that stays is not the last of a printed page."""
        row = Row(self.next, height)
        self._rows.append(row)
        self._heights.append((height or ROW, stays))
        self.next += 1
        return row

    def skip(self, rows: int = 1, *, stays: bool = False) -> None:
        """Leaves rows empty."""
        self._heights += [(ROW, stays)] * rows
        self.next += rows

    def ready(self, xml: str, heights: Sequence[tuple[float, bool]]) -> None:
        """Rows that are already XML, with each one's height and whether it stays with the next."""
        self._rows.append(xml)
        self._heights += heights
        self.next += len(heights)

    def block(self) -> Block:
        """What was written so far, to be put where it was made for in other workbooks."""
        return Block(self.data(), tuple(self._heights), tuple(self.merges), tuple(self.links))

    def put(self, block: Block) -> None:
        """Rows made for this place before."""
        self.ready(block.xml, block.heights)
        self.merges += block.merges
        self.links += block.links

    def hold(self, rows: int) -> None:
        """The last rows stay with what follows."""
        last = len(self._heights)
        for place in range(max(last - rows, 0), last):
            self._heights[place] = (self._heights[place][0], True)

    def page(self, room: float, repeated: float = 0.0) -> None:
        """Ends printed pages of ``room`` points where no heading is left behind."""
        self.ends = page_ends(self._heights, room, repeated)

    def height_of(self, row: int) -> float:
        """Points of a row that was written (1-based)."""
        return self._heights[row - 1][0]

    def merge(self, row: int, first: int, last: int, last_row: int | None = None) -> None:
        """Merges columns ``first`` to ``last`` of a row (1-based)."""
        if last > first or (last_row or row) > row:
            self.merges.append(f"{LETTERS[first]}{row}:{LETTERS[last]}{last_row or row}")

    def link(self, cell: str, to: str, said: str = "") -> None:
        """A cell that leads to a place of the same workbook; ``said`` shows over it."""
        self.links.append(link(cell, to, said))

    def data(self) -> str:
        """The rows as the content of ``sheetData``."""
        return "".join([row if isinstance(row, str) else row.xml() for row in self._rows])

    def reach(self) -> str:
        """The range the sheet fills."""
        return f"A1:{LETTERS[max(self.width - 1, 0)]}{max(self.next - 1, 1)}"
