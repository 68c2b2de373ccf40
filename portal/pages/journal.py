"""The journal: what was done in a unit and below it, the newest first."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

import messages
import messages.portal_details
import messages.portal_office
from engine.journal_view import page as found_page
from engine.report_offers import home_of
from errors import Problem
from portal.going import go
from portal.guard.needs import needs
from portal.rendering import page
from portal.visit import Visit
from store.journal import Act

router = APIRouter()
_LONG = 160
_ROLES = ("clerk", "approver", "officer", "auditor", "operator")


@dataclass(frozen=True, slots=True)
class Row:
    """One act in words."""

    number: int
    at: datetime
    actor: str
    verb: str
    subject: str
    details: str


@router.get("/journal")
def mine(visit: Annotated[Visit, needs("journal")]) -> Response:
    """That of one's own unit; of the highest for who has none."""
    return go(f"/journal/{home_of(visit.work, visit.holder, visit.now)}")


@router.get("/journal/{unit}")
def show(
    unit: str,
    visit: Annotated[Visit, needs("journal")],
    below: str = "0",
    verb: str = "",
    who: str = "",
) -> Response:
    """A page of acts; ``below`` is the number under which it begins."""
    if not (below.isascii() and below.isdecimal() and len(below) < 19):
        raise Problem("item_unknown")
    found = found_page(visit.work, unit, visit.now, int(below), verb, who.strip())
    spoken = 0 if visit.language == "vi" else 1
    verbs = [(one, said[spoken]) for one, said in messages.portal_office.VERBS.items()]
    rows = [_row(visit, one, spoken) for one in found.acts]
    return page(
        visit,
        "journal.html",
        unit=unit,
        rows=rows,
        next=found.next,
        verbs=verbs,
        verb=verb,
        who=who,
    )


def _row(visit: Visit, act: Act, spoken: int) -> Row:
    known = messages.portal_office.VERBS.get(act.verb)
    verb = known[spoken] if known else act.verb
    return Row(act.number, act.at, act.actor, verb, act.subject, _told(visit, act, spoken))


def _told(visit: Visit, act: Act, spoken: int) -> str:
    """What is worth a look, in words: not what binds an act to its content."""
    try:
        told = json.loads(act.details)
    except ValueError:
        return ""
    known = messages.portal_details.JOURNAL
    short = [
        f"{known[name][spoken]}: {_worded(visit, name, value)}"
        for name, value in told.items()
        if name in known and value not in ("", None) and not isinstance(value, dict | list)
    ]
    said = "; ".join(short)
    return said if len(said) <= _LONG else said[:_LONG] + "…"


def _worded(visit: Visit, name: str, value: object) -> str:
    if name == "roles":
        roles = str(value).replace(",", " ").split()
        return ", ".join(visit.say(f"role_{one}") if one in _ROLES else one for one in roles)
    if isinstance(value, bool):
        return visit.say("yes" if value else "not_so").lower()
    return str(value)
