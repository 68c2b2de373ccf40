"""The words of a template, and how a value stands in a cell in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from reporting.template.filling import ACCEPTED
from reporting.workbook.cells import clean
from schemas.content import Value
from schemas.form import Measure

Content = float | str | None
"""What stands in a cell: a number, a text, or nothing."""
TITLE, MESSAGE = 32, 255
"""Most characters of the title and of the text of a hint or a refusal (the file format's)."""
_DAY_ZERO = date(1899, 12, 30)
_EXACT = 15
"""Digits of a number a spreadsheet keeps."""


@dataclass(frozen=True)
class Spoken:
    """The catalogue in one language."""

    words: Mapping[str, str]
    language: str

    def say(self, key: str, **details: object) -> str:
        """A sentence with its fields filled."""
        return self.words[key].format(**details) if details else self.words[key]

    def level(self, level: str) -> str:
        """What people call a level."""
        return self.words.get(f"level_{level}", level)

    @cached_property
    def truth(self) -> Mapping[bool, str]:
        """Yes and no."""
        return {True: self.words["yes"], False: self.words["no"]}

    def options(self, measure: Measure) -> tuple[str, ...]:
        """The options of a choice as people read them; as the form spells them where two agree."""
        said = [clean(label.in_(self.language)).strip() for label in measure.option_labels]
        folded = {one.casefold() for one in said}
        if len(folded) < len(measure.options) or "" in folded or folded & set(ACCEPTED):
            return measure.options
        return tuple(said)

    def content(self, measure: Measure, value: Value | None) -> Content:
        """How a value stands in the measure's cell."""
        if type(value) is int and measure.kind != "choice":
            return value
        if isinstance(value, bool):
            return self.truth[value]
        if isinstance(value, list):
            return "\n".join(value)
        if value is not None and measure.kind == "choice":
            return self._option(measure, str(value))
        if isinstance(value, Decimal):
            return exact(float(value))
        return value

    def _option(self, measure: Measure, value: str) -> str:
        if value not in measure.options:
            return value
        return self.options(measure)[measure.options.index(value)]


def exact(number: float) -> float:
    """A number as a spreadsheet keeps it: to fifteen digits."""
    return number if number == int(number) else float(f"{number:.{_EXACT}g}")


def serial(text: str) -> float | str:
    """A day in ISO spelling as spreadsheets count days; another text as it is."""
    try:
        return float((date.fromisoformat(text) - _DAY_ZERO).days)
    except ValueError:
        return text


def shortened(text: str, limit: int) -> str:
    """A text of at most ``limit`` UTF-16 units, cut with a mark."""
    if len(text.encode("utf-16-le")) <= 2 * limit:
        return text
    return text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def day(value: date | None) -> str:
    """A day as dd/mm/yyyy; empty where there is none."""
    return "" if value is None else f"{value:%d/%m/%Y}"
