"""Who has not yet done what was asked: open assignments, and plans not taken up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from store.tables import assignment, form, plan, receipt

OPEN = ("expected", "draft", "returned")


@dataclass(frozen=True, slots=True)
class Silent:
    """An open assignment; ``latest_id`` is its newest submission, where one was returned."""

    id: int
    unit_id: int
    plan_id: int
    form: str
    period: str
    due: date
    latest_id: int | None


def plans_running(connection: Connection, ref: str | None = None) -> tuple[int, ...]:
    """Row ids of the plans that are neither withdrawn nor closed, or of one of them."""
    query = select(plan.c.id).where(plan.c.state == "issued").order_by(plan.c.id)
    if ref is not None:
        query = query.where(plan.c.ref == ref)
    return tuple(connection.execute(query).scalars())


def assignments_due(
    connection: Connection, plan_ids: Sequence[int], until: date
) -> tuple[Silent, ...]:
    """Open assignments of these plans with a due day up to ``until``."""
    rows = connection.execute(
        select(
            assignment.c.id,
            assignment.c.unit_id,
            assignment.c.plan_id,
            form.c.name,
            assignment.c.period,
            assignment.c.due,
            assignment.c.latest_id,
        )
        .join(form, form.c.id == assignment.c.form_id)
        .where(
            assignment.c.plan_id.in_(plan_ids),
            assignment.c.state.in_(OPEN),
            assignment.c.due <= until,
        )
        .order_by(assignment.c.id)
    )
    return tuple(Silent(*row) for row in rows)


def not_taken_up(connection: Connection, plan_id: int) -> tuple[int, ...]:
    """Units that have a plan and issued none of their own under it.

    One that sent it back or refused it waits for the issuer, not the issuer for it.
    """
    rows = connection.execute(
        select(receipt.c.unit_id)
        .where(
            receipt.c.plan_id == plan_id,
            receipt.c.state == "received",
            receipt.c.adopted_at.is_(None),
        )
        .order_by(receipt.c.unit_id)
    )
    return tuple(rows.scalars())
