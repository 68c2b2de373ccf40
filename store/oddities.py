"""Rows that do not fit together: pointers, acts of review, and what SQLite itself finds."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from store.review_tables import review
from store.tables import assignment, form, submission, unit
from store.verifying import WHOSE, form_of


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that does not fit: what it is called, what stands there, what should."""

    name: str
    sent: str
    allowed: str


def pointers(connection: Connection) -> list[Odd]:
    """Assignments that do not point at their newest revision."""
    mine, others = submission.c, submission.alias().c
    newest = (
        select(func.max(others.revision))
        .where(others.assignment_id == assignment.c.id)
        .scalar_subquery()
    )
    here = (mine.assignment_id == assignment.c.id) & (mine.revision == newest)
    there = func.coalesce(mine.id, 0)
    query = (
        select(*WHOSE, func.coalesce(assignment.c.latest_id, 0), there)
        .select_from(assignment)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .outerjoin(submission, here)
        .where(func.coalesce(assignment.c.latest_id, 0) != there)
        .order_by(assignment.c.id)
    )
    rows = connection.execute(query)
    return [Odd(f"{r.code} {form_of(r)} {r.period}", str(r[4]), str(r[5])) for r in rows]


def strayed_reviews(connection: Connection) -> list[Odd]:
    """Acts of review that are bound to another content than the revision they name."""
    columns = review.c
    query = (
        select(*WHOSE, columns.turn, columns.digest, submission.c.digest)
        .select_from(review)
        .join(assignment, assignment.c.id == columns.assignment_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .outerjoin(submission, submission.c.id == columns.submission_id)
        .where(
            submission.c.id.is_(None)
            | (submission.c.digest != columns.digest)
            | (submission.c.assignment_id != columns.assignment_id)
        )
        .order_by(columns.id)
    )
    return [
        Odd(f"{r.code} {form_of(r)} {r.period} /{r.turn}", str(r[5]), str(r[6] or "-"))
        for r in connection.execute(query)
    ]


def unfounded_approvals(connection: Connection) -> list[Odd]:
    """Assignments that stand as approved although their newest act of review says otherwise."""
    others = review.alias().c
    last = (
        select(func.max(others.turn))
        .where(others.assignment_id == assignment.c.id)
        .scalar_subquery()
    )
    of_it = (review.c.assignment_id == assignment.c.id) & (review.c.turn == last)
    query = (
        select(*WHOSE, review.c.kind, review.c.submission_id)
        .select_from(assignment)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .outerjoin(review, of_it)
        .where(
            assignment.c.state == "approved",
            # What the highest unit sends is final without anybody's act.
            unit.c.parent_code.is_not(None),
            review.c.id.is_(None)
            | (review.c.kind != "approved")
            | (review.c.submission_id != assignment.c.latest_id),
        )
        .order_by(assignment.c.id)
    )
    return [
        Odd(f"{r.code} {form_of(r)} {r.period}", str(r[4] or "-"), "approved")
        for r in connection.execute(query)
    ]


def missing_turns(connection: Connection) -> list[Odd]:
    """Assignments whose acts of review are not numbered from 1 without a gap."""
    columns = review.c
    counted = (
        select(
            columns.assignment_id,
            func.count().label("there"),
            func.max(columns.turn).label("last"),
        )
        .group_by(columns.assignment_id)
        .subquery()
    )
    query = (
        select(*WHOSE, counted.c.there, counted.c.last)
        .select_from(counted)
        .join(assignment, assignment.c.id == counted.c.assignment_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
        .where(counted.c.there != counted.c.last)
        .order_by(assignment.c.id)
    )
    return [
        Odd(f"{r.code} {form_of(r)} {r.period}", str(r.there), str(r.last))
        for r in connection.execute(query)
    ]


def damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with its file: broken pages, rows that lead nowhere."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    found = [] if found == ["ok"] else found
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        if len(found) < 20:
            found.append(f"{row[0]} {row[1]} -> {row[2]}")
    return found
