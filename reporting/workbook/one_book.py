"""One workbook with all units of a level: its sheets on paper, and the file."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from errors import Problem
from reporting.whole_file import keep_whole
from reporting.workbook.layout import header_words
from reporting.workbook.paper import PLAIN
from reporting.workbook.plate import PAGE_NUMBER, UNIT_HOLE, Filling, Plate, Unfit, checked
from reporting.workbook.side_by_side import HEAD, Abreast, Section, section_sheet, sections, widths
from reporting.workbook.styles import styles
from reporting.workbook.table import LEAD

_A4 = 9
_NAME = 31
_UNFIT = str.maketrans("[]:*?/\\", "()   --")
_ROWS, _COLUMNS = 1_048_576, 16_384


def write_one_book(book: Abreast, target: Path) -> None:
    """Writes the workbook; the path appears whole or not at all.

    The same content gives the same bytes. Raises Problem workbook_refused where the file format
    cannot hold it.
    """
    found = sections(book)
    names = _names([one.title for one in found])
    try:
        plate = Plate(
            names,
            lambda _, sheets: _lay_out(book, found, sheets, _),
            styles(book.words["yes"], book.words["no"]),
        )
        filled = [_filling(book, one, plate.styles) for one in found]
        at = book.sources.as_of
        made = at.astimezone(UTC) if at.tzinfo else at
        data = plate.file(filled, header_words(book.subject), made, (), (0, 0, 0))
    except Unfit as unfit:
        raise Problem("workbook_refused", unit=book.subject, reason=str(unfit)) from unfit
    keep_whole(data, target)


def _names(titles: Sequence[str]) -> list[str]:
    """Names a spreadsheet program takes; those that are the same when cut are numbered."""
    cleaned = [" ".join(title.translate(_UNFIT).split()) for title in titles]
    names = [_cut(title) for title in cleaned]
    if len({name.casefold() for name in names}) < len(names) or not all(names):
        names = [_cut(f"{n}. {title}") for n, title in enumerate(cleaned, 1)]
    return names


def _cut(title: str) -> str:
    """A title that is too long for a sheet's name ends after a whole word, where it has several."""
    if len(title) <= _NAME:
        return title.strip(" '")
    words = title[:_NAME].rpartition(" ")[0] or title[: _NAME - 1]
    return words.rstrip(" ,;.'") + "…"


def _lay_out(
    book: Abreast, found: Sequence[Section], sheets: Mapping[str, Worksheet], _workbook: Workbook
) -> None:
    italic = '&"Times New Roman,Italic"'
    label = f'&R&"Times New Roman,Bold"&9 {book.words["rehearsal"]}' if book.rehearsal else ""
    for section, sheet in zip(found, sheets.values(), strict=True):
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(**PLAIN.margins)
        fixed = {"scale_with_doc": False}
        checked(sheet.set_header(f"{PAGE_NUMBER}{label}", fixed))
        checked(sheet.set_footer(f"&L{italic}&9 {UNIT_HOLE}&R{italic}&9 &A", fixed))
        for place, width in enumerate(widths(section)):
            checked(sheet.set_column(place, place, width))
        if section.hidden:
            first = LEAD + len(section.columns)
            last = first + len(section.hidden) - 1
            checked(sheet.set_column(first, last, 12, None, {"hidden": True}))
        checked(sheet.repeat_rows(HEAD[0] - 1, HEAD[1] - 1))
        checked(sheet.repeat_columns(0, 2))
        sheet.freeze_panes(HEAD[1], 3)
        sheet.set_print_scale(section.across.scale)
        if section.across.breaks:
            sheet.set_v_pagebreaks([LEAD + place for place in section.across.breaks])


def _filling(book: Abreast, section: Section, formats: Mapping[str, int]) -> Filling:
    sheet = section_sheet(book, section, formats)
    if sheet.next > _ROWS or sheet.width > _COLUMNS:
        raise Unfit(f"{sheet.next} × {sheet.width}")
    repeated = sum(sheet.height_of(row) for row in HEAD)
    sheet.page(PLAIN.down(section.across.scale), repeated)
    return Filling(sheet.data(), sheet.merges, sheet.reach(), sheet.ends)
