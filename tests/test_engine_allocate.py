"""Handing a target out from the command line, and what binds a unit afterwards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from store.plan_tables import allotment, plan_act
from store.tables import act
from tests.cast import COUNTRY
from tests.desk import PLAN, WARD_FORM, Desk, sent
from tests.office import roll_up, send, work, write_books

pytestmark = pytest.mark.both

GOAL = {"measure": "leaders.women", "op": ">=", "value": 10, "by": "2025-12-31"}
WEIGHTS = {"P1": "2", "P2": "1", "D11": "3", "D12": "1", "T1": "1"}


def roster() -> str:
    rows = [
        f"{u.code},{u.name},{u.level},{u.parent_code or ''},{WEIGHTS.get(u.code, '')}"
        for u in COUNTRY
    ]
    return "\n".join(["code,name,level,parent_code,weight", *rows]) + "\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster()))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    return desk


def issued(desk: Desk, *targets: Mapping[str, Any], **more: Any) -> str:
    plan = {**PLAN, "targets": list(targets), **more}
    return desk.done("plans", "issue", desk.write_json("plan.json", plan)).out.strip()


def shares(desk: Desk, ref: str, *options: object) -> dict[str, str]:
    data = desk.done("plans", "allocate", ref, "leaders.women", *options, "--json").data()
    (target,) = data["targets"]
    assert target["holds"]
    return {share["unit"]: share["value"] for share in target["shares"]}


def bound(desk: Desk, ref: str, unit: str) -> list[tuple[str, str, str, bool]]:
    data = desk.done("plans", "targets", ref, "--unit", unit, "--json").data()
    return [(t["basis"], t["value"], t["plan"], t["in_force"]) for t in data["targets"]]


def count(desk: Desk, table: Any) -> int:
    with work(desk).store().reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_target_is_split_by_weight_and_the_children_add_up(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "weight"})
    assert shares(desk, ref) == {"P1": "7", "P2": "3"}
    said = desk.done("plans", "allocate", ref, "leaders.women").out
    assert "cộng các đơn vị: 10; chỉ tiêu: 10" in said


def test_again_changes_nothing_and_another_way_changes_the_shares(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "weight"})
    shares(desk, ref)
    before = count(desk, allotment), count(desk, act), count(desk, plan_act)
    assert shares(desk, ref) == {"P1": "7", "P2": "3"}
    assert (count(desk, allotment), count(desk, act), count(desk, plan_act)) == before
    assert shares(desk, ref, "--by", "equal") == {"P1": "5", "P2": "5"}
    assert count(desk, allotment) == 2
    assert count(desk, act) == before[1] + 1


def test_a_share_is_split_further_and_taken_back_when_it_changes(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "weight"})
    early = desk.run("plans", "allocate", ref, "leaders.women", "--unit", "P1")
    assert (early.code, "[share_unknown]" in early.err) == (1, True)
    shares(desk, ref)
    assert shares(desk, ref, "--unit", "P1") == {"D11": "4", "D12": "2", "T1": "1"}
    assert bound(desk, ref, "D11") == [("share", "4", ref, True)]
    shares(desk, ref)
    assert bound(desk, ref, "D11") == [("share", "4", ref, True)]
    again = desk.done("plans", "allocate", ref, "leaders.women", "--by", "equal")
    assert "D11, D12, T1" in again.err
    assert bound(desk, ref, "D11") == []


def test_last_years_figures_are_a_way_and_units_without_one_are_named(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "last"})
    refused = desk.run("plans", "allocate", ref, "leaders.women")
    assert refused.code == 1
    assert "[allocation_impossible]" in refused.err
    assert "[allocation_basis_missing]" in refused.err
    assert "P1" in refused.err
    assert count(desk, allotment) == 0
    collects = [{**PLAN["collects"][0], "periods": ["2024"], "due": {}}]
    before = {**PLAN, "title": "Last year", "period": "2024", "collects": collects}
    old = desk.done("plans", "issue", desk.write_json("old.json", before)).out.strip()
    desk.done("cascade", old)
    send(desk, *({**sent(u, n, 20), "period": "2024"} for u, n in (("W111", 4), ("W211", 1))))
    roll_up(desk, "2024")
    assert shares(desk, ref) == {"P1": "8", "P2": "2"}


def test_given_shares_are_checked_when_the_plan_is_issued(desk: Desk) -> None:
    wrong = {"by": "given", "given": {"P1": 6, "P2": 3}}
    plan = {**PLAN, "targets": [{**GOAL, "split": wrong}]}
    refused = desk.run("plans", "issue", desk.write_json("wrong.json", plan))
    assert (refused.code, "[allocation_sum]" in refused.err) == (1, True)
    assert "-1" in refused.err
    rate = {**PLAN, "targets": [{**GOAL, "measure": "leaders.rate", "split": "equal"}]}
    refused = desk.run("plans", "issue", desk.write_json("rate.json", rate))
    assert (refused.code, "[target_not_split]" in refused.err) == (1, True)
    ref = issued(desk, {**GOAL, "split": {"by": "given", "given": {"P1": 6, "P2": 4}}})
    assert shares(desk, ref) == {"P1": "6", "P2": "4"}


def test_a_target_nobody_splits_is_refused_in_words(desk: Desk) -> None:
    ref = issued(desk, GOAL)
    refused = desk.run("plans", "allocate", ref, "leaders.women")
    assert (refused.code, "[target_unknown]" in refused.err) == (2, True)


def test_among_and_decimals_are_the_plans_to_say(desk: Desk) -> None:
    among = {"by": "equal", "decimals": 1, "among": {"units": ["D11", "D12", "D21"]}}
    ref = issued(desk, {**GOAL, "split": among})
    assert shares(desk, ref) == {"D11": "3.4", "D12": "3.3", "D21": "3.3"}


def test_a_units_own_plan_comes_before_its_share_and_that_before_what_is_inherited(
    desk: Desk,
) -> None:
    rate = {"measure": "leaders.rate", "op": ">=", "value": 30, "by": "2025-12-31"}
    ref = issued(desk, {**GOAL, "split": "weight"}, rate)
    shares(desk, ref)
    own = {
        "issuer": "P1",
        "title": "Own plan",
        "period": "2025",
        "document": {"raw": "12/KH-UBND"},
        "roster_on": "2025-06-01",
        "targets": [{**GOAL, "value": 9, "split": "equal"}, {**rate, "value": 35}],
    }
    mine = desk.done("plans", "issue", desk.write_json("own.json", own)).out.strip()
    assert bound(desk, ref, "P1") == [
        ("own", "9", mine, True),
        ("own", "35", mine, True),
        ("share", "7", ref, False),
        ("inherited", "30", ref, False),
    ]
    assert shares(desk, mine) == {"D11": "3", "D12": "3", "T1": "3"}
    assert bound(desk, ref, "D11") == [
        ("share", "3", mine, True),
        ("inherited", "35", mine, True),
        ("inherited", "30", ref, False),
    ]
    lines = desk.done("plans", "targets", ref, "--unit", "P1").out
    assert "* leaders.women >= 9  đến 2025-12-31  của đơn vị" in lines
    assert "12/KH-UBND" in lines


def test_a_workbook_is_held_against_what_binds_its_unit(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "weight"})
    desk.done("cascade", ref)
    send(desk, *(sent(ward, 4, 10) for ward in ("W111", "W112", "W211")))
    roll_up(desk)
    shares(desk, ref)

    def line(path: Path) -> tuple[object, ...]:
        sheet = openpyxl.load_workbook(path, data_only=True)["Tổng hợp"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        row = next(row for row in rows if row[1] == "leaders.women")
        return row[3], row[4], row[7]

    found = {unit: line(path) for unit, path in write_books(desk).items()}
    assert found["N"] == ("≥ 10 (2025)", 12, "✓ Đạt")
    assert found["P1"] == ("≥ 7 (2025)", 8, "✓ Đạt")
    assert found["P2"][0] == "≥ 3 (2025)"
    assert found["D11"] == (None, 8, None)
    shares(desk, ref, "--by", "equal")
    assert line(write_books(desk, "again")["P1"])[0] == "≥ 5 (2025)"


def test_words_are_a_target_a_plan_may_have(desk: Desk) -> None:
    words = {"measure": "committee", "op": "=", "value": "kiện toàn", "by": "2025-12-31"}
    ref = issued(desk, words)
    assert bound(desk, ref, "N") == [("own", "kiện toàn", ref, True)]


def test_a_withdrawn_plan_binds_nobody_and_is_not_split(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "weight"})
    other = issued(desk, title="Without targets")
    shares(desk, ref)
    assert bound(desk, other, "P1") == [("share", "7", ref, True)]
    desk.done("plans", "withdraw", ref, "--reason", "replaced")
    assert bound(desk, other, "P1") == []
    refused = desk.run("plans", "allocate", ref, "leaders.women")
    assert (refused.code, "[plan_not_open]" in refused.err) == (1, True)


def test_an_amended_target_is_split_again(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "weight"})
    shares(desk, ref)
    plan = {**PLAN, "targets": [{**GOAL, "value": 13, "split": "weight"}]}
    more = desk.write_json("more.json", plan)
    told = desk.done("plans", "amend", ref, more, "--reason", "more")
    assert f"«capbac plans allocate {ref} leaders.women»" in told.err
    assert shares(desk, ref) == {"P1": "9", "P2": "4"}


def test_only_shares_that_no_longer_fit_are_to_be_split_again(desk: Desk) -> None:
    ref = issued(desk, {**GOAL, "split": "weight"})

    def stale(name: str, **changed: Any) -> list[str]:
        plan = {**PLAN, "title": name, "targets": [{**GOAL, "split": "weight", **changed}]}
        file = desk.write_json("more.json", plan)
        done = desk.done("--json", "plans", "amend", ref, file, "--reason", "more").data()
        return list(done["resplit"])

    assert stale("nothing handed out yet", value=11) == []
    shares(desk, ref)
    assert stale("the same value", value=11.0) == []
    assert stale("another way", value=11, split="equal") == ["leaders.women"]
    assert stale("another value", value=12, split="equal") == ["leaders.women"]
