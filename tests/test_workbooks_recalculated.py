"""Workbooks of all kinds, recalculated by LibreOffice: every formula comes to what it carried."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from messages import words
from tests import vietnam_small
from tests.desk import Desk
from tests.recalculation import all_recalculated, differing
from tests.vietnam_small import ANNUAL, DISTRICT, HALF, LARGE, send

pytestmark = pytest.mark.slow

YEAR = ("report", "2025", "--form", ANNUAL)
HALVES = ("report", "2025", "--form", HALF)
FIRST, SECOND = ("report", "2025-S1"), ("report", "2025-S2")
REFORMED = ("--on", "2025-07-01")
MEASURES = [{"measure": "economy.wage_rate"}, {"measure": "family.victims_helped_rate"}]
LAYOUTS: Mapping[str, object] = {
    "brief": {"sheets": [{"sheet": name} for name in ("summary", "units", "checks")]},
    "wide": {
        "sheets": [{"sheet": name} for name in ("map", "spread", "units", "moving", "comparing")],
        "measures": MEASURES,
    },
    "letters": {"sheets": [{"sheet": name} for name in ("standing", "sources")]},
    "fronted": {"sheets": [{"sheet": name} for name in ("cover", "narratives", "units", "charts")]},
}
BOOKS: Mapping[str, tuple[object, ...]] = {
    "year-nation": (*YEAR, "--unit", "VN"),
    "year-province": (*YEAR, "--unit", LARGE),
    "year-district": (*YEAR, "--unit", DISTRICT),
    "year-whole": (*YEAR, "--unit", LARGE, "--full"),
    "half-nation": (*FIRST, "--unit", "VN"),
    "half-province": (*FIRST, "--unit", LARGE),
    "half-district": (*FIRST, "--unit", DISTRICT),
    "half-across-the-reform": (*SECOND, "--unit", "VN", "--compare", "2025-S1"),
    "half-new-province": (*SECOND, "--unit", LARGE, "--compare", "2025-S1"),
    "reformed-nation": (*YEAR, *REFORMED, "--unit", "VN"),
    "reformed-province": (*YEAR, *REFORMED, "--unit", LARGE),
    "reformed-whole": (*FIRST, *REFORMED, "--unit", "VN", "--full"),
    "halves-nation": (*HALVES, "--unit", "VN"),
    "halves-province": (*HALVES, "--unit", LARGE),
    "published-nation": (*YEAR, "--unit", "VN", "--published"),
    "published-province": (*YEAR, "--unit", LARGE, "--published"),
    "published-district": (*YEAR, "--unit", DISTRICT, "--published"),
    "vintage": (*YEAR, "--vintage", 1, "--unit", "VN"),
    "vintage-published": (*YEAR, "--vintage", 2, "--unit", LARGE, "--published"),
    "one-book-provinces": (*YEAR, "--one-book", "--level", "province"),
    "one-book-below": (*FIRST, "--one-book", "--unit", LARGE),
    "one-book-reformed": (*YEAR, *REFORMED, "--one-book", "--level", "ward"),
    **{f"layout-{name}": (*YEAR, "--unit", "VN", "--layout", name) for name in LAYOUTS},
    "english-nation": ("--lang", "en", *YEAR, "--unit", "VN"),
    "english-one-book": ("--lang", "en", *YEAR, "--one-book", "--unit", "VN"),
    "supplement": ("report", "2025", "--form", ANNUAL, "--supplement", 1, 2),
    "explained": ("explain", "VN", "family.victims_helped", "2025", "--form", ANNUAL),
    "explained-rate": ("explain", LARGE, "economy.wage_rate", "2025", "--form", ANNUAL),
}
WITHOUT_FORMULAS = frozenset({"explained-rate"})
FORMULA = re.compile(rb"<f[ >]")
WRONG = re.compile(r"#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)|Err:\d")


Files = Mapping[str, tuple[Path, Path]]
"""By its name each workbook as it was written, and as LibreOffice recalculated it."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Files:
    tool("soffice")
    folder = tmp_path_factory.mktemp("recalculated")
    desk = vietnam_small.opened(folder)
    desk.done("publish", "2025", "--form", ANNUAL)
    send(desk, "2025", ANNUAL, every=25, seed=99)
    desk.done("publish", "2025", "--form", ANNUAL)
    for name, document in LAYOUTS.items():
        desk.write_json(f"{name}.layout.json", document)
    written = {name: _written(desk, name, arguments) for name, arguments in BOOKS.items()}
    fresh = all_recalculated(list(written.values()), folder)
    return dict(zip(written, zip(written.values(), fresh, strict=True), strict=True))


def _written(desk: Desk, name: str, arguments: tuple[object, ...]) -> Path:
    """The workbook of one line of the table, under a name of its own."""
    out = desk.folder / "out" / name
    if "explain" in arguments:
        out.mkdir(parents=True)
        desk.done(*arguments, "--out", out / "explained.xlsx")
    else:
        given = [_layout(desk, one) if one in LAYOUTS else one for one in arguments]
        desk.done(*given, "--out", out)
    (path,) = out.iterdir()
    kept = desk.folder / f"{name}.xlsx"
    shutil.move(path, kept)
    return kept


def _layout(desk: Desk, name: object) -> Path:
    return desk.folder / f"{name}.layout.json"


@pytest.mark.parametrize("name", BOOKS)
def test_every_formula_comes_to_what_it_carried_and_no_check_is_red(
    files: Files, name: str
) -> None:
    written, recalculated = files[name]
    fresh = openpyxl.load_workbook(recalculated, data_only=True)
    assert differing(openpyxl.load_workbook(written, data_only=True), fresh) == []
    assert [text for text in _texts(fresh) if WRONG.search(text)] == []
    assert (_formulas(written) > 0) == (name not in WITHOUT_FORMULAS)
    said = words("en" if name.startswith("english") else "vi", "workbook")
    assert (said["sheet_checks"] in fresh.sheetnames) == _has_checks(name)
    if _has_checks(name):
        sheet = fresh[said["sheet_checks"]]
        assert sheet["A4"].value == said["checks_all"]
        marks = [row[5].value for row in sheet.iter_rows(min_row=7) if row[5].value]
        assert said["checks_wrong"] not in marks
        assert marks.count(said["checks_right"]) > 1


def test_a_change_among_the_units_turns_the_checks_red(files: Files, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(files["layout-brief"][0])
    sheet = book["Theo đơn vị"]
    place, figure = next(
        (c.coordinate, c.value) for c in sheet[7][6:] if isinstance(c.value, int) and c.value
    )
    sheet[place] = figure + 1
    book.save(tmp_path / "changed.xlsx")
    (fresh,) = all_recalculated([tmp_path / "changed.xlsx"], tmp_path)
    said = words("vi", "workbook")
    found = openpyxl.load_workbook(fresh, data_only=True)["Kiểm tra"]
    assert found["A4"].value == said["checks_some"]


def test_a_long_section_gives_its_sheet_whole_words_of_its_name(files: Files) -> None:
    book = openpyxl.load_workbook(files["one-book-below"][0], read_only=True)
    assert book.sheetnames[0] == "I. Tổ chức bộ máy và công tác…"
    assert all(len(name) <= 31 for name in book.sheetnames)


def _has_checks(name: str) -> bool:
    """Whether a workbook of this kind has the sheet of checks."""
    if name in {"layout-wide", "layout-letters", "layout-fronted"}:
        return False
    return not any(part in name for part in ("one-book", "supplement", "explained"))


def _formulas(path: Path) -> int:
    with ZipFile(path) as file:
        sheets = [name for name in file.namelist() if "worksheets/sheet" in name]
        return sum(len(FORMULA.findall(file.read(name))) for name in sheets)


def _texts(book: Workbook) -> Iterator[str]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if isinstance(value, str))
