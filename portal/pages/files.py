"""Files of an assignment: the workbook to fill in, what comes back filled, scans of the paper."""

from contextlib import ExitStack
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

import messages
from engine import entering, handing_in, papers, revisions
from engine.packets import flat
from engine.pressing import Order
from engine.sheet import Given
from errors import Problem
from portal.form_table import page_of_given
from portal.forms import Posted, Upload, Uploaded
from portal.going import go
from portal.guard.needs import needs
from portal.pages.entry import form_page, moved_page, seen_of, sheet_of
from portal.pages.receipt import whose
from portal.visit import Visit

router = APIRouter()
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READERS = BoundedSemaphore(2)
"""Workbooks are read in a process of their own each: two at a time, the rest wait."""


Filled = Annotated[bool, "a workbook to correct"]


@router.get("/forms/{assignment}/workbook")
def workbook(
    assignment: int,
    visit: Annotated[Visit, needs("template")],
    filled: Filled = False,  # noqa: FBT002  a switch of the address
) -> Response:
    """The workbook to fill in; ``filled`` with the draft, or with what was sent back."""
    words = {
        **messages.words(visit.language, "workbook"),
        **messages.words(visit.language, "template"),
    }
    order = Order(tuple(words.items()), visit.now, messages.fault, messages.mend, filled)
    made = handing_in.workbook(visit.work, assignment, order)
    headers = {"Content-Disposition": disposition(made.name)}
    return Response(made.data, media_type=BOOK, headers=headers)


@router.post("/upload/{assignment}")
def upload(
    assignment: int, visit: Annotated[Visit, needs("draft")], posted: Posted, files: Uploaded
) -> Response:
    """Take a filled workbook into the draft, then go on as from the page: faults, or once more."""
    one = _one(files)
    seen = seen_of(posted)
    with _READERS:
        sent = handing_in.handed_in(visit.work, assignment, one.name, one.data, seen)
    given = Given(values=flat(sent.values), marks=sent.marks, reasons=sent.reasons)
    shown = page_of_given(given, visit.language)
    try:
        entering.keep_draft(visit.work, sent, visit.now, seen)
    except Problem as problem:
        return moved_page(visit, assignment, shown, problem)
    looked = entering.look(visit.work, sent)
    if looked.content is None:
        return form_page(visit, sheet_of(visit, assignment), shown, looked.faults, done=one.name)
    return go(f"/forms/{assignment}/check")


@router.post("/upload/{assignment}/papers")
def scans(assignment: int, visit: Annotated[Visit, needs("paper")], files: Uploaded) -> Response:
    """Put scans of the signed paper beside the newest revision. Raises what ``papers.add`` does."""
    _one(files)
    with ExitStack() as stack:
        paths = [stack.enter_context(handing_in.kept_as(one.data, "")) for one in files]
        names = [handing_in.plain_name(one.name) for one in files]
        papers.add(visit.work, whose(visit, assignment), paths, visit.now, names)
    return go(f"/forms/{assignment}/revisions?done=papers")


@router.get("/forms/{assignment}/papers/{digest}")
def scan(assignment: int, digest: str, visit: Annotated[Visit, needs("see_figures")]) -> Response:
    """One scan of this assignment, to keep; it is never shown inside a page."""
    kept = revisions.history(visit.work, assignment).revisions
    found = next((p for one in kept for p in one.papers if p.digest == digest), None)
    if found is None or not Path(found.path).is_file():
        raise Problem("item_unknown")
    headers = {"Content-Disposition": disposition(found.name)}
    return FileResponse(found.path, media_type="application/octet-stream", headers=headers)


def disposition(name: str) -> str:
    """A file to keep under a name, whichever letters it has (RFC 6266)."""
    plain = "".join(sign if sign.isascii() and sign.isprintable() else "-" for sign in name)
    bare = plain.replace('"', "-").replace("\\", "-")
    return f"attachment; filename=\"{bare}\"; filename*=UTF-8''{quote(name, safe='')}"


def _one(files: tuple[Upload, ...]) -> Upload:
    """The first file. Raises Problem request_unfit where there is none."""
    if not files:
        raise Problem("request_unfit")
    return files[0]
