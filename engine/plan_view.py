"""A plan as people ask about it: its paper, what it cites, and how far it has travelled."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from engine import plans as plan_verbs
from engine.numbering import symbol_of
from engine.roster import load_roster
from engine.work import Work
from reporting.plan import Plan
from reporting.selector import others
from store import amendments, citations, plans, receipts, successions

CITED = ("raw", "issuer", "unit", "plan", "period", "issued", "title")
"""What is said of a citation, as far as the plan says it."""


def view(work: Work, ref: str) -> dict[str, Any]:
    """Its paper, what it says and cites, what it collects and who has it.

    A citation's ``plan`` is our own plan that is meant, where it is known.
    """
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        standing = receipts.counts(connection, row.id)
        frozen = plans.frozen_names(connection, row.id)
        attached = amendments.attached(connection, row.id)
        cited = citations.refs(connection, row.id)
    plan = plan_verbs.noun(row)
    number = symbol_of(plan, work.country().papers)
    said = json.loads(row.document)
    paper = said.get("document", {})
    return {
        "plan": row.ref,
        "issuer": row.issuer,
        "number": plan.number,
        "symbol": number.issuer,
        "type": number.type,
        "issued": paper.get("issued"),
        "published": paper.get("published"),
        "state": row.state,
        "title": row.title,
        "period": row.period,
        "roster_on": row.roster_on,
        "others": list(_others(plan)),
        "cites": [
            {**dict.fromkeys(CITED), **cite, "plan": cited.get(place) or cite.get("plan")}
            for place, cite in enumerate(said.get("cites", ()), 1)
        ],
        "addressed_to": said.get("addressed_to", []),
        "tasks": [{"title": t} if isinstance(t, str) else t for t in said.get("tasks", ())],
        "targets": said.get("targets", []),
        "collects": [{"form": name, "period": period} for _id, name, period in frozen],
        "receipts": standing,
        "attachments": [asdict(one) for one in attached],
    }


def _others(plan: Plan) -> tuple[str, ...]:
    named = [*others(plan.addressed_to)]
    for one in plan.document.get("tasks", ()):
        if isinstance(one, dict) and "for" in one:
            named += others(one["for"])
    return tuple(dict.fromkeys(named))


def travel(work: Work, ref: str) -> dict[str, dict[str, int]]:
    """Received and adopted units by level, highest level first."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        day = successions.map_day(connection, row.id) or row.roster_on
        found = load_roster(work.store(), connection).on(day)
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
