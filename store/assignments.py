"""Assignments: what each unit owes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select, update

from store import settings_rows
from store.missing import insert_missing
from store.tables import assignment, form, plan, plan_form, submission, unit

CHUNK = 500
VERSION = "assignments_version"
CLOSED = ("succeeded", "withdrawn")
"""States of an assignment nobody may answer any more."""
OPEN = ("expected", "draft", "returned")
"""States of an assignment that waits for its unit."""


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
    """One assignment as it stands; ``received`` is the latest revision's moment.

    ``sender`` is who sent that; ``first`` is when the first revision was received.
    """

    unit_id: int
    state: str
    due: date | None
    received: datetime | None
    on_behalf_of: str | None
    plan: str
    submission_id: int | None
    sender: str | None
    first: datetime | None


FIRST = submission.alias("first_revision")


def is_first() -> ColumnElement[bool]:
    """Joins ``FIRST``, the first revision of an assignment of which a later one is looked at."""
    return and_(
        submission.c.revision > 1,
        FIRST.c.assignment_id == submission.c.assignment_id,
        FIRST.c.revision == 1,
    )


def stand_of(
    state: ColumnElement[str], due: ColumnElement[date | None]
) -> tuple[ColumnElement[Any], ...]:
    """The columns of a ``Stand``, where plan, revision and ``FIRST`` are joined."""
    return (
        assignment.c.unit_id,
        state,
        due,
        submission.c.received_at,
        submission.c.on_behalf_of,
        plan.c.ref,
        submission.c.id,
        submission.c.sender,
        func.coalesce(FIRST.c.received_at, submission.c.received_at),
    )


def keep(connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
    """Keep assignments that are not there yet, whoever kept the others; how many were new."""
    fresh = insert_missing(connection, assignment, [{**row, "state": "expected"} for row in rows])
    if fresh:
        _touch(connection)
    return fresh


def kept(connection: Connection, plan_id: int) -> set[tuple[int, int, str]]:
    """(unit id, form id, period) of everything anybody owes or owed under a plan."""
    rows = connection.execute(
        select(assignment.c.unit_id, assignment.c.form_id, assignment.c.period).where(
            assignment.c.plan_id == plan_id
        )
    )
    return {(row.unit_id, row.form_id, row.period) for row in rows}


def bring_forward(
    connection: Connection, plan_id: int, period: str, unit_ids: Sequence[int], day: date
) -> int:
    """Let units owe a period of a plan by an earlier day; those due before it stay as they are.

    What was sent already is left alone: it was sent under the day of its time.
    """
    changed = 0
    for start in range(0, len(unit_ids), CHUNK):
        later = assignment.c.due.is_(None) | (assignment.c.due > day)
        changed += connection.execute(
            update(assignment)
            .where(
                assignment.c.plan_id == plan_id,
                assignment.c.period == period,
                assignment.c.unit_id.in_(unit_ids[start : start + CHUNK]),
                assignment.c.state.in_(OPEN),
                later,
            )
            .values(due=day)
        ).rowcount
    return changed


def closed(connection: Connection, ids: Collection[int]) -> set[int]:
    """Those of some assignments that nobody may answer any more."""
    wanted = sorted(set(ids))
    found: set[int] = set()
    for start in range(0, len(wanted), CHUNK):
        some = assignment.c.id.in_(wanted[start : start + CHUNK])
        gone = assignment.c.state.in_(CLOSED) | (plan.c.state == "withdrawn")
        query = select(assignment.c.id).join(plan, plan.c.id == assignment.c.plan_id)
        query = query.where(some, gone)
        found.update(connection.execute(query).scalars())
    return found


def units_by_id(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """Unit row ids by assignment id."""
    wanted = sorted(set(ids))
    found: dict[int, int] = {}
    for start in range(0, len(wanted), CHUNK):
        some = assignment.c.id.in_(wanted[start : start + CHUNK])
        rows = connection.execute(select(assignment.c.id, assignment.c.unit_id).where(some))
        found.update({row.id: row.unit_id for row in rows})
    return found


def set_state(connection: Connection, ids: Collection[int], state: str) -> int:
    """Put assignments into a state, whatever they were in; how many there were.

    Every change of state but a submission's own goes through here, since it changes ``mark`` in
    the same transaction: a door opened before must not be taken for one opened after.
    """
    wanted = sorted(set(ids))
    found = 0
    for start in range(0, len(wanted), CHUNK):
        some = assignment.c.id.in_(wanted[start : start + CHUNK])
        found += connection.execute(update(assignment).where(some).values(state=state)).rowcount
    if found:
        _touch(connection)
    return found


def owed(connection: Connection) -> tuple[Owed, ...]:
    """Every assignment that may be answered."""
    return tuple(Owed(*row) for row in connection.execute(answerable()).all())


def owed_by(connection: Connection, code: str, period: str) -> tuple[Owed, ...]:
    """Every assignment of a period that units of this code may answer, oldest first."""
    query = answerable().where(unit.c.code == code, assignment.c.period == period)
    return tuple(Owed(*row) for row in connection.execute(query.order_by(assignment.c.id)).all())


def answerable(*more: ColumnElement[Any]) -> Select[Any]:
    """The columns of an ``Owed`` and behind them ``more``, of all that may be answered."""
    return (
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
            *more,
        )
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .where(assignment.c.state.not_in(CLOSED), plan.c.state != "withdrawn")
    )


def stands(connection: Connection, form_id: int, period: str) -> tuple[Stand, ...]:
    """Every assignment of a form and period as it stands now, without what was withdrawn."""
    rows = connection.execute(
        select(*stand_of(assignment.c.state, assignment.c.due))
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, submission.c.id == assignment.c.latest_id)
        .outerjoin(FIRST, is_first())
        .where(assignment.c.form_id == form_id, assignment.c.period == period)
        .where(assignment.c.state != "withdrawn")
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
    """A mark that changes with every change of what may be answered, for caches: one row read."""
    return settings_rows.read(connection, VERSION) or "0"


def touch(connection: Connection) -> None:
    """Let ``mark`` change: a plan's own state decides whether its assignments may be answered."""
    _touch(connection)


def _touch(connection: Connection) -> None:
    settings_rows.count_up(connection, VERSION)


def units_of(connection: Connection, form_id: int, period: str) -> tuple[int, ...]:
    """Row ids of every unit that owes a form for a period; what is closed is not owed."""
    rows = connection.execute(
        select(assignment.c.unit_id)
        .where(
            assignment.c.form_id == form_id,
            assignment.c.period == period,
            assignment.c.state.not_in(CLOSED),
        )
        .distinct()
    )
    return tuple(rows.scalars().all())
