"""Who has sent what, counted by level, and the silent by name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.forms import asked
from engine.inputs import Frame, frame_of
from engine.roster import load_roster
from engine.standings import standings
from engine.work import Work
from reporting.book import Standing
from store import assignments, extensions, plans, successions
from store.assignments import Stand
from store.opening import Connection

STATES = ("expected", "sent", "late", "missing", "extended")
Levels = dict[str, dict[str, int]]
"""Counts of ``STATES`` by level, in the order of the levels."""


@dataclass(frozen=True, slots=True)
class Status:
    """One form and period: counts by level (in the tree's order), and every standing.

    ``plans`` counts each plan's own by its reference: a unit that two plans ask stands in both,
    and once in ``levels``. ``succeeded`` assignments were passed on, and are in no count.
    """

    form: str
    period: str
    levels: Levels
    standings: tuple[Standing, ...]
    plans: dict[str, Levels]
    succeeded: int


def status(work: Work, period: str | None, form: str | None, now: datetime) -> list[Status]:
    """How each form of a period (or of every period) stands at ``now``."""
    with work.store().reading() as connection:
        if period is None:
            wanted = assignments.periods(connection)
        else:
            form_id, reference = asked(connection, period, form)
            wanted = ((form_id, reference, period),)
        return [
            _status(work, connection, form_id, reference, one_period, now)
            for form_id, reference, one_period in wanted
        ]


def _status(
    work: Work, connection: Connection, form_id: int, reference: str, period: str, now: datetime
) -> Status:
    stands = assignments.stands(connection, form_id, period)
    terms = extensions.terms(connection, form_id, period, now)
    frames = list(_frames(work, connection, form_id, period))

    def standing(some: Iterable[Stand]) -> list[Standing]:
        left, found = list(some), []
        for frame in frames:
            found += standings(work, frame, left, terms, now)
            left = [one for one in left if one.unit_id not in frame.map.places]
        return found

    everyone = standing(stands)
    levels = list(dict.fromkeys(level for f in frames for level in f.map.tree.levels))
    refs = sorted({one.plan for one in stands})
    own = [everyone] if len(refs) == 1 else [standing(_of(stands, ref)) for ref in refs]
    return Status(
        form=reference,
        period=period,
        levels=_counted(everyone, levels),
        standings=tuple(one for one in everyone if one.state != "succeeded"),
        plans={ref: _counted(some, levels) for ref, some in zip(refs, own, strict=True)},
        succeeded=sum(one.state == "succeeded" for one in stands),
    )


def _of(stands: Iterable[Stand], ref: str) -> list[Stand]:
    return [one for one in stands if one.plan == ref]


def _frames(work: Work, connection: Connection, form_id: int, period: str) -> Iterator[Frame]:
    """The map of the roll-up first, then every other map a plan that asks stands or stood on."""
    frame = frame_of(work, connection, form_id, period)
    yield frame
    days: dict[date, None] = {}
    for plan_id in assignments.plans_of(connection, form_id, period):
        first = plans.by_id(connection, plan_id).roster_on
        days |= dict.fromkeys((successions.map_day(connection, plan_id) or first, first))
    for day in days:
        if day != frame.roster_on:
            found = load_roster(work.store(), connection).on(day)
            yield Frame(found, day, frame.plan_id, frame.assigned)


def _counted(found: Iterable[Standing], levels: Sequence[str]) -> Levels:
    counted = {level: Counter[str]() for level in levels}
    for one in found:
        if one.state == "succeeded":
            continue
        tally = counted[one.unit.level]
        tally["expected"] += 1
        tally["sent"] += one.received is not None
        tally["late"] += one.late
        tally["missing"] += one.missing
        tally["extended"] += one.extended
    return {
        level: {state: tally[state] for state in STATES}
        for level, tally in counted.items()
        if tally["expected"]
    }
