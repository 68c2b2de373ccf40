"""What a workbook may be at most, and the refusal of one that is not fit to be read.

The child that reads files of strangers imports this and the standard library, nothing else.
"""

FILE_LIMIT = 16 << 20
"""Bytes of a workbook as it comes; a filled template has some thirty thousand."""
PART_LIMIT = 8 << 20
"""Bytes of one part, inflated."""
TOTAL_LIMIT = 32 << 20
"""Bytes of all parts, inflated."""
ENTRIES_LIMIT = 400
ELEMENTS_LIMIT = 400_000
"""Elements of one part; a sheet of a thousand rows has thirty thousand."""
DEPTH_LIMIT = 1000
"""Elements within each other; a workbook needs ten."""
ROWS_LIMIT = 20_000
"""Rows that are looked at: a form has at most 5,000 measures, each may open sections."""
TEXT_LIMIT = 32_767
"""Characters of a cell, as every spreadsheet program has it."""
ANSWER_LIMIT = 8 << 20
"""Bytes of what is told of one workbook."""


class Unfit(Exception):
    """A workbook that is not read, as the code, what stands there and what may."""

    def __init__(self, code: str, sent: str = "", allowed: str = "") -> None:
        self.code, self.sent, self.allowed = code, sent, allowed
        super().__init__(code, sent)
