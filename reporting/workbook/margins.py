"""Columns right of the summary's own: the share of a weight behind a figure, and its bounds."""

from collections.abc import Callable

from reporting.book import Book
from reporting.covering import percents
from reporting.workbook.cells import LETTERS, Row
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting
from reporting.workbook.press import Press
from reporting.workbook.table import Column, only_own
from reporting.workbook.total_row import valued

_WEIGHT = (16.0,)
_BOUNDS = (16.0, 16.0, 13.0)
Cells = Callable[[int, int, Column], str]
"""What a line ends with, from its row, the figure's place and its column."""


def widths(book: Book) -> tuple[float, ...]:
    """Widths of these columns in characters; none where there is neither."""
    weighed = _WEIGHT if book.covering is not None else ()
    return (*weighed, *_BOUNDS) if book.assumed is not None else weighed


def heads(setting: Setting) -> list[str]:
    """What stands over them."""
    book = setting.book
    found = [setting.say("col_weight")] if book.covering is not None else []
    if book.assumed is not None:
        period = book.assumed_from
        found += [
            setting.say("col_lower", period=period),
            setting.say("col_upper", period=period),
            setting.say("col_assumed", period=period),
        ]
    return found


def cells(setting: Setting, press: Press, found: Figures, first: int) -> Cells | None:
    """Writes these cells from column ``first`` on; None where there are none."""
    book = setting.book
    written: list[Cells] = []
    if book.covering is not None:
        written.append(_weighed(setting, press, first))
        first += len(_WEIGHT)
    if book.assumed is not None:
        written.append(_bounded(setting, press, found, first))
    if not written:
        return None
    return lambda number, place, column: "".join(one(number, place, column) for one in written)


def _weighed(setting: Setting, press: Press, at: int) -> Cells:
    book = setting.book
    assert book.covering is not None
    block = book.covering.block(book.index)
    shares = percents(*press.gather.coverage(block, 0))
    style = setting.styles["number1"]

    def cell(number: int, place: int, column: Column) -> str:
        row = Row(number)
        row.number_(at, None if only_own(column.measure) else shares[place], style)
        return row.cells[0]

    return cell


def _bounded(setting: Setting, press: Press, found: Figures, at: int) -> Cells:
    book, styles = setting.book, setting.styles
    assert book.assumed is not None
    block = book.assumed.block([book.index])
    others = valued(press.gather.numbers(block))[0]
    figures = valued(found.summary[None])[0]
    reported, _ = press.gather.coverage(block, 0)

    def written(number: int, place: int, column: Column) -> str:
        row, style = Row(number), styles[f"number{column.look}"]
        if only_own(column.measure):
            row.cells = [
                f'<c r="{LETTERS[at + more]}{number}" s="{style}"/>' for more in range(len(_BOUNDS))
            ]
            return "".join(row.cells)
        given = [value for value in (figures[place], others[place]) if value is not None]
        row.number_(at, min(given, default=None), style)
        row.number_(at + 1, max(given, default=None), style)
        row.number_(at + 2, reported[place] - found.reported[place], styles["number0"])
        return "".join(row.cells)

    return written
