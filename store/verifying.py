"""Rows as they stand, for whoever doubts them: read so that nothing in them can stop the reading.

SQLite lets anybody with a tool write anything into any column. Texts, instants and bytes are
therefore read raw; what is not what it should be comes as something no hash fits.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    cast,
    func,
    select,
)

from store.bonds import spelled
from store.tables import act, assignment, form, submission, unit

UNREADABLE = "\ufffd"
CHUNK = 500


@dataclass(frozen=True, slots=True)
class RawAct:
    """One act as it stands; ``number`` is 0 and ``at`` a sign for what cannot be one."""

    number: int
    at: str
    actor: str
    verb: str
    subject: str
    details: str
    hash: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One revision as it stands, with what its assignment says of it."""

    id: int
    assignment_id: int
    revision: int
    digest: str
    payload: bytes
    packed: bytes
    texts: str | None
    form_id: int
    form: str
    period: str
    unit: str
    valid_from: str

    @property
    def name(self) -> str:
        """How a person finds it."""
        return f"{self.unit} {self.form} {self.period} #{self.revision}"


def acts(connection: Connection) -> Iterator[RawAct]:
    """Every act in the order of the numbers, read raw."""
    columns = act.c
    words = (columns.actor, columns.verb, columns.subject, columns.details, columns.hash)
    told = [raw(connection, one) for one in (columns.at, *words)]
    for row in connection.execute(
        select(columns.number, *told).order_by(columns.number, columns.id)
    ):
        number = row[0] if isinstance(row[0], int) else 0
        yield RawAct(number, instant_of(row[1]), *(text_of(one) for one in row[2:]))


def revisions(connection: Connection) -> Iterator[Kept]:
    """Every revision with its content, an assignment's own together, oldest first."""
    mine = submission.c
    sent = (mine.digest, mine.payload, mine.packed, mine.texts)
    held = [raw(connection, one) for one in sent]
    since = raw(connection, unit.c.valid_from)
    query = named(mine.id, mine.assignment_id, mine.revision, *held, assignment.c.form_id, since)
    for row in connection.execute(query.order_by(mine.assignment_id, mine.revision)):
        digest, payload, packed, texts = row[3:7]
        told = None if texts is None else text_of(texts)
        name = form_of(row)
        yield Kept(
            row[0],
            row[1],
            row[2],
            text_of(digest),
            payload or b"",
            packed or b"",
            told,
            row[7],
            name,
            row.period,
            row.code,
            text_of(row[8]),
        )


def revision_count(connection: Connection) -> int:
    """How many revisions there are."""
    return int(connection.execute(select(func.count()).select_from(submission)).scalar_one())


def acts_at(connection: Connection, moments: Collection[datetime]) -> list[RawAct]:
    """The acts that took submissions in at these instants."""
    wanted = sorted(set(moments))
    columns = act.c
    query = select(
        columns.number,
        columns.at,
        columns.actor,
        columns.verb,
        columns.subject,
        columns.details,
        columns.hash,
    ).where(columns.verb == "collect")
    found: list[RawAct] = []
    for start in range(0, len(wanted), CHUNK):
        some = columns.at.in_(wanted[start : start + CHUNK])
        rows = connection.execute(query.where(some).order_by(columns.number))
        found += [RawAct(row[0], spelled(row[1]), *row[2:]) for row in rows]
    return found


def act_hash(connection: Connection, number: int) -> str | None:
    """The hash of the act of one number."""
    found = connection.execute(select(act.c.hash).where(act.c.number == number)).scalar()
    return None if found is None else str(found)


def act_of(connection: Connection, number: int | None, hash_: str) -> RawAct | None:
    """The act of a number; without one the first whose hash begins so."""
    columns = act.c
    words = (columns.actor, columns.verb, columns.subject, columns.details, columns.hash)
    told = [raw(connection, one) for one in (columns.at, *words)]
    query = select(columns.number, *told).order_by(columns.number, columns.id).limit(1)
    if number is None:
        query = query.where(columns.hash.startswith(hash_, autoescape=True))
    else:
        query = query.where(columns.number == number)
    row = connection.execute(query).first()
    if row is None:
        return None
    return RawAct(row[0], instant_of(row[1]), *(text_of(one) for one in row[2:]))


WHOSE = (unit.c.code, form.c.name, form.c.version, assignment.c.period)
"""The columns that say whose a row is."""


def named(*columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of revisions, and behind them whose each is."""
    return (
        select(*columns, *WHOSE)
        .select_from(submission)
        .join(assignment, assignment.c.id == submission.c.assignment_id)
        .join(unit, unit.c.id == assignment.c.unit_id)
        .join(form, form.c.id == assignment.c.form_id)
    )


def form_of(row: Any) -> str:  # noqa: ANN401  a row of whichever query
    """The reference of the form version a row is about."""
    return f"{row.name}@{row.version}"


def raw(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as it can be fetched whatever stands in it."""
    # In SQLite a column holds whatever was put in; as bytes it can always be fetched.
    if connection.dialect.name == "sqlite":
        return cast(column, LargeBinary)
    return column


def text_of(value: object) -> str:
    """A raw value as text; a sign that fits nothing where it is none."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return UNREADABLE if value is None else str(value)


def instant_of(value: object) -> str:
    """A raw instant as bonds spell it; a sign that fits nothing where it is none."""
    if isinstance(value, datetime):
        return spelled(value)
    try:
        moment = datetime.fromisoformat(text_of(value))
    except ValueError:
        return UNREADABLE
    return spelled(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment)
