"""Checking one's answers once more, and sending them."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine import entering, tokens
from portal.form_table import REASON, page_of_given, table_of
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.pages.entry import PLACE, form_page, script_words, sheet_of
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()


@router.get("/forms/{assignment}/check")
def look(assignment: int, visit: Annotated[Visit, needs("send")]) -> Response:
    """All of the draft once more, with its warnings, before it goes."""
    sent = entering.of_draft(visit.work, assignment, PLACE)
    if sent is None:
        return go(f"/forms/{assignment}")
    found = sheet_of(visit, assignment)
    looked = entering.look(visit.work, sent)
    shown = page_of_given(found.given, visit.language)
    if looked.content is None:
        return form_page(visit, found, shown, (*looked.faults, *found.given.faults))
    return page(
        visit,
        "check.html",
        sheet=found,
        table=table_of(found, shown, looked.faults, visit.language),
        digest=looked.digest,
        key=tokens.fresh(),
        reasons=sent.reasons,
        script_words=script_words(visit.language),
    )


@router.post("/forms/{assignment}/send")
def send(assignment: int, visit: Annotated[Visit, needs("send")], posted: Posted) -> Response:
    """Send what was looked at; a second time, after a cut line, it is the same sending."""
    reasons = {
        name.removeprefix(REASON): " ".join(text.split())
        for name, text in posted.items()
        if name.startswith(REASON) and text.strip()
    }
    digest, key = posted.get("digest", ""), posted.get("key", "")
    kept = entering.send_draft(visit.work, assignment, digest, key, reasons, visit.now)
    if not kept.receipts:
        found = sheet_of(visit, assignment)
        shown = page_of_given(found.given, visit.language)
        faults = [fault for one in kept.refused for fault in one.faults]
        return form_page(visit, found, shown, faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return go(f"/forms/{assignment}/receipt?revision={kept.receipts[0].revision}")
