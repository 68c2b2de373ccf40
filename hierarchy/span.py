"""A stretch of days, as people write it."""

from datetime import date, timedelta

from hierarchy.unit import ALWAYS, FOREVER

_DAY = timedelta(days=1)


def shown_span(first: date, last: date) -> str:
    """``2025-07-01..``, ``..2025-06-30``: both ends inclusive, an open end left empty."""
    begin = "" if first == ALWAYS else first.isoformat()
    end = "" if last == FOREVER else last.isoformat()
    return f"{begin}..{end}"


def next_day(day: date) -> date:
    """The day after; the last day there is has none and stays itself."""
    return day if day == FOREVER else day + _DAY


def day_before(day: date) -> date:
    """The day before; the first day there is has none and stays itself."""
    return day if day == ALWAYS else day - _DAY
