"""Plans, and the forms frozen with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from store.plan_tables import amendment
from store.tables import assignment, form, plan, plan_form, unit


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One issued plan; ``document`` is its JSON text, ``mode`` None until it is cascaded."""

    id: int
    ref: str
    issuer: str
    title: str
    period: str
    digest: str
    document: str
    roster_on: date
    state: str = "issued"
    mode: str | None = None


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
        columns.state,
        columns.mode,
    ).join(unit, unit.c.id == columns.issuer_id)


def all_rows(connection: Connection) -> tuple[PlanRow, ...]:
    """Every plan in the order of issue."""
    return tuple(PlanRow(*row) for row in connection.execute(_select().order_by(plan.c.id)))


def latest_refs(connection: Connection, count: int) -> tuple[str, ...]:
    """The references of the plans issued last, oldest first."""
    found = connection.execute(select(plan.c.ref).order_by(plan.c.id.desc()).limit(count))
    return tuple(reversed(found.scalars().all()))


def by_ref(connection: Connection, ref: str) -> PlanRow | None:
    """The plan of a reference."""
    row = connection.execute(_select().where(plan.c.ref == ref)).first()
    return None if row is None else PlanRow(*row)


def by_id(connection: Connection, plan_id: int) -> PlanRow:
    """The plan of a row id."""
    return PlanRow(*connection.execute(_select().where(plan.c.id == plan_id)).one())


def held(connection: Connection, plan_id: int, *, alone: bool = False) -> tuple[str, str | None]:
    """(state, mode) of a plan, which stay so until this transaction ends.

    ``alone``: no other transaction may hold it meanwhile. SQLite has one writer anyway.
    """
    query = select(plan.c.state, plan.c.mode).where(plan.c.id == plan_id)
    row = connection.execute(query.with_for_update(read=not alone)).one()
    return row.state, row.mode


def hold_issuer(connection: Connection, code: str) -> None:
    """Let one plan of a unit be issued at a time: references and numbers are given once."""
    rows = select(unit.c.id).where(unit.c.code == code).order_by(unit.c.id)
    connection.execute(rows.with_for_update(key_share=True)).all()


def by_digest(connection: Connection, digest: str) -> PlanRow | None:
    """The plan that reads so today, else the one that read so before it was amended."""
    row = connection.execute(_select().where(plan.c.digest == digest)).first()
    if row is None:
        before = select(amendment.c.plan_id).where(amendment.c.digest == digest)
        query = _select().where(plan.c.id.in_(before)).order_by(plan.c.id)
        row = connection.execute(query).first()
    return None if row is None else PlanRow(*row)


def by_issuer(connection: Connection, code: str) -> tuple[PlanRow, ...]:
    """Every plan of a unit's code, in the order of issue."""
    query = _select().where(plan.c.issuer == code).order_by(plan.c.id)
    return tuple(PlanRow(*row) for row in connection.execute(query))


def by_number(connection: Connection, number: Mapping[str, Any]) -> PlanRow | None:
    """The plan that has this number: issuer, series, year and number."""
    same = [plan.c[name] == value for name, value in number.items()]
    row = connection.execute(_select().where(*same)).first()
    return None if row is None else PlanRow(*row)


Frozen = tuple[int, str, str | None]
"""(form row id, period, JSON list of the levels that approve, or None)."""


def keep(connection: Connection, values: dict[str, Any], forms: Iterable[Frozen]) -> int:
    """Keep a new plan with what is frozen with it; its row id."""
    plan_id = connection.execute(insert(plan).values(**values)).inserted_primary_key[0]  # type: ignore[index]  # an insert of one row always has a key
    freeze(connection, int(plan_id), forms)
    return int(plan_id)


def change(connection: Connection, plan_id: int, **values: object) -> None:
    """Let some columns of a plan read otherwise."""
    connection.execute(update(plan).where(plan.c.id == plan_id).values(**values))


def freeze(connection: Connection, plan_id: int, forms: Iterable[Frozen]) -> None:
    """Freeze forms for periods with a plan."""
    rows = [
        {"plan_id": plan_id, "form_id": form_id, "period": period, "approved_by": levels}
        for form_id, period, levels in forms
    ]
    if rows:
        connection.execute(insert(plan_form), rows)


def thaw(connection: Connection, plan_id: int, form_id: int, period: str) -> None:
    """Take a pair away again, unless somebody's assignment still stands on it."""
    stands = (
        select(assignment.c.id)
        .where(
            assignment.c.plan_id == plan_id,
            assignment.c.form_id == form_id,
            assignment.c.period == period,
            assignment.c.state != "withdrawn",
        )
        .exists()
    )
    connection.execute(
        delete(plan_form).where(
            plan_form.c.plan_id == plan_id,
            plan_form.c.form_id == form_id,
            plan_form.c.period == period,
            ~stands,
        )
    )


def next_ref(connection: Connection, issuer: str, period: str) -> str:
    """The next free reference ``ISSUER-PERIOD-N``."""
    query = select(func.count()).where(plan.c.issuer == issuer, plan.c.period == period)
    number = int(connection.execute(query).scalar_one())
    while True:
        # References given by an earlier version may have left numbers out.
        number += 1
        ref = f"{issuer}-{period.replace('/', '_')}-{number}"
        if connection.execute(select(plan.c.id).where(plan.c.ref == ref)).first() is None:
            return ref


def frozen_levels(connection: Connection, plan_id: int) -> dict[tuple[int, str], str | None]:
    """Who approves, as frozen with a plan, by (form id, period)."""
    columns = plan_form.c
    rows = connection.execute(
        select(columns.form_id, columns.period, columns.approved_by).where(
            columns.plan_id == plan_id
        )
    )
    return {(row.form_id, row.period): row.approved_by for row in rows}


def frozen_names(connection: Connection, plan_id: int) -> tuple[tuple[int, str, str], ...]:
    """The (form id, form name, period) triples frozen with a plan."""
    rows = connection.execute(
        select(plan_form.c.form_id, form.c.name, plan_form.c.period)
        .join(form, form.c.id == plan_form.c.form_id)
        .where(plan_form.c.plan_id == plan_id)
        .order_by(plan_form.c.form_id, plan_form.c.period)
    )
    return tuple((row.form_id, row.name, row.period) for row in rows)
