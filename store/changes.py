"""What changed since a roll-up: found among what is new, where nothing else can have changed."""

from sqlalchemy import Connection, and_, case, func, literal, null, select

from store import assignments, settings_rows
from store.assignments import CLOSED
from store.rollups import Input, RollupRow
from store.tables import assignment, rollup_input, submission


def changed(connection: Connection, kept: RollupRow) -> list[Input]:
    """Assignments whose counting revision is another than the roll-up took, or that are new.

    With them those the roll-up took that are closed since.
    """
    counting = case(
        (literal(not kept.final) | (assignment.c.state == "approved"), assignment.c.latest_id),
        else_=null(),
    )
    closed = assignment.c.state.in_(CLOSED)
    taken = rollup_input.c.assignment_id.is_not(None)
    query = (
        select(assignment.c.id, assignment.c.unit_id, counting, closed)
        .outerjoin(
            rollup_input,
            (rollup_input.c.assignment_id == assignment.c.id)
            & (rollup_input.c.rollup_id == kept.id),
        )
        .where(assignment.c.form_id == kept.form_id, assignment.c.period == kept.period)
        .where(
            and_(closed, taken)
            | and_(~closed, ~taken | counting.is_distinct_from(rollup_input.c.submission_id))
        )
    )
    since = _since(connection, kept)
    if since is not None:
        fresh = select(submission.c.assignment_id).where(submission.c.id > since)
        query = query.where(assignment.c.id.in_(fresh))
    return [Input(*row) for row in connection.execute(query).all()]


def _since(connection: Connection, kept: RollupRow) -> int | None:
    """The newest revision the roll-up saw, where only later ones can change it; else None.

    Only in SQLite, whose one writer gives row ids in the order of the commits, and only for
    provisional figures, which no approval changes. What closes or opens an assignment changes
    ``assignments.mark``, and then everything is looked at.
    """
    if kept.final or connection.dialect.name != "sqlite":
        return None
    mark, _, newest = (settings_rows.read(connection, _name(kept.id)) or "").rpartition(" ")
    return int(newest) if newest and mark == assignments.mark(connection) else None


def seen(connection: Connection, rollup_id: int) -> None:
    """Note that a roll-up has taken in all there is, in the transaction in which it did."""
    newest = connection.execute(select(func.max(submission.c.id))).scalar() or 0
    told = f"{assignments.mark(connection)} {newest}"
    if told != settings_rows.read(connection, _name(rollup_id)):
        settings_rows.write(connection, _name(rollup_id), told)


def _name(rollup_id: int) -> str:
    return f"rollup_{rollup_id}_saw"
