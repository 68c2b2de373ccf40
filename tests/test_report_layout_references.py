"""Whatever sheets a layout leaves out, nothing in the workbook leads to one that is not there."""

import random
import re
from functools import cache
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from reporting.book import Book
from reporting.description import Description, described
from reporting.workbook import write_book
from reporting.workbook.press import SHEETS
from schemas.reading import read_form
from schemas.reports import FLEETING, NEEDS, check_report
from tests.desk import WARD_FORM
from tests.test_reporting_workbook_insight import made

NAMED = re.compile(r"'((?:[^'<>]|'')+)'!")
FORM = read_form(dict(WARD_FORM))
SEEDS = range(24)


@cache
def whole() -> Book:
    """A book with every sheet but those of a campaign and of the plan's way down."""
    return made(16)


def drawn(seed: int) -> list[str]:
    """Some sheets in some order, with those that others draw on."""
    draw = random.Random(seed)
    sheets = draw.sample(SHEETS, draw.randint(1, len(SHEETS)))
    for sheet in list(sheets):
        sheets += [needed for needed in NEEDS.get(sheet, ()) if needed not in sheets]
    return sheets if not FLEETING.issuperset(sheets) else [*sheets, "sources"]


def written(sheets: list[str]) -> bytes:
    buffer = BytesIO()
    wanted = Description(tuple((sheet, "") for sheet in sheets))
    write_book(described(whole(), wanted), buffer)
    return buffer.getvalue()


def led_to(data: bytes) -> set[str]:
    """Names of sheets in formulas, links, charts, small pictures and print areas."""
    with ZipFile(BytesIO(data)) as file:
        parts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
    return {unescape(name).replace("''", "'") for part in parts for name in NAMED.findall(part)}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_leads_to_a_sheet_that_was_left_out(seed: int) -> None:
    sheets = drawn(seed)
    assert check_report({"sheets": [{"sheet": sheet} for sheet in sheets]}, FORM) == ()
    data = written(sheets)
    assert led_to(data) <= set(openpyxl.load_workbook(BytesIO(data)).sheetnames)


def test_every_sheet_that_is_said_to_need_another_does_lead_to_it() -> None:
    names = {code: whole().words[f"sheet_{code}"] for code in SHEETS}
    for sheet, needed in NEEDS.items():
        data = written([sheet, *needed])
        assert {names[code] for code in needed} <= led_to(data), sheet
