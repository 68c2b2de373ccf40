"""What a workbook shows beyond its tables: spreads, a map, what moved, what many wrote alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reporting.book import Book
from reporting.statements import Statement
from reporting.workbook import charts, located, pictures, spreading
from reporting.workbook.cells import Sheet
from reporting.workbook.chosen import chosen
from reporting.workbook.counts import Count
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting
from reporting.workbook.located import Located
from reporting.workbook.map_table import map_sheet
from reporting.workbook.moving import Moved, moved
from reporting.workbook.moving_table import moving_sheet
from reporting.workbook.pictures import Holes, Seen
from reporting.workbook.press import Press
from reporting.workbook.spread_table import spread_sheet
from reporting.workbook.spreading import Spread
from reporting.workbook.voices import Voices, heard, voices_sheet


@dataclass(frozen=True)
class Insight:
    """What there is to show of one book; a sheet that would say nothing is left out."""

    spreads: tuple[Spread, ...]
    located: Located | None
    moved: Moved | None
    heard: dict[str, list[Statement]]

    @classmethod
    def of(
        cls,
        book: Book,
        press: Press,
        what: charts.Drawn,
        found: Figures,
        counts: Sequence[Count],
    ) -> "Insight":
        """Gathered from the book's figures and words, as far as its description asks for it."""
        asked = book.description
        places = chosen(book, press, what) if asked.chosen("spread") or asked.chosen("map") else ()
        drawn = located.mapped(book, press, places) if asked.chosen("map") else None
        where = None if drawn is None else located.located(book, press, drawn, found, counts)
        shown = places if asked.chosen("spread") else ()
        spreads = tuple(Spread.of(at, press.columns[at], found, book.language) for at in shown)
        changed = moved(book, press, found) if asked.chosen("moving") else None
        return cls(spreads, where, changed, heard(book) if asked.chosen("voices") else {})

    @property
    def seen(self) -> Seen:
        """The pictures a plate needs."""
        where = None if self.located is None else self.located.what
        return Seen(tuple(one.place for one in self.spreads), where)

    @property
    def absent(self) -> dict[str, bool]:
        """Which of these sheets the book goes without."""
        return {
            "spread": not self.spreads,
            "map": self.located is None,
            "moving": self.moved is None,
            "voices": not self.heard,
        }

    def voices(self, setting: Setting) -> tuple[Sheet, Voices]:
        """The sheet of merged words, and where each sentence stands."""
        return voices_sheet(setting, self.heard) if self.heard else (Sheet(1), {})

    def sheets(
        self, setting: Setting, press: Press, found: Figures
    ) -> dict[str, Callable[[], Sheet]]:
        """How to write each of the other sheets there are."""
        made: dict[str, Callable[[], Sheet]] = {}
        where, changed = self.located, self.moved
        if self.spreads:
            made["spread"] = lambda: spread_sheet(setting, press, found, self.spreads)
        if where is not None:
            made["map"] = lambda: map_sheet(setting, press, where)
        if changed is not None:
            made["moving"] = lambda: moving_sheet(setting, press, changed)
        return made

    def caches(self) -> dict[str, list[list[str]]]:
        """The points of every picture by its sheet, in the order of the file."""
        where = [] if self.located is None else located.map_caches(self.located)
        return {"spread": spreading.spread_caches(self.spreads), "map": where}

    def holes(self) -> Holes:
        """What fills the pictures' marks."""
        return pictures.holes(self.spreads, self.located)
