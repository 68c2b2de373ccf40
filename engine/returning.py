"""Until when a returned submission may be sent again."""

from datetime import date, datetime

from engine.docket import Case
from engine.extend import MOST_DAYS
from engine.standings import civil_day
from engine.work import Work
from errors import Problem
from store import extensions
from store.extensions import Owing
from store.opening import Connection


def last_day(work: Work, case: Case, asked: date | None, now: datetime) -> date | None:
    """The day that holds after a return: the one asked for, else the one that held before.

    Raises Problem return_due_missing where that has passed, return_due_past, extension_earlier
    or extension_too_far.
    """
    today, before = civil_day(work, now), case.subject.due
    if asked is None:
        if before is not None and before < today:
            raise Problem("return_due_missing", due=before)
        return before
    if asked < today:
        raise Problem("return_due_past", to=asked, today=today)
    if before is not None and asked < before:
        raise Problem("extension_earlier", to=asked, due=before)
    from_day = max(before or today, today)
    if (asked - from_day).days > MOST_DAYS:
        raise Problem("extension_too_far", to=asked, due=from_day)
    return asked


def give_longer(
    connection: Connection, work: Work, case: Case, day: date | None, reason: str, now: datetime
) -> None:
    """Keep a later day as what it is, an extension; late and missing are read off that."""
    subject = case.subject
    if day is None or day == subject.due:
        return
    row = Owing(
        subject.id,
        subject.unit_id,
        subject.unit,
        subject.plan_id,
        subject.plan,
        subject.state,
        subject.due,
    )
    extensions.extend(connection, [row], day, reason, work.actor, now, work.actor)
