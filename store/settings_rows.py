"""What a workspace remembers about itself: profile, roster version, and the like.

All of it is written by the database in one statement: of two at once none breaks off on the row
the other has just made, and no count is lost.
"""

from typing import Any

from sqlalchemy import BigInteger, Connection, Text, cast, select
from sqlalchemy.dialects import postgresql, sqlite

from store.tables import meta


def read(connection: Connection, name: str) -> str | None:
    """One remembered value, or None."""
    found = connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()
    return None if found is None else str(found)


def write(connection: Connection, name: str, value: str) -> None:
    """Remember a value; the newest stands."""
    made = _insert(connection).values(name=name, value=value)
    connection.execute(made.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def count_up(connection: Connection, name: str) -> None:
    """Let a count that is remembered be one more; whoever counts next waits for this one."""
    one_more = cast(cast(meta.c.value, BigInteger) + 1, Text)
    made = _insert(connection).values(name=name, value="1")
    connection.execute(
        made.on_conflict_do_update(index_elements=["name"], set_={"value": one_more})
    )


def first(connection: Connection, name: str, value: str) -> str:
    """Remember a value where nobody has yet; the one that stands from now on."""
    made = _insert(connection).values(name=name, value=value)
    connection.execute(made.on_conflict_do_nothing())
    found = read(connection, name)
    assert found is not None
    return found


def claimed(connection: Connection, name: str) -> str | None:
    """One remembered value, which nobody else reads so until this transaction ends."""
    query = select(meta.c.value).where(meta.c.name == name).with_for_update()
    found = connection.execute(query).scalar()
    return None if found is None else str(found)


def _insert(connection: Connection) -> Any:  # noqa: ANN401  two dialects, each with a class of its own
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(meta)
