"""Moments as people read them: by the country's clock, to the minute."""

from collections.abc import Callable
from datetime import UTC, datetime, timezone
from typing import TYPE_CHECKING

from commands.context import here

if TYPE_CHECKING:
    from engine.work import Work

Clock = Callable[[datetime], str]


def civil(work: "Work | None" = None) -> Clock:
    """Says moments in the civil time of the workspace's country, as its workbooks do."""
    from engine.standings import zone_of

    return _in_zone(zone_of((work or here().work()).country().offset))


def civil_words(text: str, work: "Work | None" = None) -> str:
    """A moment in ISO spelling with its zone, in civil time; another text as it is.

    ``work`` is the workspace whose country it is; without one it is said by UTC.
    """
    from reporting.workbook.counts import moment

    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    if not at.tzinfo:
        return text
    return f"{moment(at.astimezone(UTC))} UTC" if work is None else civil(work)(at)


def _in_zone(zone: timezone) -> Clock:
    from reporting.workbook.counts import moment

    return lambda at: moment(at.astimezone(zone) if at.tzinfo else at)
