"""Submissions as officers judge them: where each stands in its workflow, and what was done."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from engine.below import Below
from engine.roster import Map, load_roster
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.workflow import next_step, steps_of
from store import plans, reviews, successions
from store.opening import Connection
from store.reviews import Done
from store.subjects import Subject


@dataclass(frozen=True)
class Case:
    """One assignment in its workflow; places are those of ``map``.

    ``chain`` is everything above, nearest first, ``steps`` those of it whose officers must
    approve. ``acts`` is everything that was done, ``approvals`` what of it holds.
    """

    subject: Subject
    map: Map
    place: int
    chain: tuple[int, ...]
    steps: tuple[int, ...]
    acts: tuple[Done, ...]
    approvals: tuple[Done, ...]
    warnings: int

    @property
    def passed(self) -> list[int]:
        """The places whose officers have approved."""
        return [place for one in self.approvals for place in self._places(one)]

    @cached_property
    def next(self) -> int | None:
        """The step whose turn it is; None after the last, or where nobody is above."""
        return next_step(self.chain, self.steps, self.passed)

    @property
    def turn(self) -> int:
        """The number of the next act."""
        return self.acts[-1].turn + 1 if self.acts else 1

    def code(self, place: int) -> str:
        """The code of the unit at a place."""
        return self.map.tree.units[place].code

    def _places(self, one: Done) -> list[int]:
        place = self.map.places.get(one.unit_id or 0)
        if place is not None:
            return [place]
        # It stood on the map before: whoever has its level now is taken for it.
        return [p for p in self.chain if self.map.tree.units[p].level == one.level]


class Docket:
    """Assignments of one form and period, with all that is needed to judge them, read at once."""

    def __init__(
        self, work: Work, connection: Connection, pair: tuple[int, str], rows: Sequence[Subject]
    ) -> None:
        self._connection = connection
        self._roster = load_roster(work.store(), connection)
        self._acts = reviews.done(connection, [one.id for one in rows])
        sent = [one.submission_id for one in rows if one.submission_id is not None]
        self._warnings = reviews.unconfirmed(connection, sent)
        self._days: dict[int, tuple[date, ...]] = {}
        self.below = Below(connection, *pair)

    def unit(self, subject: Subject) -> Unit:
        """The unit of an assignment, with its days."""
        return self._roster.unit(subject.unit_id)

    def case(self, subject: Subject) -> Case:
        """One assignment in its workflow."""
        found = self._map(subject)
        place = found.places[subject.unit_id]
        acts = tuple(self._acts.get(subject.id, ()))
        return Case(
            subject=subject,
            map=found,
            place=place,
            chain=tuple(found.tree.ancestors(place)),
            steps=steps_of(found.tree, place, _levels(subject.approved_by)),
            acts=acts,
            approvals=standing(acts),
            warnings=self._warnings.get(subject.submission_id or 0, 0),
        )

    def _map(self, subject: Subject) -> Map:
        """The newest map of the plan that the unit stands on, at last that of its own last day."""
        if subject.plan_id not in self._days:
            self._days[subject.plan_id] = days_of(self._connection, subject.plan_id)
        own = self._roster.unit(subject.unit_id)
        for day in (*self._days[subject.plan_id], own.valid_to, own.valid_from):
            try:
                found = self._roster.on(day)
            except Problem:
                continue
            if subject.unit_id in found.places:
                return found
        raise Problem("unit_unknown", code=subject.unit)


def refuse_unknown(work: Work, connection: Connection, *codes: str) -> None:
    """Raises Problem unit_unknown for a code that no unit bears on any day."""
    known = load_roster(work.store(), connection).hierarchy.units
    for code in codes:
        if not any(one.code == code for one in known):
            raise Problem("unit_unknown", code=code)


def standing(acts: Sequence[Done]) -> tuple[Done, ...]:
    """The approvals that hold: those after the last return, and after the last change."""
    held: list[Done] = []
    for one in acts:
        if one.kind == "approved":
            held.append(one)
        else:
            held.clear()
    return tuple(held)


def days_of(connection: Connection, plan_id: int) -> tuple[date, ...]:
    """The days whose maps a plan stands on, the newest first."""
    first = plans.by_id(connection, plan_id).roster_on
    later = successions.map_day(connection, plan_id)
    return (first,) if later is None else (later, first)


@lru_cache(maxsize=256)
def _levels(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(json.loads(text))
