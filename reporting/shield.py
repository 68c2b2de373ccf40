"""Keeping small figures of one group out of reach of addition and subtraction, on one tree.

Every hidden figure lies on a *move*: another table, of non-negative figures that keep every total
and check, which agrees with this one wherever it is published and differs in that figure. Whoever
knows all that is published can therefore not tell the two apart. Moves only ever add to what is
hidden, so a move that was found stays one.
"""

from collections.abc import Iterable

from reporting.cover import Plan, Search
from reporting.interlock import OWN, Cell, Interlock

RECEIVERS = 2
"""Units of a figure that are tried as the one that takes; the first is nearly always best."""


def protect(table: Interlock) -> set[Cell]:
    """Hide every small figure of a table, and beside it what would give it away."""
    small = table.small()
    table.hidden |= set(small)
    leaf = (table.tree.interior_slot < 0).tolist()
    for cell in small:
        # What a leaf totals is what it sent: whatever moves the one moves the other.
        if cell.kind == OWN or not leaf[cell.unit]:
            table.hidden |= _best(table, cell)
    return table.hidden


def _best(table: Interlock, cell: Cell) -> frozenset[Cell]:
    """What else has to be hidden for one small figure: the least that was found."""
    threshold = table.group.thresholds[cell.place] * table.unit
    lacks = -((table.value(cell) - threshold) // table.unit)
    receivers = _receivers(table, cell)
    if not receivers:
        return frozenset()
    best = _first(table, cell, receivers, 1, lacks) or _first(table, cell, receivers, -1, 1)
    if best is not None:
        return best.hides
    # Its own figures once more: they keep every check, and nothing above is shown.
    unit = receivers[0]
    return frozenset(
        one
        for place, column in enumerate(table.columns)
        if column.own[unit]
        for one in (*table.chain(place, unit), *table.tainted(place, unit))
    )


def _first(
    table: Interlock, cell: Cell, receivers: Iterable[int], sign: int, lacks: int
) -> Plan | None:
    best: Plan | None = None
    for unit in receivers:
        for direction in table.group.directions(cell.place, table.holding(unit)):
            plan = Search(table, cell, unit, direction, sign).plan(lacks)
            if plan is not None and (best is None or plan[:3] < best[:3]):
                best = plan
            if best is not None and best[:2] == (0, 0):
                return best
    return best


def _receivers(table: Interlock, cell: Cell) -> list[int]:
    """Units whose own figures make up a small one, the largest first: all hidden already."""
    if cell.kind == OWN:
        return [cell.unit]
    own = table.columns[cell.place].own
    within = table.tree.subtree(cell.unit)
    found = [u for u in table.between(cell.place, within) if cell in table.chain(cell.place, u)]
    return sorted(found, key=lambda u: -(own[u] or 0))[:RECEIVERS]
