"""Sending what lies in the outbox, through apprise or into a folder; Prefect is not needed.

At least once, at most twice (``engine.outgoing`` says why): each message is claimed in a
transaction of its own before it is sent, each address that took it is noted at once, and only
then comes the next.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from engine import outgoing
from engine.outgoing import Drained
from engine.work import Work
from flows import addresses as book
from flows import folder
from flows.addresses import Addresses
from store.outbox import Letter

LONGEST = 300
"""Characters kept of what a channel said when it refused."""
Clock = Callable[[], datetime]
Send = Callable[[str, Letter], str | None]
"""Gives one message to one address; what was wrong in words, or None."""


def drain(work: Work, addresses: Addresses, clock: Clock, send: Send | None = None) -> Drained:
    """Try every message whose time has come. One that has no address waits, untouched."""
    ended = {"sent": 0, "pending": 0, "dead": 0}
    waiting = 0
    for found in outgoing.ready(work, clock()):
        where = book.to(addresses, found)
        if not where:
            waiting += 1
            continue
        one = outgoing.claim(work, found, clock())
        if one is not None:
            error = _deliver(work, one, where, send or through_channel)
            ended[outgoing.settle(work, one, clock(), error)] += 1
    done = Drained(ended["sent"], ended["pending"], ended["dead"], waiting)
    outgoing.note(work, clock(), done)
    return done


def _deliver(work: Work, one: Letter, where: tuple[str, ...], send: Send) -> str | None:
    marks = outgoing.marks_of(one)
    errors = []
    for address in where:
        mark = hashlib.sha256(address.encode()).hexdigest()[:16]
        if mark in marks:
            continue
        error = send(address, one)
        if error is None:
            marks.add(mark)
            outgoing.taken(work, one, marks)
        else:
            errors.append(f"{address.partition(':')[0]}: {error}"[:LONGEST])
    return "; ".join(errors) or None


def through_channel(address: str, one: Letter) -> str | None:
    """One message to one address. Of the address only its kind is ever told again."""
    if address.startswith(folder.SCHEME):
        return folder.write(address, one)
    import apprise

    capture: Any = apprise.LogCapture  # it has no types

    asset = apprise.AppriseAsset(app_id="Capbac", app_desc="Capbac", app_url="", async_mode=False)
    channels = apprise.Apprise(asset=asset)
    with capture(level=logging.WARNING, fmt="%(message)s") as said:
        known = channels.add(address)
        if known and channels.notify(
            body=one.body, title=one.subject, body_format=apprise.NotifyFormat.TEXT
        ):
            return None
        words = said.getvalue().strip().splitlines()
    if not known:  # what apprise says of it repeats the address, and with it a password
        return "this address is not understood"
    return words[-1] if words else "refused"
