"""The first page: what is due of my unit, and how the units below stand."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine.worklist import worklist
from portal.guard.needs import needs
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()


@router.get("/")
def show(visit: Annotated[Visit, needs("home")]) -> Response:
    """The lists, most pressing first."""
    found = worklist(visit.work, visit.holder, visit.now)
    return page(visit, "worklist.html", own=found.own, below=found.below)
