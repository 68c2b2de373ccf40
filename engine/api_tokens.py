"""Tokens for programs: made by a person, for some acts only, and good for a while."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, get_args

from engine import tokens
from engine.permits import Holder
from engine.sessions import holder_of
from engine.together import Together
from engine.work import Work
from errors import Problem
from store import accounts, api_tokens, journal
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
        found = api_tokens.by_token(connection, tokens.hashed(token))
        if found is None or found.revoked_at is not None or found.expires_at <= now:
            return None
        account = accounts.by_id(connection, found.account_id)
    if account is None or account.state != "active":
        return None
    if found.used_at is None or found.used_at + _NOTED <= now:
        _seen(work.database)((work, found.id, now))
    return Borne(holder_of(account), found.scope)


@lru_cache(maxsize=4)
def _seen(_database: str) -> Together[tuple[Work, int, datetime], None]:
    """Notes that tokens were used, those of the same moment in one transaction."""
    return Together(_note, lambda used: [used[1]])


def _note(many: Sequence[tuple[Work, int, datetime]]) -> list[None]:
    with many[0][0].store().writing() as connection:
        for _work, token_id, now in many:
            api_tokens.used(connection, token_id, now)
    return [None] * len(many)


def of_holder(work: Work, holder: Holder) -> list[ApiToken]:
    """Somebody's own tokens, the newest first."""
    with work.store().reading() as connection:
        return api_tokens.of_account(connection, holder.account_id)


def revoke(work: Work, holder: Holder, token_id: int, now: datetime) -> None:
    """Take back one's own token. Raises Problem not_found."""
    with work.store().writing() as connection:
        if not api_tokens.revoke(connection, holder.account_id, now, only=token_id):
            raise Problem("not_found")
        journal.note(connection, now, holder.login, "token revoke", holder.login, token=token_id)
