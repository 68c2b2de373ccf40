"""Plans, and the forms frozen with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select

from store.tables import form, plan, plan_form, unit


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One issued plan; ``document`` is its JSON text."""

    id: int
    ref: str
    issuer: str
    title: str
    period: str
    digest: str
    document: str
    roster_on: date


def _select() -> Any:  # noqa: ANN401  SQLAlchemy's select type names every column
    columns = plan.c
    return select(
        columns.id,
        columns.ref,
        unit.c.code,
        columns.title,
        columns.period,
        columns.digest,
        columns.document,
        columns.roster_on,
    ).join(unit, unit.c.id == columns.issuer_id)


def all_rows(connection: Connection) -> tuple[PlanRow, ...]:
    """Every plan in the order of issue."""
    return tuple(PlanRow(*row) for row in connection.execute(_select().order_by(plan.c.id)))


def by_ref(connection: Connection, ref: str) -> PlanRow | None:
    """The plan of a reference."""
    row = connection.execute(_select().where(plan.c.ref == ref)).first()
    return None if row is None else PlanRow(*row)


def by_id(connection: Connection, plan_id: int) -> PlanRow:
    """The plan of a row id."""
    return PlanRow(*connection.execute(_select().where(plan.c.id == plan_id)).one())


def by_digest(connection: Connection, digest: str) -> PlanRow | None:
    """The plan of this content."""
    row = connection.execute(_select().where(plan.c.digest == digest)).first()
    return None if row is None else PlanRow(*row)


def keep(connection: Connection, values: dict[str, Any], forms: Iterable[tuple[int, str]]) -> int:
    """Keep a new plan with its frozen (form id, period) pairs; its row id."""
    plan_id = connection.execute(insert(plan).values(**values)).inserted_primary_key[0]  # type: ignore[index]  # an insert of one row always has a key
    rows = [{"plan_id": plan_id, "form_id": f, "period": p} for f, p in forms]
    if rows:
        connection.execute(insert(plan_form), rows)
    return int(plan_id)


def next_ref(connection: Connection, issuer: str, period: str) -> str:
    """The next free reference ``ISSUER-PERIOD-N``."""
    prefix = f"{issuer}-{period.replace('/', '_')}-"
    taken = connection.execute(
        select(func.count()).select_from(plan).where(plan.c.ref.startswith(prefix, autoescape=True))
    ).scalar_one()
    return f"{prefix}{int(taken) + 1}"


def frozen_names(connection: Connection, plan_id: int) -> tuple[tuple[int, str, str], ...]:
    """The (form id, form name, period) triples frozen with a plan."""
    rows = connection.execute(
        select(plan_form.c.form_id, form.c.name, plan_form.c.period)
        .join(form, form.c.id == plan_form.c.form_id)
        .where(plan_form.c.plan_id == plan_id)
        .order_by(plan_form.c.form_id, plan_form.c.period)
    )
    return tuple((row.form_id, row.name, row.period) for row in rows)
