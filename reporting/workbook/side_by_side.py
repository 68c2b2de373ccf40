"""All units of a level in one workbook: a sheet a section, a row a unit, live totals below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from reporting.book import Sources
from reporting.rollup import Rollup
from reporting.workbook.cells import ENDINGS, LETTERS, Row, Sheet
from reporting.workbook.counts import Count
from reporting.workbook.doubts import doubts_of
from reporting.workbook.gather import Gather, Part
from reporting.workbook.head import section_cells_of
from reporting.workbook.side_totals import Live, live
from reporting.workbook.spread import COUNTS, FIXED, Spread, spread
from reporting.workbook.table import LEAD, Column, Helper, columns, helpers, only_own
from reporting.workbook.total_row import valued
from reporting.workbook.widths import LINE, height, lined

HEAD = (4, 5)
"""Rows of the head, which is repeated on each printed page."""
_NAME = 2
_LOOKS = ("col_no", "col_code", "col_name", "col_expected", "col_reported", "col_share")


@dataclass(frozen=True)
class Abreast:
    """Units side by side: their places in the tree in order, and who has sent below each.

    ``subject`` says which units and which period; ``form`` is the form's title.
    """

    rollup: Rollup
    places: Sequence[int]
    counts: Sequence[Count]
    subject: str
    form: str
    period: str
    sources: Sources
    words: Mapping[str, str]
    language: str
    rehearsal: bool = False


@dataclass(frozen=True)
class Section:
    """One sheet: its title, its figure columns, the hidden ones their totals need, its pages."""

    title: str
    columns: tuple[Column, ...]
    hidden: tuple[Helper, ...]
    across: Spread


def sections(book: Abreast) -> list[Section]:
    """The form's sections that these units or any below them can have figures for."""
    tree, layout = book.rollup.tree, book.rollup.layout
    here = {int(i) for p in book.places for i in set(tree.level[tree.subtree(p)].tolist())}
    gone = [name for name in layout.levels if name not in tree.levels]
    levels = (*(name for i, name in enumerate(tree.levels) if i in here), *gone)
    found = columns(book.rollup.form, layout.keys, levels, book.words, book.language)
    parts = [tuple(group) for _, group in groupby(found, key=lambda c: c.section)]
    return [Section(p[0].section, p, helpers(p), spread(p)) for p in parts]


def section_sheet(book: Abreast, section: Section, styles: Mapping[str, int]) -> Sheet:
    """One section's rows: title, head, the units (under their parents' names), and the total."""
    sheet = Sheet(LEAD + len(section.columns) + len(section.hidden))
    _opening(book, section, sheet, styles)
    _heads(book, section, sheet, styles)
    table, signs, guessed = _figures(book, section)
    parents = _parents(book)
    first, shown, number = sheet.next, "", 0
    for at, place in enumerate(book.places):
        if parents[at] != shown:
            shown, number = parents[at], 0
            band = sheet.row(18.0, stays=True)
            section_cells_of(styles, band, shown, LEAD + len(section.columns) - 1)
        number += 1
        unit = book.rollup.tree.units[place]
        row = sheet.row(height(unit.name, FIXED[_NAME]))
        row.number_(0, number, styles["cell_mid"])
        row.text(1, unit.code, styles["cell_wrap"])
        row.text(2, unit.name, styles["cell_wrap"])
        _counted(row, book.counts[at], styles, "number")
        _figured(row, section, styles, table[at], (signs[at], guessed[at]))
    sheet.row(3.0, stays=True)  # formulas of totals leave a row for an own figure: here is none
    _total(book, section, sheet, styles, (first, live(book.rollup, section, table, signs)))
    sheet.skip()
    note = book.words["abreast_note"]
    row = sheet.row(48.0)
    row.text(0, note, styles["note_wrapped"])
    sheet.merge(row.number, 0, _NAME)
    return sheet


Values = list[list[float | None]]


def _figures(
    book: Abreast, section: Section
) -> tuple[Values, NDArray[np.bool_], NDArray[np.bool_]]:
    """Values [n, parts], where nothing compares, and what is estimated."""
    rollup = book.rollup
    places = np.array(book.places, dtype=np.intp)
    parts: list[Part] = [*(c.key for c in section.columns), *section.hidden]
    numbers = Gather(rollup.layout, parts).numbers(rollup.block(places))
    own = rollup.own_block(places)
    for at, column in enumerate(section.columns):
        if only_own(column.measure):
            numbers[:, at] = own.numbers(column.key)
    nothing = np.zeros(numbers.shape, dtype=np.bool_)
    veil = doubts_of(rollup, np.append(places, places[:1]), parts)
    if veil is None or veil.guessed is None:
        return valued(numbers), nothing, nothing
    numbers[veil.rows[:-1]] = np.nan
    return valued(numbers), veil.rows[:-1], veil.guessed[:-1]


def _parents(book: Abreast) -> list[str]:
    """The name each unit stands under; empty for all where there is one parent."""
    tree = book.rollup.tree
    names = [int(tree.parent[place]) for place in book.places]
    if len(set(names)) <= 1:
        return [""] * len(names)
    return [tree.units[parent].name for parent in names]


def _opening(book: Abreast, section: Section, sheet: Sheet, styles: Mapping[str, int]) -> None:
    row = sheet.row(height(section.title, sum(FIXED), bold=True) or 20.0)
    row.text(0, section.title, styles["heading_wrapped"])
    sheet.merge(row.number, 0, _NAME)
    subject = f"{book.subject}\n{book.form}"
    lines = sum(lined(part, sum(FIXED), bold=True, indent=False) for part in subject.split("\n"))
    row = sheet.row(lines * LINE + 3.0)
    row.text(0, subject, styles["subheading"])
    sheet.merge(row.number, 0, _NAME)
    row = sheet.row(20.0 if book.rehearsal else 8.0)
    if book.rehearsal:
        row.text(LEAD, book.words["rehearsal"], styles["rehearsal"])


def _heads(book: Abreast, section: Section, sheet: Sheet, styles: Mapping[str, int]) -> None:
    for kind in ("label", "unit"):
        words = [str(getattr(c, kind)) for c in section.columns]
        deep = [
            lined(text, wide, bold=True, indent=False)
            for text, wide in zip(words, section.across.widths, strict=True)
        ]
        row = sheet.row(max(deep, default=1) * LINE + 5.0, stays=True)
        for place, key in enumerate(_LOOKS):
            row.text(place, book.words[key] if kind == "label" else "", styles["head"])
        for place, text in enumerate(words, LEAD):
            row.text(place, text, styles["head"])
    for place in range(LEAD):
        sheet.merge(HEAD[0], place, place, HEAD[1])


def _counted(row: Row, count: Count, styles: Mapping[str, int], kind: str) -> None:
    row.number_(3, count.expected, styles[f"{kind}0"])
    row.number_(4, count.reported, styles[f"{kind}0"])
    row.number_(5, count.percent, styles[f"{kind}1"])


def _figured(
    row: Row,
    section: Section,
    styles: Mapping[str, int],
    values: Sequence[float | None],
    doubts: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> None:
    lost, guessed = doubts
    for at, value in enumerate(values):
        look = section.columns[at].look if at < len(section.columns) else "0"
        style = styles[f"{'guess' if guessed[at] else 'number'}{look}"]
        shown = "≠" if lost[at] else value
        row.cells.append(f'<c r="{LETTERS[LEAD + at]}{row.number}" s="{style}"{ENDINGS[shown]}')


def _total(
    book: Abreast,
    section: Section,
    sheet: Sheet,
    styles: Mapping[str, int],
    gathered: tuple[int, Sequence[Live]],
) -> None:
    first, totals = gathered
    row = sheet.row(height(book.words["abreast_total"], FIXED[_NAME], bold=True))
    last = row.number - 2
    row.blank(0, styles["cell_total"])
    row.blank(1, styles["cell_total"])
    row.text(_NAME, book.words["abreast_total"], styles["cell_total"])
    whole = Count.of(book.counts)
    for place, number in ((3, whole.expected), (4, whole.reported)):
        letter = LETTERS[place]
        row.formula(place, f"SUM({letter}{first}:{letter}{last})", number, styles["total0"])
    n = row.number
    row.formula(5, f'IF(D{n}=0,"",E{n}/D{n}*100)', whole.percent, styles["total1"])
    for at, one in enumerate(totals):
        look = section.columns[at].look if at < len(section.columns) else "0"
        style = styles[f"total{look}"]
        if one.formula is None:
            row.text(LEAD + at, one.sign, style)
        else:
            row.formula(LEAD + at, one.between(first, last), one.value, style)


def widths(section: Section) -> list[float]:
    """Widths of the columns in characters, hidden ones apart."""
    return [*FIXED, *COUNTS, *section.across.widths]
