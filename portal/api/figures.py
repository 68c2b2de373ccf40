"""Figures of units: one's own and cumulative ones with their coverage, why, and as a long table."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, Field
from starlette.responses import Response, StreamingResponse

import messages
from engine import export as exports
from engine import figures as verbs
from engine.explain import Asked, explain
from engine.export import Manner
from portal.guard.needs import needs
from portal.shapes import example, shown_as
from portal.visit import Visit
from reporting.explained_data import explained_data
from reporting.export import HEADER, row_chunks
from reporting.outward.figures import Outgoing

router = APIRouter(tags=["figures"])
Period = Annotated[str, Query(min_length=1, max_length=100, examples=["2025"])]
Form = Annotated[str, Query(max_length=200, description="Needed where a period has several.")]
Final = Annotated[bool, Query(description="Approved submissions only.")]
Excel = Annotated[bool, Query(description="With BOM and semicolons.")]
Depth = Annotated[int, Query(ge=0, le=8, description="Levels below the unit.")]
CSV = "text/csv; charset=utf-8"
TABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"example": ",".join(HEADER)}}, "description": "A long table."}
}

_WHY: dict[str, Any] = {
    "unit": "D11",
    "measure": "leaders.women",
    "period": "2025",
    "rule": "Cộng các đơn vị.",
    "figures": [{"value": "12", "reported": 3, "expected": 3, "status": "exact", "silent": []}],
}


class Figure(BaseModel):
    """One figure of a unit; numbers are text, as exact as they are shown. Null: no value."""

    model_config = example(
        measure="leaders.women",
        level="district",
        own=None,
        value="12",
        numerator=None,
        denominator=None,
        reported=3,
        expected=3,
        status="exact",
    )
    measure: str = Field(description="The dotted path; of a choice path:option.")
    level: str
    own: str | None
    value: str | None = Field(description="Cumulative: own and all below, by the measure's rule.")
    numerator: str | None
    denominator: str | None
    reported: int = Field(description="Coverage: units behind it, of those `expected`.")
    expected: int
    status: str = Field(description="reported, exact, estimated, not_comparable or suppressed.")


class Figures(BaseModel):
    """All figures of a unit for a form and period."""

    model_config = example(
        unit="D11", period="2025", form="ward-report", finality="provisional", figures=[]
    )
    unit: str
    period: str
    form: str
    finality: str = Field(description="provisional, or final: approved ones only.")
    figures: list[Figure]


@router.get("/units/{unit}/figures")
def figures(
    unit: str,
    visit: Annotated[Visit, needs("reports")],
    period: Period,
    form: Form = "",
    final: Final = False,  # noqa: FBT002  a switch of the address
) -> Figures:
    """A unit's figures with the coverage behind each."""
    out = verbs.figures(visit.work, unit, period, form or None, final=final, below=False)
    found = [_figure(dict(zip(HEADER, row, strict=True))) for row in _rows(out)]
    return Figures(
        unit=unit,
        period=out.period,
        form=out.rollup.form.name,
        finality=out.finality,
        figures=found,
    )


@router.get("/units/{unit}/figures.csv", response_class=Response, responses=TABLE)
def table(
    unit: str,
    visit: Annotated[Visit, needs("reports")],
    period: Period,
    form: Form = "",
    final: Final = False,  # noqa: FBT002  a switch of the address
    excel: Excel = False,  # noqa: FBT002  a switch of the address
) -> Response:
    """The same as a table."""
    out = verbs.figures(visit.work, unit, period, form or None, final=final, below=False)
    return _streamed(out, excel=excel)


@router.get("/units/{unit}/export", response_class=Response, responses=TABLE)
def export(
    unit: str,
    visit: Annotated[Visit, needs("reports")],
    period: Period,
    form: Form = "",
    final: Final = False,  # noqa: FBT002  a switch of the address
    excel: Excel = False,  # noqa: FBT002  a switch of the address
) -> Response:
    """Figures of a unit and all below it, as one long table; it comes piece by piece."""
    out = verbs.figures(visit.work, unit, period, form or None, final=final, below=True)
    return _streamed(out, excel=excel)


@router.get("/units/{unit}/explain/{measure}", responses=shown_as(_WHY))
def why(
    unit: str,
    measure: str,
    visit: Annotated[Visit, needs("reports")],
    period: Period,
    form: Form = "",
    final: Final = False,  # noqa: FBT002  a switch of the address
    depth: Depth = 1,
) -> dict[str, Any]:
    """Why a figure is what it is: a tree of units, their revisions, the rule, who is silent."""
    asked = Asked(period, form or None, final)
    found = explain(visit.work, unit, measure, asked, depth=depth)
    told: dict[str, Any] = jsonable_encoder(explained_data(found, MOST, _Said(visit)))
    return told


MOST = 500
"""Contributors of a figure that are named; `contributors_total` counts all."""


class _Said:
    """The workbooks' sentences, in the language of a visit."""

    def __init__(self, visit: Visit) -> None:
        self.language = visit.language
        self._words = messages.words(visit.language, "workbook")

    def say(self, key: str, **details: object) -> str:
        return messages.fill(self._words[key], details)


def _rows(out: Outgoing) -> Iterator[tuple[str, ...]]:
    for rows in row_chunks(out):
        yield from rows


def _figure(row: dict[str, str]) -> Figure:
    return Figure(
        measure=row["measure"],
        level=row["level"],
        own=row["own"] or None,
        value=row["value"] or None,
        numerator=row["numerator"] or None,
        denominator=row["denominator"] or None,
        reported=int(row["reported"]),
        expected=int(row["expected"]),
        status=row["status"],
    )


def _streamed(out: Outgoing, *, excel: bool) -> Response:
    name = f"{out.rollup.tree.units[out.places[0]].code}_{out.rollup.form.name}_{out.period}"
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}.csv"'}
    return StreamingResponse(
        exports.texts(out, Manner(excel=excel)), media_type=CSV, headers=headers
    )
