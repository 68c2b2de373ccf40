"""Rows that acts of the journal name, as they stand: each with its bond, read raw.

Nothing in a row can stop the reading: what is not what it should be has a bond no act names.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from store import bonds
from store.plan_tables import attachment
from store.review_tables import paper, review, warning
from store.tables import act, assignment, form, lineage, plan, plan_form, submission, unit
from store.verifying import WHOSE, RawAct, form_of, instant_of, named, raw, text_of

_MOMENTS = frozenset({"at", "confirmed_at", "added_at", "issued_at"})


@dataclass(frozen=True, slots=True)
class Bonded:
    """One row: the instant of the act that made it, how a person finds it, and its bond."""

    at: str
    name: str
    bond: bytes


@dataclass(frozen=True, slots=True)
class Keyed:
    """One row whose state may change by later acts: since when it is there, which, and how.

    ``key`` and ``state`` are bonds: over what says which row it is, and over all the rest.
    """

    at: str
    name: str
    key: bytes
    state: bytes


def acts(connection: Connection, verbs: Collection[str]) -> Iterator[RawAct]:
    """The acts of some verbs, by their instant."""
    columns = act.c
    words = (columns.actor, columns.verb, columns.subject, columns.details, columns.hash)
    told = [raw(connection, one) for one in (columns.at, *words)]
    query = select(columns.number, *told).where(columns.verb.in_(sorted(verbs)))
    for row in connection.execute(query.order_by(columns.at, columns.number)):
        yield RawAct(row[0], instant_of(row[1]), *(text_of(one) for one in row[2:]))


def revisions(connection: Connection) -> Iterator[Bonded]:
    """Every revision without its content, by the instant it was received."""
    mine = submission.c
    words = (mine.digest, mine.sender, mine.on_behalf_of, mine.source)
    told = [raw(connection, one) for one in (mine.received_at, *words)]
    query = named(mine.assignment_id, mine.revision, *told).order_by(mine.received_at, mine.id)
    for row in connection.execute(query):
        found: dict[str, Any] = {"assignment_id": row[0], "revision": row[1]}
        for column, value in zip(words, row[3:7], strict=True):
            found[column.name] = None if value is None else text_of(value)
        at, name = instant_of(row[2]), f"{row.code} {form_of(row)} {row.period} #{row[1]}"
        yield Bonded(at, name, bonds.bond(found, at))


def reviews(connection: Connection) -> Iterator[Bonded]:
    """Every act of review, by its instant."""
    query = (
        select(*_columns(connection, review, bonds.REVIEW), *WHOSE)
        .select_from(review)
        .outerjoin(assignment, assignment.c.id == review.c.assignment_id)
        .outerjoin(unit, unit.c.id == assignment.c.unit_id)
        .outerjoin(form, form.c.id == assignment.c.form_id)
        .order_by(review.c.at, review.c.id)
    )
    for row in connection.execute(query):
        found = _told(bonds.REVIEW, row)
        name = f"{row.code} {form_of(row)} {row.period} /{found['turn']}"
        yield Bonded(found["at"] or "", name, bonds.of_row(bonds.REVIEW, found))


def papers(connection: Connection) -> Iterator[Bonded]:
    """Every scan beside a revision, by the instant it was put there."""
    query = (
        _beside(_columns(connection, paper, bonds.PAPER), paper)
        .order_by(paper.c.at, paper.c.submission_id, paper.c.place)
    )  # fmt: skip
    for row in connection.execute(query):
        found = _told(bonds.PAPER, row)
        yield Bonded(
            found["at"] or "", _place(row, found["name"]), bonds.of_row(bonds.PAPER, found)
        )


def forms(connection: Connection) -> Iterator[Bonded]:
    """Every form version, by the instant it was added."""
    query = select(*_columns(connection, form, bonds.FORM)).order_by(form.c.added_at, form.c.id)
    for row in connection.execute(query):
        found = _told(bonds.FORM, row)
        name = f"{found['name']}@{found['version']}"
        yield Bonded(found["added_at"] or "", name, bonds.of_row(bonds.FORM, found))


def of_plan(connection: Connection, plan_id: int) -> str:
    """The bonds of a plan as it stands, for the act that made it so."""
    found = next(plans(connection, plan_id))
    return bonds.joined((found.key, found.state))


def plans(connection: Connection, plan_id: int | None = None) -> Iterator[Keyed]:
    """Every plan, or one, with the forms and attachments that are frozen with it."""
    own = [name for name in bonds.PLAN if name in plan.c]
    query = select(*_columns(connection, plan, own), plan.c.id).order_by(plan.c.id)
    if plan_id is not None:
        query = query.where(plan.c.id == plan_id)
    for row in connection.execute(query):
        found = _told(own, row)
        for name, table in (("forms", plan_form), ("attachments", attachment)):
            found[name] = _under(connection, table, row[len(own)])
        state = bonds.of_row(bonds.PLAN, found)
        key = bonds.of_row(("ref",), found)
        yield Keyed(found["issued_at"] or "", found["ref"] or "", key, state)


def of_roster(connection: Connection) -> str:
    """The bonds of all units and all lineage as they stand, for the act that made them so."""
    return bonds.joined(bond for one in roster(connection) for bond in (one.key, one.state))


def roster(connection: Connection) -> Iterator[Keyed]:
    """All units as one entry and all lineage as another, where there are any; ``at`` is empty."""
    for table in (unit, lineage):
        # What is measured in degrees adds nothing up, and databases spell it differently.
        names = [column.name for column in table.columns if column.name not in ("lat", "lon")]
        found, count = hashlib.sha256(), 0
        query = select(*_columns(connection, table, names))
        for row in connection.execute(query.order_by(*table.primary_key.columns)):
            found.update(bonds.of_row(names, _told(names, row)))
            count += 1
        if count:
            key = bonds.of_row(("table",), {"table": table.name})
            yield Keyed("", table.name, key, found.digest()[: len(key)])


def _under(connection: Connection, table: Table, plan_id: int) -> str:
    """The rows of a table that belong to a plan, as one text."""
    names = [column.name for column in table.columns]
    keys = list(table.primary_key.columns)
    rows = connection.execute(
        select(*_columns(connection, table, names))
        .where(table.c.plan_id == plan_id)
        .order_by(*keys)
    )
    return json.dumps([_told(names, row) for row in rows], ensure_ascii=False, sort_keys=True)


def warnings(connection: Connection) -> Iterator[Keyed]:
    """Every warning of every revision, with the reason that answers it."""
    names = (*bonds.WARNING, *bonds.ANSWER)
    received = raw(connection, submission.c.received_at)
    query = _beside([*_columns(connection, warning, names), received], warning)
    for row in connection.execute(query.order_by(warning.c.id)):
        found = _told(names, row)
        asked, answered = bonds.of_row(bonds.WARNING, found), bonds.of_row(bonds.ANSWER, found)
        yield Keyed(instant_of(row[len(names)]), _place(row, found["path"]), asked, answered)


def _columns(connection: Connection, table: Table, names: Sequence[str]) -> list[Any]:
    # Under names of their own, so that none hides what says whose the row is.
    return [raw(connection, table.c[name]).label(f"held_{name}") for name in names]


def _beside(columns: Sequence[Any], table: Table) -> Select[Any]:
    """Columns of rows beside revisions, and behind them whose each revision is."""
    return (
        select(*columns, submission.c.revision.label("number"), *WHOSE)
        .select_from(table)
        .outerjoin(submission, submission.c.id == table.c.submission_id)
        .outerjoin(assignment, assignment.c.id == submission.c.assignment_id)
        .outerjoin(unit, unit.c.id == assignment.c.unit_id)
        .outerjoin(form, form.c.id == assignment.c.form_id)
    )


def _place(row: Row[Any], what: str | None) -> str:
    return f"{row.code} {form_of(row)} {row.period} #{row.number} {what or '-'}"


def _told(names: Sequence[str], row: Iterable[Any]) -> dict[str, str | None]:
    """The columns of a bond as texts; an instant in the spelling of bonds."""
    found: dict[str, str | None] = {}
    for name, value in zip(names, row, strict=False):
        if value is None:
            found[name] = None
        elif name in _MOMENTS:
            found[name] = instant_of(value)
        else:
            found[name] = text_of(value) if isinstance(value, bytes) else bonds.said(value)
    return found
