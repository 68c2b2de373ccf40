"""What an operator watches: counts by state, how old the oldest of each is, and what stands still.

Each is one question an index answers, or one pass over the narrow rows of the assignments.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, case, func, select, text

from store import runs
from store.plan_tables import outbox, reminder
from store.run_tables import run
from store.runs import Run
from store.tables import act, assignment, refusal, rollup, submission, unit

OWN = "watch "
"""How everything begins that was said of what is watched, among what reminders have told."""
_AFTER = "watch!"
"""The first text after all that begin so."""
SCHEDULED = "scheduled-"
"""How the flows begin that a schedule calls."""
_ASIDE = '"code": "run_stopped"'
"""What stands in the problem of a run that somebody stopped or put aside."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A store in numbers. Counts are by state; a moment is None where there was none.

    ``waiting_since`` is when the oldest submission came that nobody has approved or returned,
    ``unsent_since`` when the oldest message was made that has not left.
    """

    assignments: Mapping[str, int]
    submissions: int
    refusals: int
    waiting_since: datetime | None
    messages: Mapping[str, int]
    unsent_since: datetime | None
    runs: Mapping[str, int]
    rolled_up_at: datetime | None
    backed_up_at: datetime | None


@dataclass(frozen=True, slots=True)
class Message:
    """One message that has not left; ``next_at`` as in the outbox."""

    id: int
    kind: str
    unit: str
    state: str
    next_at: datetime
    made_at: datetime
    error: str | None


def numbers(connection: Connection) -> Numbers:
    """Everything at one moment."""
    counts, oldest = _assignments(connection)
    # Numbers are given as things come: the lowest is the oldest, and found without its fellows.
    waiting = select(submission.c.received_at).where(submission.c.id == oldest)
    unsent = select(func.min(outbox.c.made_at)).where(outbox.c.state.in_(("pending", "sending")))
    # The newest by its number: a search from the end, not over all.
    backup = select(act.c.at).where(act.c.verb == "backup").order_by(act.c.id.desc()).limit(1)
    return Numbers(
        assignments=counts,
        submissions=_count(connection, submission),
        refusals=_count(connection, refusal),
        waiting_since=connection.execute(waiting).scalar(),
        messages=_by_state(connection, outbox),
        unsent_since=connection.execute(unsent).scalar(),
        runs=_by_state(connection, run),
        rolled_up_at=connection.execute(select(func.max(rollup.c.made_at))).scalar(),
        backed_up_at=connection.execute(backup).scalar(),
    )


def unsent(connection: Connection) -> tuple[Message, ...]:
    """Messages that lie, are on their way or were given up, oldest first; not what they say."""
    columns = outbox.c
    rows = connection.execute(
        select(
            columns.id,
            columns.kind,
            unit.c.code,
            columns.state,
            columns.next_at,
            columns.made_at,
            columns.error,
        )
        .join(unit, unit.c.id == columns.unit_id)
        .where(columns.state.in_(("pending", "sending", "dead")))
        .order_by(columns.id)
    )
    return tuple(Message(*row) for row in rows)


def failed(connection: Connection) -> tuple[Run, ...]:
    """Runs that ended in a failure, and were not done since, oldest first.

    A schedule tries again by itself, whatever it then finds: of its failures in a row the oldest
    stands for all, until it is done. A run that somebody put aside is none.
    """
    scheduled = run.c.flow.startswith(SCHEDULED, autoescape=True)
    each = select(
        *(run.c.id, run.c.flow, run.c.state, scheduled.label("scheduled")),
        func.coalesce(run.c.problem, "").contains(_ASIDE, autoescape=True).label("aside"),
        case((scheduled, ""), else_=run.c.asked).label("asked"),
    ).subquery()
    done = (
        select(each.c.flow, each.c.asked, func.max(each.c.id).label("last"))
        .where(each.c.state == "done")
        .group_by(each.c.flow, each.c.asked)
        .subquery()
    )
    left = (
        select(each)
        .outerjoin(done, (done.c.flow == each.c.flow) & (done.c.asked == each.c.asked))
        .where(each.c.state == "failed", ~each.c.aside, each.c.id > func.coalesce(done.c.last, 0))
        .subquery()
    )
    first = select(func.min(left.c.id)).where(left.c.scheduled).group_by(left.c.flow)
    others = select(left.c.id).where(~left.c.scheduled)
    either = run.c.id.in_(first) | run.c.id.in_(others)
    query = select(run).where(either).order_by(run.c.id)
    return runs._several(connection, query)  # noqa: SLF001  the one reader of a run's row


def successors(connection: Connection) -> frozenset[int]:
    """The runs that took over one that was cut off."""
    query = select(run.c.resumed_by).where(run.c.resumed_by.is_not(None))
    return frozenset(connection.execute(query).scalars())


def of_flows(connection: Connection, flows: Collection[str], most: int) -> tuple[Run, ...]:
    """The runs of some flows that began last, newest first."""
    query = select(run).where(run.c.flow.in_(flows)).order_by(run.c.id.desc()).limit(most)
    return runs._several(connection, query)  # noqa: SLF001  as above


def held(connection: Connection, until: datetime) -> list[tuple[str, datetime]]:
    """Transactions that began before a moment, changed something and go on: who, and since when.

    What they hold nobody else can take. SQLite tells nothing of the kind: there whoever holds the
    store too long is met as a store that is locked.
    """
    if connection.dialect.name != "postgresql":
        return []
    rows = connection.execute(
        text(
            "SELECT pid, xact_start FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL AND xact_start < :until "
            "ORDER BY xact_start"
        ),
        {"until": until},
    )
    return [(f"PostgreSQL {pid}", since) for pid, since in rows]


def said(connection: Connection) -> dict[str, int]:
    """How many times something was said of each thing that is watched: odd while it is open."""
    rows = connection.execute(
        select(reminder.c.about, func.count())
        .where(reminder.c.about >= OWN, reminder.c.about < _AFTER)
        .group_by(reminder.c.about)
    )
    return {about.removeprefix(OWN): int(number) for about, number in rows}


def steps(abouts: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    """Things that are watched, and how often they were told, as the outbox keeps what was said."""
    return [(f"{OWN}{about}", str(number)) for about, number in abouts]


def chief(connection: Connection, day: date) -> tuple[int, str, str] | None:
    """Row, code and name of the highest unit of a day, else of any; None where there is none."""
    stands = (unit.c.valid_from <= day) & (unit.c.valid_to >= day)
    query: Any = select(unit.c.id, unit.c.code, unit.c.name).where(unit.c.parent_code.is_(None))
    for some in (query.where(stands), query):
        row = connection.execute(some.order_by(unit.c.id).limit(1)).first()
        if row is not None:
            return int(row[0]), str(row[1]), str(row[2])
    return None


def _assignments(connection: Connection) -> tuple[dict[str, int], int | None]:
    """How many are in each state, and the lowest number of a submission nobody has judged."""
    columns = assignment.c
    rows = connection.execute(
        select(columns.state, func.count(), func.min(columns.latest_id)).group_by(columns.state)
    ).all()
    oldest = next((first for state, _count, first in rows if state == "submitted"), None)
    return {str(state): int(number) for state, number, _first in rows}, oldest


def _by_state(connection: Connection, table: Table) -> dict[str, int]:
    rows = connection.execute(select(table.c.state, func.count()).group_by(table.c.state))
    return {str(state): int(number) for state, number in rows}


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
