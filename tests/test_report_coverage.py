"""Beside the totals of a workbook: finality, reports, the share of a weight, and bounds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cast import COUNTRY
from tests.desk import PLAN, WARD_FORM, Desk, opened, sent
from tests.recalculation import differences

PEOPLE = {"W111": 500, "W112": 300, "W113": 200, "W121": 700, "W122": 300, "W211": 0, "W212": 1}
BEFORE = {"W111": (2, 10), "W112": (3, 10), "W121": (5, 10)}
NOW = {"W111": (4, 10), "W113": (1, 5)}
Lines = dict[str, dict[str, Any]]


def plan(year: int) -> dict[str, object]:
    asked = {"form": "ward-report", "periods": [f"{year}"], "from": {"levels": ["ward"]}}
    return {**PLAN, "title": f"Plan of {year}", "period": f"{year}", "collects": [asked]}


def weighty(folder: Path) -> Desk:
    """A roster with people in its wards, two years asked for, and some wards that answered."""
    desk = Desk(folder)
    rows = [
        f"{u.code},{u.name},{u.level},{u.parent_code or ''},{PEOPLE.get(u.code, '')}"
        for u in COUNTRY
    ]
    roster = desk.write("roster.csv", "\n".join(["code,name,level,parent_code,weight", *rows, ""]))
    desk.done("init")
    desk.done("units", "import", roster)
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    for year in (2024, 2025):
        path = desk.write_json(f"plan{year}.json", plan(year))
        desk.done("cascade", desk.done("plans", "issue", path).out.strip())
    return answered(desk)


def answered(desk: Desk) -> Desk:
    lines = [
        json.dumps({**sent(unit, *figures), "period": period})
        for period, every in (("2024", BEFORE), ("2025", NOW))
        for unit, figures in every.items()
    ]
    lines += [
        json.dumps({"unit": "W121", "form": "ward-report", "period": "2025", "values": MONEY})
    ]
    desk.done("collect", desk.write("sent.jsonl", "\n".join(lines)))
    desk.done("rollup", "2025")
    return desk


MONEY = {"money": 5}
"""Of one ward nothing but its money is known."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return weighty(tmp_path_factory.mktemp("weighty"))


def book(desk: Desk, unit: str, *options: object, out: str = "out") -> Any:
    folder = desk.folder / out
    desk.done("report", "2025", "--unit", unit, "--out", folder, *options)
    return openpyxl.load_workbook(folder / f"{unit}_ward-report_2025.xlsx", data_only=True)


def facts(found: Any) -> dict[str, str]:
    rows = found.worksheets[0].iter_rows(values_only=True)
    return {str(row[0]): str(row[2]) for row in rows if row[0] and row[2]}


def lines(found: Any, sheet: str = "Tổng hợp") -> Lines:
    """The summary by indicator, each line by its head."""
    rows = list(found[sheet].iter_rows(values_only=True))
    at = next(i for i, row in enumerate(rows) if row[0] in ("STT", "No."))
    heads = [str(head).split("\n")[0] for head in rows[at] if head]
    return {str(row[1]): dict(zip(heads, row, strict=False)) for row in rows[at + 1 :] if row[1]}


def test_the_cover_says_finality_reports_and_the_share_of_the_weight(desk: Desk) -> None:
    found = book(desk, "P1")
    titles = [row[0] for row in found.worksheets[0].iter_rows(values_only=True) if row[0]]
    assert any(str(title).startswith("SỐ LIỆU TẠM THỜI") for title in titles)
    assert facts(found)["Đã nộp báo cáo"] == "3/5 đơn vị (60 %)"
    assert facts(found)["Trọng số (dân số) đã có báo cáo"] == "70 %"


def test_what_stands_behind_all_figures_is_said_over_them(desk: Desk) -> None:
    said = [row[0] for row in book(desk, "P1")["Tổng hợp"].iter_rows(values_only=True)]
    assert "Số liệu tạm thời · đã nộp: 3/5 đơn vị (60 %) · trọng số (dân số): 70 %" in said
    english = book(desk, "P1", "--lang", "en")
    said = [row[0] for row in english["Summary"].iter_rows(values_only=True)]
    wanted = "Provisional figures · received: 3 of 5 units (60 %) · weight (population): 70 %"
    assert wanted in said


def test_final_figures_are_called_so(desk: Desk) -> None:
    desk.done("rollup", "2025", "--final")
    found = book(desk, "N", "--final", out="final")
    titles = [str(row[0]) for row in found.worksheets[0].iter_rows(values_only=True)]
    assert any(title.startswith("SỐ LIỆU CHÍNH THỨC") for title in titles)
    assert not any("TẠM THỜI" in title for title in titles)


def test_each_total_has_the_share_of_the_weight_that_gave_it(desk: Desk) -> None:
    found = lines(book(desk, "P1"))
    # 700 of 2,000 people live in wards that told of their leaders, others where money was told.
    assert found["leaders.women"]["% trọng số"] == pytest.approx(35)
    assert found["leaders.women"]["Đơn vị báo cáo"] == "2/5"
    assert found["leaders.rate"]["% trọng số"] == pytest.approx(35)
    assert found["money"]["% trọng số"] == pytest.approx(35)
    assert lines(book(desk, "D12"))["money"]["% trọng số"] == pytest.approx(70)
    assert lines(book(desk, "D12"))["leaders.women"]["% trọng số"] == 0
    # Nobody else than wards is asked, and where nothing weighs there is no share.
    assert found["committee (Cấp tỉnh)"]["% trọng số"] is None


def test_a_roster_without_weights_has_no_such_column(tmp_path: Path) -> None:
    plain = answered(opened(tmp_path, (plan(2024), plan(2025))))
    found = book(plain, "P1")
    assert "% trọng số" not in lines(found)["money"]
    assert "Trọng số (dân số) đã có báo cáo" not in facts(found)


def test_bounds_stand_beside_the_totals_where_they_are_asked_for(desk: Desk) -> None:
    found = book(desk, "N", "--bounds", out="bounds")
    women = lines(found)["leaders.women"]
    shown = [women[head] for head in ("Kết quả", "Thấp nhất", "Cao nhất", "Báo cáo")]
    assert shown == [5, 5, 13, 2]
    rate = lines(book(desk, "D11", "--bounds", out="bounds"))["leaders.rate"]
    low, high = rate["Thấp nhất"], rate["Cao nhất"]
    assert (low, high) == (pytest.approx(32), pytest.approx(100 / 3))
    assert "kỳ 2024" in facts(found)["Khoảng giả định"]
    without = book(desk, "N")
    assert "Khoảng giả định" not in facts(without)
    assert "Thấp nhất" not in lines(without)["leaders.women"]


def test_the_exports_bounds_are_the_workbooks(desk: Desk) -> None:
    table = desk.done("--json", "export", "2025", "--bounds", "--unit", "P1").out.splitlines()
    exported = {row["measure"]: row for row in map(json.loads, table) if row["level"] == "province"}
    found = lines(book(desk, "P1", "--bounds", out="bounds"))
    for path in ("leaders.total", "leaders.women", "money"):
        ours = found[path]
        assert float(exported[path]["lower"]) == ours["Thấp nhất"], path
        assert float(exported[path]["upper"]) == ours["Cao nhất"], path
        assert int(exported[path]["assumed"]) == ours["Báo cáo"], path


def test_the_same_bounds_are_the_same_bytes_and_are_written_once(desk: Desk) -> None:
    out = desk.folder / "twice"
    one = desk.done("--json", "report", "2025", "--bounds", "--out", out).data()
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    again = desk.done("--json", "report", "2025", "--bounds", "--out", out).data()
    assert (one["written"], again["written"], again["unchanged"]) == (6, 0, 6)
    anew = desk.done("--json", "report", "2025", "--bounds", "--anew", "--out", out).data()
    assert anew["written"] == 6
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}
    # What was silent last year may not have been: another bound is another workbook.
    plain = desk.done("--json", "report", "2025", "--out", out).data()
    assert plain["written"] == 6


@pytest.mark.parametrize(
    "other",
    [("--on", "2025-06-01"), ("--vintage", "1"), ("--published",), ("--flow",)],
    ids=lambda other: str(other[0]),
)
def test_bounds_are_of_one_periods_own_figures(desk: Desk, other: tuple[str, ...]) -> None:
    outcome = desk.run("report", "2025", "--bounds", *other, "--out", desk.folder / "no")
    assert (outcome.code, "[usage]" in outcome.err) == (2, True)


def test_without_a_period_before_there_are_no_bounds(desk: Desk) -> None:
    desk.done("rollup", "2024")
    outcome = desk.run("report", "2024", "--bounds", "--out", desk.folder / "no")
    assert (outcome.code, "[nothing_assigned]" in outcome.err) == (1, True)


@pytest.mark.slow
def test_recalculated_they_are_the_same(desk: Desk, tool: Callable[[str], str]) -> None:
    tool("soffice")
    out = desk.folder / "recalculated"
    desk.done("report", "2025", "--bounds", "--out", out)
    for path in sorted(out.glob("*.xlsx")):
        assert differences(path, desk.folder / "fresh" / path.stem) == []
