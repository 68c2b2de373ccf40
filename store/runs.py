"""Runs of flows on record: put there before they begin, kept alive, ended, or taken over."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from store.run_tables import run

State = Literal["running", "done", "failed", "lost"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run. ``asked`` is what is needed to call its ``flow`` again.

    ``process`` is "pid start boot" on ``host``. ``done`` of ``total`` batches, all stages
    together; ``counts`` is what came of each stage, by its name. ``moved_at`` is when a batch
    last ended, ``seen_at`` when the process last gave a sign. ``problem`` holds ``code`` and its
    details. ``resumed_by`` is the run that took over a lost one.
    """

    id: int
    flow: str
    asked: Mapping[str, Any]
    actor: str
    host: str
    process: str
    state: State
    stage: str
    done: int
    total: int
    counts: Mapping[str, Mapping[str, Any]]
    started_at: datetime
    moved_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    problem: Mapping[str, Any] | None
    resumed_by: int | None


def begin(connection: Connection, values: Mapping[str, Any], now: datetime) -> int:
    """Put a run on record (``flow``, ``asked``, ``actor``, ``host``, ``process``); its number."""
    fresh = {
        **values,
        "asked": spelled(values["asked"]),
        "state": "running",
        "stage": "",
        "done": 0,
        "total": 0,
        "counts": "{}",
        "started_at": now,
        "moved_at": now,
        "seen_at": now,
    }
    done = connection.execute(insert(run).values(**fresh))
    return int(done.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row always has a key


def sign(connection: Connection, run_id: int, **values: Any) -> bool:  # noqa: ANN401  columns
    """Note how far a run is; False where it runs no more as far as anybody knows."""
    if "counts" in values:
        values["counts"] = spelled(values["counts"])
    return _changed(connection, run_id, values)


def end(
    connection: Connection,
    run_id: int,
    state: State,
    problem: Mapping[str, Any] | None,
    now: datetime,
) -> bool:
    """Note how a run ended; False where somebody has taken it over."""
    told = None if problem is None else spelled(problem)
    values = {"state": state, "problem": told, "ended_at": now, "seen_at": now}
    return _changed(connection, run_id, values)


def take(connection: Connection, one: Run, now: datetime) -> bool:
    """Claim a lost run; False where it was taken, or has lived on, since.

    The row itself is the claim: of two at once the second waits for the first and changes
    nothing. In the same transaction it is to be handed on to the run that finishes it.
    """
    done = connection.execute(
        update(run)
        .where(run.c.id == one.id, run.c.state == "running", run.c.seen_at == one.seen_at)
        .values(state="lost", ended_at=now)
    )
    return done.rowcount == 1


def hand_on(connection: Connection, run_id: int, by: int) -> None:
    """Note which run finishes a lost one."""
    connection.execute(update(run).where(run.c.id == run_id).values(resumed_by=by))


def running(connection: Connection) -> tuple[Run, ...]:
    """Every run that has not ended, oldest first; some of them may be lost."""
    return _several(connection, select(run).where(run.c.state == "running").order_by(run.c.id))


def newest(connection: Connection, most: int) -> tuple[Run, ...]:
    """The runs that began last, newest first."""
    return _several(connection, select(run).order_by(run.c.id.desc()).limit(most))


def by_id(connection: Connection, run_id: int) -> Run | None:
    """One run."""
    found = _several(connection, select(run).where(run.c.id == run_id))
    return found[0] if found else None


def before(connection: Connection, run_id: int) -> int | None:
    """The newest lost run that a run was to finish."""
    query = select(run.c.id).where(run.c.resumed_by == run_id).order_by(run.c.id.desc()).limit(1)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def sweep(connection: Connection, before: datetime) -> None:
    """Forget runs that ended before a moment."""
    connection.execute(delete(run).where(run.c.ended_at < before))


def spelled(value: object) -> str:
    """JSON as it is kept: the same for the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _changed(connection: Connection, run_id: int, values: Mapping[str, Any]) -> bool:
    alive = update(run).where(run.c.id == run_id, run.c.state == "running")
    return connection.execute(alive.values(**values)).rowcount == 1


def _several(connection: Connection, query: Any) -> tuple[Run, ...]:  # noqa: ANN401  SQLAlchemy's select type names every column
    rows: Sequence[Any] = connection.execute(query).mappings().all()
    return tuple(Run(**{**row, **_read(row)}) for row in rows)


def _read(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "asked": json.loads(row["asked"]),
        "counts": json.loads(row["counts"]),
        "problem": None if row["problem"] is None else json.loads(row["problem"]),
    }
