"""Bringing a database to the schema this code knows."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from errors import Problem
from store.opening import Store, open_engine, version_of
from store.tables import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"


def create_or_upgrade(url: str) -> Store:
    """A store at the newest schema; may be repeated. Raises Problem schema_unknown."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = open_engine(url)
    try:
        found = version_of(engine)
        if found != HEAD:
            known = {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("*.py")}
            if found is not None and found not in known:
                raise Problem("schema_unknown", found=found, needed=HEAD)
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            with engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, HEAD)
    except DBAPIError as error:
        reason = str(error).splitlines()[0]
        raise Problem("database_unreachable", reason=reason) from error
    return Store(engine)
