"""A plan down to everyone it reaches: receipts and assignments, once each however often run.

At once it goes to the bottom in one run. Step by step a unit is reached when the nearest unit
above it that has the plan issued its own: each run does what has become due and ends.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from engine import plans as plan_verbs
from engine.life import refuse_unless_open
from engine.reach import Reach, days_set_below, reach_of, root_of, states_by_place
from engine.roster import Map
from engine.work import Work
from errors import Problem
from hierarchy.tree import Tree
from reporting.adoption import earliest
from store import acts, assignments, journal, plans, receipts
from store.opening import Connection
from store.plans import PlanRow

AT_ONCE, STEPWISE = "at_once", "stepwise"
PARTS = 12
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of sibling subtrees: places [start, stop) of the plan's tree."""

    start: int
    stop: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Cascaded:
    """What one run added: receipts and assignments."""

    received: int = 0
    assigned: int = 0

    def __add__(self, other: "Cascaded") -> "Cascaded":
        return Cascaded(self.received + other.received, self.assigned + other.assigned)


@dataclass(frozen=True, slots=True)
class Travelled:
    """How a plan travels (None before it does), whom it addresses and who has it."""

    mode: str | None
    addressed: int
    received: int


def find(work: Work, reference: str, document: Mapping[str, Any] | None = None) -> str:
    """The reference of a plan named by reference or by its file's content."""
    with work.store().reading() as connection:
        return plan_verbs.find(connection, reference, document).ref


def begin(work: Work, ref: str, mode: str | None, now: datetime) -> str:
    """Settle how a plan travels; without ``mode`` as it did before, at first at once.

    Raises Problem plan_not_open, or mode_refused where it has gone to the bottom already.
    """
    with work.store().writing() as connection:
        row = plan_verbs.find(connection, ref, None)
        state, before = plans.held(connection, row.id, alone=True)
        refuse_unless_open(ref, state)
        wanted = mode or before or AT_ONCE
        if before == AT_ONCE and wanted == STEPWISE:
            raise Problem("mode_refused", plan=ref)
        if wanted != before:
            plans.change(connection, row.id, mode=wanted)
            acts.note(connection, row.id, None, now, work.actor, "cascade", mode=wanted)
            journal.note(connection, now, work.actor, "cascade mode", ref, mode=wanted)
    return wanted


def parts(work: Work, ref: str) -> list[Part]:
    """Batches of the issuer's subtree, siblings together, in which something is to be done."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        found, reach = reach_of(work, connection, row)
        todo = np.array(sorted(_todo(connection, row, found, reach)), np.int64)
    batches = sibling_parts(found.tree, root_of(found, row, reach), PARTS)
    bounds = np.searchsorted(todo, [(part.start, part.stop) for part in batches])
    return [part for part, (low, high) in zip(batches, bounds, strict=True) if high > low]


def _todo(connection: Connection, row: PlanRow, found: Map, reach: Reach) -> set[int]:
    """Places whose receipt or whose assignment is still to be made."""
    states = states_by_place(connection, row.id, found)
    passed = set(reach.passed(states if row.mode == STEPWISE else None))
    kept = assignments.kept(connection, row.id)
    todo = passed - states.keys()
    frozen = _frozen(connection, row.id)
    for asked in reach.asked:
        key = (frozen[(asked.form, asked.period)], asked.period)
        todo.update(p for p in asked.owing if p in passed and (found.ids[p], *key) not in kept)
    return todo


def sibling_parts(tree: Tree, root: int, wanted: int) -> list[Part]:
    """At most about ``wanted`` contiguous batches of whole subtrees of ``root``'s children."""
    stop = int(tree.stop[root])
    size = max(1, (stop - root) // wanted)
    found: list[Part] = []
    start = root
    for child in np.asarray(tree.children(root)):
        end = int(tree.stop[child])
        if end - start >= size or end == stop:
            found.append(_part(tree, start, end))
            start = end
    return found or [_part(tree, root, stop)]


def _part(tree: Tree, start: int, stop: int) -> Part:
    return Part(start, stop, tree.units[start].code, tree.units[stop - 1].code)


def cascade_part(work: Work, ref: str, part: Part, now: datetime) -> Cascaded:
    """Receipts and assignments for one batch, in one transaction."""
    total = Cascaded()
    with work.store().writing() as connection:
        row = plan_verbs.find(connection, ref, None)
        # Nobody takes the plan up, closes or withdraws it between what is read here and written.
        state, mode = plans.held(connection, row.id)
        refuse_unless_open(ref, state)
        found, reach = reach_of(work, connection, row)
        here = range(part.start, part.stop)
        while True:
            states = states_by_place(connection, row.id, found) if mode == STEPWISE else None
            places = [place for place in reach.passed(states) if place in here]
            done = _reached(connection, row, found, reach, places, now)
            total += done
            # A unit may have issued its own before this arrived: those below it are due now.
            if mode != STEPWISE or not done.received:
                break
        if total != Cascaded():
            told = {"received": total.received, "assigned": total.assigned}
            journal.note(connection, now, work.actor, "cascade", ref, **told)
    return total


def _reached(
    connection: Connection,
    row: PlanRow,
    found: Map,
    reach: Reach,
    places: Collection[int],
    now: datetime,
) -> Cascaded:
    """Give these places what is the plan's, where they lack it."""
    received = receipts.keep(connection, row.id, [found.ids[place] for place in places], now)
    if received:
        plan_verbs.link_adoptions(connection, now, row.id)
    here = range(min(places, default=0), max(places, default=-1) + 1)
    earlier = days_set_below(connection, row, found, here)
    frozen = _frozen(connection, row.id)
    assigned = 0
    for asked in reach.asked:
        one = {
            "plan_id": row.id,
            "form_id": frozen[(asked.form, asked.period)],
            "period": asked.period,
        }
        rows = [
            {
                **one,
                "unit_id": found.ids[place],
                "due": earliest(asked.owing[place], earlier.get((asked.period, place))),
            }
            for place in places
            if place in asked.owing
        ]
        assigned += assignments.keep(connection, rows)
    return Cascaded(received, assigned)


def _frozen(connection: Connection, plan_id: int) -> dict[tuple[str, str], int]:
    return {
        (name, period): form_id for form_id, name, period in plans.frozen_names(connection, plan_id)
    }


def cascade(
    work: Work, ref: str, now: datetime, progress: Progress, mode: str | None = None
) -> Cascaded:
    """The plan down, batch by batch; what stands already stays.

    Without ``mode`` as before, at first at once. Raises Problem plan_not_open or mode_refused.
    """
    begin(work, ref, mode, now)
    total = Cascaded()
    batches = parts(work, ref)
    for done, part in enumerate(batches, 1):
        total += cascade_part(work, ref, part, now)
        progress("cascade", done, len(batches))
    return total


def travelled(work: Work, ref: str) -> Travelled:
    """How far a plan has come."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        found, reach = reach_of(work, connection, row)
        states = states_by_place(connection, row.id, found)
    return Travelled(row.mode, len(reach.gates), len(reach.gates.keys() & states.keys()))
