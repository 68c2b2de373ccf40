"""How plans hang together: what a plan cites of ours, and under which it was issued."""

from sqlalchemy import Connection, select

from store.plan_tables import citation
from store.tables import receipt


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
