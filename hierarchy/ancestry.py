"""Cycles and depth: what is found by walking from each unit towards the root."""

from datetime import date

from errors import Fault
from hierarchy.rows import Rows

MAX_LEVELS = 8
"""Units on the longest way from a root to a leaf."""
_REPORTED = 20
"""Chains reported: each may be as long as the roster, and one mended cell mends many."""


def check_ancestry(rows: Rows) -> list[Fault]:
    """Faults ``unit_cycle`` and ``tree_too_deep``; no code may stand twice on one day.

    Looks at every stretch of days on which a unit keeps the same units above it, so a cycle
    that lasts one day is found. Linear where no way by codes alone is too long.
    """
    faults: list[Fault] = []
    known: set[int] = set()
    for row in _suspects(rows):
        day = _too_long_on(rows, row, known)
        if day is None:
            continue
        chain, cycle = _chain(rows, row, day)
        known.update(chain if cycle else [row])
        codes = " > ".join(rows.units[above].code for above in (cycle or chain)[: MAX_LEVELS + 1])
        faults.append(
            Fault("unit_cycle", "parent_code", rows.where(cycle[0]), codes)
            if cycle
            else Fault("tree_too_deep", "level", rows.where(row), str(len(chain)), str(MAX_LEVELS))
        )
        if len(faults) == _REPORTED:
            break
    return faults


def _suspects(rows: Rows) -> list[int]:
    """Rows from which more than MAX_LEVELS codes lie upwards, whenever they stand."""
    units = rows.units
    left = [row for row, unit in enumerate(units) if unit.parent_code in rows.by_code]
    for _ in range(MAX_LEVELS - 1):
        below = {units[row].code for row in left}
        left = [row for row in left if units[row].parent_code in below]
    return left


def _too_long_on(rows: Rows, row: int, known: set[int]) -> date | None:
    """The first day found on which more than MAX_LEVELS units stand from here upwards.

    A cycle is endless and so always too long. A way through a chain already reported is not
    followed.
    """
    ways = [(row, rows.first[row], rows.last[row], 1)]
    while ways:
        below, since, until, count = ways.pop()
        if below in known:
            continue
        for above in rows.by_code.get(rows.units[below].parent_code or "", ()):
            first, last = max(since, rows.first[above]), min(until, rows.last[above])
            if first > last:
                continue
            if count == MAX_LEVELS:
                return first
            ways.append((above, first, last, count + 1))
    return None


def _chain(rows: Rows, row: int, day: date) -> tuple[list[int], list[int]]:
    """The rows from here upwards on a day, and those of them that make a cycle, if any."""
    step: dict[int, int] = {}
    at: int | None = row
    while at is not None and at not in step:
        step[at] = len(step)
        at = rows.parent_on(at, day)
    chain = list(step)
    return chain, chain[step[at] :] if at is not None else []
