"""A profile: everything that is a country's and not the program's."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from hierarchy.unit import Unit
from reporting.book import Letterhead
from reporting.calendar import CountryYear
from reporting.document_number import Papers
from reporting.letter.letter import Head, Marking
from reporting.letter.letter import Paper as LetterPaper

Document = dict[str, Any]
"""A JSON object; numbers are int or Decimal."""


Paper = Callable[[Unit, Sequence[Unit], date | None, str, str], Letterhead]
"""Makes the head and foot of a unit's paper: unit, its ancestors (nearest first), a day of the
year, language, and the place that is written before the date (empty: from the unit's name)."""

Holidays = Callable[[int, str], CountryYear]
"""From a year and a language to the country's days off by name, and the weekends it works."""


def bare_letter(unit: Unit, _ancestors: Sequence[Unit], marking: Marking, _language: str) -> Head:
    """The letter of a country without a page form: who issues it, its number and its day."""
    day = marking.issued.isoformat() if marking.issued else ""
    return Head(issuer=unit.name, number=marking.number, place_date=day, name=unit.name)


def no_holidays(_year: int, _language: str) -> CountryYear:
    """A country whose holidays nobody has named: its weekends are all there is."""
    return CountryYear()


@dataclass(frozen=True, slots=True)
class Profile:
    """One country, by name.

    ``language`` is the default one (``vi`` or ``en``), ``offset`` the civil time's distance from
    UTC (``+07:00``), ``package`` holds ready documents in its folders ``forms`` and ``plans``.
    ``agrees`` is what a rehearsal of its forms needs to know beyond their checks: path of a
    yes/no -> path of the number that decides it. ``papers`` are the types of its documents,
    ``letters`` makes the head and foot of a plan's letter.
    """

    name: str
    language: str
    offset: str
    package: str
    paper: Paper
    agrees: Mapping[str, str] = field(default_factory=dict)
    papers: Papers = field(default_factory=Papers)
    holidays: Holidays = no_holidays
    letters: LetterPaper = bare_letter

    def letterhead(
        self,
        unit: Unit,
        ancestors: Sequence[Unit] = (),
        day: date | None = None,
        language: str = "",
        place: str = "",
    ) -> Letterhead:
        """Head and foot of the unit's paper in the year of ``day``; ``ancestors`` nearest first."""
        return self.paper(unit, ancestors, day, language or self.language, place)

    def letter(
        self, unit: Unit, ancestors: Sequence[Unit], marking: Marking, language: str = ""
    ) -> Head:
        """Head and foot of a unit's letter; ``ancestors`` nearest first."""
        return self.letters(unit, ancestors, marking, language or self.language)

    def forms(self) -> list[Document]:
        """The ready forms (JSON Schemas), in order of file name."""
        return [document for _, document in self._documents("forms")]

    def plans(self) -> dict[str, Document]:
        """The ready plans by their short name (``national-2025``)."""
        return dict(self._documents("plans"))

    def file(self, folder: str, name: str) -> bytes:
        """The bytes of one ready document, ``file("plans", "national-2025")``.

        Raises KeyError for a name that is not there.
        """
        for entry in self._entries(folder):
            if entry.name == f"{name}.json":
                return entry.read_bytes()
        raise KeyError(name)

    def _documents(self, folder: str) -> Iterator[tuple[str, Document]]:
        for entry in self._entries(folder):
            text = entry.read_text(encoding="utf-8")
            yield entry.name.removesuffix(".json"), json.loads(text, parse_float=Decimal)

    def _entries(self, folder: str) -> list[Traversable]:
        home = files(self.package).joinpath(folder)
        if not home.is_dir():
            return []
        found = (entry for entry in home.iterdir() if entry.name.endswith(".json"))
        return sorted(found, key=lambda entry: entry.name)
