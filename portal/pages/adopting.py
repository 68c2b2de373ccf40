"""Adopting a plan: a unit's own under one it received, as a form; nothing is made up for it."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter
from starlette.responses import Response

import messages
from engine import adopt as verbs
from engine import cascade
from engine.plan_desk import Had, had_by
from engine.plan_words import named
from engine.standings import civil_day
from errors import Fault, Problem
from hierarchy.unit import Unit
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.planned import figure_words, local_day, target_label
from portal.refusing import status_of
from portal.rendering import page
from portal.spelling import figure
from portal.visit import Visit

router = APIRouter()
_FIGURE = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,12})?")


@router.get("/plans/{unit}/{ref}/adopt")
def draft(unit: str, ref: str, visit: Annotated[Visit, needs("adopt")]) -> Response:
    """The form of an own plan, filled with what the plan above binds the unit to."""
    there, had = had_by(visit.work, unit, ref, visit.now)
    return _form(visit, there, had, {})


@router.post("/plans/{unit}/{ref}/adopt")
def adopt(unit: str, ref: str, visit: Annotated[Visit, needs("adopt")], posted: Posted) -> Response:
    """Issue it and note the adoption, or say what is wrong with it."""
    there, had = had_by(visit.work, unit, ref, visit.now)
    if had.receipt is None:
        raise Problem("item_unknown")
    drafted = verbs.draft(visit.work, ref, unit)
    owed = verbs.owed_below(visit.work, ref, unit)
    document = document_of(drafted, owed, posted, visit.language)
    today = civil_day(visit.work, visit.now)
    if odd := unread(drafted, posted, visit.language):
        said = Problem("adoption_faults", odd, plan=ref, unit=unit, count=len(odd))
        return _form(visit, there, had, posted, said)
    try:
        done = verbs.adopt(visit.work, ref, unit, document, visit.now, today)
    except Problem as problem:
        return _form(visit, there, had, posted, problem)
    if posted.get("pass_on"):
        cascade.cascade(visit.work, done.ref, visit.now, lambda *_: None)
    return go(f"/plans/{unit}/{done.ref}")


def _form(
    visit: Visit, unit: Unit, had: Had, posted: Mapping[str, str], problem: Problem | None = None
) -> Response:
    if had.receipt is None:
        raise Problem("item_unknown")
    drafted = verbs.draft(visit.work, had.plan.ref, unit.code)
    known = named(visit.work, had.plan.ref)
    return page(
        visit,
        "adopt.html",
        status=200 if problem is None else status_of(problem),
        unit=unit,
        had=had,
        drafted=drafted,
        targets=[
            {
                **one,
                "text": spelt(one["value"], visit.language),
                "label": target_label(visit, known, one),
                "wanted": figure_words(visit, one),
                "until": local_day(visit, one["by"]),
            }
            for one in drafted.get("targets", ())
        ],
        tasks=[one if isinstance(one, str) else one["title"] for one in drafted.get("tasks", ())],
        owed=verbs.owed_below(visit.work, had.plan.ref, unit.code),
        words=messages.words(visit.language, "workbook"),
        told=posted,
        problem=problem,
        faults=[
            (one, messages.fault(visit.language, one), messages.mend(visit.language, one))
            for one in (problem.faults if problem else ())
        ],
    )


def spelt(value: object, language: str) -> str:
    """A target's value as it stands in its field."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return figure(Decimal(str(value)), language).replace("." if language == "vi" else ",", "")
    return str(value)


def document_of(
    drafted: Mapping[str, Any],
    owed: Mapping[str, Mapping[str, date | None]],
    posted: Mapping[str, str],
    language: str,
) -> dict[str, Any]:
    """The draft with what was typed in its place; what was left blank is left out.

    Values that are no numbers where the draft has one stay texts: the checks refuse them.
    """

    def said(name: str) -> str:
        return posted.get(name, "").strip()

    made = dict(drafted)
    made["title"] = said("title")
    paper = {"raw": said("number") or None, "issued": said("issued") or None}
    made["document"] = {name: value for name, value in paper.items() if value or name == "raw"}
    kept = [one for at, one in enumerate(drafted.get("tasks", ())) if said(f"task.{at}")]
    kept += [line.strip() for line in posted.get("tasks", "").splitlines() if line.strip()]
    _put(made, "tasks", kept)
    _put(made, "targets", list(_targets(drafted, posted, language)))
    dues = {
        period: {level: said(f"due.{period}.{level}") for level in levels}
        for period, levels in owed.items()
    }
    days = {
        period: {level: day for level, day in levels.items() if day}
        for period, levels in dues.items()
    }
    days = {period: levels for period, levels in days.items() if levels}
    made["adopts"] = {**drafted["adopts"], **({"due": days} if days else {})}
    return made


def _targets(drafted: Mapping[str, Any], posted: Mapping[str, str], language: str) -> Any:  # noqa: ANN401  JSON
    for at, one in enumerate(drafted.get("targets", ())):
        text = posted.get(f"target.{at}.value", "").strip()
        own = {**one, "value": _value(text, one["value"], language)}
        own["by"] = posted.get(f"target.{at}.by", "").strip() or one["by"]
        reason = posted.get(f"target.{at}.reason", "").strip()
        if reason:
            own["reason"] = reason
        if text or reason:
            yield own


def _value(text: str, before: object, language: str) -> Any:  # noqa: ANN401  JSON
    if isinstance(before, bool):
        return {"true": True, "false": False}.get(text, text)
    if not isinstance(before, int | float | Decimal):
        return text
    plain = text.replace(",", ".") if language == "vi" else text
    # Plain digits only: what has an exponent may be longer than any memory.
    if not _FIGURE.fullmatch(plain):
        return text
    found = Decimal(plain)
    return int(found) if found == found.to_integral_value() else float(found)


def unread(
    drafted: Mapping[str, Any], posted: Mapping[str, str], language: str
) -> tuple[Fault, ...]:
    """Targets that are figures above, and for which something else was typed."""
    found = []
    for at, one in enumerate(drafted.get("targets", ())):
        text = posted.get(f"target.{at}.value", "").strip()
        words = isinstance(one["value"], str)
        if text and not words and isinstance(_value(text, one["value"], language), str):
            path = f"targets.{at + 1}"
            found.append(Fault("request_field", path, sent=text[:40], allowed="0–9"))
    return tuple(found)


def _put(made: dict[str, Any], name: str, items: list[Any]) -> None:
    made.pop(name, None)
    if items:
        made[name] = items
