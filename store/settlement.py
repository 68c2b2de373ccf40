"""A plan's assignments when the plan itself changes: opened again, or due on another day."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, select, update

from store import assignments
from store.plan_tables import extension
from store.tables import assignment, form, plan, unit

CHUNK = 500


def extended(connection: Connection, plan_id: int) -> set[int]:
    """Row ids of a plan's assignments that have a longer term by an act of their own."""
    rows = connection.execute(
        select(extension.c.assignment_id)
        .join(assignment, assignment.c.id == extension.c.assignment_id)
        .where(assignment.c.plan_id == plan_id, extension.c.undone_at.is_(None))
    )
    return set(rows.scalars())


def reopen(connection: Connection, ids: Collection[int]) -> int:
    """Open withdrawn assignments again: as returned where something was sent, else expected."""
    sent: set[int] = set()
    for part in _parts(ids):
        some = assignment.c.id.in_(part) & assignment.c.latest_id.is_not(None)
        sent.update(connection.execute(select(assignment.c.id).where(some)).scalars())
    assignments.set_state(connection, sent, "returned")
    assignments.set_state(connection, set(ids) - sent, "expected")
    return len(ids)


def move_due(connection: Connection, days: Mapping[int, date | None]) -> None:
    """Let assignments be due on other days, by row id."""
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for assignment_id, day in days.items():
        by_day[day].append(assignment_id)
    for day, ids in by_day.items():
        for part in _parts(ids):
            some = assignment.c.id.in_(part)
            connection.execute(update(assignment).where(some).values(due=day))


def taken_back(connection: Connection) -> Iterator[tuple[str, str, str, str, bool]]:
    """(unit, form, period, plan, whether the plan itself) of all that was withdrawn."""
    whole = plan.c.state == "withdrawn"
    rows = connection.execute(
        select(unit.c.code, form.c.name, assignment.c.period, plan.c.ref, whole)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .where((assignment.c.state == "withdrawn") | whole)
        .order_by(assignment.c.id)
    )
    return ((code, name, period, ref, bool(gone)) for code, name, period, ref, gone in rows)


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))
