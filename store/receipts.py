"""Receipts: who has a plan, and how it stands with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from store.missing import insert_missing
from store.tables import plan, receipt, unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """One unit's receipt of one plan; ``adopted_by`` is the row id of the unit's own plan."""

    unit_id: int
    state: str
    received_at: datetime
    adopted_at: datetime | None
    adopted_by: int | None
    changed_at: datetime | None
    changed_by: str | None
    reason: str | None


def keep(connection: Connection, plan_id: int, unit_ids: Sequence[int], now: datetime) -> int:
    """Note that these units have the plan; those that had it already stay as they are."""
    row = {"plan_id": plan_id, "state": "received", "received_at": now}
    return insert_missing(connection, receipt, [{**row, "unit_id": u} for u in unit_ids])


def counts(connection: Connection, plan_id: int) -> dict[str, int]:
    """How many units are in each state of receipt."""
    rows = connection.execute(
        select(receipt.c.state, func.count())
        .where(receipt.c.plan_id == plan_id)
        .group_by(receipt.c.state)
    )
    return {state: int(number) for state, number in rows}


def of_code(connection: Connection, plan_id: int, code: str) -> Receipt | None:
    """The receipt of the unit of this code; of several units of one code the latest's."""
    columns = receipt.c
    row = connection.execute(
        select(
            columns.unit_id,
            columns.state,
            columns.received_at,
            columns.adopted_at,
            columns.adopted_by_plan,
            columns.changed_at,
            columns.changed_by,
            columns.reason,
        )
        .join(unit, unit.c.id == columns.unit_id)
        .where(columns.plan_id == plan_id, unit.c.code == code)
        .order_by(unit.c.valid_from.desc())
        .limit(1)
    ).first()
    return None if row is None else Receipt(*row)


def of_unit(connection: Connection, unit_id: int) -> list[tuple[int, Receipt]]:
    """Every receipt of a unit, with the row id of its plan."""
    columns = receipt.c
    rows = connection.execute(
        select(
            columns.plan_id,
            columns.unit_id,
            columns.state,
            columns.received_at,
            columns.adopted_at,
            columns.adopted_by_plan,
            columns.changed_at,
            columns.changed_by,
            columns.reason,
        )
        .where(columns.unit_id == unit_id)
        .order_by(columns.plan_id)
    )
    return [(row[0], Receipt(*row[1:])) for row in rows]


def move(
    connection: Connection,
    plan_id: int,
    unit_id: int,
    state: str,
    now: datetime,
    actor: str,
    reason: str | None = None,
) -> None:
    """Bring one receipt to a state; whether it may go there was asked before."""
    _change(
        connection,
        plan_id,
        unit_id,
        state=state,
        changed_at=now,
        changed_by=actor,
        reason=reason,
    )


def take_up(
    connection: Connection,
    plan_id: int,
    unit_id: int,
    own_plan_id: int,
    adopted_at: datetime,
    now: datetime,
    actor: str,
) -> None:
    """Note that a unit issued its own plan under this one, and on which day."""
    _change(
        connection,
        plan_id,
        unit_id,
        state="adopted",
        adopted_at=adopted_at,
        adopted_by_plan=own_plan_id,
        changed_at=now,
        changed_by=actor,
        reason=None,
    )


def _change(connection: Connection, plan_id: int, unit_id: int, **values: object) -> None:
    one = (receipt.c.plan_id == plan_id) & (receipt.c.unit_id == unit_id)
    connection.execute(update(receipt).where(one).values(**values))


def mark_adopted(connection: Connection, upper_id: int, lower_id: int, now: datetime) -> None:
    """Note that a plan's issuer adopted the plan above it; the first time stands."""
    issuer = select(plan.c.issuer_id).where(plan.c.id == lower_id).scalar_subquery()
    actor = select(plan.c.issued_by).where(plan.c.id == lower_id).scalar_subquery()
    connection.execute(
        update(receipt)
        .where(
            receipt.c.plan_id == upper_id,
            receipt.c.unit_id == issuer,
            receipt.c.state == "received",
        )
        .values(
            state="adopted",
            adopted_at=now,
            adopted_by_plan=lower_id,
            changed_at=now,
            changed_by=actor,
            reason=None,
        )
    )


def states(connection: Connection, plan_id: int) -> list[tuple[int, str]]:
    """(unit id, state) of every receipt of a plan."""
    rows = connection.execute(
        select(receipt.c.unit_id, receipt.c.state).where(receipt.c.plan_id == plan_id)
    )
    return [(row.unit_id, row.state) for row in rows]


def dated_adoptions(
    connection: Connection, plan_id: int, standing: Collection[str]
) -> list[tuple[int, str]]:
    """(unit id, document) of units whose own plan may set days for those below them."""
    rows = connection.execute(
        select(receipt.c.unit_id, plan.c.document)
        .join(plan, plan.c.id == receipt.c.adopted_by_plan)
        .where(
            receipt.c.plan_id == plan_id,
            receipt.c.state.in_(list(standing)),
            plan.c.document.contains('"adopts":{"due"'),
        )
        .order_by(receipt.c.unit_id)
    )
    return [(row.unit_id, row.document) for row in rows]
