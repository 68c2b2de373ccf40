"""Whether the portal lives and its store answers: for whatever watches over it."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import JSONResponse

from engine.workspace import profile_of
from errors import Problem
from portal.guard.needs import needs
from portal.visit import Visit

router = APIRouter()


@router.get("/healthz")
def health(visit: Annotated[Visit, needs("visit", open_=True)]) -> JSONResponse:
    """200 while the store can be read, else 503; nothing of what is in it is told."""
    try:
        profile_of(visit.site.work)
    except Problem as problem:
        return JSONResponse({"status": "down", "code": problem.code}, 503)
    return JSONResponse({"status": "ok"})
