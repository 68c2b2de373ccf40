"""Assignments: what each unit owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select

from store.tables import assignment, form, plan, plan_form, submission, unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Owed:
    """One assignment with what identifies it to a sender."""

    id: int
    unit_id: int
    code: str
    valid_from: date
    valid_to: date
    level: str
    form_id: int
    form: str
    version: int
    period: str
    plan: str

    def stands_on(self, day: date) -> bool:
        """Whether the unit of this assignment exists on a day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Stand:
    """One assignment as it stands; ``received`` is the latest revision's moment."""

    unit_id: int
    state: str
    due: date | None
    received: datetime | None
    on_behalf_of: str | None
    plan: str
    submission_id: int | None


def keep(connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
    """Keep assignments of one plan, form and period that are not there yet; how many were new."""
    known: set[int] = set()
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        found = connection.execute(
            select(assignment.c.unit_id).where(
                assignment.c.plan_id == part[0]["plan_id"],
                assignment.c.form_id == part[0]["form_id"],
                assignment.c.period == part[0]["period"],
                assignment.c.unit_id.in_([row["unit_id"] for row in part]),
            )
        )
        known.update(found.scalars())
    fresh = [{**row, "state": "expected"} for row in rows if row["unit_id"] not in known]
    if fresh:
        connection.execute(insert(assignment), fresh)
    return len(fresh)


def owed(connection: Connection) -> tuple[Owed, ...]:
    """Every assignment that may be answered."""
    rows = connection.execute(
        select(
            assignment.c.id,
            assignment.c.unit_id,
            unit.c.code,
            unit.c.valid_from,
            unit.c.valid_to,
            unit.c.level,
            assignment.c.form_id,
            form.c.name,
            form.c.version,
            assignment.c.period,
            plan.c.ref,
        )
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .where(assignment.c.state != "succeeded")
    )
    return tuple(Owed(*row) for row in rows.all())


def stands(connection: Connection, form_id: int, period: str) -> tuple[Stand, ...]:
    """Every assignment of a form and period as it stands now."""
    rows = connection.execute(
        select(
            assignment.c.unit_id,
            assignment.c.state,
            assignment.c.due,
            submission.c.received_at,
            submission.c.on_behalf_of,
            plan.c.ref,
            submission.c.id,
        )
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, submission.c.id == assignment.c.latest_id)
        .where(assignment.c.form_id == form_id, assignment.c.period == period)
    )
    return tuple(Stand(*row) for row in rows.all())


def periods(connection: Connection) -> tuple[tuple[int, str, str], ...]:
    """Every (form id, form reference, period) anybody owes."""
    owed = exists().where(
        assignment.c.form_id == plan_form.c.form_id, assignment.c.period == plan_form.c.period
    )
    rows = connection.execute(
        select(plan_form.c.form_id, form.c.name, form.c.version, plan_form.c.period)
        .join(form, form.c.id == plan_form.c.form_id)
        .where(owed)
        .distinct()
        .order_by(plan_form.c.period, form.c.name, form.c.version)
    )
    return tuple((row.form_id, f"{row.name}@{row.version}", row.period) for row in rows)


def plans_of(connection: Connection, form_id: int, period: str) -> tuple[int, ...]:
    """The plans that ask for a form and period, the one with the most assignments first."""
    frozen = select(plan_form.c.plan_id).where(
        plan_form.c.form_id == form_id, plan_form.c.period == period
    )
    one = connection.execute(frozen.limit(2)).scalars().all()
    if len(one) == 1:
        # Nobody can owe it under another plan: no need to count a country's assignments.
        return tuple(one)
    rows = connection.execute(
        select(assignment.c.plan_id, func.count().label("size"))
        .where(assignment.c.form_id == form_id, assignment.c.period == period)
        .group_by(assignment.c.plan_id)
        .order_by(func.count().desc(), assignment.c.plan_id)
    )
    return tuple(row.plan_id for row in rows)


def mark(connection: Connection) -> str:
    """A mark that changes when assignments are added, for caches."""
    return str(connection.execute(select(func.max(assignment.c.id))).scalar())


def units_of(connection: Connection, form_id: int, period: str) -> tuple[int, ...]:
    """Row ids of every unit that owes a form for a period, vanished ones left out."""
    rows = connection.execute(
        select(assignment.c.unit_id)
        .where(
            assignment.c.form_id == form_id,
            assignment.c.period == period,
            assignment.c.state != "succeeded",
        )
        .distinct()
    )
    return tuple(rows.scalars().all())
