"""The database of a workspace: its schema, its clock, its limits, and what waits in it for good."""

from datetime import UTC, datetime, timedelta

from engine.checkup.finding import Finding, bad, doubtful, good
from errors import Problem
from store import outbox
from store.condition import HEAD, Condition, condition
from store.opening import CONNECTIONS, Store, open_engine

APART = timedelta(seconds=30)
"""Clocks further apart than this put acts of two machines in the wrong order."""
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right says an earlier day: there was no Capbac then."""


def database(url: str, now: datetime) -> list[Finding]:
    """Everything of it. Gives a finding where it cannot be reached: raises nothing."""
    try:
        engine = open_engine(url)
        try:
            found = condition(engine)
            waiting = _waiting(Store(engine)) if found.schema == HEAD else []
        finally:
            engine.dispose()
    except Problem as problem:
        return [bad("database_closed", reason=problem.details.get("reason", problem.code))]
    return [schema(found.schema), *clock(now, found), *limits(found), *waiting]


def schema(found: str | None) -> Finding:
    """Whether the tables are those this program knows."""
    if found is None:
        return bad("schema_none")
    if found < HEAD:
        return bad("schema_behind_us", found=found, needed=HEAD)
    if found > HEAD:
        return bad("schema_ahead", found=found, needed=HEAD)
    return good("schema_ours", found=found)


def clock(now: datetime, found: Condition | None = None) -> list[Finding]:
    """This machine's clock against what was kept last, and against the database's own."""
    if now < BUILT:
        return [bad("clock_before", now=_said(now))]
    if found is None:
        return [good("clock_sound", now=_said(now))]
    wrong = []
    if found.last_act is not None and now < found.last_act - APART:
        wrong.append(bad("clock_back", now=_said(now), last=_said(found.last_act)))
    if found.clock is not None and abs(now - found.clock) > APART:
        seconds = f"{abs(now - found.clock).total_seconds():,.0f}"
        wrong.append(doubtful("clock_apart", seconds=seconds, theirs=_said(found.clock)))
    return wrong or [good("clock_sound", now=_said(now))]


def limits(found: Condition) -> list[Finding]:
    """What a PostgreSQL server must be able to hold; nothing of SQLite."""
    if found.kind != "postgresql":
        return []
    if found.encoding != "UTF8":
        return [bad("database_encoding", encoding=found.encoding)]
    if found.connections < CONNECTIONS:
        told = {"found": found.connections, "needed": CONNECTIONS}
        return [doubtful("database_connections", **told)]
    return [good("database_sound", version=found.version)]


def _waiting(store: Store) -> list[Finding]:
    with store.reading() as connection:
        lost = outbox.counts(connection).get("dead", 0)
    return [doubtful("letters_dead", count=lost) if lost else good("letters_sound")]


def _said(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
