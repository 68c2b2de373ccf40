"""What changed since a roll-up: found among what is new, where nothing else can have changed."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, false, func, literal, null, select

from store import assignments, settings_rows
from store.assignments import CLOSED
from store.rollups import Input, RollupRow
from store.tables import assignment, form, meta, rollup, rollup_input, submission


@dataclass(frozen=True, slots=True)
class Lag:
    """A form and period of which something was sent that its roll-up has not seen."""

    form_id: int
    form: str
    period: str


def changed(connection: Connection, kept: RollupRow, *, anew: bool = False) -> list[Input]:
    """Assignments whose counting revision is another than the roll-up took, or that are new.

    With them those the roll-up took that are closed since. ``anew``: whatever was looked at before.
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
    since = None if anew else _since(connection, kept)
    if since is not None:
        fresh = select(submission.c.assignment_id).where(submission.c.id > since)
        query = query.where(assignment.c.id.in_(fresh))
    return [Input(*row) for row in connection.execute(query).all()]


def _since(connection: Connection, kept: RollupRow) -> int | None:
    """The newest revision the roll-up saw, where only later ones can change it; else None.

    Whoever takes one in and who rolls up hold the same form and period, so that no lower row id
    appears in it later. Only for provisional figures, which no approval changes. What closes or
    opens an assignment changes ``assignments.mark``, and then everything is looked at.
    """
    if kept.final:
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


def lags(connection: Connection) -> list[Lag]:
    """Every form and period whose provisional roll-up has not seen all there is, or is not there.

    A revision is newer than the roll-up's last look if its row id is: who takes one in and who
    rolls up hold the same form and period, so that no lower id appears in it later.
    """
    columns = assignment.c
    live = case((columns.state.not_in(CLOSED), columns.latest_id))
    owed = (
        select(columns.form_id, columns.period, func.max(live).label("newest"))
        .group_by(columns.form_id, columns.period)
        .subquery()
    )
    here = and_(rollup.c.form_id == owed.c.form_id, rollup.c.period == owed.c.period)
    rows = connection.execute(
        select(owed.c.form_id, form.c.name, form.c.version, owed.c.period, rollup.c.id)
        .add_columns(owed.c.newest)
        .join(form, form.c.id == owed.c.form_id)
        .outerjoin(rollup, here & (rollup.c.final == false()))
        .order_by(owed.c.period, form.c.name, form.c.version)
    ).all()
    names = [_name(row.id) for row in rows if row.id is not None]
    told = select(meta.c.name, meta.c.value).where(meta.c.name.in_(names))
    saw = {row.name: row.value for row in connection.execute(told)} if names else {}
    mark = assignments.mark(connection)
    found = []
    for form_id, name, version, period, rollup_id, last in rows:
        if rollup_id is None:
            behind = last is not None
        else:
            then, _, seen_id = (saw.get(_name(rollup_id)) or "").rpartition(" ")
            behind = then != mark or int(last or 0) > int(seen_id)
        if behind:
            found.append(Lag(form_id, f"{name}@{version}", period))
    return found


def waiting(connection: Connection, kept: RollupRow) -> int:
    """How many assignments' newest revisions a provisional roll-up has still to take in."""
    told = settings_rows.read(connection, _name(kept.id)) or ""
    mark, _, newest = told.rpartition(" ")
    if not newest or mark != assignments.mark(connection):
        return len(changed(connection, kept))
    return int(
        connection.execute(
            select(func.count())
            .select_from(assignment)
            .where(assignment.c.form_id == kept.form_id, assignment.c.period == kept.period)
            .where(assignment.c.latest_id > int(newest))
        ).scalar_one()
    )
