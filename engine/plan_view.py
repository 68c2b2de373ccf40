"""A plan as people ask about it: its paper, what it cites, and how far it has travelled."""

import json
from dataclasses import asdict
from typing import Any

from engine import plans as plan_verbs
from engine.numbering import symbol_of
from engine.roster import load_roster
from engine.standings import zone_of
from engine.taken import taken_up
from engine.work import Work
from errors import Problem
from reporting.plan import Plan
from reporting.selector import others
from reporting.travel import Travel
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


def travel(work: Work, ref: str) -> Travel:
    """How far a plan has travelled, with all that was issued under it, as things stand."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        day = successions.map_day(connection, row.id) or row.roster_on
        found = load_roster(work.store(), connection).on(day)
        had = taken_up(connection, row.id, found, zone_of(work.country().offset))
    root = found.tree.index.get(row.issuer, 0)
    inside = range(root, int(found.tree.stop[root]))
    plan = plan_verbs.noun(row)
    return Travel(
        plan=row.ref,
        title=row.title,
        number=plan.number,
        tree=found.tree,
        root=root if all(one.index in inside for one in had) else 0,
        receipts=had,
    )


def deep(seen: Travel, level: str | None) -> int:
    """How many levels below the root are shown one by one: one, or down to a named level.

    Raises Problem level_unknown.
    """
    if level is None:
        return 1
    tree = seen.tree
    if level not in tree.levels:
        raise Problem("level_unknown", level=level, known=", ".join(tree.levels))
    wanted = tree.levels.index(level)
    inside = tree.subtree(seen.root)
    depths = tree.depth[inside][tree.level[inside] == wanted]
    return int(depths.max() - tree.depth[seen.root]) if len(depths) else 1
