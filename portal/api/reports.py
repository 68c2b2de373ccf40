"""Workbooks on demand: asked for, written by a process of their own, then fetched."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import FileResponse

import messages
from engine import report_jobs
from engine.report_jobs import Job, Wish
from engine.report_offers import offers
from errors import Problem
from portal.guard.first import GateFirst
from portal.guard.needs import needs
from portal.reading import refuse_other
from portal.refusing import as_data
from portal.shapes import ProblemShown, example
from portal.visit import Visit

router = APIRouter(tags=["reports"], route_class=GateFirst)
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {SHEET: {}}, "description": "The workbook."}
}


class Wished(BaseModel):
    """Which workbook is wanted."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"form": "ward-report@1", "period": "2025"}]},
    )
    form: str = Field(max_length=200, description="A form's version as assignments name it.")
    period: str = Field(max_length=100)
    final: bool = Field(default=False, description="Approved submissions only.")
    published: bool = Field(default=False, description="Small counts hidden.")
    full: bool = Field(default=False, description="With every unit's own sheet.")


class ReportShown(BaseModel):
    """How a workbook stands."""

    model_config = example(
        report="0f343b0931126a20f133d67c2b018a3b",
        unit="D11",
        form="ward-report@1",
        period="2025",
        state="ready",
        before=0,
        step=3,
        steps=3,
        size=48211,
        asked="2025-12-01T08:00:00Z",
        done="2025-12-01T08:00:04Z",
        file="/api/v1/units/D11/reports/0f343b0931126a20f133d67c2b018a3b/file",
        problem=None,
    )
    report: str
    unit: str
    form: str
    period: str
    state: str = Field(description="waiting, writing, ready or failed.")
    before: int = Field(description="Others in line before it.")
    step: int
    steps: int
    size: int
    asked: datetime
    done: datetime | None
    file: str | None
    problem: ProblemShown | None


@router.post(
    "/units/{unit}/reports",
    status_code=HTTPStatus.ACCEPTED,
)
def ask(
    unit: str,
    visit: Annotated[Visit, needs("reports")],
    _json: Annotated[None, refuse_other("application/json")],
    wished: Wished,
    answer: Response,
) -> ReportShown:
    """Ask for a unit's workbook; Location says where it comes along. The same is written once."""
    found = offers(visit.work, visit.holder, unit, visit.now)
    if not any((one.form, one.period) == (wished.form, wished.period) for one in found.books):
        raise Problem("item_unknown")
    wish = Wish(
        unit=unit,
        unit_id=found.unit_id,
        period=wished.period,
        form=wished.form,
        final=wished.final,
        published=wished.published,
        full=wished.full,
    )
    words = messages.words(visit.language, "workbook")
    job = report_jobs.ask(visit.work, wish, words, visit.now)
    answer.headers["Location"] = _address(job)
    return _shown(visit, job)


@router.get("/units/{unit}/reports/{report}")
def progress(unit: str, report: str, visit: Annotated[Visit, needs("reports")]) -> ReportShown:
    """How it comes along. What was cut off by a restart is not found: ask again."""
    return _shown(visit, report_jobs.job_of(visit.work, unit, report))


@router.get("/units/{unit}/reports/{report}/file", response_class=Response, responses=_FILE)
def download(unit: str, report: str, visit: Annotated[Visit, needs("reports")]) -> Response:
    """The workbook, once it is ready."""
    found = report_jobs.job_of(visit.work, unit, report)
    path = report_jobs.file_of(visit.work, found)
    return FileResponse(path, media_type=SHEET, filename=found.name)


def _address(job: Job) -> str:
    return f"/api/v1/units/{job.wish.unit}/reports/{job.id}"


def _shown(visit: Visit, job: Job) -> ReportShown:
    problem = None
    if job.problem is not None:
        problem = ProblemShown(**as_data(job.problem, visit.language, ""))
    return ReportShown(
        report=job.id,
        unit=job.wish.unit,
        form=job.wish.form,
        period=job.wish.period,
        state=job.state,
        before=job.before,
        step=job.step,
        steps=job.steps,
        size=job.size,
        asked=job.asked_at,
        done=job.done_at,
        file=f"{_address(job)}/file" if job.state == "ready" else None,
        problem=problem,
    )
