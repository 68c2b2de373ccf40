"""Accepting an invitation: somebody comes with a token, and sets a password of their own."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine import accounts
from errors import Problem
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.refusing import status_of
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()


@router.get("/invitation")
def ask(visit: Annotated[Visit, needs("visit", open_=True)], token: str = "") -> Response:
    """Whose account it is, and two fields for the password. Raises invitation_unfit."""
    found = accounts.invited(visit.site.work, token, visit.now)
    return page(visit, "invitation.html", account=found, token=token, problem=None)


@router.post("/invitation")
def accept(visit: Annotated[Visit, needs("visit", open_=True)], posted: Posted) -> Response:
    """Set the password; from then on one signs in with it."""
    token = posted.get("token", "")
    found = accounts.invited(visit.site.work, token, visit.now)
    try:
        accounts.accept(visit.site.work, token, _password(posted), visit.now)
    except Problem as problem:
        if problem.code == "invitation_unfit":
            raise
        shown = {"account": found, "token": token, "problem": problem}
        return page(visit, "invitation.html", status=status_of(problem), **shown)
    return go("/sign-in?done=accepted")


def _password(posted: Posted) -> str:
    """What was typed twice. Raises Problem password_twice."""
    password = posted.get("password", "")
    if password != posted.get("again", ""):
        raise Problem("password_twice")
    return password
