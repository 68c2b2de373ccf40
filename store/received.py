"""What stands behind receipts: kept revisions with everything a receipt says of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from store.tables import assignment, form, plan, submission, unit

CHUNK = 500
_issuer = unit.alias("issuer")


@dataclass(frozen=True, slots=True)
class Receiving:
    """One kept revision: whose it is, of what, and how it came."""

    assignment_id: int
    revision: int
    digest: str
    sender: str
    on_behalf_of: str | None
    source: str
    received_at: datetime
    unit: str
    unit_name: str
    level: str
    valid_from: date
    form_name: str
    version: int
    period: str
    plan: str
    issuer: str
    issuer_name: str

    @property
    def form(self) -> str:
        """The form version's reference."""
        return f"{self.form_name}@{self.version}"

    @property
    def row(self) -> dict[str, Any]:
        """The columns its bond is over."""
        names = ("assignment_id", "revision", "digest", "sender", "on_behalf_of", "source")
        return {name: getattr(self, name) for name in names}


def of_assignment(
    connection: Connection, assignment_id: int, revision: int | None
) -> Receiving | None:
    """One revision of an assignment, or its newest; None where there is none."""
    query = _select().where(submission.c.assignment_id == assignment_id)
    if revision is not None:
        query = query.where(submission.c.revision == revision)
    row = connection.execute(query.order_by(submission.c.revision.desc()).limit(1)).first()
    return None if row is None else Receiving(*row)


def of_units(connection: Connection, codes: Collection[str], period: str) -> Iterator[Receiving]:
    """Every revision of some units for a period, whatever the form."""
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), CHUNK):
        some = unit.c.code.in_(wanted[start : start + CHUNK])
        query = _select().where(some, assignment.c.period == period)
        for row in connection.execute(query.order_by(submission.c.id)):
            yield Receiving(*row)


def _select() -> Select[Any]:
    mine = submission.c
    return (
        select(
            mine.assignment_id,
            mine.revision,
            mine.digest,
            mine.sender,
            mine.on_behalf_of,
            mine.source,
            mine.received_at,
            unit.c.code,
            unit.c.name,
            unit.c.level,
            unit.c.valid_from,
            form.c.name,
            form.c.version,
            assignment.c.period,
            plan.c.ref,
            _issuer.c.code,
            _issuer.c.name,
        )
        .select_from(submission)
        .join(assignment, assignment.c.id == mine.assignment_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .join(_issuer, _issuer.c.id == plan.c.issuer_id)
    )
