"""The first page: what is due of my unit, and how the units below stand."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine.passed_on import passed_on
from engine.worklist import worklist
from errors import Problem
from portal.guard.needs import needs
from portal.rendering import page
from portal.visit import Visit
from reporting.rights import allowed

router = APIRouter()


@router.get("/")
def show(visit: Annotated[Visit, needs("home")]) -> Response:
    """The lists, most pressing first."""
    found = worklist(visit.work, visit.holder, visit.now)
    return page(visit, "worklist.html", own=found.own, below=found.below)


@router.get("/ended")
def over(visit: Annotated[Visit, needs("home")], after: str = "0") -> Response:
    """What units owed and passed on when the map changed, with what they had sent."""
    if not (after.isascii() and after.isdecimal() and len(after) < 19):
        raise Problem("item_unknown")
    found = passed_on(visit.work, visit.holder, int(after))
    # Only what a unit below owed is listed, so one relation speaks for all of them.
    opens = allowed(visit.holder.roles, "see_figures", "below", "succeeded")
    return page(visit, "ended.html", found=found.items, next=found.last, opens=opens)
