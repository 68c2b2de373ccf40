"""Two streams: one unit under the plans of two issuers in one year, each with its receipt."""

from pathlib import Path

import pytest

from tests.desk import PLAN, Desk, opened, sent

RIVER = {**PLAN, "issuer": "P1", "title": "Plan of the River"}
REFS = ("N-2025-1", "P1-2025-1")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path, [PLAN, RIVER])


def test_both_plans_are_received_and_both_ask(desk: Desk) -> None:
    received = [desk.done("--json", "plans", "show", ref).data()["receipts"] for ref in REFS]
    assert received == [{"received": 9}, {"received": 6}]
    (found,) = desk.done("--json", "status", "2025").data()
    assert found["levels"]["ward"]["expected"] == 7
    asked = {ref: levels["ward"]["expected"] for ref, levels in found["plans"].items()}
    assert asked == {"N-2025-1": 7, "P1-2025-1": 5}
    words = desk.done("status", "2025").out
    assert all(ref in words for ref in REFS)


def test_a_submission_says_which_plan_it_answers(desk: Desk) -> None:
    outcome = desk.run("collect", desk.write_json("either.json", sent("W111", 1, 2)))
    assert outcome.code == 1
    assert "ambiguous_unit" in outcome.err
    assert all(ref in outcome.err for ref in REFS)
    # Both stand on every day: only the plan tells them apart.
    assert "Add plan.\n" in outcome.err
    assert "unit_on" not in outcome.err
    desk.done("collect", desk.write_json("one.json", {**sent("W111", 1, 2), "plan": REFS[0]}))
    (found,) = desk.done("--json", "status", "2025").data()
    counted = {ref: levels["ward"]["sent"] for ref, levels in found["plans"].items()}
    assert counted == {"N-2025-1": 1, "P1-2025-1": 0}


def test_a_unit_that_answers_both_is_rolled_up_once(desk: Desk) -> None:
    for ref in REFS:
        one = {**sent("W111", 3, 5), "plan": ref}
        desk.done("collect", desk.write_json(f"{ref}.json", one))
    rolled = desk.done("--json", "rollup", "2025").data()
    assert (rolled["reported"], rolled["expected"]) == (1, 9)
    assert desk.figures("2025")["N", "leaders.women"]["value"] == "3"
    assert desk.figures("2025")["N", "leaders.women"]["reported"] == "1"


def test_a_plan_that_is_carried_over_leaves_the_other_as_it_is(desk: Desk) -> None:
    roster = (
        "code,name,level,parent_code,valid_from,valid_to\n"
        "W111,Ward 1 of Upper,ward,D11,,2025-06-30\nW119,New Ward,ward,D11,2025-07-01,\n"
    )
    lineage = "old_code,new_code,on\nW111,W119,2025-07-01\n"
    files = desk.write("changed.csv", roster), desk.write("lineage.csv", lineage)
    desk.done("units", "import", files[0], "--lineage", files[1])
    done = desk.done("--json", "cascade", "N-2025-1", "--on", "2025-07-01").data()
    assert (done["closed"], done["assigned"]) == (1, 1)
    (found,) = desk.done("--json", "status", "2025").data()
    asked = {ref: levels["ward"]["expected"] for ref, levels in found["plans"].items()}
    assert asked == {"N-2025-1": 7, "P1-2025-1": 5}
    # The old ward still owes under the plan that has not been carried over.
    desk.done("collect", desk.write_json("old.json", sent("W111", 1, 2)))
    desk.done("rollup", "2025")
