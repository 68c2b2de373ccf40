"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine import sessions
from engine.sessions import LONGEST
from errors import Problem
from portal.forms import Posted
from portal.going import go, local
from portal.guard.needs import needs
from portal.refusing import status_of
from portal.rendering import page
from portal.visit import GUEST, Visit

router = APIRouter()


@router.get("/sign-in")
def ask(
    visit: Annotated[Visit, needs("visit")],
    next: str = "/",  # noqa: A002  the name browsers show
    done: str = "",
) -> Response:
    """The page on which one signs in; ``done`` names what was done just before."""
    if visit.known:
        return go(local(next))
    told = done if done in {"accepted", "out"} else ""
    return page(visit, "sign_in.html", next=local(next), login="", problem=None, done=told)


@router.post("/sign-in")
def sign_in(request: Request, visit: Annotated[Visit, needs("visit")], posted: Posted) -> Response:
    """A session for whoever knows a password, and the page they wanted."""
    there, login = local(posted.get("next", "/")), posted.get("login", "")
    address = request.client.host if request.client else ""
    try:
        found = sessions.sign_in(
            visit.site.work, login, posted.get("password", ""), address, visit.now
        )
    except Problem as problem:
        shown = {"next": there, "login": login, "problem": problem, "done": ""}
        return page(visit, "sign_in.html", status=status_of(problem), **shown)
    answer = go(there)
    answer.set_cookie(
        visit.site.cookie,
        found.token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=visit.site.https,
        httponly=True,
        samesite="lax",
    )
    answer.delete_cookie(GUEST)
    return answer


@router.post("/sign-out")
def sign_out(visit: Annotated[Visit, needs("home")]) -> Response:
    """End the session on the server; the cookie is worth nothing from then on."""
    sessions.sign_out(visit.site.work, visit.token)
    answer = go("/sign-in?done=out")
    answer.delete_cookie(visit.site.cookie, secure=visit.site.https, httponly=True)
    return answer
