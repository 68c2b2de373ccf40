"""What units stated, many at once: the newest payloads by unit."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from store.tables import assignment, form, submission

CHUNK = 500
COUNTING = ("submitted", "approved")
"""States of an assignment whose newest revision nobody has sent back or taken away."""

Stated = dict[tuple[int, str], bytes]
"""Canonical payloads by unit row id and form name."""


def newest(
    connection: Connection,
    unit_ids: Collection[int],
    forms: Collection[str],
    period: str,
    *,
    counting: bool = False,
) -> Stated:
    """What units stated last in some forms, whichever version and plan, for one period.

    With ``counting`` only what stands: neither returned nor withdrawn nor passed on.
    """
    found: Stated = {}
    query = (
        select(assignment.c.unit_id, form.c.name, submission.c.payload)
        .join(submission, submission.c.id == assignment.c.latest_id)
        .join(form, form.c.id == assignment.c.form_id)
        .where(assignment.c.period == period, form.c.name.in_(sorted(set(forms))))
        .order_by(submission.c.id)
    )
    if counting:
        query = query.where(assignment.c.state.in_(COUNTING))
    wanted = sorted(set(unit_ids))
    for start in range(0, len(wanted), CHUNK):
        some = assignment.c.unit_id.in_(wanted[start : start + CHUNK])
        # The newest comes last, and stands.
        found.update({(row[0], row[1]): row[2] for row in connection.execute(query.where(some))})
    return found


def packed(
    connection: Connection, unit_ids: Collection[int], form_name: str, period: str
) -> dict[int, tuple[int, bytes]]:
    """By unit: the form version's row id and the packed figures it stated last in a form."""
    found: dict[int, tuple[int, bytes]] = {}
    query = (
        select(assignment.c.unit_id, assignment.c.form_id, submission.c.packed)
        .join(submission, submission.c.id == assignment.c.latest_id)
        .join(form, form.c.id == assignment.c.form_id)
        .where(assignment.c.period == period, form.c.name == form_name)
        .order_by(submission.c.id)
    )
    wanted = sorted(set(unit_ids))
    for start in range(0, len(wanted), CHUNK):
        some = assignment.c.unit_id.in_(wanted[start : start + CHUNK])
        for row in connection.execute(query.where(some)):
            found[row.unit_id] = (row.form_id, row.packed)
    return found
