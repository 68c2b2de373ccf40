"""How many assignments a roll-up took and how many had answered: kept, not counted each time.

Of a million units counting takes longer than the roll-up of a change.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from store import settings_rows

Counts = tuple[int, int]
"""Assignments with a revision, and all."""


def noted(connection: Connection, rollup_id: int) -> Counts | None:
    """The counts as they stand; None where they must be counted."""
    told = settings_rows.read(connection, _name(rollup_id))
    if not told:
        return None
    reported, expected = told.split()
    return int(reported), int(expected)


def note(connection: Connection, rollup_id: int, counts: Counts) -> None:
    """Keep counts in the transaction in which they were found."""
    settings_rows.write(connection, _name(rollup_id), "{} {}".format(*counts))


def forget(connection: Connection, rollup_id: int) -> None:
    """Whatever was counted: the roll-up is another one now."""
    if settings_rows.read(connection, _name(rollup_id)):
        settings_rows.write(connection, _name(rollup_id), "")


def shift(
    connection: Connection,
    rollup_id: int,
    before: Sequence[int | None],
    after: Sequence[int | None],
) -> None:
    """Follow inputs (revisions, None where silent) that were taken out and put in."""
    counts = noted(connection, rollup_id)
    if counts is not None:
        heard = sum(one is not None for one in after) - sum(one is not None for one in before)
        moved = counts[0] + heard, counts[1] + len(after) - len(before)
        if moved != counts:
            note(connection, rollup_id, moved)


def _name(rollup_id: int) -> str:
    return f"rollup_{rollup_id}_counts"
