"""Bringing a store to the schema this Capbac needs: told first, then done, once."""

from dataclasses import dataclass
from datetime import datetime

from engine.work import Work
from errors import Problem
from store import copying, journal
from store.migrating import create_or_upgrade, standing, steps
from store.opening import Connection
from store.tables import HEAD


@dataclass(frozen=True, slots=True)
class Standing:
    """The schema a store stands at, the one that is needed, and the steps from one to the other."""

    found: str
    needed: str
    steps: tuple[str, ...]


def look(work: Work) -> Standing:
    """How a store stands; nothing is written.

    Raises Problem no_workspace, schema_unknown for one this Capbac does not know, or
    database_unreachable.
    """
    found = standing(work.database)
    if found is None:
        raise Problem("no_workspace", path=_place(work.database))
    return Standing(found, HEAD, steps(found))


def _place(database: str) -> str:
    """Where people find a store: the file, or an address without its password."""
    return copying.shown(database).removeprefix("sqlite:///")


def migrate(work: Work, now: datetime) -> bool:
    """Bring a store to today's schema, all of it or none; whether this call did it.

    Of several at once one does it and the others wait for it. Raises what ``look`` raises.
    """
    look(work)
    done: list[str] = []

    def note(connection: Connection, found: str | None) -> None:
        done.append(found or "")
        journal.note(connection, now, work.actor, "migrate", f"{found} {HEAD}")

    create_or_upgrade(work.database, note).close()
    return bool(done)
