"""A clerk at a desk: fetches a unit's workbook, fills it in with another program, saves it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from schemas.grid import ENTRY, FAULTS, PATH, REASON, REASONS_FIRST, SHEET
from tests.desk import Desk


def fetched(
    desk: Desk, unit: str, *options: str, form: str = "ward-report", name: str = ""
) -> Path:
    """The workbook of a unit for 2025, in a folder of its own."""
    out = desk.folder / (name or f"out-{unit}-{len(options)}")
    desk.done("template", unit, form, "2025", "--out", out, *options)
    (path,) = out.glob("*.xlsx")
    return path


def filled(path: Path, cells: Mapping[str, Any], reason: str = "") -> Path:
    """The same file saved again, with these cells filled in and a reason for its first doubt."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    rows = {sheet[f"{PATH}{row}"].value: row for row in range(1, sheet.max_row + 1)}
    for name, value in cells.items():
        sheet[f"{ENTRY}{rows[name]}"] = value
    if reason:
        book[FAULTS][f"{REASON}{REASONS_FIRST}"] = reason
    book.save(path)
    return path
