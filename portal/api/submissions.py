"""Submissions, one or many in a request, through the same door as every other channel."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from engine import posting
from engine.posting import Post, Row
from errors import Problem
from portal.guard.needs import needs
from portal.reading import JSON, MANY, Body, Key, described, read
from portal.shapes import FaultShown, ReceiptShown, example, faults_shown
from portal.visit import Visit

router = APIRouter(tags=["submissions"])
Dry = Annotated[bool, Query(description="Say what would become of it; nothing is kept.")]
Form = Annotated[str | None, Query(max_length=200, description="The form, where a row names none.")]
_RECEIPT: dict[str, Any] = {
    "unit": "W111",
    "form": "ward-report",
    "period": "2025",
    "revision": 1,
    "digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "received": "2025-12-01T08:00:00Z",
    "reference": "W111-2025-1-e3b0c442",
    "entered_by": "",
}
SUBMISSION: dict[str, Any] = {
    "type": "object",
    "required": ["unit", "form", "period", "values"],
    "additionalProperties": False,
    "properties": {
        "unit": {"type": "string", "maxLength": 200, "description": "The unit's code."},
        "form": {"type": "string", "maxLength": 200, "description": "name, or name@version."},
        "period": {"type": "string", "maxLength": 200},
        "values": {"type": "object", "description": "As the form has them; blank is left out."},
        "marks": {
            "type": "object",
            "additionalProperties": {"enum": ["none_occurred", "not_available", "not_applicable"]},
        },
        "reasons": {
            "type": "object",
            "additionalProperties": {"type": "string", "maxLength": 1000},
            "description": "Why an unusual figure is right, by path.",
        },
        "key": {"type": "string", "maxLength": 200},
        "by": {"type": "string", "maxLength": 200, "description": "The account's name stands."},
        "plan": {"type": "string", "maxLength": 200},
        "unit_on": {"type": "string", "format": "date"},
        "on_behalf_of": {
            "type": "string",
            "maxLength": 200,
            "description": "An officer's own unit, entering for one below that is silent.",
        },
    },
}
_VALUES = {"leaders": {"total": 5, "women": 2}, "committee": True, "money": 12.5}
SENT = {"unit": "W111", "form": "ward-report", "period": "2025", "values": _VALUES}
_ONE = {"one": {"value": SENT}}
_MANY = {"array": {"value": [SENT]}}


class Taken(BaseModel):
    """A submission that was let in, or would be."""

    model_config = example(
        assignment=7, repeated=False, digest=_RECEIPT["digest"], receipt=_RECEIPT, warnings=[]
    )
    assignment: int
    repeated: bool = Field(description="It had been sent before; nothing has changed.")
    digest: str
    receipt: ReceiptShown | None = Field(description="None for a dry run.")
    warnings: list[FaultShown]


class RowShown(BaseModel):
    """What became of one submission of many."""

    row: int
    status: Literal["accepted", "repeated", "refused"]
    unit: str
    form: str
    period: str
    assignment: int
    digest: str
    receipt: ReceiptShown | None
    faults: list[FaultShown] = Field(description="Why it is refused.")
    warnings: list[FaultShown]


class Bulk(BaseModel):
    """What became of each of many, in the order of the request."""

    model_config = example(
        dry_run=False,
        accepted=1,
        repeated=0,
        refused=0,
        rows=[
            {
                "row": 1,
                "status": "accepted",
                "unit": "W111",
                "form": "ward-report",
                "period": "2025",
                "assignment": 7,
                "digest": _RECEIPT["digest"],
                "receipt": _RECEIPT,
                "faults": [],
                "warnings": [],
            }
        ],
    )
    dry_run: bool
    accepted: int
    repeated: int
    refused: int
    rows: list[RowShown]


@router.post(
    "/submissions",
    status_code=HTTPStatus.CREATED,
    response_model=Taken,
    responses={200: {"model": Taken, "description": "Sent before, or a dry run."}},
    openapi_extra=described(SUBMISSION, _ONE, *JSON),
)
def send(
    visit: Annotated[Visit, needs("home")],
    body: Annotated[Body, read(JSON)],
    key: Key = "",
    dry_run: Dry = False,  # noqa: FBT002  a switch of the address
) -> Response:
    """Send one submission; faults refuse it, and come by path. The same twice changes nothing."""
    sent = Post(body[1], key=key, dry=dry_run)
    row = posting.post_one(visit.work, visit.holder, sent, visit.now)
    if row.refused:
        raise Problem("submission_refused", row.faults, count=len(row.faults))
    repeated = row.receipt is not None and row.receipt.repeated
    taken = Taken(
        assignment=row.assignment,
        repeated=repeated,
        digest=row.digest,
        receipt=_receipt(row),
        warnings=faults_shown(row.faults, visit.language),
    )
    # Written here, not by the framework in a thread of its own: thousands come in an hour.
    return Response(
        taken.model_dump_json(),
        HTTPStatus.OK if dry_run or repeated else HTTPStatus.CREATED,
        {"ETag": f'"{row.digest}"'},
        "application/json",
    )


@router.post(
    "/submissions/bulk",
    openapi_extra=described({"type": "array", "items": SUBMISSION}, _MANY, *MANY),
)
def send_many(
    visit: Annotated[Visit, needs("home")],
    body: Annotated[Body, read(MANY)],
    key: Key = "",
    dry_run: Dry = False,  # noqa: FBT002  a switch of the address
    form: Form = None,
) -> Bulk:
    """Send many: an array, lines of JSON, or a table; each is taken in or refused by itself."""
    sent = Post(body[1], body[0], form, key, dry_run)
    rows = [
        _row(one, visit.language) for one in posting.post(visit.work, visit.holder, sent, visit.now)
    ]
    counted = [one.status for one in rows]
    return Bulk(
        dry_run=dry_run,
        accepted=counted.count("accepted"),
        repeated=counted.count("repeated"),
        refused=counted.count("refused"),
        rows=rows,
    )


def _row(one: Row, language: str) -> RowShown:
    shown = faults_shown(one.faults, language)
    repeated = one.receipt is not None and one.receipt.repeated
    return RowShown(
        row=one.number,
        status="refused" if one.refused else "repeated" if repeated else "accepted",
        unit=one.unit,
        form=one.form,
        period=one.period,
        assignment=one.assignment,
        digest=one.digest,
        receipt=_receipt(one),
        faults=shown if one.refused else [],
        warnings=[] if one.refused else shown,
    )


def _receipt(row: Row) -> ReceiptShown | None:
    one = row.receipt
    if one is None:
        return None
    return ReceiptShown(
        unit=one.unit,
        form=one.form,
        period=one.period,
        revision=one.revision,
        digest=one.sha256,
        received=one.received_at,
        reference=one.reference,
        entered_by=one.entered_by,
    )
