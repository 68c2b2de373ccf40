"""What the sheets of a supplement share: whose it is, and how things are said in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hierarchy.unit import Unit
from reporting.book import Letterhead
from reporting.columns import Key
from reporting.display import shown
from reporting.terms import Value
from reporting.vintage_changes import Supplement
from reporting.workbook.cells import Sheet
from reporting.workbook.table import level_words


@dataclass(frozen=True)
class Wanted:
    """Whose supplement it is, and in which words; ``about`` is the unit it begins with."""

    found: Supplement
    about: Unit
    letterhead: Letterhead
    words: Mapping[str, str]
    language: str

    def say(self, key: str, **details: object) -> str:
        """A sentence of supplements with its fields filled."""
        return self.words[key].format(**details)

    def number(self, value: Value, decimals: int, *, signed: bool = False) -> str:
        """A figure in words; an en dash where there is none."""
        if value is None:
            return "–"
        text = shown(value, decimals).replace("-", "−")
        text = text.replace(".", ",") if self.language == "vi" else text
        return f"+{text}" if signed and value > 0 else text


def heads(wanted: Wanted, sheet: Sheet, formats: Mapping[str, int], keys: Sequence[str]) -> None:
    """The head of a table, one word a column."""
    row = sheet.row(32.0, stays=True)
    for place, key in enumerate(keys):
        row.text(place, wanted.say(f"col_{key}"), formats["head"])


def scope_words(wanted: Wanted, key: Key) -> str:
    """Which level's units a figure counts, and the option they chose."""
    if not key.level:
        return ""
    level = level_words(key.level, wanted.words)
    if not key.option:
        return level
    measure = wanted.found.new.form.by_path.get(key.measure)
    option = measure.option_in(key.option, wanted.language) if measure else ""
    return f"{level} · {option or key.option}"
