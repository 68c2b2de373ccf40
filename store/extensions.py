"""Deadlines moved later: who let it, why, and whether it was taken back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from reporting.extension import Step, Term, term_at
from store.plan_tables import extension
from store.tables import assignment, plan, unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Owing:
    """One assignment whose deadline may be moved."""

    id: int
    unit_id: int
    code: str
    plan_id: int
    plan: str
    state: str
    due: date | None


def owing(connection: Connection, form_ids: Collection[int], period: str) -> tuple[Owing, ...]:
    """Every assignment of some form versions and a period, whatever its state."""
    columns = assignment.c
    rows = connection.execute(
        select(
            columns.id,
            columns.unit_id,
            unit.c.code,
            columns.plan_id,
            plan.c.ref,
            columns.state,
            columns.due,
        )
        .join(unit, unit.c.id == columns.unit_id)
        .join(plan, plan.c.id == columns.plan_id)
        .where(columns.form_id.in_(form_ids), columns.period == period)
        .order_by(columns.id)
    )
    return tuple(Owing(*row) for row in rows)


def extend(
    connection: Connection,
    rows: Sequence[Owing],
    due: date,
    reason: str,
    approver: str,
    now: datetime,
    actor: str,
) -> None:
    """Move the deadline of assignments, and keep for each what it was."""
    said = {"due": due, "reason": reason, "approver": approver, "at": now, "actor": actor}
    fresh = [{"assignment_id": one.id, "due_before": one.due, **said} for one in rows]
    if fresh:
        connection.execute(insert(extension), fresh)
    for part in _parts([one.id for one in rows]):
        connection.execute(update(assignment).where(assignment.c.id.in_(part)).values(due=due))


def undo(
    connection: Connection, ids: Collection[int], reason: str, now: datetime, actor: str
) -> int:
    """Take back every standing extension of assignments; how many of them had one.

    A deadline that something else moved since stays where that put it.
    """
    changed = 0
    for part in _parts(sorted(ids)):
        standing = extension.c.assignment_id.in_(part) & extension.c.undone_at.is_(None)
        steps = _steps(connection, standing)
        connection.execute(
            update(extension)
            .where(standing)
            .values(undone_at=now, undone_by=actor, undone_reason=reason)
        )
        for assignment_id, found in steps.items():
            connection.execute(
                update(assignment)
                .where(assignment.c.id == assignment_id, assignment.c.due == found[-1].due)
                .values(due=found[0].due_before)
            )
        changed += len(steps)
    return changed


def terms(
    connection: Connection, form_id: int, period: str, moment: datetime
) -> Mapping[tuple[int, str], Term]:
    """The deadline at a moment of every assignment that was ever extended, by unit id and plan.

    One that something else moved since the last extension is left to what it says itself.
    """
    rows = connection.execute(
        select(assignment.c.id, assignment.c.unit_id, plan.c.ref, assignment.c.due)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .where(assignment.c.form_id == form_id, assignment.c.period == period)
        .where(assignment.c.id.in_(select(extension.c.assignment_id)))
    ).all()
    if not rows:
        return {}
    steps: dict[int, list[Step]] = {}
    for part in _parts([row.id for row in rows]):
        steps |= _steps(connection, extension.c.assignment_id.in_(part))
    return {
        (row.unit_id, row.ref): replace(term_at(steps[row.id], moment), steps=tuple(steps[row.id]))
        for row in rows
        if term_at(steps[row.id]).due == row.due
    }


def _steps(connection: Connection, where: ColumnElement[bool]) -> dict[int, list[Step]]:
    columns = extension.c
    rows = connection.execute(
        select(
            columns.assignment_id, columns.due_before, columns.due, columns.at, columns.undone_at
        )
        .where(where)
        .order_by(columns.id)
    )
    found: dict[int, list[Step]] = {}
    for assignment_id, *step in rows:
        found.setdefault(assignment_id, []).append(Step(*step))
    return found


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
