"""Units as they stand today: one's own and all below it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from engine import seen
from engine.seen import Placed
from portal.guard.needs import needs
from portal.paging import After, Limit, Listed
from portal.shapes import example
from portal.visit import Visit

router = APIRouter(tags=["units"])


class UnitShown(BaseModel):
    """A unit as it stands today."""

    model_config = example(
        code="D11",
        name="Upper District",
        level="district",
        parent="P1",
        children=3,
        valid_from="0001-01-01",
    )
    code: str
    name: str
    level: str
    parent: str = Field(description="The unit above it; empty for the highest.")
    children: int = Field(description="Units just below it.")
    valid_from: date


@router.get("/units")
def units(
    visit: Annotated[Visit, needs("home")], after: After = "", limit: Limit = 100
) -> Listed[UnitShown]:
    """One's own unit and all below it, by code."""
    found = seen.units(visit.work, visit.holder, after, limit, visit.now)
    return Listed(items=[_shown(one) for one in found.items], next=found.last or None)


@router.get("/units/{unit}")
def unit(unit: str, visit: Annotated[Visit, needs("plans")]) -> UnitShown:
    """One unit."""
    return _shown(seen.unit(visit.work, unit, visit.now))


def _shown(one: Placed) -> UnitShown:
    return UnitShown(
        code=one.unit.code,
        name=one.unit.name,
        level=one.unit.level,
        parent=one.parent,
        children=one.children,
        valid_from=one.unit.valid_from,
    )
