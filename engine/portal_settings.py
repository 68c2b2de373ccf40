"""What an operator sets for the whole portal; kept in the store, noted in the journal."""

from datetime import datetime

from engine.work import Work
from store import journal, settings_rows

PUBLIC = "portal_public"
"""The meta row that says whether published vintages are shown to everybody."""


def is_public(work: Work) -> bool:
    """Whether the public page is on; it is not until an operator turns it on."""
    with work.store().reading() as connection:
        return settings_rows.read(connection, PUBLIC) == "on"


def set_public(work: Work, now: datetime, *, on: bool) -> None:
    """Turn the public page on or off."""
    with work.store().writing() as connection:
        if (settings_rows.read(connection, PUBLIC) == "on") == on:
            return
        settings_rows.write(connection, PUBLIC, "on" if on else "off")
        journal.note(connection, now, work.actor, "portal public", "on" if on else "off")
