"""One submission before its judge: approved as it was seen, or returned with what to mend."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine import review
from engine.extend import Whom, extend
from engine.plan_words import heading
from engine.review_queue import Looked, judged
from engine.review_sheet import Judging, judging
from errors import Problem
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.judging_table import folds_of, sections_of
from portal.pages.review import looked, words_of
from portal.refusing import status_of
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()
CELL = "c."
DONE = ("approved", "returned", "extended")


@router.get("/forms/{assignment}/review")
def show(
    assignment: int, visit: Annotated[Visit, needs("see_figures")], done: str = ""
) -> Response:
    """A submission side by side with its last period and its siblings."""
    return _page(visit, assignment, done=done if done in DONE else "")


@router.post("/forms/{assignment}/approve")
def approve(assignment: int, visit: Annotated[Visit, needs("approve")], posted: Posted) -> Response:
    """Approve what was seen, and nothing else."""
    try:
        one = _seen(assignment, posted)
        reason = _words(posted.get("reason", "")) or None
        review.approve(visit.work, judged(visit.work, visit.holder, one), visit.now, reason)
    except Problem as problem:
        return _page(visit, assignment, problem, posted)
    return go(f"/forms/{assignment}/review?done=approved")


@router.post("/forms/{assignment}/return")
def give_back(
    assignment: int, visit: Annotated[Visit, needs("return")], posted: Posted
) -> Response:
    """Return it: why, which cells, until when."""
    cells = {
        name.removeprefix(CELL): _words(text)
        for name, text in posted.items()
        if name.startswith(CELL) and text.strip()
    }
    try:
        one = _seen(assignment, posted)
        reason = _words(posted.get("why", ""))
        reason = _wanted(reason or (visit.say("return_cells") if cells else ""))
        due = _day(posted.get("due", ""))
        whose = judged(visit.work, visit.holder, one)
        review.give_back(visit.work, whose, visit.now, reason, cells, due)
    except Problem as problem:
        return _page(visit, assignment, problem, posted)
    return go(f"/forms/{assignment}/review?done=returned")


@router.post("/forms/{assignment}/extend")
def longer(assignment: int, visit: Annotated[Visit, needs("extend")], posted: Posted) -> Response:
    """Let one unit send until a later day."""
    try:
        day, reason = _last(posted.get("to", "")), _wanted(_words(posted.get("reason", "")))
        whose = judged(visit.work, visit.holder, Looked(assignment, 0, ""))
        whom = Whom(whose.unit, whose.form, whose.period, whose.plan, officer=visit.holder.unit)
        extend(visit.work, whom, day, reason, visit.holder.name, visit.now)
    except Problem as problem:
        return _page(visit, assignment, problem, posted)
    return go(f"/forms/{assignment}/review?done=extended")


def _seen(assignment: int, posted: Mapping[str, str]) -> Looked:
    found = looked(str(assignment), posted.get("seen", ""))
    if found is None:
        # Nobody approves what was not shown to them.
        raise Problem("request_unfit")
    return found


def _words(text: str) -> str:
    return " ".join(text.split())[:1000]


def _wanted(reason: str) -> str:
    if not reason:
        raise Problem("reason_wanted")
    return reason


def _last(text: str) -> date:
    found = _day(text)
    if found is None:
        raise Problem("reason_wanted")
    return found


def _day(text: str) -> date | None:
    """A day as browsers send it, or as people write it. Raises Problem date_invalid."""
    told = text.strip()
    if not told:
        return None
    parts = told.replace(".", "/").split("/")
    try:
        if len(parts) == 3:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(told)
    except ValueError as error:
        raise Problem("date_invalid", sent=told[:20]) from error


def _page(
    visit: Visit,
    assignment: int,
    problem: Problem | None = None,
    posted: Mapping[str, str] | None = None,
    done: str = "",
) -> Response:
    found = judging(visit.work, assignment)
    typed = posted or {}
    reasons = {n.removeprefix(CELL): text for n, text in typed.items() if n.startswith(CELL)}
    sections = sections_of(found, reasons, visit.language)
    odd = [row for section in sections for row in section.rows if row.doubts]
    return page(
        visit,
        "judging.html",
        status=HTTPStatus.OK if problem is None else status_of(problem),
        found=found,
        heading=heading(visit.work, assignment),
        folds=folds_of(sections),
        odd=odd,
        problem=problem,
        told="" if problem is None else words_of(visit, problem),
        typed=typed,
        done=done,
        changed=sum(row.changed is not None for s in sections for row in s.rows),
        may_approve=visit.permit.allows("approve") and _turn(visit, found),
        may_return=visit.permit.allows("return"),
    )


def _turn(visit: Visit, found: Judging) -> bool:
    step = found.case.next
    return step is not None and found.case.map.ids[step] == visit.holder.unit_id
