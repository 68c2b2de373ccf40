"""Assignments as officers look at them: what is owed, what was sent, and who approves it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from store.tables import assignment, form, plan, plan_form, submission, unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """One assignment as officers look at it; what was sent is its newest revision, if any.

    ``approved_by`` is the JSON list of levels that was frozen with the plan, or None.
    """

    id: int
    unit_id: int
    unit: str
    plan_id: int
    plan: str
    plan_state: str
    form_id: int
    name: str
    version: int
    period: str
    state: str
    due: date | None
    approved_by: str | None
    submission_id: int | None
    revision: int | None
    digest: str | None
    sender: str | None
    on_behalf_of: str | None
    received_at: datetime | None

    @property
    def form(self) -> str:
        """The form version's reference."""
        return f"{self.name}@{self.version}"


def subjects(
    connection: Connection,
    form_id: int,
    period: str,
    *,
    unit_ids: Sequence[int] | None = None,
    code: str | None = None,
    state: str | None = None,
    step: str | None = None,
) -> list[Subject]:
    """Assignments of a form and period, oldest first: all, of some units, or in one state.

    ``step`` leaves out what a unit's officers need not approve: where a plan names no levels, that
    is all but what is just below the unit of this code.
    """
    query = _subjects().where(assignment.c.form_id == form_id, assignment.c.period == period)
    if state is not None:
        query = query.where(assignment.c.state == state)
    if code is not None:
        query = query.where(unit.c.code == code)
    if step is not None:
        query = query.where(plan_form.c.approved_by.is_not(None) | (unit.c.parent_code == step))
    if unit_ids is None:
        return [Subject(*row) for row in connection.execute(query)]
    return [
        Subject(*row)
        for part in _parts(unit_ids)
        for row in connection.execute(query.where(assignment.c.unit_id.in_(part)))
    ]


def by_id(connection: Connection, assignment_id: int) -> Subject | None:
    """One assignment, whatever its state."""
    row = connection.execute(_subjects().where(assignment.c.id == assignment_id)).first()
    return None if row is None else Subject(*row)


def _subjects() -> Select[Any]:
    columns = assignment.c
    frozen = (
        (plan_form.c.plan_id == columns.plan_id)
        & (plan_form.c.form_id == columns.form_id)
        & (plan_form.c.period == columns.period)
    )
    return (
        select(
            columns.id,
            columns.unit_id,
            unit.c.code,
            columns.plan_id,
            plan.c.ref,
            plan.c.state,
            columns.form_id,
            form.c.name,
            form.c.version,
            columns.period,
            columns.state,
            columns.due,
            plan_form.c.approved_by,
            submission.c.id,
            submission.c.revision,
            submission.c.digest,
            submission.c.sender,
            submission.c.on_behalf_of,
            submission.c.received_at,
        )
        .join(unit, unit.c.id == columns.unit_id)
        .join(plan, plan.c.id == columns.plan_id)
        .join(form, form.c.id == columns.form_id)
        .outerjoin(plan_form, frozen)
        .outerjoin(submission, submission.c.id == columns.latest_id)
        .order_by(columns.id)
    )


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
