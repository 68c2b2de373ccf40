"""How often somebody may fail to sign in: by account and by address, in the store.

Several processes and machines count together. A key is closed for longer and longer; what was
tried while it is closed counts for nothing, so that nobody is shut out for good.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from engine import tokens
from errors import Problem
from store import throttle
from store.opening import Connection
from store.throttle import Attempts

FORGOTTEN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are free; then a key is closed for ``first``, twice as long each time."""

    free: int
    first: timedelta
    most: timedelta


ACCOUNT = Limit(5, timedelta(minutes=1), timedelta(minutes=30))
ADDRESS = Limit(30, timedelta(minutes=1), timedelta(minutes=30))
"""A district's office may share one address."""


def keys(login: str, address: str) -> dict[str, Limit]:
    """The keys of an attempt; a hash, since what is typed as a login may be a password."""
    return {
        tokens.hashed(f"account {login}"): ACCOUNT,
        tokens.hashed(f"address {address}"): ADDRESS,
    }


def refuse_closed(connection: Connection, found: Iterable[str], now: datetime) -> None:
    """Raises Problem sign_in_throttled while any of the keys is closed."""
    until = [one.closed_until for one in throttle.of(connection, tuple(found)).values()]
    # Closed for longer than that it is only where a clock was ahead and has been put back.
    last = now + max(ACCOUNT.most, ADDRESS.most)
    left = [one - now for one in until if one is not None and now < one <= last]
    if left:
        raise Problem("sign_in_throttled", seconds=ceil(max(left).total_seconds()))


def failed(connection: Connection, found: dict[str, Limit], now: datetime) -> None:
    """Count a failure for every key, in one order for everybody."""
    throttle.sweep(connection, now - FORGOTTEN)
    for key, limit in sorted(found.items()):
        before = throttle.claimed(connection, key, now)
        count = before.failed + 1
        throttle.keep(connection, key, Attempts(count, now, _closed(limit, count, now)))


def _closed(limit: Limit, count: int, now: datetime) -> datetime | None:
    over = count - limit.free
    if over < 0:
        return None
    return now + min(limit.first * (1 << min(over, 20)), limit.most)


def succeeded(connection: Connection, login: str) -> None:
    """Forget an account's failures; those of the address stand."""
    throttle.forget(connection, tokens.hashed(f"account {login}"))
