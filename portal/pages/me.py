"""One's own account: the password, where one is signed in, tokens for programs."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine import api_tokens, own_account
from errors import Problem
from portal.forms import Posted
from portal.going import go
from portal.guard.languages import OFFSETS, ZONE, zone_asked
from portal.guard.needs import needs
from portal.pages.language import YEAR
from portal.refusing import status_of
from portal.rendering import page
from portal.visit import LANGUAGE, Visit

router = APIRouter()
Own = Annotated[Visit, needs("home")]
_DONE = {"password", "sessions", "revoked", "shown"}
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@router.get("/me")
def show(visit: Own, done: str = "") -> Response:
    """What one may see and change of it."""
    return _page(visit, done=done if done in _DONE else "")


@router.post("/me/password")
def password(request: Request, visit: Own, posted: Posted) -> Response:
    """Another password; every other session ends."""
    told = posted.get("old", ""), posted.get("password", "")
    address = request.client.host if request.client else ""
    if told[1] != posted.get("again", ""):
        return _page(visit, Problem("password_twice"))
    try:
        own_account.change_password(visit.work, visit.holder, visit.token, told, address, visit.now)
    except Problem as problem:
        return _page(visit, problem)
    return go("/me?done=password")


@router.post("/me/sessions")
def sessions(visit: Own) -> Response:
    """Sign out everywhere else."""
    own_account.end_others(visit.work, visit.holder, visit.token, visit.now)
    return go("/me?done=sessions")


@router.post("/me/shown")
def shown(visit: Own, posted: Posted) -> Response:
    """In which language and by which clock this browser is answered from now on."""
    language, zone = posted.get("language", ""), posted.get("zone", "")
    if language not in LANGUAGES or (zone and not zone_asked(zone)):
        return _page(visit, Problem("request_unfit"))
    answer = go("/me?done=shown")
    for name, value in ((LANGUAGE, language), (ZONE, zone)):
        answer.set_cookie(
            name, value, max_age=YEAR, secure=visit.site.https, httponly=True, samesite="lax"
        )
    return answer


@router.post("/me/tokens")
def make(visit: Own, posted: Posted) -> Response:
    """A token for a program, shown this once."""
    scope = tuple(one for one in api_tokens.SCOPES if posted.get(one))
    days = posted.get("days", "")
    if not (days.isascii() and days.isdecimal() and 0 < len(days) < 4):
        return _page(visit, Problem("request_unfit"))
    try:
        token = api_tokens.make(
            visit.work, visit.holder, posted.get("name", ""), scope, int(days), visit.now
        )
    except Problem as problem:
        return _page(visit, problem)
    return _page(visit, token=token)


@router.post("/me/tokens/{number}/revoke")
def revoke(visit: Own, number: str) -> Response:
    """Take back a token of one's own."""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Problem("item_unknown")
    try:
        api_tokens.revoke(visit.work, visit.holder, int(number), visit.now)
    except Problem as problem:
        raise Problem("item_unknown") from problem
    return go("/me?done=revoked")


def _page(
    visit: Visit, problem: Problem | None = None, *, done: str = "", token: str = ""
) -> Response:
    return page(
        visit,
        "me.html",
        status=200 if problem is None else status_of(problem),
        sessions=own_account.sessions_of(visit.work, visit.holder, visit.token, visit.now),
        tokens=api_tokens.of_holder(visit.work, visit.holder),
        languages=LANGUAGES,
        offsets=OFFSETS,
        country=visit.site.work.country().offset,
        problem=problem,
        done=done,
        token=token,
    )
