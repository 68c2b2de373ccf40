"""The switch of languages: kept in a cookie, so that it holds before signing in too."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from errors import Problem
from portal.going import go, local
from portal.guard.needs import needs
from portal.visit import LANGUAGE, Visit

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.get("/language/{language}")
def language(
    language: str, visit: Annotated[Visit, needs("visit", open_=True)], back: str = "/"
) -> Response:
    """Speak this language from now on, and go back to where one was."""
    if language not in {"vi", "en"}:
        raise Problem("not_found")
    answer = go(local(back))
    answer.set_cookie(
        LANGUAGE, language, max_age=YEAR, secure=visit.site.https, httponly=True, samesite="lax"
    )
    return answer
