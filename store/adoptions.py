"""How plans hang together: who has a plan, by which plan of its own, and what that one cites."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from store.plan_tables import citation, plan_act
from store.tables import plan, receipt

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Held:
    """One unit's receipt of one plan; ``adopted_by`` is the row id of its own plan under it."""

    plan_id: int
    unit_id: int
    state: str
    received_at: datetime
    adopted_at: datetime | None
    adopted_by: int | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan as its row and text say it."""

    id: int
    ref: str
    title: str
    document: str


def held(connection: Connection, plan_ids: Iterable[int]) -> Iterator[Held]:
    """Every receipt of these plans."""
    columns = receipt.c
    for part in _parts(plan_ids):
        yield from (
            Held(*row)
            for row in connection.execute(
                select(
                    columns.plan_id,
                    columns.unit_id,
                    columns.state,
                    columns.received_at,
                    columns.adopted_at,
                    columns.adopted_by_plan,
                    columns.changed_at,
                ).where(columns.plan_id.in_(part))
            )
        )


def papers(connection: Connection, plan_ids: Iterable[int]) -> Iterator[Paper]:
    """These plans with their documents, a part at a time."""
    columns = plan.c
    query = select(columns.id, columns.ref, columns.title, columns.document)
    for part in _parts(plan_ids):
        yield from (Paper(*row) for row in connection.execute(query.where(columns.id.in_(part))))


def cited(connection: Connection, plan_id: int) -> list[int]:
    """Row ids of our own plans that a plan cites, in the order it cites them."""
    query = (
        select(citation.c.cited_id)
        .where(citation.c.plan_id == plan_id, citation.c.cited_id.is_not(None))
        .order_by(citation.c.place)
    )
    return [int(one) for one in connection.execute(query).scalars()]


def taken_up(connection: Connection, plan_id: int) -> list[int]:
    """Row ids of the plans that a plan was issued under."""
    query = (
        select(receipt.c.plan_id)
        .where(receipt.c.adopted_by_plan == plan_id)
        .order_by(receipt.c.plan_id)
    )
    return [int(one) for one in connection.execute(query).scalars()]


def verbs_until(
    connection: Connection, plan_ids: Iterable[int], moment: datetime
) -> dict[tuple[int, int], str]:
    """The last act on each receipt of these plans up to a moment: (plan, unit) -> its verb."""
    columns = plan_act.c
    found: dict[tuple[int, int], str] = {}
    for part in _parts(plan_ids):
        rows = connection.execute(
            select(columns.plan_id, columns.unit_id, columns.verb)
            .where(columns.plan_id.in_(part), columns.unit_id.is_not(None), columns.at <= moment)
            .order_by(columns.id)
        )
        found.update({(row.plan_id, row.unit_id): row.verb for row in rows})
    return found


def _parts(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    whole = sorted(set(ids))
    yield from (whole[start : start + CHUNK] for start in range(0, len(whole), CHUNK))
