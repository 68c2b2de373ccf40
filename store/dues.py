"""What some units owe, across forms and periods, as lists of duties show it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from store.assignments import FIRST, Stand, is_first
from store.review_tables import draft
from store.tables import assignment, form, plan, submission, unit

CHUNK = 500
MANY = 10_000
"""Units of one query of pages: a country's in one or two, below what either database allows."""
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Due:
    """One assignment, as it stands, with what a line of a list says of it."""

    id: int
    unit_id: int
    unit: str
    unit_name: str
    level: str
    form_id: int
    form: str
    version: int
    period: str
    plan: str
    plan_title: str
    drafted_at: datetime | None
    stand: Stand


@dataclass(frozen=True, slots=True)
class Asked:
    """Which assignments are meant; empty: all. ``form`` is a name, or a version's reference."""

    state: str = ""
    period: str = ""
    form: str = ""
    unit: str = ""


def page(
    connection: Connection,
    unit_ids: Collection[int] | None,
    asked: Asked,
    after: int,
    limit: int,
) -> list[Due]:
    """The first so many after an id of what some units owe or owed; None: all units."""
    name, _, version = asked.form.rpartition("@")
    numbered = bool(name) and version.isascii() and version.isdecimal() and len(version) < _DIGITS
    wanted = {
        assignment.c.state: asked.state,
        assignment.c.period: asked.period,
        unit.c.code: asked.unit,
        form.c.name: name if numbered else asked.form,
        form.c.version: int(version) if numbered else "",
    }
    query = _dues().where(assignment.c.id > after).limit(limit)
    for column, told in wanted.items():
        if told != "":
            query = query.where(column == told)
    if unit_ids is None:
        return [_read(row) for row in connection.execute(query)]
    rows, found = sorted(set(unit_ids)), list[Due]()
    for start in range(0, len(rows), MANY):
        some = assignment.c.unit_id.in_(rows[start : start + MANY])
        found += [_read(row) for row in connection.execute(query.where(some))]
    return sorted(found, key=lambda one: one.id)[:limit]


def of_units(connection: Connection, unit_ids: Collection[int]) -> list[Due]:
    """Everything some units owe or owed, but what was withdrawn, oldest assignment first."""
    wanted = sorted(set(unit_ids))
    found: list[Due] = []
    for start in range(0, len(wanted), CHUNK):
        some = assignment.c.unit_id.in_(wanted[start : start + CHUNK])
        found += [_read(row) for row in connection.execute(_dues().where(some))]
    return found


def _dues() -> Select[Any]:
    return (
        select(
            assignment.c.id,
            assignment.c.unit_id,
            unit.c.code,
            unit.c.name,
            unit.c.level,
            assignment.c.form_id,
            form.c.name,
            form.c.version,
            assignment.c.period,
            plan.c.ref,
            plan.c.title,
            draft.c.saved_at,
            assignment.c.state,
            assignment.c.due,
            submission.c.received_at,
            submission.c.on_behalf_of,
            submission.c.id,
            submission.c.sender,
            func.coalesce(FIRST.c.received_at, submission.c.received_at),
        )
        .select_from(assignment)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(draft, draft.c.assignment_id == assignment.c.id)
        .outerjoin(submission, submission.c.id == assignment.c.latest_id)
        .outerjoin(FIRST, is_first())
        .where(assignment.c.state != "withdrawn", plan.c.state != "withdrawn")
        .order_by(assignment.c.id)
    )


def _read(row: Any) -> Due:  # noqa: ANN401  a row of a query has no type of its own
    state: str
    due: date | None
    state, due, received, behalf, submission_id, sender, first = row[12:]
    plan_ref = row[9]
    stand = Stand(row[1], state, due, received, behalf, plan_ref, submission_id, sender, first)
    told = dict(zip(Due.__slots__, row[:12], strict=False))  # all but the last
    return Due(**told, stand=stand)
