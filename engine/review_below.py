"""Approving everything that waits at one officer's step, below one unit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.docket import Case, Docket, refuse_unknown
from engine.duties import acting, refuse_unless_due, refuse_unless_free
from engine.review import approval
from engine.whose import forms_of
from engine.work import Work
from errors import Problem
from store import bonds, claims, journal, reviews, subjects
from store.opening import Connection

Progress = Callable[[str, int, int], None]
CHUNK = 500
"""Approvals in one transaction."""


@dataclass(frozen=True, slots=True)
class Below:
    """Everything of a form and period in the subtree of ``unit``, judged for ``officer``."""

    unit: str
    form: str
    period: str
    officer: str
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Bulk:
    """How many were approved, how many of them by the last step, and why others were refused.

    ``refused`` holds (unit code, problem). What waits for somebody else is in none of these.
    """

    approved: int = 0
    finished: int = 0
    refused: tuple[tuple[str, Problem], ...] = ()

    def __add__(self, other: "Bulk") -> "Bulk":
        return Bulk(
            self.approved + other.approved,
            self.finished + other.finished,
            self.refused + other.refused,
        )


def approve_below(
    work: Work, whom: Below, now: datetime, reason: str | None, progress: Progress
) -> Bulk:
    """Approve what waits at the officer's step, in batches that stand each by itself.

    Run again it goes on where it broke off. Raises Problem actor_missing, form_unknown,
    nothing_assigned or unit_unknown; whatever is wrong with one submission refuses that one.
    """
    if not work.actor:
        raise Problem("actor_missing")
    with work.store().reading() as connection:
        refuse_unknown(work, connection, whom.unit, whom.officer)
        form_ids = forms_of(connection, whom.form, whom.period)
        waiting = [
            (form_id, case.subject.unit_id)
            for form_id in form_ids
            for _docket, case in cases(work, connection, whom, form_id)
        ]
    total = Bulk()
    for start in range(0, len(waiting), CHUNK):
        for form_id in form_ids:
            units = [unit for one, unit in waiting[start : start + CHUNK] if one == form_id]
            if units:
                total += _approve(work, whom, form_id, units, now, reason)
        progress("review", min(start + CHUNK, len(waiting)), len(waiting))
    return total


def cases(
    work: Work,
    connection: Connection,
    whom: Below,
    form_id: int,
    units: Sequence[int] | None = None,
) -> Iterator[tuple[Docket, Case]]:
    """What waits for the officer below a unit, in the order it was asked for."""
    pair = (form_id, whom.period)
    rows = subjects.subjects(
        connection, *pair, unit_ids=units, state="submitted", step=whom.officer
    )
    docket = Docket(work, connection, pair, rows)
    for one in rows:
        if whom.plan not in {None, one.plan} or one.plan_state == "withdrawn":
            continue
        case = docket.case(one)
        tree = case.map.tree
        root, officer = tree.index.get(whom.unit), tree.index.get(whom.officer)
        if root is None or not root <= case.place < tree.stop[root]:
            continue
        if officer is not None and case.next == officer:
            yield docket, case


def _approve(
    work: Work,
    whom: Below,
    form_id: int,
    units: Sequence[int],
    now: datetime,
    reason: str | None,
) -> Bulk:
    with work.store().writing() as connection:
        claims.claim(connection, [form_id], whom.period)
        fresh, done, refused = [], [], []
        # Read again: what others did meanwhile no longer waits here.
        for docket, case in cases(work, connection, whom, form_id, units):
            try:
                officer = acting(case, whom.officer)
                refuse_unless_due(case, officer, "approve", force=False)
                refuse_unless_free(work, case, reason, force=False)
            except Problem as problem:
                refused.append((case.subject.unit, problem))
                continue
            row, one = approval(work, docket, case, officer, now, reason)
            fresh.append(row)
            done.append((case.subject.id, one))
        reviews.add(connection, fresh)
        finished = [assignment_id for assignment_id, one in done if one.state == "approved"]
        reviews.let_stand(connection, finished, "approved")
        if done:
            said = {one.unit: one.sha256 for _id, one in done}
            told = {"officer": whom.officer, "reason": reason, "sha256": said}
            told[bonds.JUDGED] = bonds.of_rows(bonds.REVIEW, fresh)
            about = f"{whom.unit} {done[0][1].form} {whom.period}"
            journal.note(connection, now, work.actor, "review approve --below", about, **told)
    return Bulk(len(done), len(finished), tuple(refused))
