"""Workbooks into submissions: read in the child, known by the server, understood cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from errors import Fault
from intake.book.answers import Cells
from intake.book.book import Book, book_of
from intake.book.filled import filled, nested, reasons
from intake.book.identity import code_of, objection
from intake.book.issued import Issued, Lookup
from intake.book.reader import Told, read_books
from intake.sent import RAW_KEPT, Sent, refused_file
from intake.shape import form_meant
from intake.text import quoted
from schemas.grid import SHEET

TOGETHER = 64
"""Workbooks whose templates are looked up at once."""

Source = tuple[str, str]
"""A workbook's path, and the name people are shown."""


def read_workbooks(
    sources: Sequence[Source], lookup: Lookup | None, form: str | None = None
) -> Iterator[Sent]:
    """One submission a workbook, in order. Raises Problem reader_failed."""
    told = read_books([path for path, _name in sources])
    rest = iter(sources)
    while some := list(islice(rest, TOGETHER)):
        read = [_opened(name, one) for (_path, name), one in zip(some, told, strict=False)]
        codes = {code for _book, code in read if isinstance(code, str)}
        known = lookup(codes) if lookup and codes else {}
        for (path, name), (book, code) in zip(some, read, strict=True):
            sent = _known(name, book, code, known.get(code) if isinstance(code, str) else None)
            yield _with_form(sent, form, _raw(path))


def _opened(name: str, told: Told) -> tuple[Book | None, str | Fault]:
    unfit = told.get("unfit")
    if isinstance(unfit, list):
        code, sent, allowed = map(str, unfit)
        return None, Fault(code, where=name, sent=sent, allowed=allowed)
    book = book_of(told)
    return book, code_of(book, name)


def _raw(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123  ten thousand times
            return file.read(RAW_KEPT)
    except OSError:
        return b""  # gone since it was read: what was read of it stands


def _known(name: str, book: Book | None, code: str | Fault, issued: Issued | None) -> Sent:
    if book is None or isinstance(code, Fault):
        return refused_file(name, *([code] if isinstance(code, Fault) else []))
    if issued is None:
        fault = Fault("template_code_unknown", where=name, sent=code)
        return Sent(name, template=code, faults=(fault,), whole_file=True)
    return sent_of_book(name, book, issued)


def sent_of_book(name: str, book: Book, issued: Issued) -> Sent:
    """The submission a workbook states, once the server knows whose it is."""
    fault = objection(book, issued, name)
    cells = Cells(issued.grid.form, f"{name}!{SHEET}", book.from_1904)
    found = None if fault else filled(book, issued, cells)
    copied = quoted(", ".join(book.copies))
    if found and not (found.values or found.marks or cells.faults):
        # An untouched file is a file sent by mistake; that nothing occurred takes one tick.
        untouched = Fault("template_blank", where=name)
        elsewhere = Fault("sheet_copy_unread", where=name, sent=copied, allowed=SHEET)
        cells.faults.append(elsewhere if copied else untouched)
    elif found and copied:
        cells.notes.append(Fault("sheet_copy_unread", "", name, copied, SHEET, severity="warning"))
    day = issued.valid_from.isoformat()
    return Sent(
        name,
        unit=issued.unit,
        form=issued.grid.form.reference,
        period=issued.period,
        plan=issued.plan,
        unit_on=day,
        values=nested(found.values) if found else {},
        marks=found.marks if found else {},
        reasons=reasons(book, issued, name, cells.faults) if found else {},
        template=issued.code,
        faults=(fault,) if fault else tuple(cells.faults),
        notes=tuple(cells.notes),
    )


def _with_form(sent: Sent, form: str | None, raw: bytes) -> Sent:
    """The bytes as they came; and a fault where another form is being collected."""
    faults: list[Fault] = []
    if sent.form is not None:
        form_meant(sent.form, form, sent.where, faults)
    return replace(sent, raw=raw, faults=(*sent.faults, *faults))
