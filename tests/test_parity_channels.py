"""The same content through every channel has the same SHA-256, and no channel changes a value."""

import csv
import io
import json
import unicodedata
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from engine.collect import check_part, parts
from engine.work import Work
from schemas.grid import SHEET, grid_of
from schemas.reading import read_form
from tests.desk import Desk, roster_csv
from tests.office import work
from tests.rich_form import RICH, RICH_PLAN, leaf

SIGNS = {"none_occurred": "-", "not_available": "…", "not_applicable": "x"}
FORM: Mapping[str, Any] = {
    **RICH,
    "properties": {
        **RICH["properties"],
        "reach": {
            "type": "object",
            "properties": {
                "clubs": leaf("integer", "sum", minimum=0),
                "share": leaf("number", "sum", **{"x-decimals": 3}),
                "house": leaf("boolean", "count"),
            },
        },
        "difficulties": leaf("string", "collect"),
    },
}
UNITS = {"W111": "ward", "D22": "district", "T1": "department"}
FIGURES = ("women", "total", "survey", "lowest", "highest", "office", "reach.clubs")
EXACT = ("money", "reach.share")
"""Figures with decimals, kept here as the digits people write."""
TEXTS = "Đường sá khó đi, thiếu cán bộ; hội viên đã nộp ấy ợ ữ Ỹ “” ½ \n-"


@dataclass(frozen=True)
class Stated:
    """What one unit states, by dotted path, before any channel spells it."""

    unit: str
    values: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    apart: bool = False
    """Whether lines write letters and their accents apart (NFD), or the table does."""


@st.composite
def contents(draw: st.DrawFn) -> Stated:
    unit = draw(st.sampled_from(sorted(UNITS)))
    cents = st.integers(-(10**9), 10**9)
    values: dict[str, Any] = {
        **{name: draw(st.none() | st.integers(0, 10**9)) for name in FIGURES},
        "money": draw(st.none() | cents.map(lambda n: f"{n / 100:.2f}")),
        "reach.share": draw(st.none() | cents.map(lambda n: f"{n / 1000:.3f}")),
        "committee": draw(st.none() | st.booleans()),
        "reach.house": draw(st.none() | st.booleans()),
        "staff": draw(st.none() | st.sampled_from(["enough", "short"])),
        "difficulties": draw(st.none() | st.text(TEXTS, min_size=3, max_size=40).filter(_worded)),
    }
    if UNITS[unit] == "ward":
        del values["office"]
    given_ = {path: value for path, value in values.items() if value is not None}
    marks = {}
    for path in (*FIGURES, "money", "reach.share", "reach"):
        free = path not in given_ if path != "reach" else draw(st.booleans())
        if free and (path != "office" or UNITS[unit] != "ward") and draw(st.integers(0, 3)) == 0:
            marks[path] = draw(st.sampled_from(sorted(SIGNS)))
    return Stated(unit, given_, marks, draw(st.booleans()))


def _worded(text: str) -> bool:
    """A text that no reader could take for a mark."""
    return sum(sign.isalpha() for sign in text) > 2


Channel = Callable[[Desk, Stated], Path]
"""Writes what is stated as one file of a channel."""


def _spelled(text: str, *, apart: bool) -> str:
    return unicodedata.normalize("NFD" if apart else "NFC", text)


def _nested(one: Stated, *, apart: bool = False) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, value in one.values.items():
        *above, name = path.split(".")
        here = tree
        for section in above:
            here = here.setdefault(section, {})
        # Figures with decimals go as the digits they are, the rest as JSON has them.
        exact = path in EXACT
        text = isinstance(value, str) and not exact
        here[name] = _spelled(value, apart=apart) if text else float(value) if exact else value
    return {"unit": one.unit, "form": "rich", "period": "2025", "values": tree, "marks": one.marks}


def as_json(desk: Desk, one: Stated) -> Path:
    return desk.write("sent.json", json.dumps(_nested(one), ensure_ascii=False, indent=1))


def as_line(desk: Desk, one: Stated) -> Path:
    return desk.write("sent.jsonl", json.dumps(_nested(one, apart=one.apart)) + "\n")


def as_table(desk: Desk, one: Stated) -> Path:
    cells = {"unit": one.unit, "period": "2025"}
    for path, value in one.values.items():
        if isinstance(value, bool):
            cells[path] = "có" if value else "không"
        elif path == "reach.share":
            # "1.980" could be a thousand: a table is asked to say it otherwise.
            cells[path] = value.rstrip("0").rstrip(".")
        else:
            cells[path] = _spelled(str(value), apart=not one.apart)
    for path, mark in one.marks.items():
        cells[path] = SIGNS[mark]
    out = io.StringIO()
    rows = csv.DictWriter(out, list(cells), lineterminator="\r\n")
    rows.writeheader()
    rows.writerow(cells)
    return desk.write("sent.csv", "\ufeff" + out.getvalue())


def as_workbook(desk: Desk, one: Stated) -> Path:
    """The unit's own template with everything typed into it, saved by another program."""
    (template,) = (desk.folder / one.unit).glob("*.xlsx")
    with warnings.catch_warnings():
        # It drops what it does not know, as other programs do: that must not matter.
        warnings.simplefilter("ignore")
        book = load_workbook(template)
    sheet = book[SHEET]
    for path, value in one.values.items():
        cell = sheet[GRIDS[one.unit].by_path[path].cell]
        if isinstance(value, bool):
            cell.value = "Có" if value else "Không"
        elif path in EXACT:
            cell.value = float(value)
        else:
            cell.value = _spelled(value, apart=one.apart) if isinstance(value, str) else value
    for path, mark in one.marks.items():
        sheet[GRIDS[one.unit].by_path[path].cell].value = SIGNS[mark]
    filled = desk.folder / "sent.xlsx"
    book.save(filled)
    return filled


GRIDS = {unit: grid_of(read_form(FORM), level) for unit, level in UNITS.items()}
CHANNELS: dict[str, Channel] = {"JSON": as_json, "JSON lines": as_line, "CSV": as_table}
# The page and the API join here, once they are there.


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("parity"))
    made.done("init")
    made.done("units", "import", made.write("roster.csv", roster_csv()))
    made.done("forms", "add", made.write_json("form.json", FORM))
    made.done("cascade", made.done("plans", "issue", made.write_json("p.json", RICH_PLAN)).out[:-1])
    for unit in UNITS:
        made.done("template", unit, "rich", "2025", "--out", made.folder / unit)
    return made


def digest(at: Work, path: Path) -> str:
    """What the door makes of a file, keeping nothing."""
    (part,) = parts(at, [path], None if path.suffix == ".xlsx" else "rich")
    checked = check_part(at, part)
    assert not checked.refused, checked.refused[0].faults
    (one,) = checked.accepted
    return one.digest


@given(one=contents())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_content_has_the_same_hash_through_every_channel(desk: Desk, one: Stated) -> None:
    at = work(desk)
    found = {name: digest(at, channel(desk, one)) for name, channel in CHANNELS.items()}
    assert len(set(found.values())) == 1, found


@pytest.mark.slow
@given(one=contents())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_workbook_that_was_filled_in_has_the_hash_of_its_content(desk: Desk, one: Stated) -> None:
    at = work(desk)
    assert digest(at, as_workbook(desk, one)) == digest(at, as_json(desk, one))


@given(one=contents(), other=contents())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_other_content_has_another_hash(desk: Desk, one: Stated, other: Stated) -> None:
    at = work(desk)
    (name, channel), *_ = CHANNELS.items()
    alike = digest(at, channel(desk, one)) == digest(at, channel(desk, other))
    payloads = [_payload(at, as_line(desk, each)) for each in (one, other)]
    assert alike == (payloads[0] == payloads[1]), name


def _payload(at: Work, path: Path) -> bytes:
    (part,) = parts(at, [path], "rich")
    return check_part(at, part).accepted[0].payload
