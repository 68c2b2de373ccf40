"""The outbox: messages to units, kept with what they remind of until they are sent."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from store.plan_tables import outbox, reminder
from store.tables import meta, unit
from store.units import VERSION

CHUNK = 500
ALERT = "alert"
"""The kind of a message to whoever looks after Capbac itself; all others are to units."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of the outbox.

    ``matters`` is a JSON list of what it reminds of, ``delivered`` one of the marks of the
    addresses that took it; ``next_at`` is when it may be tried next or, while it is being sent,
    until when nobody else may.
    """

    id: int
    key: str
    unit: str
    name: str
    kind: str
    subject: str
    body: str
    matters: str
    state: str
    attempts: int
    next_at: datetime
    broken_off: int
    delivered: str
    error: str | None
    made_at: datetime


def alone(connection: Connection) -> None:
    """Wait until no other transaction decides what is to be said; until the end of this one.

    SQLite has one writer anyway and ignores the lock. Where no unit was ever imported there is
    no row to lock and nobody to remind.
    """
    connection.execute(select(meta.c.value).where(meta.c.name == VERSION).with_for_update())


def told(connection: Connection, abouts: Sequence[str]) -> dict[str, set[str]]:
    """The steps already said, by matter."""
    found: dict[str, set[str]] = {}
    for start in range(0, len(abouts), CHUNK):
        some = reminder.c.about.in_(abouts[start : start + CHUNK])
        for about, step in connection.execute(
            select(reminder.c.about, reminder.c.step).where(some)
        ):
            found.setdefault(about, set()).add(step)
    return found


def put(connection: Connection, values: dict[str, Any], now: datetime) -> int:
    """Lay one message in the outbox, to be sent at once; its row id."""
    fresh = {
        **values,
        "state": "pending",
        "attempts": 0,
        "next_at": now,
        "broken_off": 0,
        "delivered": "[]",
        "made_at": now,
    }
    done = connection.execute(insert(outbox).values(**fresh))
    return int(done.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row always has a key


def note_told(connection: Connection, outbox_id: int, pairs: Iterable[tuple[str, str]]) -> None:
    """Note that these (matter, step) pairs are said by a message; each once for ever."""
    rows = [{"about": about, "step": step, "outbox_id": outbox_id} for about, step in pairs]
    if rows:
        connection.execute(insert(reminder), rows)


def letters(connection: Connection, states: Collection[str]) -> tuple[Letter, ...]:
    """Messages in these states, oldest first."""
    query = _select().where(outbox.c.state.in_(states)).order_by(outbox.c.id)
    return tuple(Letter(*row) for row in connection.execute(query))


def by_id(connection: Connection, letter_id: int) -> Letter | None:
    """One message."""
    row = connection.execute(_select().where(outbox.c.id == letter_id)).first()
    return None if row is None else Letter(*row)


def move(connection: Connection, one: Letter, state: str, **values: object) -> bool:
    """Bring a message into another state; False where somebody else has moved it since."""
    done = connection.execute(
        update(outbox)
        .where(
            outbox.c.id == one.id,
            outbox.c.state == one.state,
            outbox.c.attempts == one.attempts,
            outbox.c.broken_off == one.broken_off,
        )
        .values(state=state, **values)
    )
    return done.rowcount == 1


def counts(connection: Connection) -> dict[str, int]:
    """How many messages are in each state."""
    rows = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {state: int(number) for state, number in rows}


def _select() -> Any:  # noqa: ANN401  SQLAlchemy's select type names every column
    columns = outbox.c
    return select(
        columns.id,
        columns.key,
        unit.c.code,
        unit.c.name,
        columns.kind,
        columns.subject,
        columns.body,
        columns.matters,
        columns.state,
        columns.attempts,
        columns.next_at,
        columns.broken_off,
        columns.delivered,
        columns.error,
        columns.made_at,
    ).join(unit, unit.c.id == columns.unit_id)
