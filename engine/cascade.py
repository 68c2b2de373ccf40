"""A plan down to everyone it reaches: receipts and assignments, once each however often run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np

from engine import plans as plan_verbs
from engine.forms import bare
from engine.roster import Map, load_roster
from engine.work import Work
from hierarchy.tree import Tree
from reporting.plan import addressed, owing
from store import assignments, journal, plans, receipts, units

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


def find(work: Work, reference: str, document: Mapping[str, Any] | None = None) -> str:
    """The reference of a plan named by reference or by its file's content."""
    with work.store().reading() as connection:
        return plan_verbs.find(connection, reference, document).ref


def parts(work: Work, ref: str) -> list[Part]:
    """Batches that cover the issuer's subtree, siblings together."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        tree = load_roster(work.store(), connection).on(row.roster_on).tree
    return sibling_parts(tree, tree.index[row.issuer], PARTS)


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
    with work.store().writing() as connection:
        row = plan_verbs.find(connection, ref, None)
        found = load_roster(work.store(), connection).on(row.roster_on)
        reach = _reach(work, ref, units.version(connection))
        here = range(part.start, part.stop)
        reached = [found.ids[i] for i in reach.addressed if i in here]
        received = receipts.keep(connection, row.id, reached, now)
        if received:
            plan_verbs.link_adoptions(connection, now)
        frozen = {
            (name, period): form_id
            for form_id, name, period in plans.frozen_names(connection, row.id)
        }
        assigned = 0
        for asked in reach.asked:
            form_id = frozen[(asked.form, asked.period)]
            rows = [
                _row(row.id, found, form_id, asked.period, place, due)
                for place, due in asked.owing
                if place in here
            ]
            assigned += assignments.keep(connection, rows)
        if received or assigned:
            journal.note(
                connection, now, work.actor, "cascade", ref, received=received, assigned=assigned
            )
    return Cascaded(received, assigned)


@dataclass(frozen=True, slots=True)
class _Asked:
    form: str
    period: str
    owing: tuple[tuple[int, date | None], ...]


@dataclass(frozen=True, slots=True)
class _Reach:
    addressed: tuple[int, ...]
    asked: tuple[_Asked, ...]


@lru_cache(maxsize=4)
def _reach(work: Work, ref: str, _version: str) -> _Reach:
    """Whom an issued plan reaches: the same for all its batches while the units are the same."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        tree = load_roster(work.store(), connection).on(row.roster_on).tree
    plan = plan_verbs.noun(row)
    issuer = tree.index[plan.issuer]
    asked = (
        _Asked(
            bare(collect.form),
            period,
            tuple((one.index, one.due) for one in owing(collect, period, tree, issuer)),
        )
        for collect in plan.collects
        for period in collect.periods
    )
    return _Reach(tuple(addressed(plan, tree)), tuple(asked))


def _row(
    plan_id: int, found: Map, form_id: int, period: str, index: int, due: object
) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "unit_id": found.ids[index],
        "form_id": form_id,
        "period": period,
        "due": due,
    }


def cascade(work: Work, ref: str, now: datetime, progress: Progress) -> Cascaded:
    """The whole plan down, batch by batch; what stands already stays."""
    total = Cascaded()
    batches = parts(work, ref)
    for done, part in enumerate(batches, 1):
        total += cascade_part(work, ref, part, now)
        progress("cascade", done, len(batches))
    return total
