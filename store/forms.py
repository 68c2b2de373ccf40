"""Forms as rows: the same content is one version, changed content the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from store.tables import form


@dataclass(frozen=True, slots=True)
class FormRow:
    """One kept form version; ``document`` is its JSON text as it was canonicalised."""

    id: int
    name: str
    version: int
    digest: str
    document: str


def _select() -> Select[int, str, int, str, str]:
    columns = form.c
    return select(columns.id, columns.name, columns.version, columns.digest, columns.document)


def all_rows(connection: Connection) -> tuple[FormRow, ...]:
    """Every version of every form, by name and version."""
    rows = connection.execute(_select().order_by(form.c.name, form.c.version))
    return tuple(FormRow(*row) for row in rows)


def by_id(connection: Connection, form_id: int) -> FormRow:
    """The form version of a row id."""
    return FormRow(*connection.execute(_select().where(form.c.id == form_id)).one())


def whole(connection: Connection, form_id: int) -> Mapping[str, Any]:
    """Every column of one form version."""
    return dict(connection.execute(select(form).where(form.c.id == form_id)).mappings().one())


def find(connection: Connection, reference: str) -> FormRow | None:
    """``name`` (its newest version) or ``name@version``; None where there is no such form."""
    name, _, version = reference.rpartition("@")
    query = _select()
    if name and version.isdecimal():
        query = query.where(form.c.name == name, form.c.version == int(version))
    else:
        query = query.where(form.c.name == reference)
    row = connection.execute(query.order_by(form.c.version.desc()).limit(1)).first()
    return None if row is None else FormRow(*row)


def keep(
    connection: Connection, name: str, digest: str, document: str, now: datetime, actor: str
) -> tuple[FormRow, bool]:
    """The row of this content, and whether it was added now."""
    newest = find(connection, name)
    rows = [row for row in all_rows(connection) if row.name == name and row.digest == digest]
    if newest is not None and rows:
        return rows[-1], False
    version = 1 if newest is None else newest.version + 1
    connection.execute(
        insert(form).values(
            name=name,
            version=version,
            digest=digest,
            document=document,
            added_at=now,
            added_by=actor,
        )
    )
    kept = find(connection, f"{name}@{version}")
    assert kept is not None
    return kept, True
