"""The calendar of a workspace: its country's, and the days its operators declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.work import Work
from reporting.calendar import Calendar, CountryYear, KeptDay, Notable
from store import calendar, claims, journal
from store.opening import Connection


@dataclass(frozen=True, slots=True)
class Declared:
    """How many days were new or changed, and how many stood so already."""

    changed: int
    unchanged: int


def calendar_of(work: Work, connection: Connection) -> Calendar:
    """The calendar as it stands in this transaction."""
    return calendar_with(work, calendar.kept(connection))


def calendar_with(work: Work, kept: Sequence[KeptDay]) -> Calendar:
    """The country's calendar under some kept days; day names in the work's language."""
    country, language = work.country(), work.language

    def year_of(year: int) -> CountryYear:
        return country.holidays(year, language)

    return Calendar(year_of, kept)


def listed(work: Work, year: int) -> tuple[Notable, ...]:
    """The named days of a year: holidays, swapped days and whatever was declared."""
    with work.store().reading() as connection:
        return tuple(calendar_of(work, connection).notable(year))


def declare(work: Work, days: Sequence[KeptDay], now: datetime) -> Declared:
    """Keep days off or worked, each with its decision; the newest word on a day stands.

    Deadlines of plans that were cascaded before stay: they were told to people.
    """
    with work.store().writing() as connection:
        claims.named(connection, claims.CALENDAR)
        changed = calendar.put(connection, days, now, work.actor)
        if changed:
            told = [f"{one.day} {one.kind} {one.decision}" for one in days]
            journal.note(
                connection, now, work.actor, "calendar add", "", changed=changed, days=told
            )
    return Declared(changed, len(days) - changed)


def forget(work: Work, day: date, now: datetime) -> bool:
    """Let the country's rule stand again for a day; whether anything was kept of it."""
    with work.store().writing() as connection:
        gone = calendar.remove(connection, day)
        if gone:
            journal.note(connection, now, work.actor, "calendar remove", day.isoformat())
    return gone
