"""What a workspace remembers about itself: profile, roster version, and the like."""

from sqlalchemy import Connection, insert, select, update

from store.tables import meta


def read(connection: Connection, name: str) -> str | None:
    """One remembered value, or None."""
    found = connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()
    return None if found is None else str(found)


def write(connection: Connection, name: str, value: str) -> None:
    """Remember a value; the newest stands."""
    changed = connection.execute(update(meta).where(meta.c.name == name).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(meta).values(name=name, value=value))


def claimed(connection: Connection, name: str) -> str | None:
    """One remembered value, which nobody else reads so until this transaction ends."""
    query = select(meta.c.value).where(meta.c.name == name).with_for_update()
    found = connection.execute(query).scalar()
    return None if found is None else str(found)
