"""Plans: what was issued, by whom, and how far it has travelled."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel

from engine import plan_view, seen
from portal.guard.needs import needs
from portal.paging import After, Limit, Listed, Word
from portal.shapes import example, shown_as
from portal.visit import Visit
from reporting import travel

router = APIRouter(tags=["plans"])
Levels = Annotated[int, Query(ge=0, le=8, description="Levels below the unit shown one by one.")]

_VIEW: dict[str, Any] = {
    "plan": "N-2025-1",
    "issuer": "N",
    "number": "12/KH-UBQG",
    "state": "issued",
    "title": "Plan of the nation",
    "period": "2025",
    "collects": [{"form": "ward-report", "period": "2025"}],
    "receipts": {"received": 9},
}
_TREE: dict[str, Any] = {
    "plan": "N-2025-1",
    "title": "Plan of the nation",
    "number": "12/KH-UBQG",
    "levels": {"ward": {"received": 3, "adopted": 0, "silent": 3}},
    "units": [{"unit": "D11", "level": "district", "depth": 0, "state": "unreached"}],
}


class PlanShown(BaseModel):
    """One plan in a list."""

    model_config = example(
        plan="N-2025-1", issuer="N", title="Plan of the nation", period="2025", state="issued"
    )
    plan: str
    issuer: str
    title: str
    period: str
    state: str


@router.get("/plans")
def plans(
    visit: Annotated[Visit, needs("plans")], after: After = "", limit: Limit = 100
) -> Listed[PlanShown]:
    """The plans of the units one sees and of those above them, by reference."""
    found = seen.plans_of(visit.work, visit.holder, after, limit, visit.now)
    items = [
        PlanShown(
            plan=row.ref, issuer=row.issuer, title=row.title, period=row.period, state=row.state
        )
        for row in found.items
    ]
    return Listed(items=items, next=found.last or None)


@router.get("/plans/{plan}", responses=shown_as(_VIEW))
def plan(plan: str, visit: Annotated[Visit, needs("plans")]) -> dict[str, Any]:
    """One plan: its paper, what it cites, asks and collects."""
    row = seen.plan(visit.work, visit.holder, plan, visit.now)
    told: dict[str, Any] = jsonable_encoder(plan_view.view(visit.work, row.ref))
    return told


@router.get("/plans/{plan}/tree", responses=shown_as(_TREE))
def tree(
    plan: str, visit: Annotated[Visit, needs("plans")], unit: Word = "", levels: Levels = 1
) -> dict[str, Any]:
    """How far it has travelled below a unit (by default one's own): counts, and unit by unit."""
    found = seen.travel(visit.work, visit.holder, plan, unit, visit.now)
    told: dict[str, Any] = jsonable_encoder(travel.data(found, levels))
    return told
