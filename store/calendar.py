"""Days declared off or worked, whatever the country's rule says of them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select, update

from reporting.calendar import KeptDay
from store.plan_tables import calendar_day


def kept(connection: Connection) -> tuple[KeptDay, ...]:
    """Every kept day, in order."""
    columns = calendar_day.c
    rows = connection.execute(
        select(columns.day, columns.kind, columns.name, columns.decision).order_by(columns.day)
    )
    return tuple(KeptDay(*row) for row in rows)


def put(connection: Connection, days: Iterable[KeptDay], now: datetime, actor: str) -> int:
    """Keep days, each in place of what was kept for it; how many were new or changed."""
    known = {one.day: one for one in kept(connection)}
    changed = 0
    for one in days:
        if known.get(one.day) == one:
            continue
        values = {
            "kind": one.kind,
            "name": one.name,
            "decision": one.decision,
            "at": now,
            "actor": actor,
        }
        if one.day in known:
            where = calendar_day.c.day == one.day
            connection.execute(update(calendar_day).where(where).values(**values))
        else:
            connection.execute(insert(calendar_day).values(day=one.day, **values))
        known[one.day] = one
        changed += 1
    return changed


def remove(connection: Connection, day: date) -> bool:
    """Keep nothing of a day any more; whether anything was kept."""
    return connection.execute(delete(calendar_day).where(calendar_day.c.day == day)).rowcount > 0
