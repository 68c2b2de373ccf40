"""What the script of a form asks while somebody types: how it looks, and to keep it.

The same verbs as the buttons of the page: whoever has no script misses nothing but the haste.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from engine import entering
from engine.drafts import UNFINISHED
from engine.packets import flat
from engine.sheet import Sheet
from engine.standings import zone_of
from errors import Problem
from intake.sent import Sent
from portal.form_table import FormTable, Row, page_of, table_of
from portal.forms import Posted
from portal.guard.needs import needs
from portal.pages.entry import keep, seen_of, sent_of, sheet_of
from portal.spelling import rounded
from portal.visit import Visit
from reporting.fault_list import Entry
from reporting.worked_out import worked_out

router = APIRouter()


@router.post("/forms/{assignment}/look")
def look(assignment: int, visit: Annotated[Visit, needs("draft")], posted: Posted) -> Response:
    """What the server makes of what stands in the cells; nothing is kept.

    ``cells`` has, by id, what is wrong or odd; ``derived`` the rows that are worked out; ``left``
    counts the questions without an answer, which are no faults while somebody types.
    """
    found, shown = sheet_of(visit, assignment), page_of(posted)
    sent = sent_of(visit, found, shown)
    told = entering.look(visit.work, sent).faults
    faults = [fault for fault in told if fault.code not in UNFINISHED]
    table = table_of(found, shown, faults, visit.language)
    left = _unanswered(found, sent)
    counts = {"errors": len(table.errors), "warnings": len(table.warnings), "left": left}
    return JSONResponse(
        {
            "cells": {
                row.id: _beside(row, visit.language)
                for row in _rows(table)
                if row.errors or row.warnings
            },
            "others": _words((one for one in table.errors if not _placed(table, one)), visit),
            "derived": _derived(found, sent, visit.language),
            "said": visit.say("live_said", **counts),
            **counts,
        }
    )


@router.post("/forms/{assignment}/keep")
def kept(assignment: int, visit: Annotated[Visit, needs("draft")], posted: Posted) -> Response:
    """Keep it as the draft, and say when; or why not (``kept``), above all that another's is there.

    A refusal is an answer here, not a failure of the page.
    """
    seen = seen_of(posted)
    try:
        keep(visit, sheet_of(visit, assignment), page_of(posted), seen)
    except Problem as problem:
        said = visit.problem(problem)
        return JSONResponse({"kept": False, "code": problem.code, "said": said})
    at = visit.now.astimezone(zone_of(visit.site.work.country().offset))
    return JSONResponse({"kept": True, "at": f"{at:%H:%M:%S}"})


def _rows(table: FormTable) -> Iterable[Row]:
    return (row for group in table.groups for row in group.rows)


def _beside(row: Row, language: str) -> dict[str, list[str]]:
    wrong = [f"{one.sentence.in_(language)} {one.mend.in_(language)}" for one in row.errors]
    return {"errors": wrong, "warnings": [one.sentence.in_(language) for one in row.warnings]}


def _placed(table: FormTable, entry: Entry) -> bool:
    return table.anchor(entry) in {row.id for row in _rows(table)}


def _words(entries: Iterable[Entry], visit: Visit) -> list[str]:
    return [one.sentence.in_(visit.language) for one in entries]


def _unanswered(found: Sheet, sent: Sent) -> int:
    """Questions but those for words, that have neither an answer nor a mark on or around them."""
    answered: Mapping[str, Any] = flat(sent.values)
    return sum(
        spot.entered
        and spot.asked not in ("tick", "section", "text")
        and spot.path not in answered
        and not any(spot.path == path or spot.path.startswith(f"{path}.") for path in sent.marks)
        for spot in found.grid.spots
    )


def _derived(found: Sheet, sent: Sent, language: str) -> dict[str, str]:
    """The rows that are worked out, as far as their parts are there, by the id of their cell."""
    figures = worked_out(found.grid, flat(sent.values), sent.marks)
    return {
        f"c{spot.row}": rounded(figures[spot.path], spot.measure.decimals, language)
        for spot in found.grid.spots
        if spot.path in figures and spot.measure is not None
    }
