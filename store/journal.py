"""Who did what and when."""

import json
from datetime import datetime

from sqlalchemy import Connection, insert

from store.tables import act


def note(
    connection: Connection, now: datetime, actor: str, verb: str, subject: str, **details: object
) -> None:
    """Record one act, in the transaction of the act itself."""
    connection.execute(
        insert(act).values(
            at=now,
            actor=actor,
            verb=verb,
            subject=subject,
            details=json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
        )
    )
