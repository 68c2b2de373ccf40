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
from reporting.workbook.cells import Sheet
from reporting.workbook.comparing import comparing_sheet
from reporting.workbook.counts import counts_by_child
from reporting.workbook.frames import figures
from reporting.workbook.head import Setting
from reporting.workbook.narratives import narratives_sheet
from reporting.workbook.plate import Filling, Unfit
from reporting.workbook.press import SHEETS, press_for
from reporting.workbook.ranking import ranking_head, ranking_sheet, ranking_widths
from reporting.workbook.sources import sources_sheet
from reporting.workbook.standing import standing_sheet
from reporting.workbook.summary import head_row, summary_sheet
from reporting.workbook.total_row import FIRST
from reporting.workbook.units import units_sheet

_COLUMNS = 16_384
_ROWS = 1_048_576


def write_book(book: Book, target: Path | BinaryIO) -> None:
    """Writes a unit's consolidated workbook; a path appears whole or not at all.

    The same book gives the same bytes. Raises ``workbook_refused`` where the format cannot hold
    the table (more than 16,384 columns or 1,048,576 rows).
    """
    data = pressed(book)
    if not isinstance(target, Path):
        target.write(data)
        return
    keep_whole(data, target)


def pressed(book: Book) -> bytes:
    """The workbook's bytes; raises ``workbook_refused``."""
    try:
        return _pressed(book)
    except Unfit as unfit:
        code = book.rollup.tree.units[book.index].code
        raise Problem("workbook_refused", unit=code, reason=str(unfit)) from unfit


def _pressed(book: Book) -> bytes:
    press = press_for(book)
    tree = book.rollup.tree
    judged = {target.measure for target in book.targets}
    found = figures(book.rollup, book.index, press.gather, judged, book.hidden)
    counts = counts_by_child(book)
    what = charts.drawn(book, press, len(found.codes))
    absent = {"ranking": not book.rankings, "adoption": not _travelled(book)}
    absent["comparing"] = book.compared is None
    codes = [code for code in SHEETS if not absent.get(code)]
    plate = layout.plate(
        press,
        what,
        codes,
        rehearsal=book.rehearsal,
        head_row=head_row(book),
        ranks=(ranking_head(book.rankings), ranking_widths(book.rankings)),
    )
    setting = Setting(book, tree.units[book.index], plate.styles)
    sheets: dict[str, Callable[[], Sheet]] = {
        "summary": lambda: summary_sheet(setting, press, found),
        "units": lambda: units_sheet(setting, press, found, counts),
        "comparing": lambda: comparing_sheet(setting, press, found),
        "charts": lambda: charts.charts_sheet(setting, what, found, counts),
        "standing": lambda: standing_sheet(setting, counts),
        "adoption": lambda: adoption_sheet(setting),
        "ranking": lambda: ranking_sheet(setting),
        "narratives": lambda: narratives_sheet(setting),
        "sources": lambda: sources_sheet(setting, press),
    }
    ends = FIRST + max(len(found.codes), 1) - 1, charts.data_end(len(found.codes))
    return plate.file(
        [_filling(sheets[code]()) for code in codes],
        layout.header_words(setting.subject()),
        _utc(book.sources.as_of),
        charts.caches(setting, what, found, counts),
        ends,
    )


def _travelled(book: Book) -> bool:
    """Whether anybody below has the plan."""
    return any(one.index != book.index for one in book.taken)


def _filling(sheet: Sheet) -> Filling:
    if sheet.width > _COLUMNS or sheet.next > _ROWS:
        raise Unfit(f"{sheet.next} × {sheet.width}")
    return Filling(sheet.data(), sheet.merges, sheet.reach(), sheet.ends)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at
