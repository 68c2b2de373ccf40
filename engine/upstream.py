"""The plans above a plan: those it was issued under, and those it cites, nearest first."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from engine import plans as plan_verbs
from store import adoptions, plans
from store.opening import Connection
from store.plans import PlanRow

Document = Mapping[str, Any]


def document_of(row: PlanRow) -> Document:
    """A plan's document; numbers are int or Decimal."""
    document: Document = json.loads(row.document, parse_float=Decimal)
    return document


def taken_up(connection: Connection, row: PlanRow) -> list[PlanRow]:
    """The plans a plan was issued under, then those that they were, nearest first; once each."""
    found: dict[int, PlanRow] = {}
    frontier = [row]
    while frontier:
        above = [one for plan in frontier for one in _under(connection, plan)]
        frontier = [one for one in above if one.id not in found and one.id != row.id]
        found.update((one.id, one) for one in frontier)
    return list(found.values())


def _under(connection: Connection, row: PlanRow) -> Iterator[PlanRow]:
    named = document_of(row).get("adopts", {}).get("plan")
    if named is not None:
        # A plan may name one that was never kept here; it was looked up when it was issued.
        above = plans.by_ref(connection, named)
        if above is not None:
            yield above
    for plan_id in adoptions.taken_up(connection, row.id):
        yield plans.by_id(connection, plan_id)


def cited(connection: Connection, starts: list[PlanRow]) -> list[PlanRow]:
    """These plans, and all that they cite of ours, nearest first; once each."""
    found = {row.id: row for row in starts}
    frontier = starts
    while frontier:
        ids = [one for row in frontier for one in adoptions.cited(connection, row.id)]
        frontier = [plans.by_id(connection, one) for one in dict.fromkeys(ids) if one not in found]
        found.update((row.id, row) for row in frontier)
    return list(found.values())


def find(connection: Connection, ref: str) -> PlanRow:
    """The plan of a reference. Raises Problem plan_unknown."""
    return plan_verbs.find(connection, ref, None)
