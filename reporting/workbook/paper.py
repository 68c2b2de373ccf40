"""A4 landscape: its margins, how far a sheet is scaled to fill it, and where its pages end."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.workbook.widths import pixels

_WIDE, _HIGH = 297 / 25.4, 210 / 25.4
"""Inches."""
_ACROSS, _DOWN = 0.94, 0.955
"""Share of the paper a table may take: where Excel counts 7 pixels to a character of the sheet's
font, LibreOffice counts 7 1/3, and neither agrees with a printer to the last pixel."""
ROW = 15.0
"""Points of a row that is given no height."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Margins in inches."""

    left: float = 0.5
    right: float = 0.4
    top: float = 0.75
    bottom: float = 0.6

    @property
    def margins(self) -> dict[str, float]:
        """The margins as the library takes them."""
        return {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}

    def across(self, scale: float) -> float:
        """Pixels a table may take across at a print scale in percent."""
        return (_WIDE - self.left - self.right) * 96 * _ACROSS * 100 / scale

    def down(self, scale: float) -> float:
        """Points of rows on a page at a print scale in percent."""
        return (_HIGH - self.top - self.bottom) * 72 * _DOWN * 100 / scale

    def scale(self, widths: Sequence[float]) -> int:
        """The print scale in percent, at most 100, at which these columns fill a page."""
        return min(100, int(self.across(100) / sum(map(pixels, widths)) * 100))


PLAIN = Paper()
LETTER = Paper(30 / 25.4, 15 / 25.4, 20 / 25.4, 20 / 25.4)
"""The margins of an official letter: Decree 30/2020/ND-CP, annex I; modest anywhere."""


def page_ends(rows: Sequence[tuple[float, bool]], room: float, repeated: float) -> list[int]:
    """Rows (from 1) after which a page ends; ``rows`` are points and "stays with the next".

    ``room`` is the height of a page, ``repeated`` what its repeated head takes from every page
    but the first. A row that stays with the next is never the last of its page, unless nothing
    else would stand there.
    """
    ends: list[int] = []
    used, first, place, left = 0.0, 0, 0, room
    while place < len(rows):
        used += rows[place][0]
        if used > left and place > first:
            end = place
            while end > first + 1 and rows[end - 1][1]:
                end -= 1
            if rows[end - 1][1]:
                end = place
            ends.append(end)
            used, first, place, left = 0.0, end, end, room - repeated
            continue
        place += 1
    return ends
