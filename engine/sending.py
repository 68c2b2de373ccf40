"""Keeping what passed the door: each submission a revision, once, with a receipt."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from engine import voiding
from engine.accepted import Accepted, Checked, Collected, Receipt
from engine.attempts import settle
from engine.confirm import keep_warnings, raised
from engine.conflicts import key_conflict, too_late
from engine.ledger import Ledger
from engine.once import compared
from engine.papers import put, shelved
from engine.shares import Wish, fresh_rows, share
from engine.work import Work
from store import assignments, bonds, claims, journal, refusals, submissions
from store.opening import Connection

__all__ = ["Accepted", "Checked", "Collected", "Ledger", "Receipt", "keep_part", "keep_parts"]


def keep_part(
    work: Work, checked: Checked, now: datetime, request: Mapping[str, str] | None = None
) -> Collected:
    """Keep a judged batch in one transaction: acknowledged means on disk.

    ``request`` binds the key of a whole request to the hash of what it said, where anything of it
    is taken in; where it was bound to something else, all of it is refused as key_conflict.
    """
    (kept,) = keep_parts([Wish(work, shelved(work, checked), now, request or {})])
    return kept


def keep_parts(wishes: Sequence[Wish]) -> list[Collected]:
    """The same for batches of several senders, all in one transaction; what came of each.

    They have no assignment, source or key in common, and where there are several neither scans
    nor reasons. Each is noted in the journal under its own sender's name.
    """
    while True:
        try:
            return _kept(wishes)
        except submissions.KeysTaken:
            # Nothing of it was kept. What took the keys is there now, and the Ledger sees it.
            continue


def _kept(wishes: Sequence[Wish]) -> list[Collected]:
    work, now = wishes[0].work, max(one.now for one in wishes)
    with work.store().writing() as connection:
        bound = submissions.by_keys(connection, [key for wish in wishes for key in wish.request])
        clear = [
            wish
            for wish in wishes
            if all(bound.get(key, told) == told for key, told in wish.request.items())
        ]
        passed = [one for wish in clear for one in wish.checked.accepted]
        before = [one for wish in clear for one in wish.checked.refused]
        # What was refused too: it may become a draft.
        tried = [one.attempt.assignment_id for one in before if one.attempt]
        claims.claim_of(connection, [*(one.assignment_id for one in passed), *tried])
        # Passed on or withdrawn since the batch was judged: what is closed takes nothing in.
        gone = assignments.closed(connection, [one.assignment_id for one in passed])
        late = [one for one in passed if one.assignment_id in gone]
        accepted = tuple(one for one in passed if one.assignment_id not in gone)
        accepted = compared(connection, accepted)
        ledger = Ledger(connection, accepted, now)
        for one in accepted:
            ledger.enter(one)
        refused = (*before, *ledger.conflicts, *map(too_late, late))
        submissions.append(connection, ledger.rows)
        warned = keep_warnings(work, connection, accepted, ledger.rows, now)
        settle(connection, refused, ledger.taken, now)
        found = [
            share(wish, accepted, ledger, refused, warned) if wish in clear else _clash(wish)
            for wish in wishes
        ]
        by = {one.unit: wish.work.actor for wish in wishes for one in wish.checked.accepted}
        keys = dict(ledger.fresh_keys)
        for wish, got in zip(wishes, found, strict=True):
            keys |= wish.request if got.receipts else {}
        submissions.keep_keys(connection, keys)
        refusals.keep(connection, refused, now)
        # From here on acts are noted: whoever holds the journal waits for nobody.
        put(work, connection, accepted, now)
        voiding.follow(work, connection, ledger.changed, now, by)
        _note(connection, wishes, found, ledger, now)
    return found


def _clash(wish: Wish) -> Collected:
    return Collected(refused=tuple(key_conflict(one) for one in wish.checked.accepted))


def _note(
    connection: Connection,
    wishes: Sequence[Wish],
    found: Sequence[Collected],
    ledger: Ledger,
    now: datetime,
) -> None:
    told: list[journal.Noted] = []
    for one, kept in zip(wishes, found, strict=True):
        rows = fresh_rows(one, ledger)
        if not rows:
            continue
        ids = {int(str(row["assignment_id"])) for row in rows}
        details = {
            "accepted": len(rows),
            bonds.BOUND: bonds.bound(rows),
            bonds.WARNED: raised(connection, ids) if kept.warned else "",
        }
        told.append(journal.Noted(one.work.actor, "collect", "", details))
    journal.notes(connection, now, told)
