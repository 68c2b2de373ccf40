"""The form of one assignment: shown, kept as a draft, checked."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

import messages
from engine import entering, tokens
from engine.sheet import DRAFT, Sheet, sheet
from engine.unseen import Seen
from errors import Fault, Problem
from intake.sent import Sent
from intake.typed import Page, typed
from portal.differing import differences
from portal.form_table import page_of, page_of_given, table_of
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.refusing import status_of
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()
PLACE = "portal"
"""What stands as the source of what was typed on a page."""
OPENING = re.compile(r"[A-Za-z0-9_-]{16,64}")


@router.get("/forms/{assignment}")
def show(
    assignment: int, visit: Annotated[Visit, needs("see_figures")], done: str = ""
) -> Response:
    """The form with the draft in it, or what was sent last; only to read for who may not send.

    What is closed is shown as it was sent.
    """
    try:
        found = sheet_of(visit, assignment)
    except Problem as problem:
        if problem.code != "assignment_closed":
            raise
        return go(f"/forms/{assignment}/revisions")
    shown = page_of_given(found.given, visit.language)
    told = DRAFT if done == DRAFT else ""
    return form_page(visit, found, shown, found.given.faults, done=told)


@router.post("/forms/{assignment}/draft")
def draft(assignment: int, visit: Annotated[Visit, needs("draft")], posted: Posted) -> Response:
    """Keep what was typed, whole or not, readable or not; nothing of it counts."""
    found, typed_page = sheet_of(visit, assignment), page_of(posted)
    try:
        keep(visit, found, typed_page, seen_of(posted))
    except Problem as problem:
        return moved_page(visit, assignment, typed_page, problem)
    return go(f"/forms/{assignment}?done={DRAFT}")


@router.post("/forms/{assignment}/check")
def check(assignment: int, visit: Annotated[Visit, needs("send")], posted: Posted) -> Response:
    """Keep it, then say everything that is wrong, or show all of it once more before it goes."""
    found, typed_page = sheet_of(visit, assignment), page_of(posted)
    try:
        sent = keep(visit, found, typed_page, seen_of(posted))
    except Problem as problem:
        return moved_page(visit, assignment, typed_page, problem)
    looked = entering.look(visit.work, sent)
    if looked.content is None:
        # What was asked for was done: it is kept, and it was checked.
        return form_page(visit, sheet_of(visit, assignment), typed_page, looked.faults)
    return go(f"/forms/{assignment}/check")


def moved_page(visit: Visit, assignment: int, mine: Page, problem: Problem) -> Response:
    """What was typed beside what somebody else has kept meanwhile: nothing of either is lost.

    Saved again from this page it takes the other's place: that was shown by then.
    """
    if problem.code != "draft_moved":
        raise problem
    found = sheet_of(visit, assignment)
    status = status_of(problem)
    return form_page(visit, found, mine, (), moved=problem, status=status)


def seen_of(posted: Posted) -> Seen:
    """What a page said of itself: what it has shown, its own name, and how often it has kept."""
    opening, turn = posted.get("opening", ""), posted.get("turn", "")
    named = OPENING.fullmatch(opening) is not None
    counted = turn.isascii() and turn.isdecimal() and len(turn) < 9
    mark = posted.get("mark", "")
    return Seen(mark[:64], opening if named else "", int(turn) if counted else 0)


def keep(visit: Visit, found: Sheet, shown: Page, seen: Seen) -> Sent:
    """Keep the answers of a page as the draft. Raises what ``entering.keep_draft`` does."""
    sent = sent_of(visit, found, shown, seen.source)
    entering.keep_draft(visit.work, sent, visit.now, seen)
    return sent


def sheet_of(visit: Visit, assignment: int) -> Sheet:
    """The sheet of an assignment, as this person sees it."""
    words = messages.words(visit.language, "workbook")
    return sheet(visit.work, assignment, words, visit.now)


def form_page(
    visit: Visit,
    found: Sheet,
    shown: Page,
    faults: Sequence[Fault],
    *,
    done: str = "",
    moved: Problem | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    """The form's page with these answers and faults in it.

    ``done`` is DRAFT, or the name of the file they come from; ``moved`` says who has kept
    something else meanwhile: what differs stands on the page.
    """
    theirs = page_of_given(found.given, visit.language)
    return page(
        visit,
        "form.html",
        status=status,
        sheet=found,
        table=table_of(found, shown, faults, visit.language),
        ticks=shown.ticks,
        may_send=visit.permit.allows("send"),
        may_template=visit.permit.allows("template"),
        done=done,
        moved=moved,
        differing=differences(found, shown, theirs, visit.language) if moved else (),
        opening=tokens.fresh(),
        script_words=script_words(visit.language),
    )


def script_words(language: str) -> dict[str, str]:
    """The sentences the scripts of the pages say."""
    found = messages.words(language, "portal")
    return {key[3:]: text for key, text in found.items() if key.startswith("js_")}


def sent_of(visit: Visit, found: Sheet, shown: Page, where: str = PLACE) -> Sent:
    """The answers of a page as the submission they would be."""
    told = typed(found.grid, shown, found.offered.standing, PLACE)
    return entering.entered(found.asked.owed, told, visit.holder.login, where)
