"""How every unit that owes a form stands, as one number each: for counting a whole country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, case, func, or_, select

from store.assignments import CLOSED, FIRST, is_first
from store.tables import assignment, submission

SILENT, MISSING, SENT, RETURNED, APPROVED = range(5)
"""Not sent and not due; not sent and due; sent and waiting; to be mended; judged."""
LATE = 8
"""Added where the first revision came after its day."""
WIDTH = 16
"""A unit's number is its row id times this, and how it stands."""


@dataclass(frozen=True, slots=True)
class Dues:
    """The days on which a form and period were due and that are over: when each of them ended.

    ``several``: more than one plan may ask a unit for it.
    """

    ends: Mapping[date, datetime]
    today: date
    several: bool = False


def days(connection: Connection, form_id: int, period: str) -> tuple[date, ...]:
    """The days on which anything of a form and period is due."""
    columns = assignment.c
    found = connection.execute(
        select(columns.due)
        .where(columns.form_id == form_id, columns.period == period, columns.due.is_not(None))
        .distinct()
    )
    return tuple(sorted(found.scalars()))


def heard(connection: Connection, form_id: int, period: str, dues: Dues) -> list[int]:
    """``unit id * WIDTH + how it stands`` of everything owed, a unit's newest answer last.

    What was passed on or withdrawn is owed by nobody.
    """
    columns = assignment.c
    state = case(
        (columns.state == "approved", APPROVED),
        (columns.state == "returned", RETURNED),
        (columns.latest_id.is_not(None), SENT),
        (columns.due < dues.today, MISSING),
        else_=SILENT,
    )
    told = columns.unit_id * WIDTH + state
    query = select(told)
    if dues.ends:
        first = func.coalesce(FIRST.c.received_at, submission.c.received_at)
        late = or_(*(and_(columns.due == day, first >= end) for day, end in dues.ends.items()))
        query = (
            select(told + case((late, LATE), else_=0))
            .select_from(assignment)
            .outerjoin(submission, submission.c.id == columns.latest_id)
            .outerjoin(FIRST, is_first())
        )
    query = query.where(columns.form_id == form_id, columns.period == period)
    query = query.where(columns.state.not_in(CLOSED))
    if dues.several:
        query = query.order_by(func.coalesce(columns.latest_id, 0))
    return list(connection.execute(query).scalars().all())
