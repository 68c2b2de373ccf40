"""A workbook made for one occasion: a few plain tables on A4 landscape, the same each time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from errors import Problem
from reporting.whole_file import keep_whole
from reporting.workbook.cells import Sheet, escape
from reporting.workbook.paper import PLAIN
from reporting.workbook.plate import PAGE_NUMBER, UNIT_HOLE, Filling, Plate, Unfit, checked
from reporting.workbook.styles import styles
from reporting.workbook.widths import height

_A4 = 9
_SUBJECT = 130
_ROWS = 1_048_576


@dataclass(frozen=True)
class Leaf:
    """One sheet: its name, widths of its columns in characters, and what fills it.

    ``fill`` takes the formats by name. ``head`` are the rows every printed page repeats, and above
    which nothing scrolls: (first, last), counted from 1; none where there is no such head.
    """

    name: str
    widths: Sequence[float]
    fill: Callable[[Mapping[str, int]], Sheet]
    head: tuple[int, int] | None = None


def single_book(
    leaves: Sequence[Leaf], words: Mapping[str, str], subject: str, made: datetime, target: Path
) -> None:
    """Writes a workbook of these sheets; the path appears whole or not at all.

    ``subject`` stands at the foot of each page, ``made`` is in its properties. The same content
    gives the same bytes. Raises Problem workbook_refused.
    """
    cut = subject if len(subject) <= _SUBJECT else subject[: _SUBJECT - 1] + "…"
    try:
        plate = Plate(
            [leaf.name[:31] for leaf in leaves],
            lambda _book, sheets: _lay_out(_book, sheets, leaves),
            styles(words["yes"], words["no"]),
        )
        filled = [_filling(leaf, plate.styles) for leaf in leaves]
        when = made.astimezone(UTC) if made.tzinfo else made
        data = plate.file(filled, escape(cut.replace("\n", " ")), when, (), (0, 0, 0))
    except Unfit as unfit:
        raise Problem("workbook_refused", reason=str(unfit)) from unfit
    keep_whole(data, target)


def _lay_out(_book: Workbook, sheets: Mapping[str, Worksheet], leaves: Sequence[Leaf]) -> None:
    italic = '&"Times New Roman,Italic"'
    for leaf, sheet in zip(leaves, sheets.values(), strict=True):
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(**PLAIN.margins)
        checked(sheet.set_header(PAGE_NUMBER, {"scale_with_doc": False}))
        foot = f"&L{italic}&9 {UNIT_HOLE}&R{italic}&9 &A"
        checked(sheet.set_footer(foot, {"scale_with_doc": False}))
        for place, width in enumerate(leaf.widths):
            checked(sheet.set_column(place, place, width))
        sheet.set_print_scale(PLAIN.scale(leaf.widths))
        if leaf.head is not None:
            checked(sheet.repeat_rows(leaf.head[0] - 1, leaf.head[1] - 1))
            sheet.freeze_panes(leaf.head[1], 0)


def _filling(leaf: Leaf, formats: Mapping[str, int]) -> Filling:
    sheet = leaf.fill(formats)
    if sheet.next > _ROWS:
        raise Unfit(f"{sheet.next}")
    repeated = 0.0
    if leaf.head is not None:
        repeated = sum(sheet.height_of(row) for row in range(leaf.head[0], leaf.head[1] + 1))
    sheet.page(PLAIN.down(PLAIN.scale(leaf.widths)), repeated)
    return Filling(sheet.data(), sheet.merges, sheet.reach(), sheet.ends)


def banner(
    sheet: Sheet, formats: Mapping[str, int], words: str, style: str, widths: Sequence[float]
) -> None:
    """A line over all columns, as high as its words need; it stays with what follows."""
    needed = height(words, sum(widths), bold=style != "plain") or 0.0
    row = sheet.row(max(_TALL.get(style, 19.0), needed), stays=True)
    row.text(0, words, formats[style])
    sheet.merge(row.number, 0, len(widths) - 1)


_TALL = {"title": 26.0, "heading": 24.0}
"""Points of a line of some styles."""
