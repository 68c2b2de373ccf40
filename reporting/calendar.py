"""Working days: a country's weekends and holidays, and on top of them the days that were decided.

What a country knows of a year comes as a function; days kept by an operator win over it, since
a swap of days is often decided a week before, when no library knows of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

OFF, WORK = "off", "work"
KINDS = (OFF, WORK)
_WEEKEND = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountryYear:
    """What a country says of one year: days off by name, and weekend days that are worked."""

    off: Mapping[date, str] = field(default_factory=dict)
    work: frozenset[date] = frozenset()


YearOf = Callable[[int], CountryYear]
"""From a year to what the country says of it."""


@dataclass(frozen=True, slots=True)
class KeptDay:
    """A day declared ``off`` or ``work`` whatever the country's rule: its name and decision."""

    day: date
    kind: str
    name: str
    decision: str


@dataclass(frozen=True, slots=True)
class Notable:
    """A day somebody named; ``decision`` is empty where the country's own rule names it."""

    day: date
    kind: str
    name: str
    decision: str = ""


def weekends_only(_year: int) -> CountryYear:
    """A country that says nothing: Saturday and Sunday are off, all else is worked."""
    return CountryYear()


class Calendar:
    """Which days are worked; each year is asked of the country once.

    ``kept`` days stand above the country's; of two for one day the later stands.
    """

    def __init__(self, country: YearOf = weekends_only, kept: Iterable[KeptDay] = ()) -> None:
        self._country = country
        self._kept = {one.day: one for one in kept}
        self._years: dict[int, CountryYear] = {}

    def is_working(self, day: date) -> bool:
        """Whether offices are open on a day."""
        kept = self._kept.get(day)
        if kept is not None:
            return kept.kind == WORK
        year = self._year(day.year)
        return day in year.work or (day.weekday() < _WEEKEND and day not in year.off)

    def at_or_before(self, day: date) -> date:
        """The day itself if it is worked, else the nearest one before that is."""
        while not self.is_working(day) and day > date.min:
            day -= _DAY
        return day

    def back(self, day: date, count: int) -> date:
        """The ``count``-th working day before a day; with 0 as ``at_or_before``."""
        if count == 0:
            return self.at_or_before(day)
        while count and day > date.min:
            day = self.at_or_before(day - _DAY)
            count -= 1
        return day

    def working_between(self, after: date, until: date) -> int:
        """How many working days follow ``after``, up to ``until`` itself."""
        days = range(after.toordinal() + 1, until.toordinal() + 1)
        return sum(self.is_working(date.fromordinal(one)) for one in days)

    def notable(self, year: int) -> Iterator[Notable]:
        """The days of a year that a decision or the country's rule names, in order."""
        country = self._year(year)
        found = {
            day: Notable(day, OFF, name) for day, name in country.off.items() if day.year == year
        }
        found |= {day: Notable(day, WORK, "") for day in country.work if day.year == year}
        found |= {
            day: Notable(day, one.kind, one.name, one.decision)
            for day, one in self._kept.items()
            if day.year == year
        }
        for day in sorted(found):
            yield found[day]

    def _year(self, year: int) -> CountryYear:
        if year not in self._years:
            self._years[year] = self._country(year)
        return self._years[year]


class EveryDay(Calendar):
    """A calendar on which every day is worked: days are then counted as they come."""

    def is_working(self, day: date) -> bool:  # noqa: ARG002  the signature of a calendar
        """Always."""
        return True


EVERY_DAY = EveryDay()
