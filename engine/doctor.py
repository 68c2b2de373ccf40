"""``doctor``: what is wrong with the place Capbac runs in, and what to do about it."""

from datetime import datetime
from pathlib import Path

from engine.checkup import place, programs, stored, zones
from engine.checkup.finding import Finding
from engine.work import Work

PREFIX = "sqlite:///"


def doctor(work: Work, offset: str, now: datetime) -> tuple[Finding, ...]:
    """Everything that was looked at, in the order in which an operator would look.

    Changes nothing but a probe file that is gone again; ``offset`` is the country's, ``+07:00``.
    What cannot be looked at is a finding too: raises nothing.
    """
    folder = Path(work.workspace)
    path = work.database.removeprefix(PREFIX)
    lies_here = path not in (work.database, "", ":memory:")
    file = Path(path) if lies_here else None
    home = folder if file is None else file.parent
    found = [programs.sqlite(), *programs.names(), place.folder(home)]
    found.append(place.file_system(home, store=lies_here))
    found.append(place.room(home, _size(file)))
    if file is not None and not file.is_file():
        found += [*stored.clock(now), stored.schema(None)]
    else:
        found += stored.database(work.database, now)
    return (*found, zones.zone(offset, now), programs.fonts())


def worst(found: tuple[Finding, ...]) -> str:
    """``bad`` where anything is, else ``doubtful`` or ``good``."""
    states = {one.state for one in found}
    return next(
        state for state in ("bad", "doubtful", "good") if state in states or state == "good"
    )


def _size(file: Path | None) -> int:
    if file is None:
        return 0
    sizes = (file.with_name(file.name + end) for end in ("", "-wal"))
    return sum(one.stat().st_size for one in sizes if one.is_file())
