"""Why a unit is asked nothing any more: it ended, on a day, and others came after it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.forms import bare
from engine.roster import load_roster
from engine.work import Work
from errors import Fault
from hierarchy.span import next_day
from hierarchy.succession import Succession
from hierarchy.unit import Unit
from intake.reading import Sent
from store import successions, units

_NAMED = 8
"""Successors that are named; a unit that was cut into more is not looked up by a sentence."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """Every unit that ever bore a code, and who came after whom up to a day."""

    borne: Mapping[str, Sequence[Unit]]
    line: Succession


def ended(work: Work, sent: Sent) -> Fault | None:
    """The fault that says when the unit of a submission ended, and what became of it.

    None where it stands on the map on which its form is asked for that period, or where nobody
    is asked for that at all.
    """
    if not (sent.unit and sent.form and sent.period):
        return None
    with work.store().reading() as connection:
        form = bare(sent.form)
        day = successions.newest_map(connection, form, sent.period, sent.plan)
        version = units.version(connection)
    if day is None:
        return None
    ground = _ground(work, day, version)
    unit = _meant(ground.borne.get(sent.unit, ()), sent.unit_on)
    if unit is None or unit.valid_to >= day:
        return None
    since = next_day(unit.valid_to).isoformat()
    heirs = [f"{one.code} ({one.name})" for one in ground.line.heirs(unit)]
    if not heirs:
        return Fault("unit_ended_alone", "unit", sent.where, since)
    more = ["…"] if len(heirs) > _NAMED else []
    return Fault("unit_ended", "unit", sent.where, since, ", ".join(heirs[:_NAMED] + more))


def _meant(borne: Sequence[Unit], unit_on: str | None) -> Unit | None:
    """The unit that bore a code on a day, else the last that bore it."""
    if unit_on is None:
        return max(borne, key=lambda unit: unit.valid_from, default=None)
    day = date.fromisoformat(unit_on)
    return next((unit for unit in borne if unit.stands_on(day)), None)


@lru_cache(maxsize=2)
def _ground(work: Work, day: date, version: str) -> _Ground:  # noqa: ARG001  the version tells one state of the units from another
    with work.store().reading() as connection:
        found = load_roster(work.store(), connection).hierarchy.units
        edges = units.load_lineage(connection)
    borne: dict[str, list[Unit]] = defaultdict(list)
    for unit in found:
        borne[unit.code].append(unit)
    return _Ground(borne, Succession(found, edges, day))
