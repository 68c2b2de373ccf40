"""Judging what was sent: approved, or returned with reasons for single cells."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field

from engine import answered, review
from engine.review import Reviewed
from engine.whose import Judged, Whose
from errors import Problem
from portal.guard.first import GateFirst
from portal.guard.needs import needs
from portal.pages.receipt import whose
from portal.reading import refuse_other
from portal.shapes import example
from portal.visit import Visit

router = APIRouter(tags=["review"], route_class=GateFirst)
Match = Annotated[
    str,
    Header(
        alias="If-Match",
        max_length=200,
        description="The digest of the revision that was looked at: it is judged, or nothing is.",
    ),
]
Text = Annotated[str, Field(max_length=1000)]
_DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_Json = Annotated[None, refuse_other("application/json")]


class Approval(BaseModel):
    """An approval; `reason` says why warnings nobody explained may stand."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "Đã đối chiếu với xã."}]}
    )
    reason: Text = ""


class Return(BaseModel):
    """What is to be mended, and until when."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "reason": "Chưa khớp với biểu của công an.",
                    "cells": {"leaders.women": "Kiểm tra lại số nữ."},
                    "due": "2025-12-10",
                }
            ]
        },
    )
    reason: Text = Field(min_length=1)
    cells: dict[Annotated[str, Field(max_length=200)], Text] = Field(
        default_factory=dict, max_length=500, description="A reason for each cell, by path."
    )
    due: date | None = None


class ReviewShown(BaseModel):
    """What an act did; `next` is the unit whose turn it is, null after the last step."""

    model_config = example(
        unit="W111",
        form="ward-report@1",
        period="2025",
        kind="approved",
        state="approved",
        digest=_DIGEST,
        next=None,
        due=None,
    )
    unit: str
    form: str
    period: str
    kind: str
    state: str
    digest: str
    next: str | None
    due: date | None


@router.post("/assignments/{assignment}/approve")
def approve(
    assignment: int,
    visit: Annotated[Visit, needs("approve")],
    _json: _Json,
    told: Approval,
    match: Match = "",
) -> ReviewShown:
    """Approve the revision named in If-Match. 412: there is a newer one; 428: none is named."""
    return _judged(
        visit,
        assignment,
        match,
        lambda one: review.approve(visit.work, one, visit.now, told.reason or None),
    )


@router.post("/assignments/{assignment}/return")
def give_back(
    assignment: int,
    visit: Annotated[Visit, needs("return")],
    _json: _Json,
    told: Return,
    match: Match = "",
) -> ReviewShown:
    """Return the revision named in If-Match, with what is to be mended."""
    return _judged(
        visit,
        assignment,
        match,
        lambda one: review.give_back(
            visit.work, one, visit.now, told.reason, told.cells or None, told.due
        ),
    )


def _judged(
    visit: Visit, assignment: int, match: str, act: Callable[[Judged], Reviewed]
) -> ReviewShown:
    digest = match.strip().removeprefix("W/").strip('"').partition(".")[0]
    if not digest or digest == "*":
        raise Problem("precondition_missing")
    newest = answered.one(visit.work, assignment).digest or ""
    if digest != newest:
        raise Problem("precondition_failed", sent=digest[:12], sha256=newest[:12])
    about: Whose = whose(visit, assignment)
    named: dict[str, Any] = {
        "unit": about.unit,
        "form": about.form,
        "period": about.period,
        "plan": about.plan,
        "unit_on": about.unit_on,
    }
    try:
        done = act(Judged(**named, officer=visit.holder.unit, sha256=digest))
    except Problem as problem:
        if problem.code != "content_changed":
            raise
        raise Problem("precondition_failed", **problem.details) from problem
    return ReviewShown(
        unit=done.unit,
        form=done.form,
        period=done.period,
        kind=done.kind,
        state=done.state,
        digest=done.sha256,
        next=done.next,
        due=done.due,
    )
