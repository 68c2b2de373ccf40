"""Assignments: what units owe, how it stands, and what was sent."""

import json
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, Field

from engine import answered, seen
from engine.answered import Revision
from portal.guard.needs import needs
from portal.paging import AfterNumber, Limit, Listed, Word
from portal.shapes import example
from portal.visit import Visit
from store.dues import Asked, Due

router = APIRouter(tags=["assignments"])
State = Literal["expected", "draft", "submitted", "returned", "approved", "succeeded"]
_DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_ONE: dict[str, Any] = {
    "assignment": 7,
    "unit": "W111",
    "form": "ward-report@1",
    "period": "2025",
    "plan": "N-2025-1",
    "state": "submitted",
    "due": "2025-12-05",
    "received": "2025-12-01T08:00:00Z",
    "on_behalf_of": None,
}


class Owed(BaseModel):
    """What a unit owes: a form for a period."""

    model_config = example(**_ONE)
    assignment: int
    unit: str
    form: str
    period: str
    plan: str
    state: str
    due: date | None
    received: datetime | None = Field(description="When the newest revision came.")
    on_behalf_of: str | None


class OwedOne(Owed):
    """The same with its newest revision."""

    model_config = example(**_ONE, revision=1, digest=_DIGEST)
    revision: int = Field(description="The newest; 0 where nothing was sent.")
    digest: str


class RevisionShown(BaseModel):
    """One revision."""

    model_config = example(
        revision=1,
        digest=_DIGEST,
        received="2025-12-01T08:00:00Z",
        sender="lan@example.vn",
        channel="api",
        on_behalf_of=None,
    )
    revision: int
    digest: str
    received: datetime
    sender: str
    channel: str
    on_behalf_of: str | None


class Content(RevisionShown):
    """One revision with its canonical content, whose SHA-256 is the digest."""

    model_config = example(
        revision=1,
        digest=_DIGEST,
        received="2025-12-01T08:00:00Z",
        sender="lan@example.vn",
        channel="api",
        on_behalf_of=None,
        content={"unit": "W111", "values": {"leaders": {"total": "5", "women": "2"}}},
    )
    content: dict[str, Any]


@router.get("/assignments")
def assignments(
    visit: Annotated[Visit, needs("home")],
    after: AfterNumber = 0,
    limit: Limit = 100,
    state: Annotated[State | None, Query()] = None,
    period: Word = "",
    form: Word = "",
    unit: Word = "",
) -> Listed[Owed]:
    """What the units one sees owe, as they stand today; oldest first."""
    asked = Asked(state or "", period, form, unit)
    found = seen.assignments(visit.work, visit.holder, asked, after, limit, visit.now)
    return Listed(items=[Owed(**_told(one)) for one in found.items], next=found.last or None)


@router.get(
    "/assignments/{assignment}",
    response_model=OwedOne,
    responses={304: {"description": "Nothing is newer."}},
)
def one(
    assignment: int,
    visit: Annotated[Visit, needs("see")],
    answer: Response,
    known: Annotated[str, Header(alias="If-None-Match", max_length=200)] = "",
) -> OwedOne | Response:
    """One assignment; the ETag tells its newest revision and its state."""
    found = answered.one(visit.work, assignment)
    mark = f'"{found.digest or "-"}.{found.state}"'
    if known == mark:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": mark})
    answer.headers["ETag"] = mark
    return OwedOne(
        assignment=found.id,
        unit=found.unit,
        form=found.form,
        period=found.period,
        plan=found.plan,
        state=found.state,
        due=found.due,
        received=found.received_at,
        on_behalf_of=found.on_behalf_of,
        revision=found.revision or 0,
        digest=found.digest or "",
    )


@router.get("/assignments/{assignment}/revisions")
def revisions(
    assignment: int, visit: Annotated[Visit, needs("see_figures")]
) -> Listed[RevisionShown]:
    """Every revision of what was sent, oldest first."""
    found = answered.revisions(visit.work, assignment)
    return Listed(items=[RevisionShown(**_revision(one)) for one in found], next=None)


@router.get("/assignments/{assignment}/revisions/{number}")
def content(
    assignment: int, number: int, visit: Annotated[Visit, needs("see_figures")], answer: Response
) -> Content:
    """One revision with its content."""
    found = answered.revision(visit.work, assignment, number)
    answer.headers["ETag"] = f'"{found.digest}"'
    return Content(**_revision(found), content=json.loads(found.payload))


def _told(one: Due) -> dict[str, Any]:
    return {
        "assignment": one.id,
        "unit": one.unit,
        "form": f"{one.form}@{one.version}",
        "period": one.period,
        "plan": one.plan,
        "state": one.stand.state,
        "due": one.stand.due,
        "received": one.stand.received,
        "on_behalf_of": one.stand.on_behalf_of,
    }


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "revision": one.number,
        "digest": one.digest,
        "received": one.received_at,
        "sender": one.sender,
        "channel": one.channel,
        "on_behalf_of": one.on_behalf_of,
    }
