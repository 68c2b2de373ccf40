"""How a database itself is: its kind, its clock, its limits, and when something was last kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select, text

from store.opening import guarded, version_in
from store.tables import HEAD, act

__all__ = ["HEAD", "Condition", "condition"]


@dataclass(frozen=True, slots=True)
class Condition:
    """``schema`` is None where Capbac has never been; ``clock`` is PostgreSQL's own."""

    kind: str
    version: str
    schema: str | None
    last_act: datetime | None = None
    clock: datetime | None = None
    encoding: str = "UTF8"
    connections: int = 0


def condition(engine: Engine) -> Condition:
    """Read at one look. Raises Problem database_unreachable."""
    kind = engine.dialect.name
    with guarded(engine), engine.connect() as connection:
        schema = version_in(connection)
        last = None
        if schema == HEAD:
            last = connection.execute(select(act.c.at).order_by(act.c.id.desc()).limit(1)).scalar()
        if kind == "sqlite":
            version = str(connection.execute(text("SELECT sqlite_version()")).scalar())
            return Condition(kind, version, schema, last)
        row = connection.execute(
            text(
                "SELECT current_setting('server_version'), clock_timestamp(), "
                "current_setting('server_encoding'), current_setting('max_connections')"
            )
        ).one()
        return Condition(kind, row[0], schema, last, row[1], row[2], int(row[3]))
