"""Who has sent what, counted by level, and the silent by name."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from engine.forms import asked
from engine.standings import standings_of
from engine.work import Work
from reporting.book import Standing
from store import assignments

STATES = ("expected", "sent", "late", "missing")


@dataclass(frozen=True, slots=True)
class Status:
    """One form and period: counts by level (in the tree's order), and every standing."""

    form: str
    period: str
    levels: dict[str, dict[str, int]]
    standings: tuple[Standing, ...]


def status(work: Work, period: str | None, form: str | None, now: datetime) -> list[Status]:
    """How each form of a period (or of every period) stands at ``now``."""
    found = []
    with work.store().reading() as connection:
        if period is None:
            wanted = assignments.periods(connection)
        else:
            form_id, reference = asked(connection, period, form)
            wanted = ((form_id, reference, period),)
        for form_id, reference, one_period in wanted:
            frame, standings = standings_of(work, connection, form_id, one_period, now)
            counted = {level: Counter[str]() for level in frame.map.tree.levels}
            for one in standings:
                tally = counted[one.unit.level]
                tally["expected"] += 1
                tally["sent"] += one.received is not None
                tally["late"] += one.late
                tally["missing"] += one.missing
            levels = {
                level: {state: tally[state] for state in STATES}
                for level, tally in counted.items()
                if tally["expected"]
            }
            found.append(Status(reference, one_period, levels, tuple(standings)))
    return found
