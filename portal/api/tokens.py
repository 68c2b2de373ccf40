"""One's own tokens: made by somebody who is signed in, told once, taken back at any time."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from engine import api_tokens
from errors import Problem
from portal.guard.first import GateFirst
from portal.guard.needs import needs
from portal.paging import Listed
from portal.reading import refuse_other
from portal.shapes import example
from portal.visit import Visit
from store.api_tokens import ApiToken

router = APIRouter(tags=["tokens"], route_class=GateFirst)


class TokenShown(BaseModel):
    """A token as its owner sees it; itself it is kept nowhere."""

    model_config = example(
        token=3,
        name="máy chủ thống kê",
        scope=["read"],
        made="2025-12-01T08:00:00Z",
        expires="2026-12-01T08:00:00Z",
        used=None,
        revoked=None,
    )
    token: int
    name: str
    scope: list[str]
    made: datetime
    expires: datetime
    used: datetime | None
    revoked: datetime | None


class TokenWish(BaseModel):
    """A token to be made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "máy chủ", "scope": ["read"], "days": 90}]},
    )
    name: str = Field(min_length=1, max_length=60)
    scope: list[Literal["read", "write"]] = Field(min_length=1, max_length=2)
    days: int = Field(default=90, ge=1, le=366)


class TokenMade(BaseModel):
    """A new token; `secret` is told this once."""

    model_config = example(secret="capbac_…")  # noqa: S106  an example, and no token
    secret: str


@router.get("/me/tokens")
def tokens(visit: Annotated[Visit, needs("home")]) -> Listed[TokenShown]:
    """One's own tokens, the newest first."""
    found = api_tokens.of_holder(visit.work, visit.holder)
    return Listed(items=[_shown(one) for one in found], next=None)


@router.post(
    "/me/tokens",
    status_code=HTTPStatus.CREATED,
)
def make(
    request: Request,
    visit: Annotated[Visit, needs("home")],
    _json: Annotated[None, refuse_other("application/json")],
    wish: TokenWish,
) -> TokenMade:
    """Make a token. No token makes another: one that is lost must not outlive itself."""
    if getattr(request.state, "borne", False):
        raise Problem("forbidden")
    made = api_tokens.make(visit.work, visit.holder, wish.name, wish.scope, wish.days, visit.now)
    return TokenMade(secret=made)


@router.delete("/me/tokens/{token}", status_code=HTTPStatus.NO_CONTENT)
def revoke(token: int, visit: Annotated[Visit, needs("home")]) -> Response:
    """Take one back; from the next request on it is worth nothing."""
    if not 0 < token < 2**62:
        raise Problem("item_unknown")
    try:
        api_tokens.revoke(visit.work, visit.holder, token, visit.now)
    except Problem as problem:
        if problem.code != "not_found":
            raise
        raise Problem("item_unknown") from problem
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _shown(one: ApiToken) -> TokenShown:
    return TokenShown(
        token=one.id,
        name=one.name,
        scope=list(one.scope),
        made=one.made_at,
        expires=one.expires_at,
        used=one.used_at,
        revoked=one.revoked_at,
    )
