"""Points an officer gave, and the cascade's own facts that a score sheet is held against."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from store.plan_tables import score_entry
from store.tables import act, assignment, plan, receipt, submission


@dataclass(frozen=True, slots=True)
class Entry:
    """Points given to one unit for one criterion; ``points`` is an exact decimal as text."""

    unit_id: int
    criterion: str
    points: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a plan stands with one unit, and the unit's own plan where it issued one.

    ``document`` is that plan's JSON text and ``plan_state`` its state.
    """

    unit_id: int
    state: str
    adopted_at: datetime | None
    document: str | None
    plan_state: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment of a plan; ``received`` is None where nothing counts as sent."""

    unit_id: int
    form_id: int
    period: str
    due: date | None
    state: str
    received: datetime | None


def keep(connection: Connection, plan_id: int, entry: Entry, actor: str) -> None:
    """Append one entry; what was given before stays to be read."""
    connection.execute(
        insert(score_entry).values(
            plan_id=plan_id,
            unit_id=entry.unit_id,
            criterion=entry.criterion,
            points=entry.points,
            reason=entry.reason,
            at=entry.at,
            actor=actor,
        )
    )


def standing(connection: Connection, plan_id: int, unit_id: int | None = None) -> list[Entry]:
    """The newest entry of every unit and criterion of a plan, or of one unit."""
    columns = score_entry.c
    newest = (
        select(func.max(columns.id))
        .where(columns.plan_id == plan_id)
        .group_by(columns.unit_id, columns.criterion)
    )
    if unit_id is not None:
        newest = newest.where(columns.unit_id == unit_id)
    rows = connection.execute(
        select(columns.unit_id, columns.criterion, columns.points, columns.reason, columns.at)
        .where(columns.id.in_(newest))
        .order_by(columns.id)
    )
    return [Entry(*row) for row in rows]


def adoptions(connection: Connection, plan_id: int) -> list[Adoption]:
    """Everyone who has a plan, with the plan each issued under it."""
    rows = connection.execute(
        select(
            receipt.c.unit_id, receipt.c.state, receipt.c.adopted_at, plan.c.document, plan.c.state
        )
        .outerjoin(plan, plan.c.id == receipt.c.adopted_by_plan)
        .where(receipt.c.plan_id == plan_id)
    )
    return [Adoption(*row) for row in rows]


def duties(connection: Connection, plan_id: int, until: datetime | None) -> list[Duty]:
    """Every assignment of a plan with its newest revision received up to a moment, or up to now.

    Assignments that were closed for a successor or withdrawn are nobody's duty any more.
    """
    newest = select(submission.c.assignment_id, func.max(submission.c.received_at).label("at"))
    if until is not None:
        newest = newest.where(submission.c.received_at <= until)
    owed = select(assignment.c.id).where(assignment.c.plan_id == plan_id)
    sent = (
        newest.where(submission.c.assignment_id.in_(owed))
        .group_by(submission.c.assignment_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            assignment.c.unit_id,
            assignment.c.form_id,
            assignment.c.period,
            assignment.c.due,
            assignment.c.state,
            sent.c.at,
        )
        .outerjoin(sent, sent.c.assignment_id == assignment.c.id)
        .where(
            assignment.c.plan_id == plan_id, assignment.c.state.not_in(("succeeded", "withdrawn"))
        )
    )
    return [Duty(*row) for row in rows]


def mark(connection: Connection) -> str:
    """A mark that changes with every act: points given and plans taken up are among them."""
    return str(connection.execute(select(func.max(act.c.id))).scalar())


def carrying(connection: Connection) -> list[int]:
    """Row ids of the plans that may carry a score sheet and are not withdrawn, oldest first."""
    rows = connection.execute(
        select(plan.c.id)
        .where(plan.c.document.contains('"score":'), plan.c.state != "withdrawn")
        .order_by(plan.c.id)
    )
    return list(rows.scalars())
