"""One workbook of a stranger into plain data: bytes in, lists and texts out."""

import re

from intake.book.archive import Archive
from intake.book.outline import Outline
from intake.book.package import Package
from intake.book.recognition import recognise
from intake.book.sheet import CarefulSheet, RawCell, RawSheet
from intake.book.strings import shared_texts
from intake.book.styles import shown_as
from intake.book.swift_sheet import swift_sheet
from intake.book.unfit import FILE_LIMIT, Unfit

COLUMNS = {"Bieu": "AGH", "Loi": "G", "_capbac": "AB"}
"""Sheets that are looked at and the columns of each; all else in a workbook is passed over."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HALF = re.compile("[\ud800-\udfff]")
_PLAIN = {"n": "n", "b": "b", "e": "e", "d": "d", "str": "s", "inlineStr": "s"}

Told = dict[str, object]


def extract(data: bytes) -> Told:
    """``sheets``: name to cells ``[column, row, kind, text, formula, shown]`` and merged ranges.

    A cell's kind is ``n`` number, ``s`` text, ``b`` yes/no, ``e`` error or ``d`` day; ``shown``
    is ``day`` or ``share`` where a number is shown as such. ``defined`` are the defined names,
    ``others`` how many more sheets there are, ``copies`` those among them that bear the name of
    the sheet that is filled in, with a little more. Raises Unfit.
    """
    if len(data) > FILE_LIMIT:
        raise Unfit("book_too_large", f"{len(data) >> 20} MB", f"{FILE_LIMIT >> 20} MB")
    recognise(data)
    package = Package(Archive(data))
    outline = Outline(package)
    read: dict[str, RawSheet] = {}
    for name, columns in COLUMNS.items():
        if name in outline.sheets:
            path = outline.sheets[name]
            part = package.archive.read(path)
            found = swift_sheet(part, path, columns)
            read[name] = found or CarefulSheet(columns).read(part, path)
    numbers = {_number(cell) for one in read.values() for cell in one.cells if cell.kind == "s"}
    texts = shared_texts(package.of_kind("sharedStrings"), numbers)
    styles = shown_as(package.of_kind("styles"))
    return {
        "sheets": {
            name: {
                "cells": [_told(cell, texts, styles) for cell in one.cells],
                "merged": one.merged,
            }
            for name, one in read.items()
        },
        "defined": {name: text for name, text in outline.defined.items() if name == "capbac_ma"},
        "others": len(outline.sheets) - len(read),
        "copies": [name[:60] for name in outline.sheets if _is_copy(name)][:9],
        "from_1904": outline.from_1904,
    }


def _is_copy(name: str) -> bool:
    return name not in COLUMNS and "bieu" in name.casefold()


def _told(cell: RawCell, texts: dict[int, str], styles: list[str]) -> list[object]:
    text = cell.text or ""
    if cell.kind == "s":
        kind, text = "s", texts[_number(cell)]
    elif cell.kind in _PLAIN:
        kind = _PLAIN[cell.kind]
    else:
        raise Unfit("book_damaged", f"{cell.column}{cell.row}")
    if kind == "s" and "_x" in text:
        text = _unescaped(text)
    shown = styles[cell.style] if kind == "n" and cell.style < len(styles) else ""
    return [cell.column, cell.row, kind, text, cell.formula, shown]


def _unescaped(text: str) -> str:
    """The text with its ``_x000D_`` spelt out; half of a pair becomes a sign no text may hold."""
    told = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if _HALF.search(told):
        whole = told.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        told = _HALF.sub("\uffff", whole)  # nothing else could be told to the other side
    return told


def _number(cell: RawCell) -> int:
    text = (cell.text or "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 7):
        raise Unfit("book_damaged", f"{cell.column}{cell.row}")
    return int(text)
