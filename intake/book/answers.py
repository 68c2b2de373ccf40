"""One entry cell as a value, a mark, a tick or a fault."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from errors import Fault
from intake.book.book import BookCell
from intake.book.legacy import legacy
from intake.book.numerals import LOST, day_of, number_of, only_reading, plain_digits
from intake.cells import FALSE, MARKS, TRUE, Cell, Doubtful, Mark, read_cell
from intake.text import quoted
from schemas.canonical import plain
from schemas.form import Form, Measure
from schemas.grid import TICK, Spot
from schemas.text import FORBIDDEN, clean
from schemas.walking import leaf_at

Answer = int | Decimal | bool | str | list[str] | Mark | None
_TICKED = frozenset({TICK, "✓", "✔", "☑", "v", "có", "yes", "true"})
_YES, _NO = TRUE | {"yes", "đúng"}, FALSE | {"no", "sai"}
_SIGNS = "-, …, x"
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?$|Z$")
_FIGURES = ("integer", "number")


@dataclass
class Cells:
    """Reads the entry cells of one workbook; what cannot be taken is kept as ``faults``.

    ``notes`` tell how a doubtful cell was read; they refuse nothing.
    """

    form: Form
    where: str
    from_1904: bool = False
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def place(self, spot: Spot) -> str:
        """How a fault names an entry cell."""
        return f"{self.where}!{spot.cell}"

    def refuse(self, code: str, spot: Spot, sent: str = "", allowed: str = "") -> None:
        """Note that a cell cannot be taken."""
        self.faults.append(Fault(code, spot.path, self.place(spot), quoted(sent), allowed))

    def note(self, code: str, spot: Spot, sent: str, read: str) -> None:
        """Note how a cell was read."""
        place = self.place(spot)
        self.notes.append(Fault(code, spot.path, place, quoted(sent), read, severity="warning"))

    def read(self, spot: Spot, cell: BookCell) -> Answer:  # noqa: PLR0911  one for each kind
        """What a cell says; None where it is blank or refused. A tick is True."""
        if cell.kind == "e":
            self.refuse("error_cell", spot, cell.text)
            return None
        if cell.formula:
            shown = cell.text if cell.kind != "n" else _shown(number_of(cell.text), cell.text)
            self.refuse("formula_in_cell", spot, shown)
            return None
        if cell.kind == "b":
            return self._truth(spot, truth=cell.text.strip().lower() in ("1", "true"))
        if cell.kind == "d":
            return self._day(spot, _MIDNIGHT.sub("", cell.text.strip()))
        if cell.kind == "n":
            return self._figure(spot, cell)
        found = FORBIDDEN.search(cell.text)
        if found:
            self.refuse("control_character", spot, f"U+{ord(found[0]):04X}")
            return None
        return self._words(spot, cell.text)

    def _truth(self, spot: Spot, *, truth: bool) -> Answer:
        if spot.asked == "tick":
            return truth or None
        if spot.asked == "section":
            self.refuse("section_value", spot, str(truth).lower(), _SIGNS)
            return None
        return truth  # where no yes/no is asked, the form's check says so, as it would in JSON

    def _figure(self, spot: Spot, cell: BookCell) -> Answer:  # noqa: PLR0911  one for each doubt
        number = number_of(cell.text)
        if number is None:
            self.refuse("not_finite", spot, cell.text)
            return None
        if cell.shown == "day":
            return self._day(spot, day_of(cell.text, from_1904=self.from_1904))
        shown = plain(number)
        if cell.shown == "share" and spot.asked not in ("tick", "section"):
            self.refuse("share_in_cell", spot, f"{plain(Decimal(shown) * 100)}%", shown)
            return None
        if spot.asked in _FIGURES:
            if abs(number) >= LOST:
                self.refuse("precision_lost", spot, shown)
                return None
            return number
        if spot.asked == "boolean":
            return number
        return self._words(spot, shown)

    def _day(self, spot: Spot, day: str) -> Answer:
        if spot.asked != "text":
            self.refuse("day_in_cell", spot, day)
            return None
        if leaf_at(self.form.schema, spot.path).get("format") != "date":
            self.note("day_as_text", spot, day, day)
        return day

    def _words(self, spot: Spot, told: str) -> Answer:
        text = clean(told)
        if not text:
            return None
        if spot.asked == "tick":
            if text.casefold() in _TICKED:
                return True
            self.refuse("tick_unknown", spot, text, TICK)
            return None
        mark = MARKS.get(text)
        if mark is not None:
            return Mark(mark)
        if spot.asked == "section":
            self.refuse("section_value", spot, text, _SIGNS)
            return None
        return self._value(spot, text)

    def _value(self, spot: Spot, text: str) -> Answer:
        assert spot.measure is not None
        if spot.asked in _FIGURES:
            return self._typed_number(spot, text)
        if spot.asked == "boolean":
            low = text.casefold()
            return low in _YES if low in _YES or low in _NO else text
        if spot.asked == "choice":
            return chosen(spot.measure, text)
        return self._text(spot, text)

    def _typed_number(self, spot: Spot, text: str) -> Answer:
        """A number that was kept as text: taken only where it can be read in one way."""
        digits = plain_digits(text)
        found: Cell
        try:
            found = read_cell(digits, spot.asked)
        except Doubtful as doubt:
            only = doubt.code == "ambiguous_number"
            found = only_reading(digits, doubt.allowed) if only else None
            if found is None:
                self.refuse(doubt.code, spot, text, doubt.allowed)
                return None
        if isinstance(found, int | Decimal):
            self.note("number_as_text", spot, text, plain(found))
        return found

    def _text(self, spot: Spot, text: str) -> Answer:
        code = legacy(text)
        if code:
            self.refuse(code, spot, text)
            return None
        if is_list(self.form, spot.path):
            return [line for part in text.split("\n") if (line := part.strip())]
        return text


def _shown(number: int | Decimal | None, text: str) -> str:
    return text if number is None else plain(number)


def chosen(measure: Measure, text: str) -> int | Decimal | str:
    """The option a text means, by its value or by its label in either language; else the text."""
    if text in measure.options and not measure.coded:
        return text
    option = _options(measure.options, measure.option_labels).get(_folded(text))
    if option is None:
        return text
    if not measure.coded:
        return option
    number = Decimal(option)
    return int(number) if number == int(number) else number


@lru_cache(maxsize=512)
def _options(options: tuple[str, ...], labels: tuple[Any, ...]) -> dict[str, str]:
    found: dict[str, str | None] = {}
    for option, label in zip(options, labels, strict=False):
        for said in {_folded(label.vi), _folded(label.en)}:
            # Two options with one label: only their values tell them apart.
            found[said] = option if found.get(said, option) == option else None
    for option in options:
        found[_folded(option)] = option
    return {said: option for said, option in found.items() if option is not None}


def _folded(text: str) -> str:
    return " ".join(clean(text).split()).casefold()


def is_list(form: Form, path: str) -> bool:
    """Whether a text is a list of lines."""
    return "items" in leaf_at(form.schema, path)
