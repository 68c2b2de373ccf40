"""The formats a form may ask of a text, asserted alike by both validators."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from jsonschema import FormatChecker

_EMAIL = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:[Zz]|[-+][0-9]{2}:[0-9]{2})?"
)
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")


def is_day(text: object) -> bool:
    """Whether the text is a day of the calendar, ``YYYY-MM-DD``."""
    return not isinstance(text, str) or _parses(_DAY, date.fromisoformat, text)


def is_moment(text: object) -> bool:
    """Whether the text is a day and a time of day, with or without an offset."""
    return not isinstance(text, str) or _parses(_MOMENT, datetime.fromisoformat, text.upper())


def is_day_or_moment(text: object) -> bool:
    """Whether the text is a day, or a day with a time."""
    return is_day(text) or is_moment(text)


def _is_clock(text: object) -> bool:
    return not isinstance(text, str) or _parses(_CLOCK, time.fromisoformat, text)


def _is_email(text: object) -> bool:
    return not isinstance(text, str) or _EMAIL.fullmatch(text) is not None


def _is_uri(text: object) -> bool:
    return not isinstance(text, str) or _URI.fullmatch(text) is not None


def _parses(shape: re.Pattern[str], read: Callable[[str], object], text: str) -> bool:
    if shape.fullmatch(text) is None:
        return False
    try:
        read(text)
    except ValueError:
        return False
    return True


FORMATS: dict[str, Callable[[object], bool]] = {
    "date": is_day,
    "date-time": is_moment,
    "day-or-moment": is_day_or_moment,
    "email": _is_email,
    "time": _is_clock,
    "uri": _is_uri,
}


def checker() -> FormatChecker:
    """A jsonschema format checker that knows these formats and no others."""
    known = FormatChecker(formats=())
    for name, check in FORMATS.items():
        known.checks(name)(check)
    return known
