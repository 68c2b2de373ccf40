"""``units import|fetch|show|check``."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from commands.context import here, now, read_bytes, read_day
from commands.voice import give, level_word, show_faults, tell, word
from errors import Fault, Problem

if TYPE_CHECKING:
    from hierarchy.lineage import Edge
    from hierarchy.unit import Unit

app = typer.Typer(help="Đơn vị / Units", no_args_is_help=True, rich_markup_mode=None)


@app.command("import")
def import_(
    roster: Annotated[Path | None, Argument(help="CSV: code,name,level,parent_code,…")] = None,
    lineage: Annotated[Path | None, Option(help="CSV: old_code,new_code,on[,share]")] = None,
    root: Annotated[str | None, Option(help="CODE,NAME,LEVEL")] = None,
) -> None:
    """Nạp danh sách đơn vị và nguồn gốc / Load units and lineage from CSV."""
    from engine.units import import_units
    from hierarchy.roster import read_lineage, read_root, read_roster

    work = here().work()
    if roster is None and lineage is None:
        raise Problem("usage", reason="ROSTER | --lineage FILE")
    units: tuple[Unit, ...] = ()
    edges: tuple[Edge, ...] = ()
    rows: tuple[str, ...] = ()
    if roster is not None:
        read = read_roster(read_bytes(roster), read_root(root) if root else None)
        _stop(read.faults)
        if read.ignored_columns:
            tell("ignored_columns", columns=", ".join(read.ignored_columns))
        units, rows = read.units, read.where
    if lineage is not None:
        found = read_lineage(read_bytes(lineage))
        _stop(found.faults)
        edges = found.edges
    done = import_units(work, units, edges, now(), rows)
    _say(done.units.added, done.units.updated, done.units.unchanged, done.edges.added)


@app.command()
def fetch(country: Annotated[str, Argument(help="vietnam")]) -> None:
    """Nạp cây đơn vị có sẵn của một nước / Load a country's ready-made trees and lineage."""
    from engine.units import import_units
    from engine.workspace import remember_profile
    from profiles.vn.units import fetch as fetch_vietnam

    if country != "vietnam":
        raise Problem("country_unknown", country=country, known="vietnam")
    work = here().work()
    found = fetch_vietnam()
    done = import_units(work, found.units, found.edges, now())
    remember_profile(work, "vn")
    _say(done.units.added, done.units.updated, done.units.unchanged, done.edges.added)


@app.command()
def show(
    code: Annotated[str, Argument()],
    on: Annotated[str | None, Option(help="YYYY-MM-DD")] = None,
) -> None:
    """Một đơn vị, cấp trên và cấp dưới của nó / One unit, what is above and below it."""
    from engine.lookup import look_up
    from engine.standings import civil_day

    work = here().work()
    seen = look_up(work, code, read_day(on), civil_day(work, now()))
    lines = [f"{u.code}  {u.name}  ({u.type or level_word(u.level)})" for u in reversed(seen.above)]
    unit = seen.unit
    valid = _validity(unit.valid_from, unit.valid_to)
    lines.append(f"{unit.code}  {unit.name}  ({unit.type or level_word(unit.level)})  {valid}")
    lines += [
        word("below", level=level_word(level), count=count) for level, count in seen.below.items()
    ]
    lines += [f"  {u.code}  {u.name}" for u in seen.children]
    lines += [word("came_from", code=e.old_code, on=e.on, kind=e.kind) for e in seen.origins]
    lines += [word("went_to", code=e.new_code, on=e.on, kind=e.kind) for e in seen.successors]
    data = {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level,
        "type": unit.type,
        "parent_code": unit.parent_code,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "day": seen.day,
        "children": [u.code for u in seen.children],
        "below": seen.below,
        "from": [e.old_code for e in seen.origins],
        "to": [e.new_code for e in seen.successors],
    }
    give(data, lines)


@app.command()
def check() -> None:
    """Soát lỗi danh sách đơn vị / Look for faults in the roster that is kept."""
    from engine.lookup import levels_on
    from engine.standings import civil_day
    from engine.units import check as check_all

    work = here().work()
    faults = check_all(work)
    levels = levels_on(work, civil_day(work, now()))
    data = {"faults": [f.code for f in faults], "levels": levels}
    give(data, [word("level_count", level=level_word(name), count=n) for name, n in levels.items()])
    if faults:
        raise Problem("roster_faults", tuple(faults), count=len(faults))


def _stop(faults: tuple[Fault, ...]) -> None:
    errors = tuple(fault for fault in faults if fault.severity == "error")
    if errors:
        raise Problem("roster_faults", errors, count=len(errors))
    show_faults(faults)


def _say(added: int, updated: int, unchanged: int, edges: int) -> None:
    data = {"added": added, "updated": updated, "unchanged": unchanged, "edges": edges}
    give(data, [word("imported", **data)])


def _validity(first: date, last: date) -> str:
    start = "…" if first == date.min else first.isoformat()
    end = "…" if last == date.max else last.isoformat()
    return f"{start} → {end}"
