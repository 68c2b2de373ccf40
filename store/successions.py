"""Assignments handed to successors, and the map a plan stands on since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, or_, select

from store import acts
from store.plan_tables import plan_act, succession
from store.tables import assignment, form, plan, plan_form, unit

VERB = "succeeded"


@dataclass(frozen=True, slots=True)
class Asked:
    """One assignment of a plan."""

    id: int
    unit_id: int
    form_id: int
    period: str
    due: date | None
    state: str


def map_day(connection: Connection, plan_id: int) -> date | None:
    """The day of the newest map a plan was carried over to; None while it stands on its first.

    The days are acts on the plan, so the dated versions of its expected set are all on record.
    """
    found = connection.execute(
        select(plan_act.c.details)
        .where(plan_act.c.plan_id == plan_id, plan_act.c.unit_id.is_(None))
        .where(plan_act.c.verb == VERB)
        .order_by(plan_act.c.id.desc())
        .limit(1)
    ).scalar()
    return None if found is None else date.fromisoformat(json.loads(found)["on"])


def newest_map(
    connection: Connection, form_name: str, period: str, ref: str | None = None
) -> date | None:
    """The day of the newest map on which a form is asked for a period, under any plan or one."""
    rows = connection.execute(
        select(plan.c.id, plan.c.ref, plan.c.roster_on)
        .join(plan_form, plan_form.c.plan_id == plan.c.id)
        .join(form, form.c.id == plan_form.c.form_id)
        .where(form.c.name == form_name, plan_form.c.period == period)
        .where(plan.c.state != "withdrawn")
        .distinct()
    )
    days = [
        map_day(connection, row.id) or row.roster_on for row in rows.all() if ref in (None, row.ref)
    ]
    return max(days, default=None)


def moved(connection: Connection, plan_ids: Iterable[int]) -> bool:
    """Whether any of these plans was carried over to another map."""
    return any(map_day(connection, plan_id) is not None for plan_id in plan_ids)


def note_day(
    connection: Connection, plan_id: int, day: date, now: datetime, actor: str, **counts: object
) -> None:
    """Put on record that a plan stands on the map of a day from now on."""
    acts.note(connection, plan_id, None, now, actor, VERB, None, on=day.isoformat(), **counts)


def asked(connection: Connection, plan_id: int) -> tuple[Asked, ...]:
    """Every assignment of a plan, in whatever state, oldest first."""
    columns = assignment.c
    rows = connection.execute(
        select(
            columns.id,
            columns.unit_id,
            columns.form_id,
            columns.period,
            columns.due,
            columns.state,
        )
        .where(columns.plan_id == plan_id)
        .order_by(columns.id)
    )
    return tuple(Asked(*row) for row in rows)


def linked(connection: Connection, plan_id: int) -> set[int]:
    """Row ids of a plan's assignments that another is known to have come after."""
    query = select(succession.c.assignment_id).join(
        assignment, assignment.c.id == succession.c.assignment_id
    )
    return set(connection.execute(query.where(assignment.c.plan_id == plan_id)).scalars())


def link(
    connection: Connection, pairs: Iterable[tuple[int, int]], day: date, now: datetime
) -> None:
    """Note for each closed assignment which ones came after it, as (closed id, successor id)."""
    rows = [
        {"assignment_id": old, "successor_id": new, "on_day": day, "at": now} for old, new in pairs
    ]
    if rows:
        connection.execute(insert(succession), rows)


def answered_elsewhere(connection: Connection, form_id: int, period: str, day: date) -> bool:
    """Whether some unit that does not stand on a day has answered a form and period."""
    columns = assignment.c
    one = connection.execute(
        select(columns.id)
        .join(unit, unit.c.id == columns.unit_id)
        .where(columns.form_id == form_id, columns.period == period)
        .where(columns.state.in_(("submitted", "approved")))
        .where(or_(unit.c.valid_from > day, unit.c.valid_to < day))
        .limit(1)
    ).first()
    return one is not None
