"""Published vintages as everybody may see them: what small counts would give away is hidden.

A vintage never changes, so what is made of it is made once: figures for the page stay in memory,
the table for download as a file.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine import export as exports
from engine.export import Manner
from engine.folders import made as made_folder
from engine.forms import of_row
from engine.portal_settings import is_public
from engine.published import hidden_in
from engine.report_jobs import FOLDER
from engine.report_making import Wish
from engine.sheet import plain
from engine.shown import of_vintage
from engine.vintage_books import frame_of_vintage
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.columns import Key
from reporting.outward.figures import (
    SUPPRESSED,
    Choice,
    Line,
    Outgoing,
    chunks,
    outgoing,
    value_text,
)
from schemas.form import Form, Label
from store import forms, vintages
from store.vintages import VintageRow

MOST_UNITS = 100
"""Units of a page: the highest and those just below it."""
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its text with a point before decimals, and who is in it."""

    key: Key
    value: str
    hidden: bool
    reported: int
    expected: int


@dataclass(frozen=True)
class Open:
    """A vintage for everybody: the highest unit and those below it, in tree order."""

    row: VintageRow
    form: Form
    rows: tuple[tuple[Unit, tuple[Cell, ...]], ...]


def listed(work: Work) -> tuple[tuple[VintageRow, Label], ...]:
    """Every vintage that was published, the newest first. Raises Problem item_unknown when off."""
    _refuse_off(work)
    with work.store().reading() as connection:
        rows = vintages.all_rows(connection)
        titles = {i: of_row(forms.by_id(connection, i)).title for i in {r.form_id for r in rows}}
    return tuple((row, titles[row.form_id]) for row in reversed(rows))


def one(work: Work, form: str, period: str, number: int) -> Open:
    """One vintage. Raises Problem item_unknown, or vintage_changed where it is not itself."""
    row = find(work, form, period, number)
    with _ONE_AT_A_TIME:
        return _open(plain(work), row)


def csv_of(work: Work, row: VintageRow) -> Path:
    """Its figures as a file, made the first time it is asked for."""
    path = Path(work.workspace) / FOLDER / "public" / f"{row.figures_digest}-{row.id}.csv"
    with _ONE_AT_A_TIME:
        if not path.is_file():
            made_folder(path.parent)
            exports.write(_leaving(plain(work), row), Manner(), path)
    return path


def wish_of(work: Work, row: VintageRow) -> Wish:
    """The workbook of its highest unit, as a copy to publish."""
    seen = one(work, row.form, row.period, row.number)
    top = seen.rows[0][0]
    with work.store().reading() as connection:
        unit_id = frame_of_vintage(work, connection, row.id).map.ids[0]
    return Wish(top.code, unit_id, row.period, row.form, published=True, vintage=row.number)


def find(work: Work, form: str, period: str, number: int) -> VintageRow:
    """The row of a vintage that everybody may see. Raises Problem item_unknown."""
    _refuse_off(work)
    with work.store().reading() as connection:
        series = vintages.of_series(connection, form, period)
    for row in series:
        if row.number == number:
            return row
    raise Problem("item_unknown")


def _refuse_off(work: Work) -> None:
    if not is_public(work):
        raise Problem("item_unknown")


@lru_cache(maxsize=32)
def _open(work: Work, row: VintageRow) -> Open:
    out = _leaving(work, row)
    tree = out.rollup.tree
    below = [int(child) for child in tree.children(0)]
    shown: Sequence[int] = [0, *below][:MOST_UNITS]
    few = Outgoing(out.rollup, out.period, out.finality, tuple(shown), out.keys, out.hidden)
    rows = tuple(
        (lines[0].unit, tuple(_cell(few, line) for line in lines))
        for some in chunks(few)
        for lines in some
        if lines
    )
    return Open(row, out.rollup.form, rows)


def _cell(out: Outgoing, line: Line) -> Cell:
    hidden = line.status == SUPPRESSED
    text = "" if hidden else value_text(out.rollup, line)
    return Cell(line.key, text, hidden, line.reported, line.expected)


def _leaving(work: Work, row: VintageRow) -> Outgoing:
    with work.store().reading() as connection:
        found = of_vintage(work, connection, row)
    hidden = hidden_in(work, found.rollup, row.period, row.form, vintage=row.id)
    return outgoing(found.rollup, row.period, found.finality, Choice(), hidden=hidden)
