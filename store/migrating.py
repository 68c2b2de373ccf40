"""Bringing a database to the schema this code knows."""

from pathlib import Path

from sqlalchemy import Engine

from errors import Problem
from store import measures, views
from store.opening import Store, guarded, open_engine, version_of
from store.tables import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"


def create_or_upgrade(url: str) -> Store:
    """A store at the newest schema; may be repeated.

    Raises Problem setting_invalid, schema_unknown or database_unreachable.
    """
    engine = open_engine(url)
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    with guarded(engine):
        found = version_of(engine)
        if found != HEAD:
            _upgrade(engine, found)
        elif views.lacking(engine):
            with engine.begin() as connection, views.aside(connection):
                pass
    return Store(engine)


def _upgrade(engine: Engine, found: str | None) -> None:
    known = {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("*.py")}
    if found is not None and found not in known:
        raise Problem("schema_unknown", found=found, needed=HEAD)
    # Read only where a database is behind: every process opens a store, few bring one up to date.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection, views.aside(connection):
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        measures.fill(connection)
