"""The life of a receipt and of a plan, and the days a unit may set for those below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from errors import Fault, Problem

Document = Mapping[str, Any]
OPEN = frozenset({"adopted", "under_way", "closed"})
"""States in which a unit has its own plan: those below it may be reached step by step."""

CORRECTING = frozenset({"adopt", "return", "refuse", "reopen"})
"""What people try who want something to read otherwise."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states, in the order of life, to which one; is a reason due."""

    sources: tuple[str, ...]
    target: str
    reasoned: bool = False


Life = Mapping[str, tuple[Move, ...]]

OF_A_RECEIPT: Life = {
    "adopt": (Move(("received",), "adopted"),),
    "start": (Move(("adopted",), "under_way"),),
    "close": (Move(("under_way",), "closed"),),
    "return": (Move(("received",), "returned", reasoned=True),),
    "refuse": (Move(("received",), "refused", reasoned=True),),
    "reopen": (
        Move(("returned", "refused"), "received", reasoned=True),
        Move(("closed",), "under_way", reasoned=True),
    ),
}
"""Received, adopted, under way, closed; or returned or refused, and the way back."""

OF_A_PLAN: Life = {
    "close": (Move(("issued",), "closed"),),
    "reopen": (Move(("closed",), "issued", reasoned=True),),
}
"""A plan that is closed is cascaded no further. Withdrawing it is a document of its own."""


def moved(
    life: Life, verb: str, state: str, reason: str | None, subject: str, own: str = ""
) -> str:
    """The state something comes to by a verb.

    ``subject`` names it in a refusal; ``own`` is the unit's own plan where it stands and may be
    corrected. Raises Problem reason_missing, or move_refused, which then points to that plan.
    """
    for move in life[verb]:
        if state in move.sources:
            if move.reasoned and not (reason or "").strip():
                raise Problem("reason_missing", verb=verb)
            return move.target
    states = ", ".join(source for move in life[verb] for source in move.sources)
    way = (Fault("own_plan_stands", sent=own),) if own and verb in CORRECTING else ()
    raise Problem("move_refused", way, verb=verb, subject=subject, state=state, states=states)


def already(life: Life, verb: str, state: str, last: str | None) -> bool:
    """Whether a verb was said before and still stands: said twice, it changes nothing.

    What was reopened stands like what never was closed, so the ``last`` verb decides there.
    """
    return state in {move.target for move in life[verb]} and (verb != "reopen" or last == verb)


Owed = Mapping[str, Mapping[str, date | None]]
"""Period -> level -> the earliest day on which a unit of the level is due, if there is one."""


def due_faults(document: Document, ref: str, owed: Owed) -> Iterator[Fault]:
    """Days a unit sets for those below it that the plan above does not allow.

    ``owed`` is what the plan above asks of the units below this one. A level that has no day
    above may be given any.
    """
    for period, days in own_dues(document, ref).items():
        path = f"adopts.due.{period}"
        if period not in owed:
            yield Fault("due_period_unknown", path, sent=period, allowed=", ".join(sorted(owed)))
            continue
        for level, day in days.items():
            if level not in owed[period]:
                known = ", ".join(sorted(owed[period]))
                yield Fault("level_owes_nothing", f"{path}.{level}", sent=level, allowed=known)
                continue
            last = owed[period][level]
            if last is not None and day > last:
                yield Fault(
                    "due_later_than_parent",
                    f"{path}.{level}",
                    sent=day.isoformat(),
                    allowed=last.isoformat(),
                )


def own_dues(document: Document, ref: str) -> dict[str, dict[str, date]]:
    """The days a unit's own plan sets under another: by period, then by level below the unit."""
    adopts = document.get("adopts", {})
    if adopts.get("plan") != ref:
        return {}
    return {
        period: {level: date.fromisoformat(day) for level, day in days.items()}
        for period, days in adopts.get("due", {}).items()
    }


def earliest(*days: date | None) -> date | None:
    """The first of some days; None is no day at all."""
    return min((day for day in days if day is not None), default=None)
