"""Allotments: what a unit got of a split target; and which plans may bind anyone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from store.plan_tables import allotment, amendment
from store.tables import form, plan, plan_form, rollup, unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Allotted:
    """One share that was handed out; ``value`` is an exact decimal as text."""

    plan_id: int
    measure: str
    by: date
    unit_id: int
    value: str
    way: str

    @property
    def exact(self) -> Fraction:
        """The value."""
        return Fraction(self.value)


@dataclass(frozen=True, slots=True)
class Binding:
    """A plan that has targets; ``forms`` are the names of those it collects."""

    id: int
    ref: str
    issuer_id: int
    issuer: str
    name: str
    period: str
    document: str
    forms: frozenset[str]


def of_plans(connection: Connection, plan_ids: Collection[int]) -> tuple[Allotted, ...]:
    """Every share that was handed out of these plans' targets."""
    columns = allotment.c
    query = select(
        columns.plan_id,
        columns.measure,
        columns.by,
        columns.unit_id,
        columns.value,
        columns.way,
    ).order_by(columns.plan_id, columns.measure, columns.by, columns.unit_id)
    wanted = frozenset(plan_ids)
    if len(wanted) <= CHUNK:
        query = query.where(columns.plan_id.in_(wanted))
    return tuple(Allotted(*row) for row in connection.execute(query) if row.plan_id in wanted)


def change(
    connection: Connection,
    target: tuple[int, str, date],
    fresh: Mapping[int, str],
    changed: Mapping[int, str],
    gone: Collection[int],
    act: tuple[str, datetime, str],
) -> None:
    """Write new and changed shares (by unit id) of one target, and take others back.

    ``target`` is (plan id, measure, by-day); ``act`` is (way, moment, actor).
    """
    plan_id, measure, by = target
    way, at, actor = act
    key = {"plan_id": plan_id, "measure": measure, "by": by}
    said = {"way": way, "at": at, "actor": actor}
    if fresh:
        rows = [{**key, **said, "unit_id": u, "value": v} for u, v in fresh.items()]
        connection.execute(insert(allotment), rows)
    here = (
        (allotment.c.plan_id == plan_id)
        & (allotment.c.measure == measure)
        & (allotment.c.by == by)
        & (allotment.c.unit_id == bindparam("which"))
    )
    if changed:
        connection.execute(
            update(allotment).where(here).values(value=bindparam("new"), **said),
            [{"which": u, "new": v} for u, v in changed.items()],
        )
    if gone:
        connection.execute(delete(allotment).where(here), [{"which": u} for u in gone])


def binding(connection: Connection) -> tuple[Binding, ...]:
    """Every plan with targets that was not withdrawn, the latest first."""
    forms: dict[int, set[str]] = {}
    frozen = select(plan_form.c.plan_id, form.c.name).join(form, form.c.id == plan_form.c.form_id)
    for row in connection.execute(frozen):
        forms.setdefault(row.plan_id, set()).add(row.name)
    rows = connection.execute(
        select(
            plan.c.id,
            plan.c.ref,
            plan.c.issuer_id,
            unit.c.code,
            unit.c.name,
            plan.c.period,
            plan.c.document,
        )
        .join(unit, unit.c.id == plan.c.issuer_id)
        .where(plan.c.state != "withdrawn", plan.c.document.contains('"targets":[{'))
        .order_by(plan.c.id.desc())
    )
    return tuple(Binding(*row, frozenset(forms.get(row.id, ()))) for row in rows)


def mark(connection: Connection) -> str:
    """A mark that changes with every plan, amendment, withdrawal and share, for caches."""
    counted = connection.execute(
        select(
            select(func.max(plan.c.id)).scalar_subquery(),
            select(func.count()).where(plan.c.state == "withdrawn").scalar_subquery(),
            select(func.max(amendment.c.id)).scalar_subquery(),
            select(func.count()).select_from(allotment).scalar_subquery(),
            select(func.max(allotment.c.at)).scalar_subquery(),
        )
    ).one()
    return " ".join(str(one) for one in counted)


def rollups_of(connection: Connection, period: str) -> tuple[tuple[int, int], ...]:
    """(roll-up id, form id) of what was rolled up for a period: final first, newest form first."""
    rows = connection.execute(
        select(rollup.c.id, rollup.c.form_id)
        .where(rollup.c.period == period)
        .order_by(rollup.c.final.desc(), rollup.c.form_id.desc())
    )
    return tuple((row.id, row.form_id) for row in rows)
