"""The programs on this machine: Python's SQLite, names of our packages, fonts."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.machinery import PathFinder
from importlib.metadata import packages_distributions
from pathlib import Path

import errors
from engine.checkup.finding import Finding, bad, doubtful, good

OURS = (
    "cli",
    "commands",
    "engine",
    "errors",
    "flows",
    "hierarchy",
    "intake",
    "messages",
    "portal",
    "profiles",
    "reporting",
    "schemas",
    "settings",
    "store",
)
"""What stands at the top of our wheel."""
WAL_BUG = ((3, 7, 0), (3, 51, 2))
"""First and last SQLite in which two connections at a checkpoint may lose a page (sqlite.org)."""
OLDEST = (3, 35, 0)
"""The first that gives back what it has written (RETURNING)."""
FONT = "Times New Roman"
"""The font of official papers (Decree 30/2020/NĐ-CP, annex I)."""
ALIKE = (FONT, "Liberation Serif", "Tinos", "Nimbus Roman")
"""Fonts whose letters are as wide as its own."""


def sqlite(found: tuple[int, ...] = sqlite3.sqlite_version_info) -> Finding:
    """The SQLite that Python brings."""
    version = ".".join(map(str, found))
    if found < OLDEST:
        return bad("sqlite_old", version=version, needed=".".join(map(str, OLDEST)))
    if WAL_BUG[0] <= found <= WAL_BUG[1]:
        return doubtful("sqlite_wal_bug", version=version)
    return good("sqlite_sound", version=version)


def names(
    owners: Callable[[], Mapping[str, Iterable[str]]] = packages_distributions,
    path: Sequence[str] | None = None,
) -> list[Finding]:
    """Whether a name of ours is another program's too, or somebody else's module is found first."""
    home = Path(errors.__file__).resolve().parent
    owned = owners()
    wrong = []
    for name in OURS:
        others = sorted({one for one in owned.get(name, ()) if one.lower() != "capbac"})
        if others:
            wrong.append(bad("name_owned", name=name, owner=", ".join(others)))
            continue
        spec = PathFinder.find_spec(name, path)
        origin = None if spec is None or spec.origin is None else Path(spec.origin).resolve()
        if origin is not None and home not in origin.parents:
            wrong.append(bad("name_shadowed", name=name, path=str(origin)))
    return wrong or [good("names_ours", count=len(OURS))]


def fonts(program: str | None = shutil.which("fc-match")) -> Finding:
    """Whether pages made of workbooks and letters on this machine come out as in an office."""
    if program is None:
        return doubtful("fonts_unknown", font=FONT)
    asked = [program, "--format=%{family}", FONT]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=True).stdout  # noqa: S603  a fixed question to fontconfig
    except (OSError, subprocess.SubprocessError):
        return doubtful("fonts_unknown", font=FONT)
    if any(one in said for one in ALIKE):
        return good("fonts_sound", font=FONT, found=said.strip())
    return doubtful("fonts_missing", font=FONT, found=said.strip())
