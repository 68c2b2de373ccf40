"""The guides: a clerk's and an officer's, with pictures of the pages themselves."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from portal.guard.needs import needs
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()


@router.get("/help")
def show(visit: Annotated[Visit, needs("visit")]) -> Response:
    """Both, each with a page of its own; in Vietnamese, as people have them on paper."""
    return page(visit, "help.html")
