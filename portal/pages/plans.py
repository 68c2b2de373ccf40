"""Plans: those a unit has, one with its tasks and targets and how far it went, its letter."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter
from starlette.responses import Response

import messages
from engine import letter as letters
from engine.plan_desk import below, had_by, plans_of
from engine.plan_view import view
from engine.plan_words import named
from engine.report_offers import home_of
from portal.going import go
from portal.guard.needs import needs
from portal.planned import figure_words, local_day, target_label
from portal.rendering import page
from portal.visit import Visit
from reporting.receipt import SIGNS

router = APIRouter()
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/plans")
def mine(visit: Annotated[Visit, needs("plans")]) -> Response:
    """The plans of one's own unit; of the highest for who has none."""
    return go(f"/plans/{home_of(visit.work, visit.holder, visit.now)}")


@router.get("/plans/{unit}")
def show(unit: str, visit: Annotated[Visit, needs("plans")]) -> Response:
    """Every plan a unit issued or received."""
    there, found = plans_of(visit.work, unit, visit.now)
    return page(visit, "plans.html", unit=there, found=found, words=_words(visit), signs=SIGNS)


@router.get("/plans/{unit}/{ref}")
def one(unit: str, ref: str, visit: Annotated[Visit, needs("plans")]) -> Response:
    """A plan, what it says, and who of the units below has taken it up."""
    there, had = had_by(visit.work, unit, ref, visit.now)
    tallies, rows = below(visit.work, there, ref)
    plan, known = view(visit.work, ref), named(visit.work, ref)
    return page(
        visit,
        "plan.html",
        unit=there,
        had=had,
        plan=plan,
        issuer=known.issuer,
        issued=local_day(visit, plan["issued"]),
        cites=[{**one, "issued": local_day(visit, one["issued"])} for one in plan["cites"]],
        targets=[
            (target_label(visit, known, one), figure_words(visit, one), _by(visit, one))
            for one in plan["targets"]
        ],
        forms=known.forms,
        tallies=tallies,
        rows=rows,
        words=_words(visit),
        signs=SIGNS,
        may_adopt=_may_adopt(visit) and had.receipt is not None and not had.own,
    )


@router.get("/plans/{unit}/{ref}/letter")
def letter(unit: str, ref: str, visit: Annotated[Visit, needs("plans")]) -> Response:
    """The letter (.docx): of a unit's own plan, or the draft of one under a plan it received."""
    there, had = had_by(visit.work, unit, ref, visit.now)
    words = dict(messages.words(visit.language, "workbook"))
    words |= messages.words(visit.language, "letter")
    units = None if had.receipt is None else (there.code,)
    with tempfile.TemporaryDirectory() as folder:
        done = letters.letters(visit.work, ref, units, Path(folder), words, lambda *_: None)
        path = Path(done.paths[0])
        data, name = path.read_bytes(), path.name
    kept = "".join(sign if sign.isascii() and sign.isprintable() else "-" for sign in name)
    said = {"Content-Disposition": f'attachment; filename="{kept}"'}
    return Response(data, media_type=DOCX, headers=said)


def _words(visit: Visit) -> dict[str, str]:
    """Words for levels, and for how a plan stands."""
    spoken = visit.language
    return {**messages.words(spoken, "workbook"), **messages.words(spoken, "picture")}


def _may_adopt(visit: Visit) -> bool:
    return visit.permit.allows("adopt")


def _by(visit: Visit, one: Mapping[str, Any]) -> str:
    return local_day(visit, one["by"])
