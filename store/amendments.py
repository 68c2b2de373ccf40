"""Amendments of plans: what they read before and after, who was told, and what is attached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from store.plan_tables import amendment, attachment, notice
from store.tables import plan, receipt, unit

DEAF = ("closed", "refused")
"""States of a receipt whose unit has nothing more to do with the plan."""


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """One amendment; ``before`` and ``after`` are JSON texts, ``told`` counts the notices."""

    id: int
    raw: str | None
    issued: date | None
    reason: str
    before: str
    after: str
    at: datetime
    actor: str
    told: int


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attachment of a plan; without ``digest`` it is only named."""

    place: int
    name: str
    digest: str | None
    size: int | None


def keep(connection: Connection, values: dict[str, Any]) -> int:
    """Keep an amendment; its row id."""
    key = connection.execute(insert(amendment).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def of_plan(
    connection: Connection, plan_id: int, unit_code: str | None = None
) -> tuple[AmendmentRow, ...]:
    """Every amendment of a plan, oldest first; with ``unit_code`` those it was told of."""
    columns = amendment.c
    told = (
        select(func.count())
        .where(notice.c.amendment_id == columns.id)
        .correlate(amendment)
        .scalar_subquery()
    )
    query = (
        select(
            columns.id,
            columns.raw,
            columns.issued,
            columns.reason,
            columns.before,
            columns.after,
            columns.at,
            columns.actor,
            told,
        )
        .where(columns.plan_id == plan_id)
        .order_by(columns.id)
    )
    if unit_code is not None:
        heard = (
            select(notice.c.amendment_id)
            .join(unit, unit.c.id == notice.c.unit_id)
            .where(unit.c.code == unit_code)
        )
        query = query.where(columns.id.in_(heard))
    return tuple(AmendmentRow(*row) for row in connection.execute(query))


def numbers(connection: Connection, issuer: str) -> list[tuple[str, date | None, str, str]]:
    """(raw number, day of issue, plan, its period) of the amendments a unit has numbered."""
    rows = connection.execute(
        select(amendment.c.raw, amendment.c.issued, plan.c.ref, plan.c.period)
        .join(plan, plan.c.id == amendment.c.plan_id)
        .where(plan.c.issuer == issuer, amendment.c.raw.is_not(None))
        .order_by(amendment.c.id)
    )
    return [(row.raw, row.issued, row.ref, row.period) for row in rows]


def tell(connection: Connection, plan_id: int, amendment_id: int, now: datetime) -> int:
    """A notice to everyone who has the plan and still has to do with it; how many were new."""
    known = select(notice.c.unit_id).where(notice.c.amendment_id == amendment_id)
    wanted = connection.execute(
        select(receipt.c.unit_id).where(
            receipt.c.plan_id == plan_id,
            receipt.c.state.not_in(DEAF),
            receipt.c.unit_id.not_in(known),
        )
    ).scalars()
    rows = [{"amendment_id": amendment_id, "unit_id": u, "at": now} for u in wanted]
    if rows:
        connection.execute(insert(notice), rows)
    return len(rows)


def attach(connection: Connection, plan_id: int, rows: Sequence[AttachmentRow]) -> None:
    """What is attached to a plan from now on."""
    connection.execute(delete(attachment).where(attachment.c.plan_id == plan_id))
    if rows:
        connection.execute(
            insert(attachment),
            [
                {
                    "plan_id": plan_id,
                    "place": one.place,
                    "name": one.name,
                    "digest": one.digest,
                    "size": one.size,
                }
                for one in rows
            ],
        )


def attached(connection: Connection, plan_id: int) -> tuple[AttachmentRow, ...]:
    """What is attached to a plan, in its own order."""
    columns = attachment.c
    rows = connection.execute(
        select(columns.place, columns.name, columns.digest, columns.size)
        .where(columns.plan_id == plan_id)
        .order_by(columns.place)
    )
    return tuple(AttachmentRow(*row) for row in rows)
