"""Accounts: invited, accepted, disabled and enabled again; who gave what to whom is noted."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import passwords, tokens
from engine.permits import today
from engine.work import Work
from errors import Problem
from hierarchy.spelling import clean
from reporting.rights import HELD, MAY_GIVE, Role
from store import accounts, api_tokens, invitations, journal, sessions
from store.accounts import Account, LoginTaken
from store.opening import Connection

WEEK = timedelta(days=7)
"""How long an invitation stands."""
_LOGIN = re.compile(r"[\w][\w.@+-]{1,58}[\w]")
_NAME = 100
OF_NO_UNIT = frozenset({"auditor", "operator"})


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to have an account: what they sign in with, their name, unit and roles."""

    login: str
    name: str
    unit: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invited:
    """An account with the token that opens it once, until then."""

    account: Account
    token: str
    expires_at: datetime


def spelt(login: str) -> str:
    """A login as it is kept: two that look alike are the same."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def invite(work: Work, wish: Wish, giver: Iterable[Role], now: datetime) -> Invited:
    """Make an account that waits for its owner, and the one-time token for him.

    ``giver`` are the roles of who invites. Raises Problem login_unfit, name_unfit, roles_unfit,
    unit_unknown, unit_needed or login_taken.
    """
    login, name = spelt(wish.login), clean(wish.name)
    if not _LOGIN.fullmatch(login):
        raise Problem("login_unfit", sent=wish.login[:60])
    if not name or len(name) > _NAME or not name.isprintable():
        raise Problem("name_unfit", most=_NAME)
    roles = _given(wish.roles, giver)
    with work.store().writing() as connection:
        unit_id = _unit(work, connection, wish.unit, roles, now)
        values = {
            "login": login,
            "name": name,
            "unit_id": unit_id,
            "roles": " ".join(roles),
            "password": None,
            "state": "invited",
            "made_at": now,
            "made_by": work.actor,
            "changed_at": now,
            "changed_by": work.actor,
        }
        try:
            account_id = accounts.add(connection, values)
        except LoginTaken as error:
            raise Problem("login_taken", login=login) from error
        told = {"unit": wish.unit, "roles": " ".join(roles)}
        journal.note(connection, now, work.actor, "accounts invite", login, **told)
        return _token(work, connection, account_id, now)


def invite_again(work: Work, account_id: int, now: datetime) -> Invited:
    """A new token for an account whose owner lost the first, or the password.

    Earlier tokens open nothing any more. Raises Problem account_unknown or account_disabled.
    """
    with work.store().writing() as connection:
        found = _found(connection, account_id)
        if found.state == "disabled":
            raise Problem("account_disabled", login=found.login)
        invitations.close(connection, account_id, now)
        journal.note(connection, now, work.actor, "accounts invite", found.login, again=True)
        return _token(work, connection, account_id, now)


def invited(work: Work, token: str, now: datetime) -> Account:
    """Whose account a token opens. Raises Problem invitation_unfit."""
    with work.store().reading() as connection:
        return _opened(connection, token, now)[1]


def accept(work: Work, token: str, password: str, now: datetime) -> Account:
    """Let the owner of a token set his password; the token opens nothing any more.

    Whoever was signed in to the account is not. Raises Problem invitation_unfit or password_unfit.
    """
    with work.store().reading() as connection:
        _invitation, found = _opened(connection, token, now)
    # Before the transaction: it takes its time, and others want to write.
    hashed = passwords.kept(password, found.login, found.name)
    with work.store().writing() as connection:
        invitation_id, found = _opened(connection, token, now)
        if not invitations.close(connection, found.id, now, only=invitation_id):
            raise Problem("invitation_unfit")
        changed = {"changed_at": now, "changed_by": found.login}
        accounts.change(connection, found.id, password=hashed, state="active", **changed)
        sessions.end_all(connection, found.id)
        journal.note(connection, now, found.login, "accounts accept", found.login)
    return found


def disable(work: Work, account_id: int, now: datetime) -> Account:
    """Let nobody use an account: its sessions, tokens and invitations end in this moment.

    Raises Problem account_unknown.
    """
    with work.store().writing() as connection:
        found = _found(connection, account_id)
        changed = {"changed_at": now, "changed_by": work.actor}
        accounts.change(connection, account_id, state="disabled", **changed)
        sessions.end_all(connection, account_id)
        api_tokens.revoke(connection, account_id, now)
        invitations.close(connection, account_id, now)
        journal.note(connection, now, work.actor, "accounts disable", found.login)
    return found


def enable(work: Work, account_id: int, now: datetime) -> Account:
    """Let an account be used again; who never set a password needs a new invitation.

    Raises Problem account_unknown.
    """
    with work.store().writing() as connection:
        found = _found(connection, account_id)
        known = accounts.password(connection, account_id) is not None
        changed = {"changed_at": now, "changed_by": work.actor}
        state = "active" if known else "invited"
        accounts.change(connection, account_id, state=state, **changed)
        journal.note(connection, now, work.actor, "accounts enable", found.login)
    return found


def named(work: Work, login: str) -> Account:
    """The account with this login. Raises Problem account_unknown."""
    with work.store().reading() as connection:
        found = accounts.by_login(connection, spelt(login))
    if found is None:
        raise Problem("account_unknown", login=login[:60])
    return found


def everybody(work: Work) -> list[Account]:
    """Every account, by login."""
    with work.store().reading() as connection:
        return accounts.all_rows(connection)


def _given(wanted: Collection[str], giver: Iterable[Role]) -> tuple[Role, ...]:
    may: set[Role] = {one for role in giver for one in MAY_GIVE.get(role, ())}
    known = tuple(one for one in HELD if one in wanted and one in may)
    if not known or len(known) != len(set(wanted)):
        sent = ", ".join(wanted) or "-"
        raise Problem("roles_unfit", sent=sent, known=", ".join(o for o in HELD if o in may))
    return known


def _unit(
    work: Work, connection: Connection, code: str, roles: Collection[str], now: datetime
) -> int | None:
    if not code:
        if set(roles) <= OF_NO_UNIT:
            return None
        raise Problem("unit_needed")
    there = today(work, connection, now)
    if code not in there.tree.index:
        raise Problem("unit_unknown", code=code)
    return there.ids[there.tree.index[code]]


def _token(work: Work, connection: Connection, account_id: int, now: datetime) -> Invited:
    token, expires_at = tokens.fresh(), now + WEEK
    values = {
        "account_id": account_id,
        "token": tokens.hashed(token),
        "made_at": now,
        "made_by": work.actor,
        "expires_at": expires_at,
    }
    invitations.add(connection, values)
    return Invited(_found(connection, account_id), token, expires_at)


def _found(connection: Connection, account_id: int) -> Account:
    found = accounts.by_id(connection, account_id)
    if found is None:
        raise Problem("account_unknown", login=str(account_id))
    return found


def _opened(connection: Connection, token: str, now: datetime) -> tuple[int, Account]:
    invitation = invitations.by_token(connection, tokens.hashed(token))
    if invitation is None or invitation.expires_at <= now:
        raise Problem("invitation_unfit")
    found = _found(connection, invitation.account_id)
    if found.state == "disabled":
        raise Problem("invitation_unfit")
    return invitation.id, found
