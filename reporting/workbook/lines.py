"""The lines of the summary: one a figure, from templates kept between workbooks."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from operator import itemgetter

import numpy as np

from reporting.book import Book
from reporting.target import INHERITED, Target
from reporting.workbook import margins
from reporting.workbook.cells import ENDINGS, Sheet, link
from reporting.workbook.figure_rows import restyled, spelled
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting
from reporting.workbook.line import FORMULA_END, WIDTHS, Line, Lines, made
from reporting.workbook.numerals import grouped
from reporting.workbook.press import Press
from reporting.workbook.remembered import Remembered
from reporting.workbook.total_row import FIRST
from reporting.workbook.totals import TOTAL, ended, reference
from reporting.workbook.trend import Moves, line_rows, trend_cell
from reporting.workbook.veil import Veil
from reporting.workbook.verdicts import standing_targets, verdict

_known: Remembered[Target, str] = Remembered(repr, 8_192)


@dataclass(slots=True)
class Judged:
    """How many figures stand how against their targets: all, and by the objective they serve."""

    all: Counter[str] = field(default_factory=Counter)
    objectives: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, target: Target, judged: str) -> str:
        """Count one figure; its status."""
        self.all[judged] += 1
        if target.objective:
            self.objectives.setdefault(target.objective, Counter())[judged] += 1
        return judged


def lines(setting: Setting, press: Press, sheet: Sheet, found: Figures, moves: Moves) -> Judged:
    """Appends a line a figure, grouped by section; counts the verdicts."""
    last = FIRST + len(found.codes) - 1
    start, tally, total = sheet.next, Judged(), str(last + 2)
    sheet.links.append(total.join(_links(setting, press, start)))
    shown = _plain(setting, press, start).copy()
    values, texts = found.summary.tolist(), spelled(found.summary)
    empty = set(np.flatnonzero(np.isnan(found.summary)).tolist())
    for place, target in _held(setting, press):
        line = shown.lines[place] = _line(setting, press, place, shown.lines[place].number, target)
        shown.heights[line.number - start] = (line.height, False)
        judged = ""
        # Where nobody of a column's level is asked, there is no figure to wait for or to count.
        column, reported = press.columns[place], found.reported[place]
        if found.expected[place] or not column.key.level:
            judged = tally.add(target, verdict(target, column, found.exact[column.key], reported))
        shown.opened[place] = line.opened()
        shown.middles[place] = line.middle(line.share(None if place in empty else values[place]))
        shown.tails[place] = line.tail(judged)
    for place in empty:
        shown.opened[place], texts[place] = shown.lines[place].opened(empty=True), ""
    rows = [total + FORMULA_END] * len(texts)
    for place in press.gather.apart:
        shown.opened[place], rows[place] = ended(shown.opened[place], last), ""
    if found.veil is not None:
        _veiled(setting, press, found.veil, shown, (rows, texts))
    _beside(setting, press, found, shown, moves)
    coverages = list(map(_coverage, found.reported, found.expected, repeat(press.language)))
    sheet.ready(shown.xml(rows, texts, coverages), shown.heights)
    return tally


def _held(setting: Setting, press: Press) -> list[tuple[int, Target]]:
    """The places of the figures that are held against a target, in order, with it."""
    at, targets = press.gather.at, standing_targets(setting.book)
    return sorted(
        ((place, target) for path, target in targets.items() for place in at.get(path, ())),
        key=itemgetter(0),
    )


def _plain(setting: Setting, press: Press, start: int) -> Lines:
    """Every line without a target, from row ``start`` on."""
    book = setting.book
    identity = ("lines", start, *_there(book))
    kept = press.ready.get(identity)
    if kept is None:
        rows = line_rows(press.columns, start)
        kept = press.ready[identity] = Lines.of(
            [made(setting, press, place, number, None) for place, number in enumerate(rows)]
        )
    assert isinstance(kept, Lines)
    return kept


def _there(book: Book) -> tuple[bool, bool, bool]:
    """What stands beside the lines, and makes the bands of sections longer."""
    return (book.compared is not None, book.covering is not None, book.assumed is not None)


def _beside(setting: Setting, press: Press, found: Figures, shown: Lines, moves: Moves) -> None:
    """Ends the lines with what stands right of them."""
    moved = setting.book.compared is not None
    more = margins.cells(setting, press, found, len(WIDTHS) + moved)
    if not moved and more is None:
        shown.tails = [f"{tail}</row>" for tail in shown.tails]
        return
    targets = dict(_held(setting, press))
    for place, (line, column) in enumerate(zip(shown.lines, press.columns, strict=True)):
        end = ""
        if moved:
            at = line.number, place, column
            end = trend_cell(setting, press, at, targets.get(place), moves)
        if more is not None:
            end += more(line.number, place, column)
        shown.tails[place] += f"{end}</row>"


def _links(setting: Setting, press: Press, start: int) -> list[str]:
    """From each figure to the units it comes from, to be joined by the total's row."""
    identity = ("links", start)
    kept = press.ready.get(identity)
    if kept is None:
        units, said = press.name("units"), setting.say("to_column")
        listed = [
            link(f"E{row}", reference(units, place, 0).removesuffix("0") + TOTAL, said)
            for place, row in enumerate(line_rows(press.columns, start))
        ]
        kept = press.ready[identity] = "".join(listed).split(TOTAL)
    assert isinstance(kept, list)
    return kept


@lru_cache(maxsize=65_536)
def _coverage(reported: int, expected: int, language: str) -> str:
    if not expected:
        return "&#8211;"
    if expected < 1_000 > reported:
        return f"{reported}/{expected}"
    return f"{grouped(reported, language)}/{grouped(expected, language)}"


def _veiled(
    setting: Setting,
    press: Press,
    veil: Veil,
    shown: Lines,
    texts: tuple[list[str], list[str]],
) -> None:
    """The sign instead of a figure, and nothing that would be worked out from it; estimates."""
    rows, numbers = texts
    wide = len(press.columns)
    if veil.guessed_total is not None:
        for place in np.flatnonzero(veil.guessed_total[:wide]).tolist():
            style = setting.styles[f"guess{press.columns[place].look}"]
            shown.opened[place] = restyled(shown.opened[place], style)
    for place in np.flatnonzero(veil.total[:wide]).tolist():
        line = shown.lines[place]
        shown.opened[place] = f"{line.section}{line.head}{ENDINGS[veil.sign]}"
        rows[place] = numbers[place] = ""
        shown.middles[place] = line.no_share + line.coverage


def _line(setting: Setting, press: Press, place: int, number: int, target: Target) -> Line:
    if target.rank < INHERITED:
        # One unit's own: nobody else's book has this line, so it is not kept.
        return made(setting, press, place, number, target)
    identity = ("line", place, number, _known(target), *_there(setting.book))
    kept = press.ready.get(identity)
    if kept is None:
        kept = press.ready[identity] = made(setting, press, place, number, target)
    assert isinstance(kept, Line)
    return kept
