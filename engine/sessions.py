"""Signing in and out, and who is there: sessions stand on the server, in the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from engine import passwords, throttling, tokens
from engine.accounts import spelt
from engine.permits import Holder
from engine.work import Work
from errors import Problem
from reporting.rights import Role
from store import accounts, journal, sessions
from store.accounts import Account
from store.opening import Connection

IDLE = timedelta(hours=2)
"""Without a sign of life for so long, a session is over."""
LONGEST = timedelta(hours=12)
_NOTED = timedelta(minutes=1)
"""How exactly it is kept when somebody was seen last."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: what goes into the cookie, and whose it is."""

    token: str
    holder: Holder


def sign_in(work: Work, login: str, password: str, address: str, now: datetime) -> SignedIn:
    """A session for whoever knows an account's password.

    Whether the login, the password or the account's state was wrong is not told. Raises Problem
    sign_in_failed or sign_in_throttled.
    """
    name = spelt(login)
    tried = throttling.keys(name, address)
    with work.store().reading() as connection:
        throttling.refuse_closed(connection, tried, now)
        found = accounts.by_login(connection, name)
        hashed = None if found is None else accounts.password(connection, found.id)
    fits = passwords.fits(hashed, password)
    with work.store().writing() as connection:
        # Again: it may have been disabled, or tried by many others, since.
        if found is not None:
            found = accounts.by_id(connection, found.id)
        good = fits and found is not None and found.state == "active"
        if found is not None and good:
            throttling.succeeded(connection, name)
            return _opened(connection, found, now)
        throttling.failed(connection, tried, now)
    raise Problem("sign_in_failed")


def _opened(connection: Connection, account: Account, now: datetime) -> SignedIn:
    token = tokens.fresh()
    sessions.sweep(connection, now, now - IDLE)
    values = {
        "account_id": account.id,
        "token": tokens.hashed(token),
        "made_at": now,
        "seen_at": now,
        "expires_at": now + LONGEST,
    }
    sessions.add(connection, values)
    journal.note(connection, now, account.login, "sign in", account.login)
    return SignedIn(token, holder_of(account))


def signed_in(work: Work, token: str, now: datetime) -> Holder | None:
    """Whose session a token is; None where it has ended, by whatever."""
    with work.store().reading() as connection:
        session = sessions.by_token(connection, tokens.hashed(token))
        if session is None or session.expires_at <= now or not _fresh(session.seen_at, now):
            return None
        account = accounts.by_id(connection, session.account_id)
    if account is None or account.state != "active":
        return None
    if session.seen_at + _NOTED <= now:
        with work.store().writing() as connection:
            sessions.touch(connection, session.id, now)
    return holder_of(account)


def _fresh(seen_at: datetime, now: datetime) -> bool:
    """Whether somebody was there not long ago; not by a clock that was far ahead either.

    A session of such a clock would outlive every other, once the clock is right again.
    """
    return now - IDLE < seen_at < now + IDLE


def sign_out(work: Work, token: str) -> None:
    """End a session; one that is not there is no fault."""
    with work.store().writing() as connection:
        session = sessions.by_token(connection, tokens.hashed(token))
        if session is not None:
            sessions.end(connection, session.id)


def holder_of(account: Account) -> Holder:
    """An account as the table of rights sees it."""
    return Holder(
        login=account.login,
        name=account.name,
        account_id=account.id,
        unit_id=account.unit_id,
        unit=account.unit,
        roles=cast("tuple[Role, ...]", account.roles),
    )
