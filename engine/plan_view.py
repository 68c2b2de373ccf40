"""A plan as people ask about it: its paper, what it cites, and how far it has travelled."""

from collections import Counter
from typing import Any

from engine import plans as plan_verbs
from engine.roster import load_roster
from engine.work import Work
from store import plans, receipts


def view(work: Work, ref: str) -> dict[str, Any]:
    """Number, title, citations, what it collects and who has it."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        standing = receipts.counts(connection, row.id)
        frozen = plans.frozen_names(connection, row.id)
    plan = plan_verbs.noun(row)
    return {
        "plan": row.ref,
        "issuer": row.issuer,
        "number": plan.number,
        "title": row.title,
        "period": row.period,
        "roster_on": row.roster_on,
        "cites": [_cited(cite) for cite in plan.document.get("cites", ())],
        "tasks": len(plan.document.get("tasks", ())),
        "targets": len(plan.document.get("targets", ())),
        "collects": [{"form": name, "period": period} for _id, name, period in frozen],
        "receipts": standing,
    }


def _cited(cite: dict[str, Any]) -> str:
    parts = (cite.get("raw"), cite.get("issued"), cite.get("title"))
    return " · ".join(str(part) for part in parts if part)


def travel(work: Work, ref: str) -> dict[str, dict[str, int]]:
    """Received and adopted units by level, highest level first."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        found = load_roster(work.store(), connection).on(row.roster_on)
        states = receipts.states(connection, row.id)
    counted: dict[str, Counter[str]] = {level: Counter() for level in found.tree.levels}
    for unit_id, state in states:
        place = found.places.get(unit_id)
        if place is not None:
            tally = counted[found.tree.units[place].level]
            tally["received"] += 1
            tally["adopted"] += state == "adopted"
    return {
        level: {"received": tally["received"], "adopted": tally["adopted"]}
        for level, tally in counted.items()
        if tally
    }
