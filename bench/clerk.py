"""A clerk who fills in workbooks: answers typed into the entry cells of a template, no more."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reporting.template.filling import SIGNS
from schemas.form import Form
from schemas.grid import Grid, grid_of

_SHEET = "xl/worksheets/sheet1.xml"
Typed = int | float | str | bool


def typed(form: Form, level: str, document: Mapping[str, Any]) -> dict[str, Typed]:
    """What a clerk types for a submission document: an answer by the address of its cell."""
    grid = grid_of(form, level)
    marks = {path: SIGNS[mark] for path, mark in document.get("marks", {}).items()}
    return {**dict(_answers(grid, document["values"])), **_at(grid, marks)}


def _at(grid: Grid, marks: Mapping[str, str]) -> dict[str, Typed]:
    return {grid.by_path[path].cell: sign for path, sign in marks.items()}


def _answers(grid: Grid, values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Typed]]:
    for name, value in values.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from _answers(grid, value, f"{path}.")
        elif isinstance(value, bool):
            yield grid.by_path[path].cell, "Có" if value else "Không"
        elif isinstance(value, list):
            yield grid.by_path[path].cell, "\n".join(value)
        elif value is not None:
            number = float(value) if isinstance(value, Decimal) else value
            yield grid.by_path[path].cell, number


def fill(template: bytes, answers: Mapping[str, Typed]) -> bytes:
    """The template with these answers in its cells; everything else stays as it came."""
    filled = BytesIO()
    with zipfile.ZipFile(BytesIO(template)) as old, zipfile.ZipFile(filled, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == _SHEET:
                data = _with(data.decode(), answers).encode()
            new.writestr(part.filename, data, zipfile.ZIP_DEFLATED, 1)
    return filled.getvalue()


_EMPTY = re.compile(r'<c r="(G[0-9]+)" s="([0-9]+)"/>')


def _with(sheet: str, answers: Mapping[str, Typed]) -> str:
    left = dict(answers)

    def cell(found: re.Match[str]) -> str:
        value = left.pop(found[1], None)
        if value is None:
            return found[0]
        start = f'<c r="{found[1]}" s="{found[2]}"'
        if isinstance(value, str):
            words = escape(value)
            return f'{start} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
        return f"{start}><v>{value!r}</v></c>"

    whole = _EMPTY.sub(cell, sheet)
    assert not left, left
    return whole
