"""How a plan stands with everyone who has it, and the own plan each issued under it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from store.tables import plan, receipt


@dataclass(frozen=True, slots=True)
class Taking:
    """One receipt; ``document`` is the text of the unit's own plan, where it has one."""

    unit_id: int
    state: str
    received_at: datetime
    adopted_at: datetime | None
    document: str | None


def of_plan(connection: Connection, plan_id: int) -> list[Taking]:
    """Every receipt of a plan."""
    columns = receipt.c
    rows = connection.execute(
        select(
            columns.unit_id,
            columns.state,
            columns.received_at,
            columns.adopted_at,
            plan.c.document,
        )
        .outerjoin(plan, plan.c.id == columns.adopted_by_plan)
        .where(columns.plan_id == plan_id)
    )
    return [Taking(*row) for row in rows]


def mark(connection: Connection) -> str:
    """A mark that changes when a plan is received, taken up or moved on, for caches."""
    row = connection.execute(
        select(func.count(), func.max(receipt.c.changed_at), func.max(receipt.c.received_at))
    ).one()
    return " ".join(str(part) for part in row)
