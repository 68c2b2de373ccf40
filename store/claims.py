"""One at a time: who sends or judges something of a form and period has it alone."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from store.reviews import asked_of
from store.tables import plan, plan_form


def claim(connection: Connection, form_ids: Sequence[int], period: str) -> None:
    """Let nobody else send or judge anything of a form and period until this transaction ends.

    The plans that ask for it, in whichever version, are held, so that it is safe to read what
    stands and then write. SQLite has one writer anyway.
    """
    if connection.dialect.name != "postgresql":
        return
    _hold(connection, _asking(connection, {(form_id, period) for form_id in form_ids}))


def claim_of(connection: Connection, assignment_ids: Collection[int]) -> None:
    """The same for every form and period of some assignments, in one order for everybody."""
    if connection.dialect.name != "postgresql":
        return
    pairs = {(one[1], one[2]) for one in asked_of(connection, assignment_ids)}
    _hold(connection, _asking(connection, pairs))


def _asking(connection: Connection, pairs: Collection[tuple[int, str]]) -> set[int]:
    columns = plan_form.c
    found: set[int] = set()
    for form_id, period in pairs:
        query = select(columns.plan_id).where(columns.form_id == form_id, columns.period == period)
        found.update(connection.execute(query).scalars())
    return found


def _hold(connection: Connection, plan_ids: Collection[int]) -> None:
    # Without the key itself: what only refers to a plan need not wait.
    query = select(plan.c.id).where(plan.c.id.in_(sorted(plan_ids))).order_by(plan.c.id)
    connection.execute(query.with_for_update(key_share=True)).all()
