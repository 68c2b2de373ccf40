"""A letter as data: its head, what it is based on, its sections and who gets it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hierarchy.unit import Unit


@dataclass(frozen=True, slots=True)
class Marking:
    """What a document is marked with: type, number, series, day of issue, and the plan's year.

    ``type`` is the type's abbreviation (``KH``), empty where it has none; ``number`` is empty and
    ``issued`` None where a clerk will fill them in; ``series`` is who the number is counted for.
    """

    type: str = ""
    number: str = ""
    series: str = ""
    issued: date | None = None
    year: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Head and foot of a letter; every line may be empty.

    ``superior`` and ``issuer`` stand at the left, ``motto`` at the right. ``name`` is the issuer
    as a sentence says it, ``sure`` whether the series is known to be its own; ``signer`` the lines
    where it is signed, ``archive`` who keeps a copy.
    """

    superior: str = ""
    issuer: str = ""
    motto: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    name: str = ""
    sure: bool = True
    signer: tuple[str, ...] = ()
    archive: str = ""


Paper = Callable[[Unit, Sequence[Unit], Marking, str], Head]
"""Makes the head of a unit's letter: unit, its ancestors (nearest first), marking, language."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the letter; ``rows`` of one cell are bands over the whole width.

    ``kind`` is ``targets`` or ``reports``: each has its own columns in the template.
    """

    kind: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part: a heading, paragraphs, then a table where it has one."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter. ``kind`` is its type's name over ``abstract``.

    A letter without a type (``to`` is not empty) has neither: ``abstract`` stands under its number
    and ``to`` says to whom it goes. ``draft`` is the mark of one that is not issued yet.
    """

    head: Head
    kind: str
    abstract: str
    basis: tuple[str, ...]
    lead: str
    sections: tuple[Section, ...]
    closing: str
    recipients: tuple[str, ...]
    recipients_heading: str
    draft: str = ""
    to: str = ""
    made: date = date(1980, 1, 1)
