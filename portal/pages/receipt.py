"""The receipt of what was sent, and what still wants a reason."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine import confirm, entering
from engine import receipts as verbs
from engine.doubted import doubted
from engine.whose import Whose
from errors import Problem
from portal.form_table import entries_of
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.pages.entry import sheet_of
from portal.rendering import page
from portal.visit import Visit
from reporting.receipt_paper import grouped

router = APIRouter()
Revision = Annotated[int | None, "the newest where none is named"]


@router.get("/forms/{assignment}/receipt")
def show(
    assignment: int, visit: Annotated[Visit, needs("see_figures")], revision: Revision = None
) -> Response:
    """What was received, when, from whom, and its hash; below it figures that want a reason."""
    printed = verbs.receipt(visit.work, whose(visit, assignment), revision)
    found = sheet_of(visit, assignment)
    faults = {one.path: one for one in doubted(visit.work, assignment)}
    return page(
        visit,
        "receipt.html",
        sheet=found,
        facts=printed.facts,
        shown=verbs.shown(visit.work, printed, visit.language),
        sha256=grouped(printed.facts["sha256"]),
        doubts=entries_of(found, tuple(faults.values())),
        may_confirm=visit.permit.allows("confirm"),
    )


@router.get("/forms/{assignment}/receipt.json")
def file(
    assignment: int, visit: Annotated[Visit, needs("see_figures")], revision: Revision = None
) -> Response:
    """The signed receipt itself, to keep: ``capbac verify`` reads it."""
    printed = verbs.receipt(visit.work, whose(visit, assignment), revision)
    name = printed.name.encode("ascii", "replace").decode().replace("?", "-").replace(" ", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return Response(printed.data, media_type="application/json", headers=headers)


@router.post("/forms/{assignment}/confirm")
def say_why(assignment: int, visit: Annotated[Visit, needs("confirm")], posted: Posted) -> Response:
    """Say why an unusual figure is right. Raises what ``confirm`` raises."""
    path, reason = posted.get("path", ""), posted.get("reason", "")
    if not path:
        raise Problem("request_unfit")
    confirm.confirm(visit.work, whose(visit, assignment), path, reason[:1000], visit.now)
    return go(f"/forms/{assignment}/receipt")


def whose(visit: Visit, assignment: int) -> Whose:
    """An assignment as the verbs of the command line name it."""
    owed = entering.owed_of(visit.work, assignment)
    reference = f"{owed.form}@{owed.version}"
    return Whose(owed.code, reference, owed.period, owed.plan, owed.valid_from)
