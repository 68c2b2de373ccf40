"""Workbooks that were made for units to fill in: whose each is, and what was put into it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from store.assignments import Owed, answerable
from store.missing import insert_missing
from store.review_tables import template
from store.tables import assignment, form, plan, submission

CHUNK = 500
BLANK, PACKET = "blank", "packet"


@dataclass(frozen=True, slots=True)
class Template:
    """One workbook by the code in it; ``body`` is JSON of what was put into it.

    ``kind`` is BLANK or PACKET; ``submission_id`` the revision a packet corrects.
    """

    code: str
    assignment_id: int
    kind: str
    submission_id: int | None
    body: str
    made_at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One assignment a workbook is made for: what is owed, until when, and how it stands."""

    owed: Owed
    plan_id: int
    title: str
    due: date | None
    state: str
    submission_id: int | None


def keep(connection: Connection, rows: Sequence[Template]) -> dict[str, datetime]:
    """Keep what is not there yet; when each was first made, by code."""
    made = [{name: getattr(row, name) for name in Template.__slots__} for row in rows]
    insert_missing(connection, template, made)
    found: dict[str, datetime] = {}
    for part in _parts(sorted({row.code for row in rows})):
        query = select(template.c.code, template.c.made_at).where(template.c.code.in_(part))
        found.update({row.code: row.made_at for row in connection.execute(query)})
    return found


def find(connection: Connection, codes: Collection[str]) -> dict[str, Template]:
    """Those of some codes that are known, by code."""
    found: dict[str, Template] = {}
    columns = [template.c[name] for name in Template.__slots__]
    for part in _parts(sorted(set(codes))):
        for row in connection.execute(select(*columns).where(template.c.code.in_(part))):
            found[row.code] = Template(*row)
    return found


def asked(connection: Connection, form_name: str, period: str) -> tuple[Asked, ...]:
    """Everyone who may answer a form, whichever version, for a period."""
    query = _asked().where(form.c.name == form_name, assignment.c.period == period)
    return tuple(map(_read, connection.execute(query.order_by(assignment.c.id)).all()))


def asked_by_id(connection: Connection, assignment_ids: Collection[int]) -> tuple[Asked, ...]:
    """Some assignments that may be answered, in the order of their ids."""
    found: list[Asked] = []
    for part in _parts(sorted(set(assignment_ids))):
        query = _asked().where(assignment.c.id.in_(part)).order_by(assignment.c.id)
        found += map(_read, connection.execute(query).all())
    return tuple(found)


def stated(connection: Connection, submission_id: int) -> tuple[bytes, str]:
    """The canonical payload of a revision and its digest."""
    query = select(submission.c.payload, submission.c.digest)
    row = connection.execute(query.where(submission.c.id == submission_id)).one()
    return row.payload, row.digest


def _asked() -> Select[Any]:
    return answerable(
        assignment.c.plan_id,
        plan.c.title,
        assignment.c.due,
        assignment.c.state,
        assignment.c.latest_id,
    )


def _read(row: Row[Any]) -> Asked:
    told = tuple(row)
    return Asked(Owed(*told[:11]), *told[11:])


def _parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
