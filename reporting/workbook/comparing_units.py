"""Below the comparison of a unit's own totals: the units directly below, indicator by indicator."""

from collections.abc import Sequence

from reporting.book import Book
from reporting.compared import Compared, Past, comparable
from reporting.statuses import ESTIMATED, NOT_COMPARABLE
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.doubts import LOST
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, section_cells
from reporting.workbook.press import Press
from reporting.workbook.table import Column, named, only_own
from reporting.workbook.total_row import FIRST, valued
from reporting.workbook.totals import reference
from reporting.workbook.verdicts import standing_targets
from reporting.workbook.widths import lined, tall

MOST = 6
"""Indicators shown unit by unit: those with a target first, then rates, then the rest."""
LINES = 1_200
"""Lines of units in a usual book; a full one has every indicator, up to so many times as many."""
_FULL = 20
_RATES = frozenset({"ratio", "mean"})
_THIS, _THEN, _HERE, _DIFFERENCE, _COVERAGE, _MARK = 3, 4, 5, 6, 7, 8


def shown_by_unit(book: Book, press: Press) -> list[int]:
    """Places of the indicators shown unit by unit, in their order."""
    children = len(book.rollup.tree.children(book.index))
    able = [i for i, column in enumerate(press.columns) if not only_own(column.measure)]
    if not children:
        return []
    if book.full:
        return able[: max(MOST, LINES * _FULL // children)]
    targets = standing_targets(book)

    def worth(place: int) -> int:
        measure = press.columns[place].measure
        return 0 if measure.path in targets else 1 if measure.rule.name in _RATES else 2

    most = max(1, min(MOST, LINES // children))
    return sorted(sorted(able, key=worth)[:most])


def by_unit(
    setting: Setting, press: Press, sheet: Sheet, found: Figures, widths: Sequence[float]
) -> None:
    """Appends a band an indicator and a line a unit, with the marks of each."""
    book = setting.book
    compared, places = book.compared, shown_by_unit(book, press)
    if compared is None or not places:
        return
    last = len(widths) - 1
    sheet.skip(stays=True)
    heading = sheet.row(22.0, stays=True)
    heading.text(0, setting.say("comparing_units"), setting.styles["heading"])
    children = book.rollup.tree.children(book.index).tolist()
    names = [book.rollup.tree.units[child].name for child in children]
    heights = [tall(lined(name, widths[1])) for name in names]
    pasts = compared.pasts(children)
    table = valued(found.units[:-1])
    for place in places:
        column = press.columns[place]
        section_cells(setting, sheet.row(19.0, stays=True), named(column), last)
        for at, past in enumerate(pasts.of(column.key)):
            row = sheet.row(heights[at])
            row.number_(0, at + 1, setting.styles["cell_mid"])
            row.text(1, names[at], setting.styles["cell_wrap"])
            row.text(2, column.unit, setting.styles["cell_mid"])
            hidden = found.veil is not None and bool(found.veil.rows[at, place])
            sign = found.veil.sign if hidden and found.veil is not None else ""
            _this(setting, press, row, (at, place), table[at][place], sign)
            past_cells(setting, row, column, past)
            difference(setting, row, column, None if sign else table[at][place], past)
    _rest(setting, press, sheet, len(places), last)


def _this(
    setting: Setting, press: Press, row: Row, at: tuple[int, int], value: float | None, sign: str
) -> None:
    child, place = at
    style = setting.styles[f"number{press.columns[place].look}"]
    if sign:
        row.text(_THIS, sign, style)
    elif value is None:  # a formula would make a zero of an empty cell
        row.blank(_THIS, style)
    else:
        row.formula(_THIS, reference(press.name("units"), place, FIRST + child), value, style)


def _rest(setting: Setting, press: Press, sheet: Sheet, shown: int, last: int) -> None:
    rest = sum(not only_own(column.measure) for column in press.columns) - shown
    if rest:
        row = sheet.row(18.0)
        row.text(0, setting.say("comparing_rest", count=rest), setting.styles["note"])
        sheet.merge(row.number, 0, last)


def past_cells(setting: Setting, row: Row, column: Column, past: Past) -> None:
    """The other period's figure on its own map and on this one."""
    style = setting.styles[f"number{column.look}"]
    row.number_(_THEN, None if past.then is None else float(past.then), style)
    if past.status == NOT_COMPARABLE:
        row.text(_HERE, LOST, style)
        return
    if past.status == ESTIMATED:
        style = setting.styles[f"guess{column.look}"]
    row.number_(_HERE, None if past.here is None else float(past.here), style)


def difference(setting: Setting, row: Row, column: Column, value: float | None, past: Past) -> None:
    """This period less the other on this map, who stood behind that, and how far to trust it."""
    styles = setting.styles
    style = styles[f"number{column.look}"]
    if value is None or past.here is None or not comparable(past):
        row.blank(_DIFFERENCE, style)
    else:
        if past.status == ESTIMATED:
            style = styles[f"guess{column.look}"]
        n = row.number
        row.formula(_DIFFERENCE, f"D{n}-F{n}", value - float(past.here), style)
    coverage = f"{past.reported}/{past.expected}" if past.expected else "–"
    row.text(_COVERAGE, coverage, styles["cell_mid"])
    said = setting.say(f"mark_{past.status}" if past.status else "mark_none")
    row.text(_MARK, said, styles["cell_wrap"])


def told_period(setting: Setting, compared: Compared) -> str:
    """What the period is held against, and which of its parts nobody was asked for."""
    words = setting.say("comparing_note", period=compared.period, form=compared.form)
    if compared.missing:
        parts = ", ".join(compared.missing)
        words += " " + setting.say("comparing_missing", period=compared.period, parts=parts)
    return words
