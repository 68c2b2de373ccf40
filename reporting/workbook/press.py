"""One form's press: columns, formulas, escaped words and plates, kept between workbooks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reporting.book import Book
from reporting.columns import Layout
from reporting.description import Description
from reporting.workbook import table
from reporting.workbook.gather import Gather
from reporting.workbook.plate import Plate
from reporting.workbook.remembered import Remembered
from reporting.workbook.spread import Spread, spread
from reporting.workbook.totals import Totals, below_formula, letter_of
from schemas.form import Form

_KEPT = 32
"""Presses kept in one process: forms x sets of levels x languages."""

SHEETS = (
    "cover",
    "summary",
    "units",
    "comparing",
    "moving",
    "charts",
    "spread",
    "map",
    "standing",
    "adoption",
    "ranking",
    "narratives",
    "voices",
    "sources",
    "checks",
)
"""The sheets in order, as far as a book has them; named in the catalogue under ``sheet_…``."""


@dataclass(frozen=True)
class Press:
    """What all workbooks of one form, set of levels and language share.

    ``below_here`` are the measures that units further below can have; ``under`` their levels.
    """

    form: Form
    words: Mapping[str, str]
    language: str
    levels: tuple[str, ...]
    columns: tuple[table.Column, ...]
    hidden: tuple[table.Helper, ...]
    formulas: tuple[str | None, ...]
    below: Mapping[int, str]
    spread: Spread
    under: frozenset[str]
    below_here: frozenset[str]
    gather: Gather
    plates: dict[object, Plate] = field(default_factory=dict)
    ready: dict[object, object] = field(default_factory=dict)

    def names(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Names of these sheets, in order."""
        return tuple(self.words[f"sheet_{code}"][:31] for code in codes)

    def name(self, code: str) -> str:
        """A sheet's name as formulas quote it."""
        return "'" + self.words[f"sheet_{code}"][:31].replace("'", "''") + "'"


_presses: dict[object, Press] = {}


def _spelled(words: Mapping[str, str]) -> str:
    """What tells one catalogue from another."""
    return repr(sorted(words.items()))


_words = Remembered(_spelled, 8)


def press_for(book: Book) -> Press:
    """The press of a book, made on first use.

    Two threads may both make one: they are equal, and the later simply stays.
    """
    tree, form = book.rollup.tree, book.rollup.form
    here = set(tree.level[tree.subtree(book.index)].tolist())
    layout = book.rollup.layout
    # Levels that are on this map no more, of units that sent figures for it.
    gone = [name for name in layout.levels if name not in tree.levels]
    levels = (*(name for i, name in enumerate(tree.levels) if i in here), *gone)
    deeper = slice(book.index + 1, int(tree.stop[book.index]))
    under = frozenset((*(tree.levels[i] for i in set(tree.level[deeper].tolist())), *gone))
    identity = (
        form.digest,
        form.reference,
        layout.levels,
        layout.over_time,
        levels,
        under,
        book.language,
        _words(book.words),
        book.description.measures,
    )
    press = _presses.get(identity)
    if press is None:
        press = _made(form, layout, levels, under, book.words, book.language, book.description)
        while len(_presses) >= _KEPT:
            _presses.pop(next(iter(_presses)), None)
        _presses[identity] = press
    return press


def _made(
    form: Form,
    layout: Layout,
    levels: tuple[str, ...],
    under: frozenset[str],
    words: Mapping[str, str],
    language: str,
    asked: Description,
) -> Press:
    keys = table.asked_keys(layout.keys, asked)
    found = table.columns(form, keys, levels, words, language, dict(asked.measures))
    hidden = table.helpers(found)
    totals = Totals(found, hidden)
    formulas = (
        *(None if c.key in layout.loose else totals.of(c) for c in found),
        *(totals.hidden(h, form.by_path[h.key.measure]) for h in hidden),
    )
    calls = {"sum": "SUM", "count": "SUM", "choice": "SUM", "min": "MIN", "max": "MAX"}
    below = {
        i: below_formula(letter_of(i), calls[c.measure.rule.name])
        for i, c in enumerate(found)
        if c.measure.own_above == "replaces" and c.measure.rule.name in calls
    }
    return Press(
        form,
        dict(words),
        language,
        levels,
        found,
        hidden,
        formulas,
        below,
        spread(found),
        under,
        table.present(form, under),
        Gather(layout, [*(c.key for c in found), *hidden]),
    )
