"""Questions answered in words: rows that grow with what is typed, and what paper cannot show."""

import re
from collections.abc import Collection

from reporting.workbook.widths import lines, pixels
from schemas.grid import ENTRY

PRINTED = 1_250
"""Characters a row shows at the format's greatest height (409 points), in a column of ``WIDTH``."""
BEFORE_LONGEST = 100
"""Characters shown of what was said in the period before: its column is narrow."""
WIDTH = 36.0
"""Characters across the column of entries."""
SIZE = 10.0
"""Points of the letters."""
_LINE_END = 40
"""Characters of a line that an early end of it leaves empty."""
_HIGHEST, _LINE = 408.0, 13.2
_BOX = 92.0
_FIXED = re.compile(r'(<row r="([0-9]+)"[^>]*?) customHeight="1"')


def long_of(text: str) -> int:
    """How long a text is on paper, in characters."""
    return len(text) + _LINE_END * text.count("\n")


def long_formula(row: int, words: str) -> str:
    """Says ``words`` where the answer of a row is longer than paper shows."""
    cell = f"{ENTRY}{row}"
    ends = f'LEN({cell})-LEN(SUBSTITUTE({cell},CHAR(10),""))'
    said = words.replace('"', '""')
    return f'=IF(LEN({cell})+{_LINE_END}*({ends})>{PRINTED},"{said}","")'


def growing(sheet: str, rows: Collection[int]) -> str:
    """A sheet's text with these rows as high as before, but free to grow when something is typed.

    The library fixes every height it writes.
    """

    def freed(found: re.Match[str]) -> str:
        return found[1] if int(found[2]) in rows else found[0]

    return _FIXED.sub(freed, sheet)


def high(text: str) -> float:
    """Points the row of a text takes, about."""
    count = lines(text, (pixels(WIDTH) - 8) * 0.95, SIZE) if text else 1
    return min(max(_BOX, count * _LINE + 4.0), _HIGHEST)
