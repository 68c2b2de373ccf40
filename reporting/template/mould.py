"""A workbook laid out once and taken apart, then filled for one unit after another.

Between two holes stand bytes that are the same for every unit; they are deflated once, and only
what is around the holes is deflated again.
"""

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

from errors import Problem
from reporting.template.book import CODE_HOLE, laid_out, subject
from reporting.template.filling import Filling
from reporting.template.frame import Frame
from reporting.template.holes import Hole, Key, contents
from reporting.template.pen import Pen
from reporting.template.spoken import Content
from reporting.template.styles import entry_styles
from reporting.workbook.archive import archive, deflate, part, settled, still_part
from reporting.workbook.cells import ENDINGS, digits, escape
from reporting.workbook.plate import UNIT_HOLE, Unfit

_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"(?:/>|>(<f>.*?</f>)<v></v></c>)')
Packed = tuple[str, bytes, int, int]


class _Slot:
    """One hole in a sheet's text, with what comes before its number or its text."""

    __slots__ = ("_formula", "_lead", "_number", "_text", "place")

    def __init__(self, place: int, cell: str, style: str, formula: str) -> None:
        self.place = place
        self._lead, self._formula = f'<c r="{cell}" s="', formula
        self._number, self._text = self._heads(style)

    def _heads(self, style: str) -> tuple[str, str]:
        lead = f'{self._lead}{style}"'
        if self._formula:
            return f"{lead}>{self._formula}", f'{lead} t="str">{self._formula}<v>'
        return lead, f'{lead} t="inlineStr"><is><t xml:space="preserve">'

    def filled(self, content: Content, style: str = "") -> str:
        """The cell with this content, in its own format or in the one of this index."""
        number, text = self._heads(style) if style else (self._number, self._text)
        if isinstance(content, str) and content:
            return f"{text}{escape(content)}{'</v></c>' if self._formula else '</t></is></c>'}"
        if content is None or content == "":
            return f"{number}<v></v></c>" if self._formula else f"{number}/>"
        assert not isinstance(content, str)
        if self._formula:
            return f"{number}<v>{digits(content)}</v></c>"
        return number + ENDINGS[content]


class _Sheet:
    """One sheet's text around its holes; ``_blank`` are its pieces with nothing in the holes."""

    def __init__(self, name: str, text: str, holes: Mapping[str, Hole]) -> None:
        self.name = name
        self.slots: dict[Key, _Slot] = {}
        self._blank: list[str] = []
        at = 0
        for found in _CELL.finditer(text):
            hole = holes.get(found[1])
            if hole is None:
                continue
            self._blank += (text[at : found.start()], found[0])
            place = len(self._blank) - 1
            self.slots[hole.key] = _Slot(place, found[1], found[2], found[3] or "")
            at = found.end()
        if len(self.slots) != len(holes):
            raise Unfit("holes")
        head, self._unit, last = text[at:].partition(UNIT_HOLE)
        self._blank += (head, self._unit)
        self._last = last.encode()
        self._settled = settled(self._last)

    def packed(self, filled: Sequence[tuple[int, str]], unit: str) -> Packed:
        """The sheet as an entry of the archive, with these pieces in their places."""
        pieces = self._blank.copy()
        for place, text in filled:
            pieces[place] = text
        if self._unit:
            pieces[-1] = unit
        front = "".join(pieces).encode()
        check = crc32(self._last, crc32(front))
        size = len(front) + len(self._last)
        return self.name, deflate(front, then=self._settled), size, check


class Mould:
    """The workbooks of one frame. Raises Problem workbook_refused where none can be made."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        try:
            self._take_apart()
        except Unfit as unfit:
            raise Problem("workbook_refused", unit=frame.grid.level, reason=str(unfit)) from unfit

    def _take_apart(self) -> None:
        book, pen = laid_out(self._frame, None, None)
        names = [sheet.get_name() for sheet in book.worksheets()]
        looks = [answer.look for answer in self._frame.answers.values()]
        self._styles = {style: str(pen.index(style)) for style in entry_styles(looks)}
        self._slots: dict[Key, tuple[str, _Slot]] = {}
        self._still: dict[str, Packed] = {}
        self._parts: list[Packed | _Sheet | str] = []
        for name, text in book.parts:
            found = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", name)
            holes = _holes(pen, names[int(found[1]) - 1]) if found else {}
            if holes:
                sheet = _Sheet(name, text, holes)
                self._parts.append(sheet)
                self._slots |= {key: (name, slot) for key, slot in sheet.slots.items()}
            elif CODE_HOLE in text:
                self._named, self._name = text, name
                self._parts.append(name)
            else:
                self._parts.append(still_part(name, text.encode()))

    def pressed(self, filling: Filling) -> bytes:
        """One unit's workbook, equal in every cell to ``written``; only for ``plain`` ones."""
        if not filling.plain:
            raise ValueError(filling.unit)
        held = contents(self._frame, filling)
        unit = escape(subject(filling))
        filled: dict[str, list[tuple[int, str]]] = {}
        for key, (content, style) in held.items():
            sheet, slot = self._slots[key]
            text = slot.filled(content, self._styles[style] if style else "")
            filled.setdefault(sheet, []).append((slot.place, text))
        found = []
        for one in self._parts:
            if isinstance(one, _Sheet):
                found.append(self._sheet(one, filled.get(one.name), unit))
            elif isinstance(one, str):
                named = self._named.replace(CODE_HOLE, escape(filling.code))
                found.append(part(one, named.encode()))
            else:
                found.append(one)
        return archive(found)

    def _sheet(self, sheet: _Sheet, filled: Sequence[tuple[int, str]] | None, unit: str) -> Packed:
        if filled:
            return sheet.packed(filled, unit)
        if sheet.name not in self._still:
            self._still[sheet.name] = sheet.packed((), unit)
        return self._still[sheet.name]


def _holes(pen: Pen, sheet: str) -> dict[str, Hole]:
    return {hole.cell: hole for hole in pen.holes if hole.sheet == sheet}
