"""One workbook to fill in, laid out cell by cell: a unit's own, or empty as a mould."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from errors import Problem
from reporting.template.fault_sheet import comments, fault_sheet
from reporting.template.filling import Filling
from reporting.template.frame import Frame
from reporting.template.guide import guide_sheet
from reporting.template.hidden import identity_sheet, lists_sheet
from reporting.template.holes import Held, Key, contents
from reporting.template.pen import Pen
from reporting.template.prose import growing
from reporting.template.sheet import form_sheet
from reporting.template.spoken import shortened
from reporting.template.styles import entry_styles
from reporting.workbook.archive import archive, part
from reporting.workbook.cells import clean
from reporting.workbook.plate import OPTIONS, PartsBook, Unfit
from reporting.workbook.styles import FONT
from schemas.grid import CODE_NAME, SHEET

_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 - the same in every file: it says nothing
CODE_HOLE = "(CODE)"
_SUBJECT = 100
"""Most characters of the unit's words in the print header: the format takes 255 of all."""


def written(frame: Frame, filling: Filling) -> bytes:
    """The workbook's bytes; the same filling gives the same bytes. Raises ``workbook_refused``."""
    try:
        book, _pen = laid_out(frame, filling, contents(frame, filling))
    except Unfit as unfit:
        raise Problem("workbook_refused", unit=filling.unit, reason=str(unfit)) from unfit
    return archive([part(name, text.encode()) for name, text in book.parts])


def laid_out(
    frame: Frame, filling: Filling | None, held: Mapping[Key, Held] | None
) -> tuple[PartsBook, Pen]:
    """A closed workbook and the pen that wrote it; without a filling its holes are empty."""
    book = PartsBook(BytesIO(), dict(OPTIONS))
    book.set_properties({"title": frame.grid.form.title.in_(frame.spoken.language),
                         "created": _CREATED})  # fmt: skip
    book.formats[0].set_font_name(FONT)
    pen = Pen(book, held)
    form_sheet(pen, frame, filling, "" if filling is None else subject(filling))
    guide_sheet(pen, frame)
    if filling is not None and filling.faults:
        fault_sheet(pen, frame, filling, subject(filling))
        comments(pen, frame, filling)
    lists_sheet(pen, frame)
    identity_sheet(pen)
    code = CODE_HOLE if filling is None else filling.code
    book.define_name(CODE_NAME, f'="{code}"')
    # Made in the same order whatever stands in the cells, so that moulds and files agree.
    for style in entry_styles(answer.look for answer in frame.answers.values()):
        pen.index(style)
    book.close()
    rows = {frame.grid.by_path[path].row for path in frame.prose}
    name = f"xl/worksheets/sheet{pen.sheet(SHEET).index + 1}.xml"
    book.parts = [(one, growing(text, rows) if one == name else text) for one, text in book.parts]
    return book, pen


def subject(filling: Filling) -> str:
    """The unit in the print header, in which ``&`` begins a command."""
    return shortened(clean(f"{filling.name} ({filling.unit})"), _SUBJECT).replace("&", "&&")
