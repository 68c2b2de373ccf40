"""One at a time: who reads what stands and then writes has it alone until the transaction ends.

What has a row is claimed by its row. What has none yet, the first version of a form or a whole
list of units, is claimed by a name. SQLite has one writer anyway, so there nothing is done. Claims
come before the journal's: whoever has noted an act holds the journal and must wait for nobody.
"""

import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select, text

from store.reviews import asked_of
from store.tables import assignment, plan, plan_form

ROSTER, FORMS, CALENDAR, SCHEMA = "roster", "forms", "calendar", "schema"
"""What is claimed by name: units with their lineage, forms, days off, and the tables themselves."""


def named(connection: Connection, name: str) -> None:
    """Let nobody else work on what is called so until this transaction ends; it needs no row."""
    if connection.dialect.name == "postgresql":
        digits = hashlib.sha256(f"capbac {name}".encode()).digest()[:8]
        key = int.from_bytes(digits, signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def claim(connection: Connection, form_ids: Sequence[int], period: str) -> None:
    """Let nobody else send or judge anything of a form and period until this transaction ends.

    The plans that ask for it, in whichever version, are held, so that it is safe to read what
    stands and then write.
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


def whole_plan(connection: Connection, plan_id: int, others: Collection[int] = ()) -> None:
    """Hold a plan, all that is sent or judged under it, and ``others``, against everybody else.

    Called before anything of the plan is read that what is written rests on: a change of one plan
    voids approvals, which may rest on other plans that ask for the same.
    """
    if connection.dialect.name != "postgresql":
        return
    pairs = {
        (form_id, period)
        for table in (plan_form, assignment)
        for form_id, period in connection.execute(
            select(table.c.form_id, table.c.period).where(table.c.plan_id == plan_id).distinct()
        )
    }
    # One by one in one order for everybody: its own row in another way than the others.
    for one in sorted({plan_id, *others, *_asking(connection, pairs)}):
        query = select(plan.c.id).where(plan.c.id == one)
        connection.execute(query.with_for_update(key_share=one != plan_id)).all()


def plans_alone(connection: Connection, plan_ids: Collection[int]) -> None:
    """Hold some plans against everybody who reads or changes what hangs on them."""
    for one in sorted(set(plan_ids)):
        connection.execute(select(plan.c.id).where(plan.c.id == one).with_for_update()).all()


def pairs(connection: Connection, asked: Collection[tuple[int, str]]) -> None:
    """``claim`` for several (form id, period) at once, in one order for everybody."""
    if connection.dialect.name == "postgresql":
        _hold(connection, _asking(connection, asked))


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
