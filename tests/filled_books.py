"""Workbooks of a small template, filled in, as parts that a test may change before they are zipped.

A stand-in for the real writer: the same cells and the same identity, laid out by xlsxwriter.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

from intake.book.issued import Issued
from intake.book.reading import read_workbooks
from intake.sent import Sent
from schemas.form import Form
from schemas.grid import CODE_CELL, CODE_NAME, FAULTS, IDENTITY, PATH, SHEET, Grid, grid_of
from schemas.reading import read_form

Parts = dict[str, bytes]
BIEU, LOI, HIDDEN = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))
STRINGS, BOOK, TYPES = "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"
STYLES, LINKS = "xl/styles.xml", "xl/_rels/workbook.xml.rels"
CODE = "ABCDEF-GHIJKL-MNOPQR-STUVWX"


def _leaf(kind: str, rule: str, **more: object) -> dict[str, object]:
    return {"type": kind, "x-rollup": rule, **more}


FORM: Form = read_form(
    {
        "$id": "small",
        "title": "Small",
        "x-period": "year",
        "properties": {
            "leaders": {
                "type": "object",
                "properties": {
                    "women": _leaf("integer", "sum", minimum=0),
                    "total": _leaf("integer", "sum", minimum=0),
                    "rate": {
                        "type": "number",
                        "readOnly": True,
                        "x-decimals": 1,
                        "x-rollup": {"ratio": ["leaders.women", "leaders.total"], "scale": 100},
                    },
                },
            },
            "budget": _leaf("number", "sum", **{"x-decimals": 2}),
            "committee": _leaf("boolean", "count", **{"x-standing": True}),
            "staff": _leaf(
                "string",
                "choice",
                enum=["enough", "short"],
                **{"x-options": {"enough": {"vi": "Đủ", "en": "Enough people"}}},
            ),
            "grade": _leaf("integer", "choice", enum=[1, 2, 3]),
            "founded": _leaf("string", "collect", format="date"),
            "partners": {"type": "array", "items": {"type": "string"}, "x-rollup": "collect"},
            "difficulties": _leaf("string", "collect"),
            "work": {
                "type": "object",
                "properties": {
                    "talks": _leaf("integer", "sum"),
                    "rural": {
                        "type": "object",
                        "properties": {"talks": _leaf("integer", "sum")},
                    },
                },
            },
        },
    }
)
GRID: Grid = grid_of(FORM, "ward")
ISSUED = Issued(CODE, "W111", date(2025, 1, 1), GRID, "2025", "plan-1")
VALUES: Mapping[str, object] = {
    "leaders.women": 7,
    "leaders.total": 12,
    "budget": 1234.5,
    "committee": "Có",
    "staff": "enough",
    "grade": 2,
    "founded": "2001-09-02",
    "partners": "Hội Phụ nữ\nĐoàn Thanh niên",
    "difficulties": "Thiếu kinh phí & người",
    "work.talks": 0,
    "work.rural.talks": "-",
}
EXPECTED: Mapping[str, object] = {
    "leaders": {"women": 7, "total": 12},
    "budget": Decimal("1234.5"),
    "committee": True,
    "staff": "enough",
    "grade": 2,
    "founded": "2001-09-02",
    "partners": ["Hội Phụ nữ", "Đoàn Thanh niên"],
    "difficulties": "Thiếu kinh phí & người",
    "work": {"talks": 0},
}
MARKED: Mapping[str, str] = {"work.rural.talks": "none_occurred"}


def cell(path: str) -> str:
    """The address of a question's entry cell."""
    return GRID.by_path[path].cell


@lru_cache(maxsize=64)
def _written(values: tuple[tuple[str, object], ...], code: str) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet(SHEET)
    look, day = book.add_format({"locked": False}), book.add_format({"num_format": "dd/mm/yyyy"})
    share = book.add_format({"num_format": "0%"})
    sheet.write_string(CODE_CELL, code)
    given = dict(values)
    for spot in GRID.spots:
        sheet.write_string(f"{PATH}{spot.row}", spot.path)
        sheet.write_string(f"C{spot.row}", f"Câu hỏi {spot.path} – «{spot.asked}»")
        sheet.write_formula(f"H{spot.row}", f'=IF(G{spot.row}="","",1)', None, 1)
        value = given.get(spot.path)
        if spot.asked == "derived":
            sheet.write_formula(spot.cell, "=1+1", look, 2)
        elif isinstance(value, bool):
            sheet.write_boolean(spot.cell, value, look)
        elif isinstance(value, int | float):
            sheet.write_number(spot.cell, value, look)
        elif isinstance(value, str):
            sheet.write_string(spot.cell, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(spot.cell, value, day)
        elif isinstance(value, tuple):
            sheet.write_number(spot.cell, value[0], share)
        else:
            sheet.write_blank(spot.cell, None, look)
    book.add_worksheet(FAULTS)
    hidden = book.add_worksheet(IDENTITY)
    told = {
        "code": code,
        "unit": "W111",
        "valid_from": "2025-01-01",
        "form": FORM.reference,
        "digest": FORM.digest,
        "period": "2025",
        "plan": "plan-1",
        "kind": "blank",
        "made": "2025-06-01",
        "layout": "1",
    }
    for row, (key, value) in enumerate(told.items()):
        hidden.write_string(row, 0, key)
        hidden.write_string(row, 1, value)
    hidden.very_hidden()
    book.define_name(CODE_NAME, f'="{code}"')
    book.close()
    return stream.getvalue()


def parts(values: Mapping[str, object] = VALUES, code: str = CODE) -> Parts:
    """The parts of a filled template, in their order."""
    return unzipped(_written(tuple(values.items()), code))


def unzipped(data: bytes) -> Parts:
    """The parts of a file, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(**given: object) -> Parts:
    """The parts with other values; ``__`` in a name stands for a dot."""
    return parts({**VALUES, **{name.replace("__", "."): value for name, value in given.items()}})


def edited(part: str, old: str, new: str, made: Parts | None = None) -> Parts:
    """The parts with one text of one of them replaced, which must be there."""
    found = dict(made or parts())
    text = found[part].decode()
    assert old in text, (part, old)
    return {**found, part: text.replace(old, new, 1).encode()}


def cell_xml(path: str, xml: str, made: Parts | None = None) -> Parts:
    """The parts with an entry cell written as ``xml``; ``@`` stands for its address."""
    found = dict(made or parts())
    address, text = cell(path), found[BIEU].decode()
    begin = text.index(f'<c r="{address}"')
    end = text.index("/>", begin) + 2
    if text[begin:end].count("<") > 1:
        end = text.index("</c>", begin) + 4
    return {**found, BIEU: (text[:begin] + xml.replace("@", address) + text[end:]).encode()}


def zipped(made: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in made.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data, method)
    return stream.getvalue()


def read(folder: Path, data: bytes, issued: Issued | None = ISSUED, name: str = "a.xlsx") -> Sent:
    """One workbook through the child, known to the server as ``issued``."""
    path = folder / name
    path.write_bytes(data)
    (sent,) = read_workbooks([(str(path), name)], knowing(issued))
    return sent


def knowing(*issued: Issued | None) -> Callable[[Any], dict[str, Issued]]:
    """A lookup that knows these templates."""
    known = {one.code: one for one in issued if one is not None}
    return lambda codes: {code: one for code, one in known.items() if code in codes}


def packet(*opened: str, **more: Any) -> Issued:
    """The template as a packet in which only some cells may change."""
    values = {**flat(EXPECTED), **more}
    return replace(ISSUED, open=frozenset(opened), values=values, marks=MARKED)


def flat(tree: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Nested values by dotted path."""
    found: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{above}{name}.")
        else:
            found[f"{above}{name}"] = value
    return found
