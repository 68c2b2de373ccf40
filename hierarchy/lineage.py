"""Which old units became which new ones, and whether that can be so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from errors import Fault
from hierarchy.span import day_before
from hierarchy.unit import Unit

KINDS = ("", "unchanged", "renamed", "merged", "split")
"""What an edge may say of itself; it is for people, nothing is computed from it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The old unit, or a part of it, is the new unit or a part of it from the day ``on``.

    The old code is read on the day before ``on``, the new one on that day, so the same code
    on both sides is two units. ``share`` is the part of the old unit that went this way: more
    than 0, at most 1; None where it is whole or not known.
    """

    old_code: str
    new_code: str
    on: date
    share: Decimal | None = None
    kind: str = ""


def check_edges(
    edges: Sequence[Edge], units: Iterable[Unit], where: Sequence[str] = ()
) -> tuple[Fault, ...]:
    """Every fault of a lineage against the units it speaks of.

    ``where`` tells for each edge where it was written, else its codes are named. Codes:
    ``old_unknown``, ``new_unknown`` (no such unit the day before, on the day), ``edge_twice``,
    ``bad_kind``, ``bad_share`` (not above 0 up to 1), ``shares_mixed`` (some edges of an old
    unit have a share, some none), ``shares_sum`` (an old unit's shares do not add up to 1).
    """
    faults: list[Fault] = []
    standing = _standing(edges, units)
    seen: set[tuple[str, str, date]] = set()
    for place, edge in enumerate(edges):
        at = _where(edges, where, place)
        day = edge.on.isoformat()
        if edge.old_code not in standing[day_before(edge.on)]:
            before = day_before(edge.on).isoformat()
            faults.append(Fault("old_unknown", "old_code", at, edge.old_code, before))
        if edge.new_code not in standing[edge.on]:
            faults.append(Fault("new_unknown", "new_code", at, edge.new_code, day))
        key = (edge.old_code, edge.new_code, edge.on)
        if key in seen:
            faults.append(Fault("edge_twice", "new_code", at, " > ".join(key[:2]), day))
        seen.add(key)
        if edge.kind not in KINDS:
            faults.append(Fault("bad_kind", "kind", at, edge.kind, ", ".join(KINDS[1:])))
        if edge.share is not None and not (edge.share.is_finite() and 0 < edge.share <= 1):
            faults.append(Fault("bad_share", "share", at, str(edge.share)))
    return (*faults, *_shares(edges, where))


def _where(edges: Sequence[Edge], where: Sequence[str], place: int) -> str:
    return where[place] if where else f"{edges[place].old_code} > {edges[place].new_code}"


def _standing(edges: Sequence[Edge], units: Iterable[Unit]) -> dict[date, set[str]]:
    """Codes that stand on each day the edges ask about: two days for each day of change."""
    days: dict[date, set[str]] = {}
    for day in {edge.on for edge in edges}:
        days[day] = set()
        days[day_before(day)] = set()
    for unit in units:
        for day, codes in days.items():
            if unit.valid_from <= day <= unit.valid_to:
                codes.add(unit.code)
    return days


def _shares(edges: Sequence[Edge], where: Sequence[str]) -> list[Fault]:
    """An old unit's shares: all given or none, and exactly 1 together."""
    leaving: dict[tuple[str, date], list[int]] = defaultdict(list)
    for place, edge in enumerate(edges):
        leaving[edge.old_code, edge.on].append(place)
    faults = []
    for (code, _), places in leaving.items():
        given = [share for place in places if (share := edges[place].share) is not None]
        at = _where(edges, where, places[0])
        if given and len(given) < len(places):
            faults.append(Fault("shares_mixed", "share", at, code))
        elif given and sum(given) != 1:
            sent = f"{code}: {sum(given)}"
            faults.append(Fault("shares_sum", "share", at, sent, "1"))
    return faults
