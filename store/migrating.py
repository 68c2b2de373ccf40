"""Bringing a database to the schema this code knows."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from errors import Problem
from store import claims, measures, views
from store.opening import Store, guarded, open_engine, version_in, version_of
from store.tables import HEAD

Then = Callable[[Connection, str | None], None]
MIGRATIONS = Path(__file__).parent / "migrations"


def create_or_upgrade(url: str, then: Then | None = None) -> Store:
    """A store at the newest schema; may be repeated, also by several at once.

    ``then`` is called in the transaction that upgrades, with the schema that was found. Raises
    Problem setting_invalid, schema_unknown or database_unreachable.
    """
    engine = open_engine(url)
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    with guarded(engine):
        if _refused(version_of(engine)) != HEAD or views.lacking(engine):
            with Store(engine).writing() as connection:
                _bring_up(connection, then)
    return Store(engine)


def standing(url: str) -> str | None:
    """The schema a database stands at, None where Capbac has never been; nothing is written.

    Raises Problem setting_invalid, schema_unknown for one this code does not know, or
    database_unreachable.
    """
    engine = open_engine(url)
    path = engine.url.database
    if engine.dialect.name == "sqlite" and not Path(path or "").is_file():
        return None
    with guarded(engine), closing(Store(engine)):
        return _refused(version_of(engine))


def steps(found: str | None) -> tuple[str, ...]:
    """The migrations between a schema and today's, oldest first."""
    return tuple(one for one in known() if found is None or one > found)


def known() -> tuple[str, ...]:
    """Every schema there was, the oldest first."""
    return tuple(sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("*.py")))


def _refused(found: str | None) -> str | None:
    if found is not None and found not in known():
        raise Problem("schema_unknown", found=found, needed=HEAD)
    return found


def _bring_up(connection: Connection, then: Then | None) -> None:
    """Everything that is missing, in a transaction that has the tables alone.

    Looked at again here: of two at once the second finds it done. Whatever ends the process, all
    of it stands or none of it, since both databases take changes of tables back too.
    """
    claims.named(connection, claims.SCHEMA)
    found = _refused(version_in(connection))
    if found == HEAD:
        if views.lacking(connection):
            with views.aside(connection):
                pass
        return
    # Read only where a database is behind: every process opens a store, few bring one up to date.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with views.aside(connection):
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        measures.fill(connection)
    if then is not None:
        then(connection, found)
