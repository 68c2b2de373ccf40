"""Tokens for programs: made by a person, for some acts only, and good for a while."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, get_args

from engine import tokens
from engine.permits import Holder
from engine.sessions import holder_of
from engine.work import Work
from errors import Problem
from store import api_tokens, journal
from store.api_tokens import ApiToken

Scope = Literal["read", "write"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""``read`` asks, ``write`` changes something too; neither does what its owner may not."""
PREFIX = "capbac_"
"""What every token begins with, so that one that was lost can be known for what it is."""
LONGEST = timedelta(days=366)
_NOTED = timedelta(minutes=5)
_NAME = 60


@dataclass(frozen=True, slots=True)
class Borne:
    """Who a token speaks for, and what it may be used for."""

    holder: Holder
    scope: tuple[str, ...]


def make(
    work: Work, holder: Holder, name: str, scope: Collection[str], days: int, now: datetime
) -> str:
    """A new token, told this once. Raises Problem name_unfit or scope_unfit."""
    known = [one for one in SCOPES if one in scope]
    if not name.strip() or len(name) > _NAME or not name.isprintable():
        raise Problem("name_unfit", most=_NAME)
    if not known or len(known) != len(set(scope)):
        raise Problem("scope_unfit", sent=", ".join(scope) or "-", known=", ".join(SCOPES))
    token = PREFIX + tokens.fresh()
    values = {
        "account_id": holder.account_id,
        "name": name.strip(),
        "token": tokens.hashed(token),
        "scope": " ".join(known),
        "made_at": now,
        "expires_at": now + min(timedelta(days=max(days, 1)), LONGEST),
    }
    with work.store().writing() as connection:
        api_tokens.add(connection, values)
        told = {"name": name.strip(), "scope": " ".join(known)}
        journal.note(connection, now, holder.login, "token make", holder.login, **told)
    return token


def borne(work: Work, token: str, now: datetime) -> Borne | None:
    """Who a token speaks for; None where it is unknown, over, taken back or its owner disabled."""
    with work.store().reading() as connection:
        there = api_tokens.borne(connection, tokens.hashed(token))
    if there is None:
        return None
    found, account = there
    if found.revoked_at is not None or found.expires_at <= now or account.state != "active":
        return None
    if found.used_at is None or found.used_at + _NOTED <= now:
        # Nobody has to wait for that to be on a disk.
        _uses(work.database)[found.id] = now
    return Borne(holder_of(account), found.scope)


@lru_cache(maxsize=4)
def _uses(_database: str) -> dict[int, datetime]:
    """When tokens were used that is not kept yet, by row id."""
    return {}


def keep_uses(work: Work) -> None:
    """Keep when tokens were used, all that were used since the last time in one transaction."""
    waiting = _uses(work.database)
    used = waiting.copy()
    if not used:
        return
    with work.store().writing() as connection:
        api_tokens.used(connection, used)
    for token_id, at in used.items():
        if waiting.get(token_id) == at:
            waiting.pop(token_id, None)


def of_holder(work: Work, holder: Holder) -> list[ApiToken]:
    """Somebody's own tokens, the newest first."""
    keep_uses(work)
    with work.store().reading() as connection:
        return api_tokens.of_account(connection, holder.account_id)


def revoke(work: Work, holder: Holder, token_id: int, now: datetime) -> None:
    """Take back one's own token. Raises Problem not_found."""
    with work.store().writing() as connection:
        if not api_tokens.revoke(connection, holder.account_id, now, only=token_id):
            raise Problem("not_found")
        journal.note(connection, now, holder.login, "token revoke", holder.login, token=token_id)
