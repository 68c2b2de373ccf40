"""Receipts: who has a plan, and how it stands with them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from store.tables import plan, receipt

CHUNK = 500


def keep(connection: Connection, plan_id: int, unit_ids: Sequence[int], now: datetime) -> int:
    """Note that these units have the plan; those that had it already stay as they are."""
    known: set[int] = set()
    for start in range(0, len(unit_ids), CHUNK):
        some = receipt.c.unit_id.in_(unit_ids[start : start + CHUNK])
        query = select(receipt.c.unit_id).where(receipt.c.plan_id == plan_id, some)
        known.update(connection.execute(query).scalars())
    rows = [
        {"plan_id": plan_id, "unit_id": u, "state": "received", "received_at": now}
        for u in unit_ids
        if u not in known
    ]
    if rows:
        connection.execute(insert(receipt), rows)
    return len(rows)


def counts(connection: Connection, plan_id: int) -> dict[str, int]:
    """How many units are in each state of receipt."""
    rows = connection.execute(
        select(receipt.c.state, func.count())
        .where(receipt.c.plan_id == plan_id)
        .group_by(receipt.c.state)
    )
    return {state: int(number) for state, number in rows}


def mark_adopted(connection: Connection, upper_id: int, lower_id: int, now: datetime) -> None:
    """Note that a plan's issuer adopted the plan above it; the first time stands."""
    issuer = select(plan.c.issuer_id).where(plan.c.id == lower_id).scalar_subquery()
    connection.execute(
        update(receipt)
        .where(
            receipt.c.plan_id == upper_id,
            receipt.c.unit_id == issuer,
            receipt.c.state == "received",
        )
        .values(state="adopted", adopted_at=now, adopted_by_plan=lower_id)
    )


def states(connection: Connection, plan_id: int) -> list[tuple[int, str]]:
    """(unit id, state) of every receipt of a plan."""
    rows = connection.execute(
        select(receipt.c.unit_id, receipt.c.state).where(receipt.c.plan_id == plan_id)
    )
    return [(row.unit_id, row.state) for row in rows]
