"""How wide words print, so that a row can be made high enough for them."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_PIXEL = 96 / 72
_NARROW = dict.fromkeys("ijlt/:;.,'|", 278) | dict.fromkeys("frsI()[]-!` ", 333)
_BROAD = dict.fromkeys("ABCDĐGHKNOPQRUVXYwƯƠ&", 722) | dict.fromkeys("EFLSTZ", 611)
_WIDE = dict.fromkeys("MWm%@", 889) | dict.fromkeys("–+<>=≤≥≈××", 549)
_ADVANCE = {**_NARROW, **_BROAD, **_WIDE, " ": 250, "s": 389, "—": 1_000, "…": 1_000}
"""Advance widths of Times New Roman in thousandths of its size; all others as half of it."""
_ROUND, _EAST = 500, 1_000
_SPACE = 250 * _PIXEL / 1_000
_SHORT = 120
"""Characters up to which a text is broken word by word, and its lines are remembered."""
_FULL = 11.0 * 0.9
"""Pixels a character takes at the very most, in a text of which that is to be said at once."""
_RAGGED = 1.05
"""What the ragged end of each line adds to a longer text."""
BOLD = 1.07
"""How much wider bold letters are."""
LINE = 15.0
"""Points from one line of a cell to the next, at 11 points."""
INDENT = 9.0
"""Pixels a cell's indent takes."""


class _Letters(dict[str, int]):
    """Advance of each character, by its letter without accents."""

    def __missing__(self, letter: str) -> int:
        plain = unicodedata.normalize("NFD", letter)[0]
        wide = unicodedata.east_asian_width(letter) in {"W", "F"}
        mark = bool(unicodedata.combining(letter))
        found = 0 if mark else _EAST if wide else _ADVANCE.get(plain, _ROUND)
        self[letter] = found
        return found


class _Words(dict[str, float]):
    """Pixels of each word at one point; the same words come again and again."""

    def __missing__(self, word: str) -> float:
        found = sum(map(_LETTERS.__getitem__, word)) * _PIXEL / 1_000
        if len(self) < 65_536:
            self[word] = found
        return found


_LETTERS = _Letters()
_WORDS = _Words()


def pixels(width: float) -> float:
    """A column's width on the screen, from its width in characters."""
    return 7 * width + 5


def across(text: str, size: float = 11.0) -> float:
    """Pixels of a text on one line."""
    words = text.split(" ")
    return sum(map(_WORDS.__getitem__, words)) * size + (len(words) - 1) * _SPACE * size


def lines(text: str, room: float, size: float = 11.0) -> int:
    """Lines a text takes in ``room`` pixels, broken between words as a wrapped cell breaks it.

    A longer text is taken by its width alone, with some room for the ends of its lines.
    """
    if len(text) * size * 0.9 <= room and "\n" not in text:
        return 1
    if len(text) <= _SHORT:
        return _known(text, room, size)
    return sum([int(across(part, size) / room * _RAGGED) + 1 for part in text.split("\n")])


@lru_cache(maxsize=32_768)
def _known(text: str, room: float, size: float) -> int:
    return sum(_wrapped(part, room, size) for part in text.split("\n"))


def _wrapped(text: str, room: float, size: float) -> int:
    count, used, room = 1, -_SPACE, room / size
    for word in text.split(" "):
        width = _WORDS[word]
        used += _SPACE + width
        if used > room:
            if used > width + 0.01:
                count, used = count + 1, width
            if used > room:
                more = int(used // room)
                count, used = count + more, used - more * room
    return count


def height(text: str, width: float, *, bold: bool = False, indent: bool = True) -> float | None:
    """Points a row needs for a text in a column ``width`` characters wide.

    None where one line is enough, which is a row's own height.
    """
    return tall(lined(text, width, bold=bold, indent=indent))


@lru_cache(maxsize=1_024)
def note_height(text: str, width: float) -> float | None:
    """``height`` of a sentence that many workbooks say."""
    return height(text, width)


def lined(text: str, width: float, *, bold: bool = False, indent: bool = True) -> int:
    """Lines of a text in a column ``width`` characters wide, with some room to spare."""
    return lines(text, _room(width, bold=bold, indent=indent))


def _room(width: float, *, bold: bool, indent: bool) -> float:
    return (pixels(width) - 8 - (INDENT if indent else 0)) / (BOLD if bold else 1) * 0.97


def liner(width: float, *, bold: bool = False, indent: bool = True) -> Callable[[str], int]:
    """``lined`` for many texts of one column, most of which are short."""
    room = _room(width, bold=bold, indent=indent)
    short = int(room / _FULL - 1e-6)

    def counted(text: str) -> int:
        return 1 if len(text) <= short and "\n" not in text else lines(text, room)

    return counted


def tall(count: int) -> float | None:
    """Points of a row of so many lines; None for one."""
    return LINE * count + 1.5 if count > 1 else None
