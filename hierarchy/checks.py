"""Whether dated units make one tree on every day; what is wrong, row by row."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from errors import Fault
from hierarchy.ancestry import check_ancestry
from hierarchy.rows import Rows
from hierarchy.span import day_before, next_day, shown_span
from hierarchy.unit import ALWAYS, DEPARTMENT, FOREVER, Unit

_NAMED = 5
"""Codes named in one fault about many units."""


def check_units(
    units: Sequence[Unit], where: Sequence[str] = (), *, on: date | None = None
) -> tuple[Fault, ...]:
    """Every fault that keeps the units from being one tree on each day they stand.

    ``where`` tells for each unit where it was written (``row 17``), else its code is named.
    With ``on`` only that day is looked at. Codes: ``duplicate_unit``, ``parent_unknown``,
    ``parent_zeros`` (known but for leading zeros), ``parent_is_department``,
    ``parent_not_standing``, ``parent_dates_needed`` (the child's row has no days at all),
    ``no_root``, ``several_roots``, ``unit_cycle``, ``tree_too_deep``.
    A level repeated inside itself is allowed. Linear in the units but for sorting.
    """
    if not units:
        return ()
    rows = Rows(units, where, on)
    duplicates = _duplicates(rows)
    faults = [*duplicates, *_parents(rows), *_roots(rows)]
    if not duplicates:  # which of two parents is meant cannot be known
        faults += check_ancestry(rows)
    return tuple(faults)


def _duplicates(rows: Rows) -> list[Fault]:
    faults = []
    for code, borne in rows.by_code.items():
        latest = borne[0]
        for row in borne[1:]:
            if rows.first[row] <= rows.last[latest]:
                faults.append(
                    Fault(
                        "duplicate_unit",
                        path="code",
                        where=rows.where(row),
                        sent=f"{code} ({rows.span(row)})",
                        allowed=f"{rows.where(latest)} ({rows.span(latest)})",
                    )
                )
            if rows.last[row] > rows.last[latest]:
                latest = row
    return faults


def _parents(rows: Rows) -> list[Fault]:
    """A parent must be known, be no department, and stand on every day of its child.

    Several dated rows of the parent's code may cover the child's days together.
    """
    faults = []
    bare: dict[str, str] | None = None
    for row, unit in enumerate(rows.units):
        code = unit.parent_code
        if code is None:
            continue
        borne = rows.by_code.get(code)
        if borne is None:
            if bare is None:
                longest_first = sorted(rows.by_code, key=len, reverse=True)
                bare = {known.lstrip("0"): known for known in longest_first}
            near = bare.get(code.lstrip("0"), "")
            kind = "parent_zeros" if near else "parent_unknown"
            faults.append(Fault(kind, "parent_code", rows.where(row), code, near))
            continue
        if any(_is_department_beside(rows, row, above) for above in borne):
            at = rows.where(row)
            faults.append(Fault("parent_is_department", "parent_code", at, code, DEPARTMENT))
        if not _covered(rows, row, borne):
            spans = ", ".join(rows.span(above) for above in borne)
            undated = unit.valid_from == ALWAYS and unit.valid_to == FOREVER
            kind = "parent_dates_needed" if undated else "parent_not_standing"
            sent = code if undated else f"{code} ({rows.span(row)})"
            faults.append(Fault(kind, "parent_code", rows.where(row), sent, spans))
    return faults


def _is_department_beside(rows: Rows, row: int, above: int) -> bool:
    """Whether a row is a department on some day of another row."""
    together = rows.first[above] <= rows.last[row] and rows.last[above] >= rows.first[row]
    return together and rows.units[above].level == DEPARTMENT


def _covered(rows: Rows, row: int, borne: Sequence[int]) -> bool:
    need = rows.first[row]
    for above in borne:
        if rows.first[above] <= need <= rows.last[above]:
            if rows.last[above] >= rows.last[row]:
                return True
            need = next_day(rows.last[above])
    return False


def _roots(rows: Rows) -> list[Fault]:
    """One fault for each stretch of days on which more than one unit has no parent."""
    roots = [row for row, unit in enumerate(rows.units) if unit.parent_code is None]
    if not roots:
        return [Fault("no_root", path="parent_code", sent=str(len(rows.units)))]
    begun: dict[date, set[int]] = defaultdict(set)
    ended: dict[date, set[int]] = defaultdict(set)
    for row in roots:
        begun[rows.first[row]].add(row)
        if rows.last[row] != FOREVER:
            ended[next_day(rows.last[row])].add(row)
    faults = []
    standing: set[int] = set()
    involved: set[int] = set()
    since = FOREVER
    for day in sorted(begun.keys() | ended.keys()):
        standing -= ended.get(day, set())
        if len(standing) < 2 and involved:
            faults.append(_several(rows, involved, since, day_before(day)))
            involved = set()
        standing |= begun.get(day, set())
        if len(standing) > 1:
            since = day if not involved else since
            involved |= standing if not involved else begun.get(day, set())
    if involved:
        faults.append(_several(rows, involved, since, FOREVER))
    return faults


def _several(rows: Rows, involved: set[int], since: date, until: date) -> Fault:
    ordered = sorted((rows.units[row] for row in involved), key=attrgetter("code"))
    codes = [unit.code for unit in ordered[:_NAMED]]
    more = ", …" if len(ordered) > _NAMED else ""
    return Fault(
        "several_roots",
        path="parent_code",
        where=rows.where(min(involved)),
        sent=f"{len(ordered)}: {', '.join(codes)}{more}",
        allowed=shown_span(since, until),
    )
