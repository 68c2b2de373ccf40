"""The table of texts that cells share."""

import re

from intake.book.markup import feed, names, parser
from intake.book.swift_sheet import body_of, plain_text
from intake.book.unfit import Unfit

_NAMES = names("sst", "si", "r", "t", "rPh")
_ITEM = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t/>)</si>')
_PART = "sharedStrings.xml"


def shared_texts(data: bytes | None, wanted: set[int]) -> dict[int, str]:
    """The texts of some numbers; what runs of different fonts say is put together.

    How many texts there are is counted, not believed. Raises Unfit where a number has no text.
    """
    if not wanted:
        return {}
    if data is None:
        raise Unfit("book_part_missing", _PART)
    found = _swiftly(data, wanted)
    if found is None:
        found = CarefulTexts(wanted).read(data)
    if len(found) != len(wanted):
        raise Unfit("book_damaged", _PART)
    return found


def _swiftly(data: bytes, wanted: set[int]) -> dict[int, str] | None:
    feed(parser({}), data, _PART)
    begin = data.find(b">", data.find(b"<sst")) + 1
    body = body_of(data, b"sst", data[data.find(b"<sst") : begin], b"</sst>")
    if body is None:
        return None
    items = _ITEM.findall(body)
    # Nothing but such items: every tag that begins is one of theirs.
    ends = body.count(b"</si>")
    if len(items) != ends or body.count(b"<") != 4 * ends - body.count(b"<t/>"):
        return None
    try:
        return {number: plain_text(items[number]) for number in wanted}
    except IndexError:
        return {}


class CarefulTexts:
    """Reads the table element by element."""

    def __init__(self, wanted: set[int]) -> None:
        self._wanted = wanted
        self._found: dict[int, str] = {}
        self._parts: list[str] = []
        self._at, self._phonetic = -1, 0
        self._parser = parser(_NAMES)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, data: bytes) -> dict[int, str]:
        """The texts that were wanted. Raises Unfit."""
        feed(self._parser, data, _PART)
        return self._found

    def _start(self, name: str, _told: dict[str, str]) -> None:
        if name == "<si>":
            self._at += 1
            self._parts.clear()
        elif name == "<rPh>":
            self._phonetic += 1
        elif name == "<t>" and not self._phonetic and self._at in self._wanted:
            self._parser.CharacterDataHandler = self._parts.append

    def _end(self, name: str) -> None:
        if name == "<t>":
            self._parser.CharacterDataHandler = None
        elif name == "<rPh>":
            self._phonetic -= 1
        elif name == "<si>" and self._at in self._wanted:
            self._found[self._at] = "".join(self._parts)
