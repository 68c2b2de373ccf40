"""The officer's queue: what waits, and approving what asks no question at once."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

import messages
from engine.review_queue import Looked, approve_several, queue
from errors import Problem
from portal.forms import Posted
from portal.guard.needs import needs
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()
CHOSEN = "a."


@router.get("/review")
def show(visit: Annotated[Visit, needs("queue")]) -> Response:
    """What waits for me, oldest first."""
    return _page(visit, 0, [])


@router.post("/review")
def approve(visit: Annotated[Visit, needs("queue")], posted: Posted) -> Response:
    """Approve what was ticked, each as it was shown; what is not so any more stays."""
    chosen = [
        one
        for name, told in posted.items()
        if name.startswith(CHOSEN) and (one := looked(name.removeprefix(CHOSEN), told))
    ]
    done, refused = approve_several(visit.work, visit.holder, chosen, visit.now)
    told = [(unit, words_of(visit, problem)) for unit, problem in refused]
    return _page(visit, len(done), told)


def words_of(visit: Visit, problem: Problem) -> str:
    """A refusal as a page says it: what names options of the command line has other words here."""
    key = f"page_{problem.code}"
    if key in messages.words(visit.language, "portal"):
        return visit.say(key, **problem.details)
    return visit.problem(problem)


def looked(number: str, told: str) -> Looked | None:
    """What a ticked box stands for: ``TURN:SHA-256`` of an assignment; None for anything else."""
    turn, _, digest = told.partition(":")
    if not (_number(number) and _number(turn) and digest):
        return None
    return Looked(int(number), int(turn), digest)


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < len(text) < 19


def _page(visit: Visit, done: int, refused: list[tuple[str, str]]) -> Response:
    found = queue(visit.work, visit.holder)
    clean = [one for one in found.items if one.clean]
    return page(
        visit,
        "review.html",
        queue=found,
        clean=clean,
        odd=[one for one in found.items if not one.clean],
        done=done,
        refused=refused,
    )
