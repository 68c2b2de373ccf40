"""The first row of a table: which column is what."""

import csv
import difflib
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from errors import Fault
from intake.encoding import Refused
from intake.text import quoted
from schemas.text import clean

WORDS = ("unit", "period", "form", "key", "by", "plan", "unit_on", "on_behalf_of")
REQUIRED = ("unit", "period")
COLUMN_LIMIT = 5000
SECTION = "section"
"""The kind of a column that names a section: its cells can hold marks only."""

_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place, its dotted path, and the path's section and leaf."""

    place: int
    path: str
    section: str
    leaf: str


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table: ``words`` maps the names of a submission's members to places."""

    width: int
    words: Mapping[str, int]
    columns: tuple[Column, ...]

    def known(self, kinds: Mapping[str, str] | None) -> Mapping[str, str | None]:
        """The kind of every path a column may have; the kind of a section is SECTION.

        Without the kinds of a form every column here is known, its kind is not.
        """
        paths = [column.path for column in self.columns] if kinds is None else list(kinds)
        above = {path[:at] for path in paths for at in _dots(path)}
        leaves = dict.fromkeys(paths) if kinds is None else kinds
        return {**leaves, **dict.fromkeys(above, SECTION)}


def stranger(path: str, known: Mapping[str, object], where: str) -> Fault:
    """The fault of a column that is no measure of the form, with the one probably meant."""
    close = difflib.get_close_matches(path, sorted(known), 1)
    allowed = close[0] if close else ", ".join(sorted(known)[:3]) + ", …"
    return Fault("unknown_column", path, where, path, allowed)


def delimiter_of(line: str) -> str:
    """Semicolon or comma, whichever the header has more of outside quotation marks."""
    bare = re.sub(r'"[^"]*"', "", line)
    return ";" if bare.count(";") > bare.count(",") else ","


def read_header(cells: Sequence[str], where: str, leaves: Container[str] = ()) -> Header:
    """The header of a table. Raises Refused, with every fault in it.

    ``leaves`` are the paths of the only form meant: a column of one of its measures holds
    figures even if it is called ``plan`` or ``key``; ``unit`` and ``period`` never do.
    """
    names = [clean(cell) for cell in cells]
    while names and not names[-1]:  # spreadsheets write empty columns at the end
        names.pop()
    if not any(names):
        raise Refused(Fault("file_empty", where=where))
    faults: list[Fault] = []
    if len(names) > COLUMN_LIMIT:
        faults.append(Fault("too_many_columns", "", where, str(len(names)), str(COLUMN_LIMIT)))
    for name in REQUIRED:
        if name not in names:
            there = quoted(", ".join(names))
            faults.append(Fault("missing_column", name, where, there, "unit, period"))
    seen: set[str] = set()
    for number, name in enumerate(names, 1):
        if name in seen:
            faults.append(Fault("duplicate_column", quoted(name), where, str(number)))
        elif not _PATH.fullmatch(name):
            allowed = "unit, period, leaders.women"
            faults.append(Fault("column_name", quoted(name), where, str(number), allowed))
        seen.add(name)
    if faults:
        raise Refused(*faults)
    return _laid_out(names, [w for w in WORDS if w in REQUIRED or w not in leaves])


def _laid_out(names: Sequence[str], words: Sequence[str]) -> Header:
    return Header(
        width=len(names),
        words={name: at for at, name in enumerate(names) if name in words},
        columns=tuple(
            Column(at, name, *name.rpartition(".")[::2])
            for at, name in enumerate(names)
            if name not in words
        ),
    )


def _dots(path: str) -> list[int]:
    return [at for at, sign in enumerate(path) if sign == "."]


def field_limit() -> int:
    """Characters one cell may have: the csv module's own bound."""
    return csv.field_size_limit()
