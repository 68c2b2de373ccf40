"""Workbooks: which there are for a unit, asking for one, its progress, and downloading it."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

import messages
import messages.vintages
from engine import report_jobs
from engine.report_jobs import Job, Wish
from engine.report_offers import home_of, offers
from engine.vintage_view import between_below
from errors import Problem
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.rendering import page
from portal.spelling import figure
from portal.visit import Visit
from reporting.display import shown
from reporting.vintage_changes import Supplement

router = APIRouter()
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 200
"""Changes spelled out on a page; the rest are counted."""


@router.get("/reports")
def mine(visit: Annotated[Visit, needs("reports")]) -> Response:
    """The workbooks of one's own unit; of the highest for who has none."""
    return go(f"/reports/{home_of(visit.work, visit.holder, visit.now)}")


@router.get("/reports/{unit}")
def show(unit: str, visit: Annotated[Visit, needs("reports")]) -> Response:
    """What there is for a unit."""
    return page(visit, "reports.html", found=offers(visit.work, visit.holder, unit, visit.now))


@router.post("/reports/{unit}")
def ask(unit: str, visit: Annotated[Visit, needs("reports")], posted: Posted) -> Response:
    """Ask for a workbook and see how it comes along."""
    found = offers(visit.work, visit.holder, unit, visit.now)
    form, period = posted.get("form", ""), posted.get("period", "")
    number = _number(posted.get("vintage", "0"))
    offer = next((one for one in found.books if (one.form, one.period) == (form, period)), None)
    if offer is None or (number and all(one.number != number for one in offer.vintages)):
        raise Problem("item_unknown")
    wish = Wish(
        unit=unit,
        unit_id=found.unit_id,
        period=period,
        form=offer.name if number else form,
        final=bool(posted.get("final")) and not number,
        published=bool(posted.get("published")),
        vintage=number,
        full=bool(posted.get("full")),
    )
    words = messages.words(visit.language, "workbook")
    job = report_jobs.ask(visit.work, wish, words, visit.now)
    return go(f"/reports/{unit}/jobs/{job.id}")


@router.get("/reports/{unit}/jobs/{job}")
def progress(unit: str, job: str, visit: Annotated[Visit, needs("reports")]) -> Response:
    """How a workbook comes along; the page looks again by itself while something is to come."""
    found = report_jobs.job_of(visit.work, unit, job)
    return page(visit, "report_job.html", job=found, unit=unit, size=_size(visit, found))


@router.get("/reports/{unit}/jobs/{job}/file")
def download(unit: str, job: str, visit: Annotated[Visit, needs("reports")]) -> Response:
    """The workbook."""
    found = report_jobs.job_of(visit.work, unit, job)
    path = report_jobs.file_of(visit.work, found)
    return FileResponse(path, media_type=SHEET, filename=found.name)


@router.get("/reports/{unit}/compare")
def compare(
    unit: str,
    visit: Annotated[Visit, needs("reports")],
    form: str = "",
    period: str = "",
    old: str = "",
    new: str = "",
) -> Response:
    """What differs between two vintages at a unit and below it, and who made it so."""
    found = offers(visit.work, visit.holder, unit, visit.now)
    if not any((one.name, one.period) == (form, period) for one in found.books):
        raise Problem("item_unknown")
    numbers = _number(old), _number(new)
    seen = between_below(visit.work, unit, period, form, numbers, visit.now)
    return page(
        visit,
        "vintage_compare.html",
        unit=found.unit,
        seen=seen,
        rows=[_change(visit, seen, at) for at in range(min(MOST, len(seen.changes)))],
        causes=[_cause(visit, seen, at) for at in range(min(MOST, len(seen.causes)))],
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise Problem("item_unknown")
    return int(text)


def _size(visit: Visit, job: Job) -> str:
    return figure(-(-job.size // 1024), visit.language)


def _change(visit: Visit, seen: Supplement, at: int) -> dict[str, str]:
    one = seen.changes[at]
    decimals = seen.shown_decimals(one.key)
    measure = seen.new.form.by_path.get(one.key.measure)
    label = measure.label.in_(visit.language) if measure else one.key.measure
    if one.key.option:
        label += f": {(measure and measure.option_in(one.key.option, visit.language)) or ''}"
    if one.key.level:
        words = messages.words(visit.language, "workbook")
        label += f" ({words.get(f'level_{one.key.level}', one.key.level)})"
    said = {
        name: "–" if value is None else figure(Decimal(shown(value, decimals)), visit.language)
        for name, value in (("before", one.before), ("after", one.after), ("delta", one.delta))
    }
    if one.delta is not None and one.delta > 0:
        said["delta"] = f"+{said['delta']}"
    return {"code": one.unit.code, "name": one.unit.name, "label": label, **said}


def _cause(visit: Visit, seen: Supplement, at: int) -> dict[str, str]:
    one = seen.causes[at]
    spoken = 0 if visit.language == "vi" else 1
    kinds = ", ".join(messages.vintages.CAUSES[kind][spoken] for kind in one.kinds)
    after = one.after
    sent = "–" if after is None else f"{visit.moment(after.received_at)} · {after.sender or '–'}"
    return {"code": one.unit.code, "name": one.unit.name, "kinds": kinds, "sent": sent}
