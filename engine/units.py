"""Units and lineage into the store, as one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.work import Work
from errors import Fault, Problem
from hierarchy.checks import check_units
from hierarchy.lineage import Edge, check_edges
from hierarchy.unit import DEPARTMENT, Unit
from store import bonded, bonds, claims, journal, units
from store.opening import Connection
from store.units import Merged


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed, in dated rows and edges."""

    units: Merged
    edges: Merged


def import_units(
    work: Work,
    fresh: Sequence[Unit],
    edges: Sequence[Edge],
    now: datetime,
    where: Sequence[str] = (),
) -> Imported:
    """Merge units and lineage into what is there; all of it or, with any fault, nothing.

    ``where`` tells for each of ``fresh`` where it was written. Raises Problem roster_faults
    with every fault of the whole that would result.
    """
    # One unit written twice has one key: it must be refused before it meets the table.
    _refuse([f for f in check_units(fresh, where) if f.code == "duplicate_unit"])
    with work.store().writing() as connection:
        claims.named(connection, claims.ROSTER)
        _refuse(_taken(connection, fresh, where))
        merged = units.merge(connection, fresh)
        joined = units.merge_lineage(connection, edges)
        all_units, _ids = units.load(connection)
        faults = list(check_units(all_units, _rows(all_units, fresh, where)))
        if not faults:
            faults += check_edges(units.load_lineage(connection), all_units)
        # Raising inside the transaction undoes the merge: a faulty roster leaves no trace.
        _refuse(faults)
        if merged.added or merged.updated or joined.added or joined.updated:
            journal.note(
                connection,
                now,
                work.actor,
                "units import",
                "",
                added=merged.added,
                updated=merged.updated,
                edges=joined.added + joined.updated,
                **{bonds.IMPORTED: bonded.of_roster(connection)},
            )
    return Imported(merged, joined)


def _taken(connection: Connection, fresh: Sequence[Unit], where: Sequence[str]) -> list[Fault]:
    """Codes of departments that are other units' already, or of others that are departments'.

    A unit of the same code and first day is brought up to date by an import: without this a
    department's row would silently take the place of a district.
    """
    kept, _ids = units.load(connection)
    known = {(u.code, u.valid_from): u for u in kept}
    faults = []
    for place, one in enumerate(fresh):
        there = known.get((one.code, one.valid_from))
        if there and (there.level == DEPARTMENT) != (one.level == DEPARTMENT):
            at = where[place] if where else one.code
            owner = f"{there.name} ({there.level})"
            faults.append(Fault("code_taken", "code", at, sent=one.code, allowed=owner))
    return faults


def _rows(whole: Sequence[Unit], fresh: Sequence[Unit], where: Sequence[str]) -> tuple[str, ...]:
    if not where:
        return ()
    written = {(u.code, u.valid_from): place for u, place in zip(fresh, where, strict=True)}
    return tuple(written.get((u.code, u.valid_from), u.code) for u in whole)


def check(work: Work) -> tuple[Fault, ...]:
    """Every fault of the roster as it is kept."""
    with work.store().reading() as connection:
        all_units, _ids = units.load(connection)
        found = tuple(check_units(all_units)) if all_units else ()
        return found or tuple(check_edges(units.load_lineage(connection), all_units))


def _refuse(faults: Sequence[Fault]) -> None:
    errors = tuple(fault for fault in faults if fault.severity == "error")
    if errors:
        raise Problem("roster_faults", errors, count=len(errors))


def dated(work: Work, code: str) -> tuple[Unit, ...]:
    """Every dated row of a code, oldest first. Raises Problem unit_unknown."""
    with work.store().reading() as connection:
        found = tuple(u for u in _all(connection) if u.code == code)
    if not found:
        raise Problem("unit_unknown", code=code)
    return found


def edges_of(work: Work, code: str) -> tuple[Edge, ...]:
    """The lineage edges that touch a code."""
    with work.store().reading() as connection:
        return tuple(e for e in units.load_lineage(connection) if code in (e.old_code, e.new_code))


def _all(connection: Connection) -> tuple[Unit, ...]:
    found, _ids = units.load(connection)
    return found
