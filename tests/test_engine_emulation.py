"""Points and ranks through the commands, and their sheet in the issuer's workbook."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from schemas.plans import check_plan
from schemas.reading import read_form
from tests.cast import COUNTRY
from tests.conftest import ROOT
from tests.desk import PLAN, Desk, opened, sent
from tests.office import roll_up, send, write_books
from tests.recalculation import differences

pytestmark = pytest.mark.both

REF = "N-2025-1"
SHEET = "Xếp loại"
SCORE: Mapping[str, Any] = {
    "title": "Score sheet of the nation",
    "note": "An example of ours.",
    "clusters": [
        {"title": "River", "for": {"units": ["D11", "D12"]}},
        {"title": "Sea", "for": {"units": ["D21", "D22"]}},
    ],
    "grades": [{"title": "Good", "at_least": 60}, {"title": "Fair", "at_least": 30}],
    "criteria": [
        {"code": "plan", "title": "Own plan in time", "points": 20, "cascade": "adopted_on_time"},
        {"code": "sent", "title": "Sent in time", "points": 20, "cascade": "reported_on_time"},
        {"code": "rate", "title": "Women leaders", "points": 30, "measure": "leaders.rate",
         "none_at": 0, "full_at": 90},
        {"code": "board", "title": "Committee", "points": 10, "measure": "committee",
         "op": "=", "value": True},
        {"code": "idea", "title": "Initiatives", "points": 5, "kind": "bonus"},
        {"code": "late", "title": "Late", "points": 2.5, "kind": "minus"},
    ],
}  # fmt: skip
SCORED: Mapping[str, Any] = {
    **PLAN,
    "issue_by": {"national": "2025-06-30"},
    "collects": [{**PLAN["collects"][0], "from": {"all": True}}],
    "score": SCORE,
}
LATE = datetime(2026, 1, 5, 8, tzinfo=UTC)


def own_plan(desk: Desk, code: str, issued: str) -> None:
    """A unit issues its own plan under the nation's."""
    document = {
        "issuer": code,
        "title": f"Plan of {code}",
        "period": "2025",
        "document": {"raw": None, "issued": issued},
        "cites": [{"unit": "N", "title": "Plan of the nation"}],
    }
    desk.done("plans", "issue", desk.write_json(f"{code}.json", document))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """D11 issued its plan in time, D12 late; D21 sent nothing, D22 sent late."""
    desk = opened(tmp_path, (SCORED,))
    own_plan(desk, "D11", "2025-06-30")
    own_plan(desk, "D12", "2025-07-01")
    wards = [u.code for u in COUNTRY if u.parent_code in {"D11", "D12"}]
    send(desk, *(sent(code, 30, 100) for code in wards))
    send(desk, sent("D11", 15, 100, committee=True), sent("D12", 35, 100, committee=False))
    send(desk, sent("D22", 90, 100), now=LATE)
    roll_up(desk, now=LATE)
    return desk


def ranks(desk: Desk, *options: str) -> dict[str, Any]:
    """Standings by unit."""
    told = desk.done("--json", "plans", "ranks", REF, *options).data()
    return {one["unit"]: one for one in told["standings"]}


def points(one: Mapping[str, Any]) -> dict[str, str]:
    """What each criterion came to, or why there was nothing to judge."""
    return {part["criterion"]: part.get("gap", part["points"]) for part in one["parts"]}


def give(desk: Desk, unit: str, criterion: str, number: str, reason: str = "because") -> Any:
    """The command that gives points."""
    return desk.run(
        "--json", "plans", "score", REF, "--unit", unit, "--criterion", criterion,
        "--points", number, "--reason", reason,
    )  # fmt: skip


def test_points_follow_the_cascade_the_reports_and_the_figures(desk: Desk) -> None:
    found = {code: points(one) for code, one in ranks(desk).items()}
    assert found["D11"] == {
        "plan": "20.00", "sent": "20.00", "rate": "8.75", "board": "10.00",
        "idea": "0.00", "late": "0.00",
    }  # fmt: skip
    assert (found["D12"]["plan"], found["D12"]["board"]) == ("0.00", "0.00")
    assert (found["D22"]["sent"], found["D22"]["rate"]) == ("0.00", "30.00")
    assert found["D22"]["board"] == "no_figure"


def test_a_silent_unit_gets_nothing_and_is_said_to_be_silent(desk: Desk) -> None:
    silent = ranks(desk)["D21"]
    assert points(silent)["rate"] == points(silent)["board"] == "no_figure"
    assert (silent["total"], silent["grade"]) == ("0.00", "")


def test_a_unit_that_owes_nothing_is_not_judged_on_what_it_sent(tmp_path: Path) -> None:
    collects = [{**PLAN["collects"][0], "from": {"units": ["D11", "W111"]}}]
    desk = opened(tmp_path, ({**SCORED, "collects": collects},))
    send(desk, sent("D11", 15, 100, committee=True))
    roll_up(desk)
    found = {code: points(one)["sent"] for code, one in ranks(desk).items()}
    assert found["D11"] == "20.00"
    assert set(found.values()) == {"20.00", "not_asked"}
    lines = desk.done("plans", "ranks", REF, "--lang", "en").out.splitlines()
    assert [line.split()[-1] for line in lines if " D1" in line] == ["0", "1"]
    sheet = openpyxl.load_workbook(write_books(desk, language="en")["N"])["Ranks"]
    said = {cell.value for row in sheet for cell in row}
    assert "not judged: owes nothing" in said


def test_ranks_are_within_the_cluster_and_overall(desk: Desk) -> None:
    found = ranks(desk)
    assert list(found) == ["D11", "D12", "D22", "D21"]
    assert [(one["rank"], one["overall"]) for one in found.values()] == [
        (1, 1), (2, 2), (1, 3), (2, 4),
    ]  # fmt: skip
    assert list(ranks(desk, "--cluster", "Sea")) == ["D22", "D21"]
    refused = desk.run("plans", "ranks", REF, "--cluster", "Hills")
    assert (refused.code, "cluster_unknown" in refused.err) == (2, True)


def test_the_table_of_ranks_names_the_sheet_its_issuer_and_its_note(desk: Desk) -> None:
    said = desk.done("plans", "ranks", REF, "--lang", "vi").out
    for words in (SCORE["title"], SCORE["note"], "do Nation ban hành", "River", "Upper District"):
        assert words in said


def test_before_a_roll_up_the_measures_wait_and_give_nothing(tmp_path: Path) -> None:
    desk = opened(tmp_path, (SCORED,))
    outcome = desk.done("--json", "plans", "ranks", REF)
    assert "leaders.rate" in outcome.err
    assert {points(one)["rate"] for one in outcome.data()["standings"]} == {"no_figure"}


def test_the_newest_entry_counts_and_zero_takes_it_back(desk: Desk) -> None:
    before = ranks(desk)["D12"]["total"]
    assert give(desk, "D12", "idea", "5", "too much").data()["new"]
    assert give(desk, "D12", "idea", "2,5", "a new model").data() | {"plan": ""} == {
        "plan": "", "unit": "D12", "criterion": "idea", "points": "2.5", "most": "5", "new": True,
    }  # fmt: skip
    assert not give(desk, "D12", "idea", "2.50", " a new model ").data()["new"]
    assert give(desk, "D12", "late", "1").code == 0
    one = ranks(desk)["D12"]
    assert float(one["total"]) == float(before) + 1.5
    assert [part["reason"] for part in one["parts"] if "reason" in part] == [
        "a new model", "because",
    ]  # fmt: skip
    give(desk, "D12", "idea", "0", "not confirmed")
    give(desk, "D12", "late", "0", "not confirmed")
    assert ranks(desk)["D12"]["total"] == before


REFUSED = [
    ("D11", "idea", "5.01", "x", "points_over", 1),
    ("D11", "rate", "1", "x", "criterion_computed", 1),
    ("D11", "ideas", "1", "x", "criterion_unknown", 2),
    ("W111", "idea", "1", "x", "unit_not_scored", 1),
    ("ZZ", "idea", "1", "x", "unit_unknown", 2),
    ("D11", "idea", "many", "x", "points_invalid", 2),
    ("D11", "idea", "NaN", "x", "points_invalid", 2),
    ("D11", "idea", "-1", "x", "points_invalid", 2),
    ("D11", "idea", "1.00001", "x", "points_invalid", 2),
    ("D11", "idea", "1e99999", "x", "points_invalid", 2),
    ("D11", "idea", "1", "  ", "score_reason_needed", 2),
]


def test_what_cannot_be_given_is_refused_in_words_and_changes_nothing(desk: Desk) -> None:
    before = ranks(desk)
    for unit, criterion, number, reason, code, exit_code in REFUSED:
        refused = give(desk, unit, criterion, number, reason)
        assert (refused.code, refused.err[: len(code) + 2]) == (exit_code, f"[{code}]")
    assert ranks(desk) == before


def test_a_plan_without_a_score_sheet_has_no_ranks(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    for arguments in (["ranks", REF], ["score", REF, "--unit", "D11", "--criterion", "idea",
                                       "--points", "1", "--reason", "x"]):  # fmt: skip
        refused = desk.run("plans", *arguments)
        assert (refused.code, "score_sheet_missing" in refused.err) == (1, True)


UNFIT: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("path_unknown", {"measure": "leaders.ratio", "op": ">=", "value": 1}),
    ("criterion_of_words", {"measure": "difficulties", "op": "=", "value": "x"}),
    ("criterion_kind_unfit", {"measure": "leaders.rate", "op": "=", "value": True}),
    ("criterion_unjudged", {}),
    ("criterion_unjudged", {"measure": "leaders.rate"}),
    ("criterion_judged_twice", {"cascade": "adopted", "measure": "leaders.rate"}),
    ("criterion_by_hand", {"kind": "bonus", "cascade": "adopted"}),
    ("criterion_flat", {"measure": "leaders.rate", "none_at": 5, "full_at": 5}),
    ("criterion_value_unfit", {"measure": "committee", "op": ">=", "value": True}),
    ("criterion_twice", {"code": "idea", "cascade": "adopted"}),
)


def test_a_criterion_that_cannot_be_judged_is_refused_with_the_plan(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    for code, change in UNFIT:
        criterion = {"code": "odd", "title": "Odd", "points": 1, **change}
        score = {**SCORE, "criteria": [*SCORE["criteria"], criterion]}
        refused = desk.run("plans", "issue", desk.write_json("p.json", {**SCORED, "score": score}))
        assert refused.code == 1
        assert f"[{code}]" in refused.err
    assert desk.done("--json", "plans", "list").data() == []


def test_a_score_sheet_for_nobody_known_is_refused_with_the_plan(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    score = {**SCORE, "clusters": [{"title": "Hills", "for": {"units": ["D99"]}}]}
    assert desk.run("plans", "issue", desk.write_json("p.json", {**SCORED, "score": score})).code


def test_own_plans_in_time_need_a_day_to_be_issued_by() -> None:
    plan = {key: value for key, value in SCORED.items() if key != "issue_by"}
    assert [fault.code for fault in check_plan(plan)] == ["issue_by_missing"]


def table(sheet: Worksheet) -> dict[str, tuple[Any, ...]]:
    """The rows of the sheet of ranks by the unit's code."""
    rows = sheet.iter_rows(values_only=True)
    return {str(row[3]): row for row in rows if isinstance(row[0], int) and row[3]}


def test_the_issuer_has_a_sheet_of_ranks_and_nobody_else(desk: Desk) -> None:
    give(desk, "D12", "idea", "2.5", "a new model")
    books = write_books(desk)
    having = {u for u, p in books.items() if SHEET in openpyxl.load_workbook(p).sheetnames}
    assert having == {"N"}
    sheet = openpyxl.load_workbook(books["N"], data_only=True)[SHEET]
    found = table(sheet)
    assert list(found) == ["D11", "D12", "D22", "D21"]
    for code, one in ranks(desk).items():
        assert found[code][1:3] == (one["rank"], one["overall"])
        assert found[code][11] == pytest.approx(float(one["total"]), abs=0.005)
    assert found["D12"][9] == 2.5
    assert "+2,5: a new model" in str(found["D12"][13])
    assert found["D21"][7] == "chưa có số liệu"
    said = " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
    assert "do Nation ban hành" in said
    assert "Capbac chỉ tính điểm" in said
    assert SCORE["note"] in said


def test_a_total_is_a_formula_over_the_points(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(write_books(desk)["N"])[SHEET]
    row = next(row for row in sheet.iter_rows() if row[3].value == "D11")
    at = row[0].row
    assert row[11].value == f"=SUM(F{at}:J{at})-K{at}"


def test_the_same_roll_up_and_entries_give_the_same_bytes(desk: Desk) -> None:
    give(desk, "D12", "idea", "2.5")
    first = write_books(desk, "one")["N"].read_bytes()
    assert write_books(desk, "two")["N"].read_bytes() == first
    send(desk, sent("D21", 5, 10), now=LATE.replace(month=2))
    assert write_books(desk, "late")["N"].read_bytes() == first
    give(desk, "D12", "idea", "3")
    assert write_books(desk, "more")["N"].read_bytes() != first


def test_a_plan_without_clusters_ranks_the_children_in_one_list(tmp_path: Path) -> None:
    score = {key: value for key, value in SCORE.items() if key != "clusters"}
    desk = opened(tmp_path, ({**SCORED, "score": score},))
    roll_up(desk)
    sheet = openpyxl.load_workbook(write_books(desk)["N"], data_only=True)[SHEET]
    assert {code: row[1] for code, row in table(sheet).items()} == {"P1": 1, "P2": 1}


SECOND: Mapping[str, Any] = {
    "issuer": "N",
    "title": "A campaign",
    "period": "2025",
    "roster_on": "2025-06-01",
    "score": {"title": "Campaign", "criteria": [SCORE["criteria"][4], SCORE["criteria"][2]]},
}


def test_two_score_sheets_of_an_issuer_stand_one_below_the_other(desk: Desk) -> None:
    desk.done("plans", "issue", desk.write_json("second.json", SECOND))
    sheet = openpyxl.load_workbook(write_books(desk)["N"], data_only=True)[SHEET]
    assert list(table(sheet)) == ["D11", "D12", "D22", "D21", "P2", "P1"]


def test_a_withdrawn_plan_takes_no_points_and_has_no_sheet(desk: Desk) -> None:
    desk.done("plans", "withdraw", REF, "--reason", "replaced")
    assert "[plan_not_open]" in give(desk, "D11", "idea", "1").err
    assert SHEET not in openpyxl.load_workbook(write_books(desk)["N"]).sheetnames


@pytest.mark.slow
def test_recalculation_shows_the_totals_the_sheet_carried(
    desk: Desk, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("soffice")
    give(desk, "D12", "idea", "2.5")
    give(desk, "D21", "late", "1.5")
    desk.done("plans", "issue", desk.write_json("second.json", SECOND))
    assert differences(write_books(desk)["N"], tmp_path) == []


def test_the_example_sheet_fits_its_plan_and_form_and_says_whose_it_is() -> None:
    examples = ROOT / "examples"
    score = json.loads((examples / "emulation-score.json").read_text(encoding="utf-8"))
    seed = examples / "seeds" / "004-vung-tau"
    plan = json.loads((seed / "plan.json").read_text(encoding="utf-8"))
    form = read_form(json.loads((seed / "movement.json").read_text(encoding="utf-8")))
    assert check_plan({**plan, "score": score}) == ()
    judged = {one["measure"] for one in score["criteria"] if "measure" in one}
    assert judged <= set(form.by_path)
    assert sum(one["points"] for one in score["criteria"] if "kind" not in one) == 100
    assert "Capbac đặt, không phải của Ban" in score["title"]
    assert "Capbac đặt, không phải của Ban" in score["note"]
