"""Writes the cells of a template by typed calls, and remembers which of them are holes."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reporting.template.holes import Held, Hole, Key
from reporting.template.spoken import Content
from reporting.template.styles import properties
from reporting.workbook.cells import LIMIT, clean
from reporting.workbook.plate import Unfit, checked


class Pen:
    """One workbook being written; ``held`` is what stands in its holes (None: they stay empty)."""

    def __init__(self, book: Workbook, held: Mapping[Key, Held] | None) -> None:
        self.book = book
        self.holes: list[Hole] = []
        self._held = held
        self._formats: dict[str, Format] = {}
        self._sheets: dict[str, Worksheet] = {}

    def sheet(self, name: str) -> Worksheet:
        """A sheet, made when first asked for."""
        if name not in self._sheets:
            self._sheets[name] = self.book.add_worksheet(name)
        return self._sheets[name]

    def style(self, name: str) -> Format:
        """A format, made when first asked for."""
        if name not in self._formats:
            self._formats[name] = self.book.add_format(properties(name))
        return self._formats[name]

    def index(self, name: str) -> int:
        """The index by which cells name a format."""
        made: Any = self.style(name)
        index: int = made._get_xf_index()  # noqa: SLF001 - cells of a mould are filled by index
        return index

    def text(self, sheet: str, cell: str, text: str, style: str) -> None:
        """A text that stands in every unit's workbook; an empty one leaves a styled blank."""
        self._put(sheet, cell, text or None, style)

    def number(self, sheet: str, cell: str, value: float, style: str) -> None:
        """A number that stands in every unit's workbook."""
        self._put(sheet, cell, value, style)

    def hole(
        self, key: Key, sheet: str, row: int, column: str, style: str, formula: str = ""
    ) -> None:
        """A cell that differs from unit to unit."""
        hole = Hole(key, sheet, row, column, style, formula)
        self.holes.append(hole)
        content, own = (self._held or {}).get(key, (None, ""))
        if formula:
            value = "" if content is None else content
            written = self.sheet(sheet).write_formula(
                hole.cell, formula, self.style(own or style), value
            )
            checked(written)
        else:
            self._put(sheet, hole.cell, content, own or style)

    def _put(self, sheet: str, cell: str, content: Content, style: str) -> None:
        there, made = self.sheet(sheet), self.style(style)
        if content is None or content == "":
            checked(there.write_blank(cell, None, made))
        elif isinstance(content, str):
            checked(there.write_string(cell, fitting(content), made))
        else:
            checked(there.write_number(cell, content, made))


def fitting(text: str) -> str:
    """A text as a cell can hold it, cut with a mark where it is too long."""
    text = clean(text)
    if len(text) * 2 > LIMIT and len(text.encode("utf-16-le")) > 2 * LIMIT:
        text = text.encode("utf-16-le")[: 2 * (LIMIT - 2)].decode("utf-16-le", "ignore") + " …"
    return text


__all__ = ["Pen", "Unfit", "fitting"]
