"""Writes one workbook: figures, sheets, plate, file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from errors import Problem
from reporting.book import Book
from reporting.whole_file import keep_whole
from reporting.workbook import charts, layout
from reporting.workbook.adoption import adoption_sheet
from reporting.workbook.behind import behind_words, weight_of, weight_words
from reporting.workbook.cells import Sheet
from reporting.workbook.checks import checks_sheet
from reporting.workbook.comparing import comparing_sheet
from reporting.workbook.counts import Count, counts_by_child
from reporting.workbook.frames import Figures, figures
from reporting.workbook.front import front_sheet
from reporting.workbook.head import Setting
from reporting.workbook.insight import Insight
from reporting.workbook.line import widths
from reporting.workbook.makings import makings
from reporting.workbook.narratives import narratives_sheet
from reporting.workbook.pictures import Seen
from reporting.workbook.plate import Filling, Plate, Unfit
from reporting.workbook.press import SHEETS, Press, press_for
from reporting.workbook.ranking import ranking_head, ranking_sheet, ranking_widths
from reporting.workbook.seal import stands
from reporting.workbook.sources import sources_sheet
from reporting.workbook.standing import standing_sheet
from reporting.workbook.summary import head_row, summary_sheet
from reporting.workbook.total_row import FIRST
from reporting.workbook.units import printed_end, units_sheet

_COLUMNS = 16_384
_ROWS = 1_048_576


def write_book(book: Book, target: Path | BinaryIO, *, anew: bool = True) -> bool:
    """Writes a unit's consolidated workbook; a path appears whole or not at all.

    The same book gives the same bytes. Without ``anew`` a workbook that says the same already
    and was not touched since stays as it is; gives whether one was written. Raises
    ``workbook_refused`` where the format cannot hold the table (more than 16,384 columns or
    1,048,576 rows).
    """
    made = makings(book)
    if not isinstance(target, Path):
        target.write(pressed(book, made))
        return True
    if not anew and stands(target, made):
        return False
    keep_whole(pressed(book, made), target)
    return True


def pressed(book: Book, made: str) -> bytes:
    """The workbook's bytes, marked with its makings; raises ``workbook_refused``."""
    try:
        return _pressed(book, made)
    except Unfit as unfit:
        code = book.rollup.tree.units[book.index].code
        raise Problem("workbook_refused", unit=code, reason=str(unfit)) from unfit


def _pressed(book: Book, made: str) -> bytes:
    press = press_for(book)
    judged = {target.measure for target in book.targets}
    found = figures(book.rollup, book.index, press.gather, judged, book.hidden)
    counts = counts_by_child(book)
    what = charts.drawn(book, press, len(found.codes))
    insight = Insight.of(book, press, what, found, counts)
    codes = _codes(book, insight)
    plate = _plate(book, press, what, codes, insight.seen)
    setting = Setting(book, book.rollup.tree.units[book.index], plate.styles)
    beside, moves = _beside(setting, press, found)
    merged, voices = insight.voices(setting)
    weight = weight_of(book)
    behind = behind_words(setting, Count.of(counts), weight)
    sheets: dict[str, Callable[[], Sheet]] = {
        "cover": lambda: front_sheet(setting, press, (counts, weight), codes),
        "summary": lambda: summary_sheet(setting, press, found, moves, behind),
        "units": lambda: units_sheet(setting, press, found, counts),
        "comparing": lambda: beside,
        "charts": lambda: charts.charts_sheet(setting, what, found, counts),
        "standing": lambda: standing_sheet(setting, counts, weight_words(setting, weight)),
        "adoption": lambda: adoption_sheet(setting),
        "ranking": lambda: ranking_sheet(setting),
        "narratives": lambda: narratives_sheet(setting, press, voices),
        "voices": lambda: merged,
        "sources": lambda: sources_sheet(setting, press),
        "checks": lambda: checks_sheet(setting, press, found, counts),
        **insight.sheets(setting, press, found),
    }
    drawn = {"charts": charts.caches(setting, what, found, counts), **insight.caches()}
    return plate.file(
        [_filling(sheets[code]()) for code in codes],
        layout.header_words(setting.subject()),
        _utc(book.sources.as_of),
        [points for code in codes for points in drawn.get(code, ())],  # as charts are numbered
        _ends(press, len(found.codes)),
        made,
        insight.holes().filled,
    )


def _plate(book: Book, press: Press, what: charts.Drawn, codes: list[str], seen: Seen) -> Plate:
    return layout.plate(
        press,
        what,
        codes,
        rehearsal=book.rehearsal,
        head_row=head_row(book),
        across=widths(book),
        ranks=(ranking_head(book.rankings), ranking_widths(book.rankings)),
        seen=seen,
    )


def _codes(book: Book, insight: Insight) -> list[str]:
    """The sheets that say something, as far as they are asked for, in order."""
    absent = {**insight.absent, "ranking": not book.rankings, "adoption": not _travelled(book)}
    absent["comparing"] = book.compared is None
    codes = [c for c in SHEETS if not absent.get(c) and book.description.chosen(c)]
    return book.description.ordered(codes)


def _beside(
    setting: Setting, press: Press, found: Figures
) -> tuple[Sheet, dict[int, tuple[int, float]]]:
    """The sheet against the other period, and where and how far each figure moved."""
    moves: dict[int, tuple[int, float]] = {}
    if setting.book.compared is None:
        return Sheet(1), moves
    return comparing_sheet(setting, press, found, moves), moves


def _ends(press: Press, children: int) -> tuple[int, int, int]:
    """The last rows that charts and print areas refer to."""
    last = FIRST + max(children, 1) - 1
    return last, charts.data_end(children), printed_end(press, last)


def _travelled(book: Book) -> bool:
    """Whether anybody below has the plan."""
    return any(one.index != book.index for one in book.taken)


def _filling(sheet: Sheet) -> Filling:
    if sheet.width > _COLUMNS or sheet.next > _ROWS:
        raise Unfit(f"{sheet.next} × {sheet.width}")
    return Filling(sheet.data(), sheet.merges, sheet.reach(), sheet.ends, "".join(sheet.links))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at
