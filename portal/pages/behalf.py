"""Entering for a silent unit: typed by an officer above it, shown once more, sent as such.

Nothing of it is kept on the way: a draft would be the unit's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine import entering, tokens
from engine.sheet import Given, Sheet
from errors import Fault
from intake.sent import Sent
from intake.typed import Page
from portal.form_table import MARK, REASON, TICK, VALUE, page_of, page_of_given, table_of
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.pages.entry import sent_of, sheet_of
from portal.rendering import page
from portal.visit import Visit
from schemas.content import Content

router = APIRouter()
KEYS = 100


@router.get("/forms/{assignment}/behalf")
def show(assignment: int, visit: Annotated[Visit, needs("on_behalf")]) -> Response:
    """The form, blank or with what was sent last."""
    found = _sheet(visit, assignment)
    return _form(visit, found, page_of_given(found.given, visit.language), ())


@router.post("/forms/{assignment}/behalf")
def check(assignment: int, visit: Annotated[Visit, needs("on_behalf")], posted: Posted) -> Response:
    """Say everything that is wrong, or show all of it once more before it goes."""
    found, typed = _sheet(visit, assignment), page_of(posted)
    if posted.get("back"):
        return _form(visit, found, typed, ())
    looked = entering.look(visit.work, _sent(visit, found, typed))
    if looked.content is None:
        return _form(visit, found, typed, looked.faults)
    return _once_more(visit, found, posted, looked.content, looked.faults, looked.digest)


@router.post("/forms/{assignment}/behalf/send")
def send(assignment: int, visit: Annotated[Visit, needs("on_behalf")], posted: Posted) -> Response:
    """Send what was shown; a second time it is the same sending."""
    found, typed = _sheet(visit, assignment), page_of(posted)
    key = posted.get("key", "")[:KEYS]
    sent = replace(_sent(visit, found, typed), key=f"portal:{key}", where=f"portal:{key}")
    looked = entering.look(visit.work, sent)
    if looked.content is None or looked.digest != posted.get("digest", ""):
        return _form(visit, found, typed, looked.faults)
    kept = entering.send(visit.work, [sent], visit.now)
    if not kept.receipts:
        faults = [fault for one in kept.refused for fault in one.faults]
        return _form(visit, found, typed, faults)
    return go(f"/forms/{assignment}/review")


def _sheet(visit: Visit, assignment: int) -> Sheet:
    """The sheet without the unit's own draft, which is nobody else's to send."""
    found = sheet_of(visit, assignment)
    return replace(found, given=Given()) if found.given.origin == "draft" else found


def _sent(visit: Visit, found: Sheet, typed: Page) -> Sent:
    return replace(sent_of(visit, found, typed), on_behalf_of=visit.holder.unit)


def _form(visit: Visit, found: Sheet, typed: Page, faults: Sequence[Fault]) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    table = table_of(found, typed, faults, visit.language)
    return page(visit, "behalf.html", status=status, sheet=found, table=table, ticks=typed.ticks)


def _once_more(
    visit: Visit,
    found: Sheet,
    posted: Mapping[str, str],
    content: Content,
    faults: Sequence[Fault],
    digest: str,
) -> Response:
    """What would be sent, with what was typed along in the page."""
    names = (VALUE, MARK, REASON, TICK)
    given = Given(values=content.values, marks=content.marks)
    shown = page_of_given(given, visit.language)
    return page(
        visit,
        "behalf_check.html",
        sheet=found,
        table=table_of(replace(found, given=given), shown, faults, visit.language),
        typed={name: text for name, text in posted.items() if name.startswith(names)},
        digest=digest,
        key=tokens.fresh(),
    )
