"""What plans cite: a row a citation, tied to one of our own plans once it is known which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from store.plan_tables import citation
from store.tables import plan, receipt

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A citation of a unit's paper that is none of our plans yet; ``period`` its own, if any."""

    plan_id: int
    place: int
    raw: str | None
    period: str
    issued: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """How the receipt of a plan stood with a unit whose own plan had taken it up."""

    plan_id: int
    unit_id: int
    state: str
    adopted_at: datetime | None


def keep(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Keep the citations of a plan: one dict a row, named as the columns are."""
    if rows:
        connection.execute(insert(citation), rows)


def drop(connection: Connection, plan_id: int) -> None:
    """Take a plan's citations away, so that others may be kept."""
    connection.execute(delete(citation).where(citation.c.plan_id == plan_id))


def waiting(connection: Connection, unit_code: str) -> tuple[Waiting, ...]:
    """Citations of a unit that are tied to no plan, in the order of issue."""
    columns = citation.c
    rows = connection.execute(
        select(
            columns.plan_id,
            columns.place,
            columns.raw,
            columns.period,
            plan.c.period.label("own"),
            columns.issued,
        )
        .join(plan, plan.c.id == columns.plan_id)
        .where(columns.unit_code == unit_code, columns.cited_id.is_(None))
        .order_by(columns.plan_id, columns.place)
    )
    return tuple(
        Waiting(row.plan_id, row.place, row.raw, row.period or row.own, row.issued) for row in rows
    )


def tie(connection: Connection, found: Waiting, cited_id: int) -> None:
    """Note which of our plans a citation means."""
    same = (citation.c.plan_id == found.plan_id) & (citation.c.place == found.place)
    connection.execute(update(citation).where(same).values(cited_id=cited_id))


def refs(connection: Connection, plan_id: int) -> dict[int, str]:
    """The references of our plans that a plan cites, by place."""
    rows = connection.execute(
        select(citation.c.place, plan.c.ref)
        .join(plan, plan.c.id == citation.c.cited_id)
        .where(citation.c.plan_id == plan_id)
    )
    return {row.place: row.ref for row in rows}


def cited_by(connection: Connection, plan_ids: Iterable[int]) -> set[int]:
    """Row ids of our plans that these plans cite."""
    wanted = sorted(plan_ids)
    found: set[int] = set()
    for start in range(0, len(wanted), CHUNK):
        some = citation.c.plan_id.in_(wanted[start : start + CHUNK])
        query = select(citation.c.cited_id).where(some, citation.c.cited_id.is_not(None))
        found.update(connection.execute(query).scalars())
    return found


def above(connection: Connection, lower: int) -> set[int]:
    """Row ids of the plans a plan cites, and of those its unit has taken up with it."""
    taken = select(receipt.c.plan_id).where(receipt.c.adopted_by_plan == lower)
    return cited_by(connection, [lower]) | set(connection.execute(taken).scalars())


def adopted(
    connection: Connection, *, upper: int | None = None, lower: int | None = None
) -> list[tuple[int, int]]:
    """(cited plan, citing plan) where the citing unit has the cited one and took up none yet.

    Of every plan, or of the one that is cited, or of the one that cites. Withdrawn plans neither
    take up nor are taken up.
    """
    above = plan.alias("above")
    query = (
        select(citation.c.cited_id, citation.c.plan_id)
        .join(plan, plan.c.id == citation.c.plan_id)
        .join(above, above.c.id == citation.c.cited_id)
        .join(
            receipt,
            (receipt.c.plan_id == citation.c.cited_id) & (receipt.c.unit_id == plan.c.issuer_id),
        )
        .where(
            receipt.c.state == "received",
            plan.c.state != "withdrawn",
            above.c.state != "withdrawn",
        )
        .order_by(citation.c.plan_id, citation.c.place)
    )
    if upper is not None:
        query = query.where(citation.c.cited_id == upper)
    if lower is not None:
        query = query.where(citation.c.plan_id == lower)
    return [(cited, citing) for cited, citing in connection.execute(query)]


def let_go(connection: Connection, lower: int, now: datetime, actor: str) -> tuple[Held, ...]:
    """A plan no longer takes anything up: those receipts are as before; how they stood."""
    columns = receipt.c
    those = (columns.adopted_by_plan == lower) & columns.state.in_(("adopted", "under_way"))
    held = connection.execute(
        select(columns.plan_id, columns.unit_id, columns.state, columns.adopted_at)
        .where(those)
        .order_by(columns.plan_id, columns.unit_id)
    ).all()
    connection.execute(
        update(receipt)
        .where(those)
        .values(
            state="received",
            adopted_at=None,
            adopted_by_plan=None,
            changed_at=now,
            changed_by=actor,
        )
    )
    return tuple(Held(*row) for row in held)


def put_back(
    connection: Connection, lower: int, held: Iterable[Held], now: datetime, actor: str
) -> None:
    """A plan takes up again what it had let go, where nothing else was done with it since."""
    columns = receipt.c
    for one in held:
        connection.execute(
            update(receipt)
            .where(columns.plan_id == one.plan_id, columns.unit_id == one.unit_id)
            .where(columns.state == "received", columns.adopted_by_plan.is_(None))
            .values(
                state=one.state,
                adopted_at=one.adopted_at,
                adopted_by_plan=lower,
                changed_at=now,
                changed_by=actor,
            )
        )
