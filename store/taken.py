"""How a plan stands with everyone who has it, and the own plan each issued under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from store.tables import plan, receipt

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Taking:
    """One receipt; ``own_id``, ``ref`` and ``document`` are those of the unit's own plan."""

    unit_id: int
    state: str
    received_at: datetime
    adopted_at: datetime | None
    own_id: int | None
    ref: str | None
    document: str | None


def of_plans(connection: Connection, plan_ids: Iterable[int]) -> list[Taking]:
    """Every receipt of some plans."""
    columns = receipt.c
    query = select(
        columns.unit_id,
        columns.state,
        columns.received_at,
        columns.adopted_at,
        columns.adopted_by_plan,
        plan.c.ref,
        plan.c.document,
    ).outerjoin(plan, plan.c.id == columns.adopted_by_plan)
    wanted = sorted(plan_ids)
    found: list[Taking] = []
    for start in range(0, len(wanted), CHUNK):
        some = columns.plan_id.in_(wanted[start : start + CHUNK])
        found += [Taking(*row) for row in connection.execute(query.where(some))]
    return found


def mark(connection: Connection) -> str:
    """A mark that changes when a plan is received, taken up or moved on, for caches."""
    row = connection.execute(
        select(func.count(), func.max(receipt.c.changed_at), func.max(receipt.c.received_at))
    ).one()
    return " ".join(str(part) for part in row)
