"""Forms: what is asked, as a JSON Schema."""

import json
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from engine import seen
from portal.guard.needs import needs
from portal.paging import After, Limit, Listed
from portal.shapes import example
from portal.visit import Visit
from schemas.form import Form

router = APIRouter(tags=["forms"])
_ONE: dict[str, Any] = {
    "form": "ward-report@1",
    "name": "ward-report",
    "version": 1,
    "title": {"vi": "Báo cáo xã", "en": "Ward report"},
    "period": "year",
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}


class FormShown(BaseModel):
    """One version of a form."""

    model_config = example(**_ONE)
    form: str = Field(description="Its reference: name@version.")
    name: str
    version: int
    title: dict[str, str]
    period: str
    digest: str


class FormWhole(FormShown):
    """One version of a form with its schema."""

    model_config = example(**_ONE, json_schema={"$id": "ward-report", "type": "object"})
    json_schema: dict[str, Any] = Field(description="JSON Schema 2020-12 with our annotations.")


@router.get("/forms")
def forms(
    visit: Annotated[Visit, needs("home")], after: After = "", limit: Limit = 100
) -> Listed[FormShown]:
    """Every version of every form, by reference."""
    found = seen.forms(visit.work, after, limit)
    return Listed(items=[FormShown(**_told(one)) for one in found.items], next=found.last or None)


@router.get("/forms/{form}")
def form(form: str, visit: Annotated[Visit, needs("home")]) -> FormWhole:
    """One form by name, or one version of it by `name@version`."""
    one, document = seen.form(visit.work, form)
    return FormWhole(**_told(one), json_schema=json.loads(document))


def _told(one: Form) -> dict[str, Any]:
    return {
        "form": one.reference,
        "name": one.name,
        "version": one.version,
        "title": {"vi": one.title.vi, "en": one.title.en},
        "period": one.period,
        "digest": one.digest,
    }
