"""What somebody keeps of their own account: the password and the sessions."""

from dataclasses import dataclass
from datetime import datetime

from engine import passwords, throttling, tokens
from engine.permits import Holder
from engine.sessions import IDLE
from engine.work import Work
from errors import Problem
from store import accounts, journal, sessions


@dataclass(frozen=True, slots=True)
class OwnSession:
    """Where one is signed in; ``here`` is the session that asks."""

    seen_at: datetime
    expires_at: datetime
    here: bool


def sessions_of(work: Work, holder: Holder, token: str, now: datetime) -> tuple[OwnSession, ...]:
    """Somebody's sessions that have not ended, the one seen last first."""
    with work.store().reading() as connection:
        here = sessions.by_token(connection, tokens.hashed(token))
        found = sessions.of_account(connection, holder.account_id)
    return tuple(
        OwnSession(one.seen_at, one.expires_at, here is not None and one.id == here.id)
        for one in found
        if one.expires_at > now and one.seen_at + IDLE > now
    )


def end_others(work: Work, holder: Holder, token: str, now: datetime) -> int:
    """End every session but the one that asks; how many there were."""
    with work.store().writing() as connection:
        here = sessions.by_token(connection, tokens.hashed(token))
        ended = sessions.end_others(connection, holder.account_id, here.id if here else 0)
        journal.note(connection, now, holder.login, "sign out others", holder.login, count=ended)
    return ended


def change_password(
    work: Work, holder: Holder, token: str, told: tuple[str, str], address: str, now: datetime
) -> None:
    """Another password for who knows the one there is: ``told`` are that and the new one.

    Every other session ends. Raises Problem password_wrong, password_unfit or sign_in_throttled.
    """
    old, new = told
    tried = throttling.keys(holder.login, address)
    with work.store().reading() as connection:
        throttling.refuse_closed(connection, tried, now)
        hashed = accounts.password(connection, holder.account_id)
    if not passwords.fits(hashed, old):
        with work.store().writing() as connection:
            throttling.failed(connection, tried, now)
        raise Problem("password_wrong")
    made = passwords.kept(new, holder.login, holder.name)
    with work.store().writing() as connection:
        # Of two changes at once the second no longer knows the password.
        if accounts.password(connection, holder.account_id) != hashed:
            raise Problem("password_wrong")
        changed = {"changed_at": now, "changed_by": holder.login}
        accounts.change(connection, holder.account_id, password=made, **changed)
        throttling.succeeded(connection, holder.login)
        here = sessions.by_token(connection, tokens.hashed(token))
        sessions.end_others(connection, holder.account_id, here.id if here else 0)
        journal.note(connection, now, holder.login, "accounts password", holder.login)
