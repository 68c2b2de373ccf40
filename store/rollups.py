"""Roll-ups: one current row a unit with children, and the revisions that went in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from store import bulk, counted
from store import inputs as held
from store.assignments import CLOSED, FIRST, Stand, is_first, stand_of
from store.tables import (
    assignment,
    plan,
    plan_form,
    rollup,
    rollup_input,
    rollup_row,
    submission,
)

CHUNK = 500
Taken = tuple[
    tuple[Table, ColumnElement[bool]],
    ColumnElement[str],
    ColumnElement[bool],
    ColumnElement[int | None],
]


@dataclass(frozen=True, slots=True)
class RollupRow:
    """One kept roll-up of a form version, a period and a finality."""

    id: int
    form_id: int
    period: str
    final: bool
    roster_on: date
    made_at: datetime


class Input(NamedTuple):
    """What one assignment gave to a roll-up; no submission where it was silent.

    ``closed``: it was passed on or withdrawn since, and gives nothing any more.
    """

    assignment_id: int
    unit_id: int
    submission_id: int | None
    closed: bool = False


def find(connection: Connection, form_id: int, period: str, *, final: bool) -> RollupRow | None:
    """The kept roll-up, or None."""
    columns = rollup.c
    row = connection.execute(
        select(rollup).where(
            columns.form_id == form_id, columns.period == period, columns.final == final
        )
    ).first()
    return None if row is None else RollupRow(*row)


def by_id(connection: Connection, rollup_id: int) -> RollupRow:
    """The kept roll-up of a row id."""
    return RollupRow(*connection.execute(select(rollup).where(rollup.c.id == rollup_id)).one())


def replace(
    connection: Connection,
    kept: RollupRow | None,
    values: Mapping[str, object],
    rows: Mapping[int, bytes],
    inputs: Sequence[Input],
) -> int:
    """Keep a whole roll-up in place of the one before; its row id."""
    if kept is None:
        key = connection.execute(insert(rollup).values(**values)).inserted_primary_key
        assert key is not None
        rollup_id = int(key[0])
    else:
        rollup_id = kept.id
        connection.execute(update(rollup).where(rollup.c.id == rollup_id).values(**values))
        connection.execute(delete(rollup_row).where(rollup_row.c.rollup_id == rollup_id))
        connection.execute(delete(rollup_input).where(rollup_input.c.rollup_id == rollup_id))
        counted.forget(connection, rollup_id)
    bulk.insert_rows(
        connection,
        rollup_row,
        [{"rollup_id": rollup_id, "unit_id": u, "packed": b} for u, b in rows.items()],
    )
    _keep_inputs(connection, rollup_id, inputs)
    return rollup_id


def replace_by_what_counts(
    connection: Connection,
    kept: RollupRow | None,
    values: Mapping[str, object],
    rows: Mapping[int, bytes],
) -> int:
    """The same, of whatever counts in this moment: the database itself notes what was taken.

    Safe where nothing can arrive between reading the figures and this: in one transaction that
    has the form and the period alone.
    """
    rollup_id = replace(connection, kept, values, rows, ())
    final = bool(values["final"])
    counting = assignment.c.latest_id
    approved = case((assignment.c.state == "approved", counting)) if final else counting
    taken = select(literal(rollup_id), assignment.c.id, approved).where(
        assignment.c.form_id == values["form_id"],
        assignment.c.period == values["period"],
        assignment.c.state.not_in(CLOSED),
    )
    names = ["rollup_id", "assignment_id", "submission_id"]
    connection.execute(insert(rollup_input).from_select(names, taken.order_by(assignment.c.id)))
    return rollup_id


def refresh(
    connection: Connection,
    rollup_id: int,
    values: Mapping[str, object],
    rows: Mapping[int, bytes],
    inputs: Sequence[Input],
) -> None:
    """Bring some rows and some inputs of a roll-up up to date."""
    connection.execute(update(rollup).where(rollup.c.id == rollup_id).values(**values))
    if rows:
        connection.execute(
            update(rollup_row)
            .where(rollup_row.c.rollup_id == rollup_id, rollup_row.c.unit_id == bindparam("which"))
            .values(packed=bindparam("bytes")),
            [{"which": u, "bytes": b} for u, b in rows.items()],
        )
    before = _taken_out(connection, rollup_id, [one.assignment_id for one in inputs])
    fresh = [one for one in inputs if not one.closed]
    _keep_inputs(connection, rollup_id, fresh)
    counted.shift(connection, rollup_id, before, [one.submission_id for one in fresh])


def _taken_out(
    connection: Connection, rollup_id: int, assignment_ids: Sequence[int]
) -> list[int | None]:
    """Remove what some assignments gave to a roll-up; their revisions."""
    found: list[int | None] = []
    for start in range(0, len(assignment_ids), CHUNK):
        some = (rollup_input.c.rollup_id == rollup_id) & rollup_input.c.assignment_id.in_(
            assignment_ids[start : start + CHUNK]
        )
        found += connection.execute(select(rollup_input.c.submission_id).where(some)).scalars()
        connection.execute(delete(rollup_input).where(some))
    return found


def _keep_inputs(connection: Connection, rollup_id: int, inputs: Sequence[Input]) -> None:
    bulk.insert_rows(
        connection,
        rollup_input,
        [
            {
                "rollup_id": rollup_id,
                "assignment_id": one.assignment_id,
                "submission_id": one.submission_id,
            }
            for one in inputs
        ],
    )


def packed_rows(
    connection: Connection, rollup_id: int, unit_ids: Sequence[int] | None = None
) -> dict[int, bytes]:
    """Packed rows by unit id: all of a roll-up's, or those of the named units."""
    query = select(rollup_row.c.unit_id, rollup_row.c.packed).where(
        rollup_row.c.rollup_id == rollup_id
    )
    if unit_ids is None:
        return {row.unit_id: row.packed for row in connection.execute(query).all()}
    found: dict[int, bytes] = {}
    for start in range(0, len(unit_ids), CHUNK):
        part = query.where(rollup_row.c.unit_id.in_(unit_ids[start : start + CHUNK]))
        found.update({row.unit_id: row.packed for row in connection.execute(part)})
    return found


def units_of(connection: Connection, rollup_id: int) -> set[int]:
    """Everyone whose assignment a roll-up took, whether it had answered or not."""
    return held.units(connection, rollup_input, rollup_input.c.rollup_id == rollup_id)


def digests(connection: Connection, rollup_id: int) -> list[str]:
    """Digests of the revisions a roll-up took, sorted."""
    query = (
        select(submission.c.digest)
        .join(rollup_input, rollup_input.c.submission_id == submission.c.id)
        .where(rollup_input.c.rollup_id == rollup_id)
    )
    return sorted(connection.execute(query).scalars().all())


def how_taken(rollup_id: int) -> Taken:
    """How a kept roll-up took assignments.

    Its inputs and how they join, the state as it was taken, whether it was, and the revision.
    """
    on = and_(
        rollup_input.c.assignment_id == assignment.c.id, rollup_input.c.rollup_id == rollup_id
    )
    was_taken = rollup_input.c.assignment_id.is_not(None)
    state = case(
        (~was_taken, assignment.c.state),
        (submission.c.id.is_(None), literal("expected")),
        (assignment.c.state.in_(CLOSED), literal("submitted")),
        (assignment.c.latest_id.is_not_distinct_from(submission.c.id), assignment.c.state),
        else_=literal("submitted"),
    )
    return (rollup_input, on), state, was_taken, rollup_input.c.submission_id


def stands(connection: Connection, rollup_id: int) -> tuple[Stand, ...]:
    """Every assignment as a roll-up took it, whatever was sent since.

    With them those passed on before: they gave nothing, and are shown as passed on.
    """
    of_it = and_(
        rollup.c.id == rollup_id,
        rollup.c.form_id == assignment.c.form_id,
        rollup.c.period == assignment.c.period,
    )
    (_, taken), state, was_taken, _ = how_taken(rollup_id)
    rows = connection.execute(
        select(*stand_of(state, assignment.c.due))
        .join(rollup, of_it)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .outerjoin(rollup_input, taken)
        .outerjoin(submission, submission.c.id == rollup_input.c.submission_id)
        .outerjoin(FIRST, is_first())
        .where(was_taken | (assignment.c.state == "succeeded"))
    )
    return tuple(Stand(*row) for row in rows)


def texts(connection: Connection, rollup_id: int) -> list[tuple[int, str]]:
    """(unit id, JSON of its narratives) of every revision a roll-up took that has any."""
    return held.texts(connection, rollup_input, rollup_input.c.rollup_id == rollup_id)


def plan_of(connection: Connection, rollup_id: int) -> int:
    """The plan most inputs of a roll-up answer; of several the oldest, as where there is none."""
    row = connection.execute(
        select(assignment.c.plan_id, func.count().label("size"))
        .join(rollup_input, rollup_input.c.assignment_id == assignment.c.id)
        .where(rollup_input.c.rollup_id == rollup_id)
        .group_by(assignment.c.plan_id)
        .order_by(func.count().desc(), assignment.c.plan_id)
        .limit(1)
    ).first()
    if row is None:
        kept = by_id(connection, rollup_id)
        asking = select(func.min(plan_form.c.plan_id)).where(
            plan_form.c.form_id == kept.form_id, plan_form.c.period == kept.period
        )
        return int(connection.execute(asking).scalar_one())
    return int(row.plan_id)


def figures(
    connection: Connection, rollup_id: int
) -> Iterator[list[tuple[int, int | None, bytes | None]]]:
    """(unit id, revision's id, packed figures) of everyone a roll-up took, as they come."""
    return held.figures(connection, rollup_input, rollup_input.c.rollup_id == rollup_id)
