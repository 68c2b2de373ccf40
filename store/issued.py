"""Templates that come back: whose they are, and what was put into them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from store.assignments import CLOSED
from store.review_tables import template
from store.tables import assignment, form, plan, submission, unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One template with the assignment it is for; ``body`` is JSON text.

    ``base`` is the payload of the revision a packet corrects, and ``upon`` its digest.
    """

    code: str
    kind: str
    body: str
    assignment_id: int
    unit: str
    valid_from: date
    level: str
    form_id: int
    form: str
    period: str
    plan: str
    closed: bool
    base: bytes | None
    upon: str


def by_codes(connection: Connection, codes: Collection[str]) -> dict[str, IssuedRow]:
    """Templates by their codes; codes nobody gave out are not among them."""
    wanted = sorted(codes)
    found: dict[str, IssuedRow] = {}
    for start in range(0, len(wanted), CHUNK):
        some = template.c.code.in_(wanted[start : start + CHUNK])
        for row in connection.execute(_select().where(some)):
            found[row.code] = _read(row)
    return found


def _select() -> Select[Any]:
    return (
        select(
            template.c.code,
            template.c.kind,
            template.c.body,
            assignment.c.id,
            assignment.c.state,
            assignment.c.form_id,
            assignment.c.period,
            unit.c.code.label("unit"),
            unit.c.valid_from,
            unit.c.level,
            form.c.name,
            plan.c.ref,
            plan.c.state.label("plan_state"),
            submission.c.payload,
            submission.c.digest,
        )
        .join(assignment, assignment.c.id == template.c.assignment_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(submission, submission.c.id == template.c.submission_id)
    )


def _read(row: Row[Any]) -> IssuedRow:
    return IssuedRow(
        code=row.code,
        kind=row.kind,
        body=row.body,
        assignment_id=row.id,
        unit=row.unit,
        valid_from=row.valid_from,
        level=row.level,
        form_id=row.form_id,
        form=row.name,
        period=row.period,
        plan=row.ref,
        closed=row.state in CLOSED or row.plan_state == "withdrawn",
        base=row.payload,
        upon=row.digest or "",
    )
