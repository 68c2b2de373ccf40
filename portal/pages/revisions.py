"""What was sent for one assignment: every revision, what changed, and the scans beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine import revisions as verbs
from engine.offered import fitting
from engine.plan_words import heading
from engine.revisions import Changed, Compared
from portal.guard.needs import needs
from portal.rendering import page
from portal.spelling import to_read
from portal.visit import Visit
from reporting.revision_diff import Cell

router = APIRouter()
Number = Annotated[int | None, "a revision"]


@dataclass(frozen=True, slots=True)
class Line:
    """One cell in words; a side is empty where it is blank."""

    label: str
    was: str
    became: str


@router.get("/forms/{assignment}/revisions")
def show(
    assignment: int,
    visit: Annotated[Visit, needs("see_figures")],
    first: Number = None,
    second: Number = None,
    done: str = "",
) -> Response:
    """Every revision, and what changed between two: by default between the last two.

    From 0, all that the second says. What is closed may still be read.
    """
    found = verbs.history(visit.work, assignment)
    compared = None
    if found.revisions:
        compared = verbs.compared(visit.work, assignment, first, second)
    return page(
        visit,
        "revisions.html",
        assignment=assignment,
        about=found.about,
        heading=heading(visit.work, assignment),
        revisions=tuple(reversed(found.revisions)),
        compared=compared,
        lines=tuple(_lines(visit, compared)) if compared else (),
        may_scan=visit.permit.allows("paper"),
        done=done == "papers",
    )


def _lines(visit: Visit, compared: Compared) -> Iterator[Line]:
    for one in compared.changed:
        label = one.label.in_(visit.language)
        yield Line(label, _said(visit, one, one.before), _said(visit, one, one.after))


def _said(visit: Visit, one: Changed, cell: Cell) -> str:
    if cell.mark:
        return visit.say(f"mark_{cell.mark}")
    if cell.value is None:
        return ""
    if one.measure is None:
        return str(cell.value)
    value = fitting(one.measure, cell.value)
    return str(cell.value) if value is None else to_read(value, one.measure, visit.language)
