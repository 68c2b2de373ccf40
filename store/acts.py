"""Acts on a plan, or on one unit's receipt of it: who did what, when and why, oldest first."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from store.plan_tables import plan_act


@dataclass(frozen=True, slots=True)
class Act:
    """One act; ``unit_id`` is None for an act on the plan itself."""

    unit_id: int | None
    at: datetime
    actor: str
    verb: str
    reason: str | None
    details: dict[str, Any]


def note(
    connection: Connection,
    plan_id: int,
    unit_id: int | None,
    now: datetime,
    actor: str,
    verb: str,
    reason: str | None = None,
    **details: object,
) -> None:
    """Record one act, in the transaction of the act itself."""
    said = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    connection.execute(
        insert(plan_act).values(
            plan_id=plan_id,
            unit_id=unit_id,
            at=now,
            actor=actor,
            verb=verb,
            reason=reason,
            details=said if details else None,
        )
    )


def of_plan(connection: Connection, plan_id: int, unit_id: int | None = None) -> tuple[Act, ...]:
    """Every act on a plan and on its receipts, or on the receipt of one unit."""
    columns = plan_act.c
    query = (
        select(
            columns.unit_id,
            columns.at,
            columns.actor,
            columns.verb,
            columns.reason,
            columns.details,
        )
        .where(columns.plan_id == plan_id)
        .order_by(columns.id)
    )
    if unit_id is not None:
        query = query.where(columns.unit_id == unit_id)
    rows = connection.execute(query)
    return tuple(Act(*row[:5], json.loads(row.details or "{}")) for row in rows)


def last_details(connection: Connection, plan_id: int, verb: str) -> dict[str, Any]:
    """What was noted the last time this was done with a plan itself; empty where nothing was."""
    columns = plan_act.c
    said = connection.execute(
        select(columns.details)
        .where(columns.plan_id == plan_id, columns.unit_id.is_(None), columns.verb == verb)
        .order_by(columns.id.desc())
        .limit(1)
    ).scalar()
    found: dict[str, Any] = json.loads(said or "{}")
    return found


def last_verb(connection: Connection, plan_id: int, unit_id: int | None) -> str | None:
    """What was last done with one receipt of a plan, or with the plan itself."""
    query = (
        select(plan_act.c.verb)
        .where(plan_act.c.plan_id == plan_id, plan_act.c.unit_id.is_not_distinct_from(unit_id))
        .order_by(plan_act.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()
