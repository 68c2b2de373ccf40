"""Numbers as a workbook holds them: doubles, days counted from 1900, digits of other scripts."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_DIGITS = 15
"""Digits of a number a spreadsheet shows and keeps; more are the noise of doubles."""
_ONE_WAY = re.compile(
    r"[+-]?(?:[0-9]+,[0-9]+"
    r"|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:[ \u2009][0-9]{3})+),[0-9]+"
    r"|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:[ \u2009][0-9]{3})+)\.[0-9]+"
    r"|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,}|(?:[ \u2009][0-9]{3}){2,}))"
)
"""Decimals after a comma, or thousands in groups that are all of three: never a day or a list."""
LOST = 10**_DIGITS
"""From here on a whole number may have lost its last digits."""
_READ = 40
"""Signs of a text that is read as a number at most."""
_LAST_DAY = 2_958_465
"""31 December 9999."""


def number_of(text: str) -> int | Decimal | None:
    """The number a cell shows at full length: its double to fifteen digits; None if it is none."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
        return int(text)
    if not _NUMBER.fullmatch(text):
        return None
    double = float(text)
    if double in (float("inf"), float("-inf")):
        return None
    shown = Decimal(f"{double:.{_DIGITS}g}")
    if abs(shown) >= LOST:
        return int(double)
    whole = int(shown)
    return whole if whole == shown else shown


def day_of(text: str, *, from_1904: bool) -> str:
    """The day, and the time if there is one, that a number stands for; the text where for none."""
    number = number_of(text)
    if number is None or not 0 <= number <= _LAST_DAY:
        return text
    # 29 February 1900 counts although there was none: before it the count begins a day later.
    since = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if number >= 60 else 31)
    try:
        moment = datetime.combine(since, time()) + timedelta(seconds=round(float(number) * 86_400))
    except OverflowError:
        return text
    told = moment.isoformat()
    return told.removesuffix("T00:00:00")


def plain_digits(text: str) -> str:
    """A text that may be a number with its digits and signs in their usual form."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", sign)
        if sign.isdecimal() or sign in "．，－＋\u2212"
        else sign
        for sign in text
    ).replace("\u2212", "-")


def only_reading(text: str, readings: str) -> int | Decimal | None:
    """The number a doubtful text must be; None where two readers could read two.

    ``readings`` are those of ``intake.cells.Doubtful``, as it lists them.
    """
    if "/" in readings or not _ONE_WAY.fullmatch(text) or len(text) > _READ:
        return None
    number = Decimal(readings)
    whole = int(number)
    return whole if whole == number else number
