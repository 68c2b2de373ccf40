"""Who did what and when: every act once, each bound to the one before it by a hash."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from store import settings_rows
from store.tables import act

HEAD = "journal_head"
"""The meta row of the newest act: its number and hash."""
START = "0" * 64
"""What stands before the first act."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it is kept; ``details`` is JSON, ``number`` counts from 1 without a gap."""

    number: int
    at: datetime
    actor: str
    verb: str
    subject: str
    details: str
    hash: str


def link(before: str, number: int, at: datetime, *words: str) -> str:
    """SHA-256 over the hash before and one act: its number, moment, then the words in order.

    ``words`` are actor, verb, subject and details. The parts are bound as a JSON list, so that
    nothing can move from one to the next.
    """
    return spelled_link(before, number, at.astimezone(UTC).isoformat(), *words)


def spelled_link(before: str, number: int, at: str, *words: str) -> str:
    """The same where the moment is spelled already: UTC, in ISO 8601."""
    parts = [before, number, at, *words]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Noted:
    """An act to be recorded: who, what, about what, and what else is to be told of it."""

    actor: str
    verb: str
    subject: str
    details: Mapping[str, object]


def note(
    connection: Connection, now: datetime, actor: str, verb: str, subject: str, **details: object
) -> None:
    """Record one act, in the transaction of the act itself."""
    notes(connection, now, [Noted(actor, verb, subject, details)])


def notes(connection: Connection, now: datetime, noted: Sequence[Noted]) -> None:
    """Record acts of one moment in their order, in the transaction of the acts themselves."""
    if not noted:
        return
    count, found = head(connection, claim=True)
    rows: list[dict[str, object]] = []
    for number, one in enumerate(noted, count + 1):
        told = json.dumps(one.details, ensure_ascii=False, sort_keys=True, default=str)
        found = link(found, number, now, one.actor, one.verb, one.subject, told)
        rows.append(
            {
                "at": now,
                "actor": one.actor,
                "verb": one.verb,
                "subject": one.subject,
                "details": told,
                "number": number,
                "hash": found,
            }
        )
    connection.execute(insert(act), rows)
    settings_rows.write(connection, HEAD, f"{count + len(rows)} {found}")


def head(connection: Connection, *, claim: bool = False) -> tuple[int, str]:
    """Number and hash of the newest act. With ``claim`` nobody else adds one meanwhile."""
    text = (
        settings_rows.claimed(connection, HEAD) if claim else settings_rows.read(connection, HEAD)
    )
    if not text:
        return 0, START
    number, _, found = text.partition(" ")
    return int(number), found


def acts(connection: Connection) -> Iterator[Act]:
    """Every act as it stands, in the order of the numbers."""
    columns = act.c
    rows = connection.execute(
        select(
            columns.number,
            columns.at,
            columns.actor,
            columns.verb,
            columns.subject,
            columns.details,
            columns.hash,
        ).order_by(columns.number, columns.id)
    )
    for row in rows:
        yield Act(*row)


def before(connection: Connection, number: int, most: int) -> list[Act]:
    """Acts numbered lower than one, the newest first; with 0 from the newest of all."""
    columns = act.c
    query = select(
        columns.number,
        columns.at,
        columns.actor,
        columns.verb,
        columns.subject,
        columns.details,
        columns.hash,
    )
    if number:
        query = query.where(columns.number < number)
    rows = connection.execute(query.order_by(columns.number.desc()).limit(most))
    return [Act(*row) for row in rows]
