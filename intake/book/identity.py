"""Whose workbook this is: three places must say the same, and the server must know it."""

import re
from collections.abc import Mapping

from errors import Fault
from intake.book.book import Book
from intake.book.issued import Issued
from intake.text import quoted
from schemas.grid import CODE_CELL, CODE_NAME, IDENTITY, PATH, SHEET
from schemas.text import clean

_ROWS = 40
_CODE = re.compile(r"[A-Z0-9]{1,40}(?:-[A-Z0-9]{1,40}){0,9}")
_CONSTANT = re.compile(r'=?"([^"]*)"')
_CELL = re.compile(r"=?'?(\w+)'?!\$?([A-Z]+)\$?([0-9]+)")
_LONGEST = 100


def told_by(book: Book) -> dict[str, str]:
    """What the hidden sheet says, by key."""
    keys = book.column(IDENTITY, "A")
    return {
        cell.text.strip(): clean(book.text(IDENTITY, "B", row))[:_LONGEST]
        for row, cell in keys.items()
        if row <= _ROWS
    }


def code_of(book: Book, where: str) -> str | Fault:
    """The code all three places agree on, or the fault why there is none."""
    hidden = told_by(book).get("code", "")
    visible = clean(book.text(SHEET, CODE_CELL[0], int(CODE_CELL[1:])))[:_LONGEST]
    places = {
        f"{SHEET}!{CODE_CELL}": visible,
        CODE_NAME: _defined(book),
        f"{IDENTITY}!B": hidden,
    }
    there = {code for code in places.values() if code}
    if not there:
        return Fault("template_unknown_book", where=where)
    if SHEET not in book.sheets:
        return Fault("template_sheet_missing", where=where, allowed=SHEET)
    if there == {visible} and not hidden and not places[CODE_NAME]:
        return Fault("template_retyped", where=where, sent=quoted(visible))
    if len(there) > 1 or not all(places.values()):
        said = "; ".join(f"{place}: {quoted(code) or '–'}" for place, code in places.items())
        return Fault("template_disagrees", where=where, sent=said)
    if not _CODE.fullmatch(visible):
        return Fault("template_code_unknown", where=where, sent=quoted(visible))
    return visible


def _defined(book: Book) -> str:
    formula = book.defined.get(CODE_NAME, "").strip()
    if found := _CONSTANT.fullmatch(formula):
        return clean(found[1])
    if found := _CELL.fullmatch(formula):
        return clean(book.text(found[1], found[2], int(found[3][:7])))
    return ""


def objection(book: Book, issued: Issued, where: str) -> Fault | None:
    """Why a template the server knows cannot be taken as it stands."""
    own = told_by(book)
    known: Mapping[str, str] = {
        "unit": issued.unit,
        "form": issued.grid.form.reference,
        "digest": issued.grid.form.digest,
        "period": issued.period,
        "kind": issued.kind,
    }
    for key, value in known.items():
        if own.get(key, value) != value:
            sent = f"{key}: {quoted(own[key])}"
            return Fault("template_disagrees", key, where, sent, quoted(value))
    if issued.newer:
        return Fault("template_outdated", "form", where, known["form"], issued.newer)
    if issued.closed:
        sent = f"{issued.unit} {known['form']} {issued.period}"
        return Fault("template_closed", "unit", where, sent, issued.plan)
    return _reshaped(book, issued, where)


def _reshaped(book: Book, issued: Issued, where: str) -> Fault | None:
    """Rows that do not stand where they were put: a figure would land in another question."""
    paths = book.column(SHEET, PATH)
    expected = {spot.row: spot.path for spot in issued.grid.spots}
    for row in sorted(expected.keys() | paths.keys()):
        cell = paths.get(row)
        there = cell.text.strip() if cell else ""
        if there == expected.get(row, ""):
            continue
        asked = row in expected and issued.grid.by_path[expected[row]].asked
        if asked == "tick" and not there:
            continue
        place = f"{where}!{SHEET}!{PATH}{row}"
        allowed = quoted(expected.get(row, "")) or "–"
        return Fault("template_reshaped", where=place, sent=quoted(there) or "–", allowed=allowed)
    return None
