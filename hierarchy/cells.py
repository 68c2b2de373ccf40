"""One cell of a roster into one value, or a fault that says what may stand there."""

import re
from datetime import date
from decimal import Decimal

from errors import Fault
from hierarchy.spelling import unprintable

MAX_CODE = 31
"""A code names a sheet of a workbook, which may have 31 characters, and a file."""
MAX_NAME = 255
_CODE = re.compile(r"[^\W_][\w.-]*")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
_SIGNED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,15})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_THOUSANDS = re.compile(r"[0-9]{1,3}\.[0-9]{3}", re.ASCII)


class Cells:
    """The cells of one row, read by column; what is wrong with them gathers in ``faults``."""

    def __init__(self, row: dict[str, str], where: str, *, comma: bool) -> None:
        self._row = row
        self._where = where
        self._comma = comma
        self.faults: list[Fault] = []

    def fault(self, code: str, column: str, allowed: str = "") -> None:
        """Note that this column's cell is wrong."""
        self.faults.append(Fault(code, column, self._where, self._row[column][:80], allowed))

    def text(self, column: str, *, needed: bool = True) -> str:
        """A name or a label; faults ``empty_cell``, ``bad_text``."""
        text = self._row[column]
        if needed and not text:
            self.fault("empty_cell", column)
        elif len(text) > MAX_NAME or unprintable(text):
            self.fault("bad_text", column, str(MAX_NAME))
        return text

    def code(self, column: str, *, needed: bool = True) -> str:
        """Letters, digits, ``.``, ``-``, ``_``; faults ``empty_cell``, ``bad_code``."""
        text = self._row[column]
        if not text:
            if needed:
                self.fault("empty_cell", column)
        elif len(text) > MAX_CODE or not _CODE.fullmatch(text) or text.endswith("."):
            self.fault("bad_code", column, str(MAX_CODE))
        return text

    def day(self, column: str, empty: date) -> date:
        """A day written YYYY-MM-DD, ``empty`` for none; fault ``bad_date``.

        Other spellings are refused: 05/06/2025 is two days, depending on who reads it.
        """
        text = self._row[column]
        if not text:
            return empty
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.fault("bad_date", column, "YYYY-MM-DD")
        return empty

    def number(self, column: str, fault: str) -> Decimal | None:
        """A number of zero or more, None for an empty cell; the fault's code is given.

        In a file delimited by ``;`` decimals may have a comma, and ``1.234`` is refused since
        it is a thousand to some and one to others.
        """
        text = self._row[column]
        if not text:
            return None
        plain = text.replace(",", ".") if self._comma and text.count(",") == 1 else text
        if _NUMBER.fullmatch(plain) and not (self._comma and _THOUSANDS.fullmatch(text)):
            return Decimal(plain)
        self.fault(fault, column)
        return None

    def degrees(self, column: str, most: int) -> float | None:
        """Degrees from -most to most, None for an empty cell; fault ``bad_degrees``."""
        text = self._row[column]
        if not text:
            return None
        plain = text.replace(",", ".") if self._comma else text
        if _SIGNED.fullmatch(plain) and abs(float(plain)) <= most:
            return float(plain)
        self.fault("bad_degrees", column, f"-{most}..{most}")
        return None
