"""What stands beside each assignment: warnings nobody explained, forced acts, whose word it is."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, literal, select, union_all

from store.review_tables import review, warning
from store.tables import assignment, plan, submission

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one assignment: open warnings on its newest revision, and acts by force."""

    warnings: int = 0
    forced: int = 0


def beside(connection: Connection, form_id: int, period: str) -> dict[tuple[int, str], Beside]:
    """What stands beside the assignments of a form and period, by (unit row id, plan).

    One query, which gives rows only for those that have something.
    """
    here = (assignment.c.form_id == form_id) & (assignment.c.period == period)
    asked = (
        select(literal("warnings").label("what"), assignment.c.id.label("id"))
        .add_columns(func.count().label("size"))
        .join(warning, warning.c.submission_id == assignment.c.latest_id)
        .where(here, warning.c.reason.is_(None))
        .group_by(assignment.c.id)
    )
    forced = (
        select(literal("forced"), assignment.c.id, func.count())
        .join(review, review.c.assignment_id == assignment.c.id)
        .where(here, review.c.forced.is_(True))
        .group_by(assignment.c.id)
    )
    both = union_all(asked, forced).subquery()
    rows = connection.execute(
        select(assignment.c.unit_id, plan.c.ref, both.c.what, both.c.size)
        .join(both, both.c.id == assignment.c.id)
        .join(plan, plan.c.id == assignment.c.plan_id)
    )
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for unit_id, ref, what, size in rows:
        found[unit_id, ref][what] = size
    return {key: Beside(**counts) for key, counts in found.items()}


def doubts(connection: Connection, submission_ids: Collection[int]) -> dict[int, Counter[bool]]:
    """By revision, how many of its warnings are confirmed (True) and how many are not (False)."""
    told = warning.c.reason.is_not(None)
    query = select(warning.c.submission_id, told, func.count()).group_by(
        warning.c.submission_id, told
    )
    wanted = sorted(set(submission_ids))
    found: dict[int, Counter[bool]] = defaultdict(Counter)
    for start in range(0, len(wanted), CHUNK):
        some = warning.c.submission_id.in_(wanted[start : start + CHUNK])
        for submission_id, confirmed, size in connection.execute(query.where(some)):
            found[submission_id][bool(confirmed)] += size
    return dict(found)


def answered_themselves(connection: Connection, assignment_ids: Collection[int]) -> set[int]:
    """Those of some assignments whose newest revision is the unit's own, and was not returned."""
    wanted = sorted(set(assignment_ids))
    found: set[int] = set()
    for start in range(0, len(wanted), CHUNK):
        rows = connection.execute(
            select(assignment.c.id)
            .join(submission, submission.c.id == assignment.c.latest_id)
            .where(
                assignment.c.id.in_(wanted[start : start + CHUNK]),
                assignment.c.state.in_(("submitted", "approved")),
                submission.c.on_behalf_of.is_(None),
            )
        )
        found.update(rows.scalars())
    return found
