"""Periods in SDMX spelling, and the days a regime counts into them.

Regime ``nd09-2019`` follows Nghị định 09/2019/NĐ-CP, Điều 12: month 15 to 14, year from
15 December of the year before. It has no rule for other periods, nine months among them: whoever
asks for one says its days himself, as a span ``START/END`` (Điều 12 khoản 5).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from errors import Problem

ND09 = "nd09-2019"
_SPELLING = re.compile(r"([12]\d{3})(?:-(?:S([12])|Q([1-4])|M(0[1-9]|1[0-2])))?")
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its spelling, its kind (year, half, quarter, month, span) and calendar days."""

    text: str
    kind: str
    first: date
    last: date

    def days(self, regime: str) -> tuple[date, date]:
        """First and last day whose facts belong to the period under a regime.

        A span has its own days under every regime.
        """
        if regime != ND09 or self.kind == "span":
            return self.first, self.last
        before = (self.first - timedelta(days=1)).replace(day=15)
        return before, self.last.replace(day=14)


def read_period(text: str) -> Period:
    """The period of ``2026``, ``2026-S1``, ``2026-Q3``, ``2026-M05`` or ``START/END``.

    Raises Problem period_invalid.
    """
    span = _SPAN.fullmatch(text)
    if span:
        return _span(text, span[1], span[2])
    found = _SPELLING.fullmatch(text)
    if not found:
        raise Problem("period_invalid", sent=text)
    year = int(found[1])
    if found[2]:
        return _months(text, "half", year, (int(found[2]) - 1) * 6 + 1, 6)
    if found[3]:
        return _months(text, "quarter", year, (int(found[3]) - 1) * 3 + 1, 3)
    if found[4]:
        return _months(text, "month", year, int(found[4]), 1)
    return _months(text, "year", year, 1, 12)


def _months(text: str, kind: str, year: int, month: int, length: int) -> Period:
    after = month + length
    end = date(year, 12, 31) if after > 12 else date(year, after, 1) - timedelta(days=1)
    return Period(text, kind, date(year, month, 1), end)


def _span(text: str, first: str, last: str) -> Period:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise Problem("period_invalid", sent=text) from error
    if end < start:
        raise Problem("period_invalid", sent=text)
    return Period(text, "span", start, end)


def fits(period: Period, form_period: str) -> bool:
    """Whether a form of this ``x-period`` may be asked for the period."""
    return form_period == "once" or period.kind in (form_period, "span")


def has_rule(text: str, regime: str) -> bool:
    """Whether a regime says itself which days belong to a period; of a span it says nothing.

    Raises Problem period_invalid.
    """
    return regime != ND09 or read_period(text).kind != "span"


def before(text: str) -> str | None:
    """The spelling of the period just before one; a span of days has none.

    Raises Problem period_invalid.
    """
    period = read_period(text)
    last = period.first - timedelta(days=1)
    spelling = {
        "year": f"{last.year}",
        "half": f"{last.year}-S{(last.month + 5) // 6}",
        "quarter": f"{last.year}-Q{(last.month + 2) // 3}",
        "month": f"{last.year}-M{last.month:02d}",
    }
    return spelling.get(period.kind)
