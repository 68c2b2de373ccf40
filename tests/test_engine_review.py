"""Approving and returning on the desk: step by step, bound to what was looked at, by other eyes."""

import copy
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.status import status
from errors import Problem
from tests import vault
from tests.desk import PLAN, WARD_FORM, Desk, opened, sent
from tests.office import roll_up, send, store, work
from tests.panel import history, officer
from tests.test_engine_succession import LINEAGE, ROSTER

pytestmark = pytest.mark.both

NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)
LATE = datetime(2025, 12, 10, 8, tzinfo=UTC)  # wards were due on the 5th
TWO = ("district", "province")


def planned(*levels: str) -> dict[str, Any]:
    plan = copy.deepcopy(dict(PLAN))
    plan["collects"][0]["from"] = [{"all": True}, {"self": True}]
    if levels:
        plan["collects"][0]["approved_by"] = list(levels)
    return plan


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path, (planned(*TWO),))


@pytest.fixture
def plain(tmp_path: Path) -> Desk:
    return opened(tmp_path, (planned(),))


def state(desk: Desk, unit: str) -> str:
    return history(desk, unit).state


def kinds(desk: Desk, unit: str) -> list[str]:
    return [one.kind for one in history(desk, unit).acts]


def steps(desk: Desk, unit: str) -> list[str]:
    return [one.unit for one in history(desk, unit).steps]


def code_of(refused: pytest.ExceptionInfo[Problem]) -> str:
    return refused.value.code


def final(desk: Desk) -> dict[str, str]:
    desk.done("rollup", "2025", "--final")
    found = desk.figures("2025", "--final")
    return {unit: row["value"] for (unit, path), row in found.items() if path == "leaders.total"}


# the steps


def test_without_a_list_the_unit_directly_above_approves(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2))
    assert steps(plain, "W111") == ["D11"]
    done = officer(plain, "D11").approve("W111")
    assert (done.state, done.next) == ("approved", None)
    assert state(plain, "W111") == "approved"


def test_listed_levels_approve_one_after_the_other_upwards(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    with pytest.raises(Problem) as refused:
        officer(desk, "P1").approve("W111")
    assert code_of(refused) == "not_your_step"
    first = officer(desk, "D11").approve("W111")
    assert (first.state, first.next) == ("submitted", "P1")
    assert state(desk, "W111") == "submitted"
    assert officer(desk, "P1").approve("W111").state == "approved"
    assert [one.level for one in history(desk, "W111").acts] == ["district", "province"]


def test_a_listed_level_nobody_above_has_is_skipped(desk: Desk) -> None:
    send(desk, sent("T1", 1, 2), sent("D22", 1, 2), sent("P2", 1, 2))
    assert steps(desk, "T1") == ["P1"]
    assert steps(desk, "D22") == ["P2"]
    assert steps(desk, "P2") == ["N"]  # none of its own is left: directly above
    for unit, above in (("T1", "P1"), ("D22", "P2"), ("P2", "N")):
        assert officer(desk, above).approve(unit).state == "approved"


def test_what_the_highest_unit_sends_is_final_when_it_arrives(desk: Desk) -> None:
    send(desk, sent("N", 3, 9), sent("W111", 1, 2))
    assert state(desk, "N") == "approved"
    assert final(desk)["N"] == "9"
    send(desk, sent("N", 3, 8))
    assert state(desk, "N") == "approved"
    assert final(desk)["N"] == "8"
    for act in ("approve", "give_back"):
        with pytest.raises(Problem) as refused:
            getattr(officer(desk, "N"), act)("N")
        assert code_of(refused) in {"nobody_above", "not_above"}


@pytest.mark.parametrize("unit", ["W112", "D12", "P2", "D21", "W111", "T1"])
def test_nobody_but_those_above_may_judge(desk: Desk, unit: str) -> None:
    send(desk, sent("W111", 1, 2))
    for act in (officer(desk, unit).approve, officer(desk, unit).give_back):
        with pytest.raises(Problem) as refused:
            act("W111")
        assert code_of(refused) == "not_above"


def test_a_unit_above_that_is_no_step_may_not_judge(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    for act in (officer(desk, "N").approve, officer(desk, "N").give_back):
        with pytest.raises(Problem) as refused:
            act("W111")
        assert code_of(refused) == "not_your_step"


# what is approved


def test_nothing_is_judged_before_it_is_sent(desk: Desk) -> None:
    for act in (officer(desk, "D11").approve, officer(desk, "D11").give_back):
        with pytest.raises(Problem) as refused:
            act("W111")
        assert code_of(refused) == "nothing_to_review"


def test_what_changed_since_it_was_looked_at_is_not_approved(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    looked_at = history(desk, "W111").sha256
    assert looked_at is not None
    send(desk, sent("W111", 1, 3))
    for force, reason in ((False, None), (True, "gấp")):
        with pytest.raises(Problem) as refused:
            officer(desk, "D11").approve("W111", sha256=looked_at[:8], reason=reason, force=force)
        assert code_of(refused) == "content_changed"
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").approve("W111", sha256="ab")
    assert code_of(refused) == "digest_short"
    newest = history(desk, "W111").sha256
    assert newest is not None
    assert officer(desk, "D11").approve("W111", sha256=newest[:8].upper()).sha256 == newest


def test_an_act_at_a_turn_that_was_taken_is_refused(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    turn = history(desk, "W111").turn
    officer(desk, "D11").approve("W111", turn=turn)
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").give_back("W111", turn=turn)
    assert code_of(refused) == "state_changed"


def test_approving_twice_is_refused_and_changes_nothing(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2))
    officer(plain, "D11").approve("W111")
    before = vault.dump(store(plain))
    with pytest.raises(Problem) as refused:
        officer(plain, "D11", "another").approve("W111")
    assert code_of(refused) == "state_changed"
    assert refused.value.details["actor"] == "officer of D11"
    assert vault.dump(store(plain)) == before


def test_the_final_roll_up_takes_what_is_approved_and_no_more(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), sent("W112", 1, 3), sent("T1", 1, 4))
    for unit in ("W111", "W112"):
        officer(desk, "D11").approve(unit)
    officer(desk, "P1").approve("W111")
    assert {u: v for u, v in final(desk).items() if v and u != "W111"} == {
        "D11": "2",
        "P1": "2",
        "N": "2",
    }
    roll_up(desk)
    assert desk.figures("2025")["N", "leaders.total"]["value"] == "9"
    officer(desk, "P1").approve("W112")
    assert final(desk)["N"] == "5"


# the way back to the unit


def test_a_return_says_why_for_each_cell_and_by_when(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    cells = {"leaders.women": "ghi thiếu", "leaders": "xem lại cả mục"}
    done = officer(desk, "D11").give_back("W111", LATE, "sai", cells, date(2025, 12, 20))
    assert (done.state, done.due) == ("returned", date(2025, 12, 20))
    found = history(desk, "W111")
    assert (found.state, found.due) == ("returned", date(2025, 12, 20))
    assert found.cells(found.acts[-1]) == cells
    send(desk, sent("W111", 2, 2), now=datetime(2025, 12, 15, tzinfo=UTC))
    assert state(desk, "W111") == "submitted"
    (one,) = status(work(desk), "2025", None, datetime(2025, 12, 16, tzinfo=UTC))
    (ward,) = [s for s in one.standings if s.unit.code == "W111"]
    assert (ward.late, ward.extended) == (False, True)


def test_a_return_after_the_deadline_needs_a_new_one(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").give_back("W111", LATE)
    assert code_of(refused) == "return_due_missing"
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").give_back("W111", LATE, due=date(2025, 12, 9))
    assert code_of(refused) == "return_due_past"
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").give_back("W111", NOW, due=date(2025, 12, 4))
    assert code_of(refused) == "extension_earlier"
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").give_back("W111", NOW, due=date(2095, 12, 4))
    assert code_of(refused) == "extension_too_far"
    assert officer(desk, "D11").give_back("W111", NOW).due == date(2025, 12, 5)


def test_what_had_no_deadline_gets_one_by_a_return(tmp_path: Path) -> None:
    plan = planned(*TWO)
    del plan["collects"][0]["due"]
    desk = opened(tmp_path, (plan,))
    send(desk, sent("W111", 1, 2))
    assert officer(desk, "D11").give_back("W111").due is None
    send(desk, sent("W111", 1, 3))
    officer(desk, "D11").give_back("W111", LATE, due=date(2025, 12, 20))
    (one,) = status(work(desk), "2025", None, LATE)
    (ward,) = [s for s in one.standings if s.unit.code == "W111"]
    assert (ward.due, ward.extended) == (date(2025, 12, 20), True)


def test_a_reason_for_a_cell_that_is_not_there_is_refused(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").give_back("W111", cells={"leaders.woman": "?"})
    assert code_of(refused) == "cells_unknown"
    assert refused.value.faults[0].allowed.startswith("leaders.women")
    assert kinds(desk, "W111") == []


def test_any_step_may_return_also_what_is_approved(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    officer(desk, "D11").approve("W111")
    officer(desk, "P1").approve("W111")
    officer(desk, "D11").give_back("W111")
    assert state(desk, "W111") == "returned"
    assert final(desk)["N"] == ""
    with pytest.raises(Problem) as refused:
        officer(desk, "P1").give_back("W111")
    assert code_of(refused) == "state_changed"
    send(desk, sent("W111", 2, 2))
    assert [one.done for one in history(desk, "W111").steps] == [False, False]
    assert officer(desk, "D11").approve("W111").next == "P1"


# voiding


def test_a_change_voids_what_was_approved_all_the_way_up(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2), sent("D11", 1, 3), sent("P1", 1, 4), sent("D12", 1, 5))
    officer(plain, "D11").approve("W111")
    officer(plain, "P1").approve("D11")
    officer(plain, "P1").approve("D12")
    officer(plain, "N").approve("P1")
    assert final(plain)["N"] == "14"
    send(plain, sent("W111", 2, 2))
    assert {unit: state(plain, unit) for unit in ("W111", "D11", "P1", "D12")} == {
        "W111": "submitted",
        "D11": "submitted",
        "P1": "submitted",
        "D12": "approved",
    }
    for unit in ("W111", "D11", "P1"):
        assert kinds(plain, unit) == ["approved", "voided"]
        assert history(plain, unit).acts[-1].reason == "W111"
    assert final(plain)["N"] == "5"


def test_the_same_content_again_voids_nothing(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2), sent("D11", 1, 3))
    officer(plain, "D11").approve("W111")
    officer(plain, "P1").approve("D11")
    before = vault.dump(store(plain))
    assert send(plain, sent("W111", 1, 2)).repeated == 1
    assert vault.dump(store(plain)) == before


def test_what_arrives_late_below_voids_what_was_approved_above(plain: Desk) -> None:
    send(plain, sent("D11", 1, 3))
    officer(plain, "P1").approve("D11")
    send(plain, sent("W113", 1, 1))
    assert (state(plain, "D11"), kinds(plain, "D11")) == ("submitted", ["approved", "voided"])


def test_one_step_of_two_is_void_too_and_the_steps_begin_again(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    officer(desk, "D11").approve("W111")
    send(desk, sent("W111", 2, 2))
    assert kinds(desk, "W111") == ["approved", "voided"]
    with pytest.raises(Problem) as refused:
        officer(desk, "P1").approve("W111")
    assert code_of(refused) == "not_your_step"


def test_approvals_of_another_plan_for_the_same_unit_stand(tmp_path: Path) -> None:
    other = {**planned("district"), "issuer": "P1", "title": "Plan of the river"}
    other["collects"] = [{**other["collects"][0], "from": {"levels": ["ward"]}}]
    desk = opened(tmp_path, (planned(), other))
    for plan, total in (("N-2025-1", 2), ("P1-2025-1", 3)):
        send(desk, {**sent("W111", 1, total), "plan": plan})
        asked = ("W111", "ward-report", "2025", "--of", "D11", "--plan", plan)
        desk.done("review", "approve", *asked, "--as", "Lan")
    send(desk, {**sent("W111", 2, 2), "plan": "N-2025-1"})
    rows = vault.rows(store(desk), "SELECT state FROM assignment WHERE latest_id IS NOT NULL")
    assert sorted(rows) == [("approved",), ("submitted",)]
    asked = ("W111", "ward-report", "2025", "--of", "D11", "--as", "Lan")
    assert "[plan_needed]" in desk.run("review", "approve", *asked).err


# other eyes, warnings, force


def test_the_sender_does_not_approve(plain: Desk) -> None:
    send(plain, {**sent("W111", 1, 2), "by": "Nguyễn Văn An"})
    with pytest.raises(Problem) as refused:
        officer(plain, "D11", "nguyễn văn  AN").approve("W111")
    assert code_of(refused) == "own_submission"
    assert officer(plain, "D11", "Trần Thị Bình").approve("W111").state == "approved"


def test_nobody_without_a_name_judges(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2))
    found = plain.run("review", "approve", "W111", "ward-report", "2025", "--of", "D11")
    assert (found.code, "[actor_missing]" in found.err) == (2, True)


def test_a_forced_act_is_an_act_on_record(desk: Desk) -> None:
    send(desk, {**sent("W111", 1, 2), "by": "An"})
    with pytest.raises(Problem) as refused:
        officer(desk, "N", "An").approve("W111", force=True)
    assert code_of(refused) == "reason_missing"
    done = officer(desk, "N", "An").approve("W111", reason="huyện chia tách", force=True)
    assert (done.state, done.forced) == ("approved", True)
    found = history(desk, "W111")
    assert (found.forced, found.acts[-1].reason) == (True, "huyện chia tách")
    details = json.loads(
        vault.value(store(desk), "SELECT details FROM act WHERE verb = 'review approve'")
    )
    assert (details["forced"], details["reason"]) == (True, "huyện chia tách")
    send(desk, sent("W112", 1, 2))
    one = officer(desk, "P1").approve("W112", reason="gấp", force=True)
    assert one.state == "approved"
    with pytest.raises(Problem) as refused:
        officer(desk, "D12").approve("W112", reason="gấp", force=True)
    assert code_of(refused) == "not_above"


def test_force_skips_steps_below_the_officer_and_none_above(desk: Desk) -> None:
    send(desk, {**sent("W111", 1, 2), "by": "An"})
    done = officer(desk, "D11", "An").approve("W111", reason="một mình", force=True)
    assert (done.state, done.next) == ("submitted", "P1")
    with pytest.raises(Problem) as refused:
        officer(desk, "D11").approve("W111", reason="lần nữa", force=True)
    assert code_of(refused) == "state_changed"


def test_a_unit_above_that_is_no_step_returns_by_force(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    done = officer(desk, "N").give_back("W111", force=True)
    assert (done.state, done.forced) == ("returned", True)


def test_warnings_nobody_confirmed_need_a_reason(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2))
    warn = (
        "INSERT INTO warning (submission_id, code, path, sent, allowed, message) "
        "VALUES (1, 'moved', 'money', '', '', '{}')"
    )
    vault.change(store(plain), warn)
    assert history(plain, "W111").warnings == 1
    with pytest.raises(Problem) as refused:
        officer(plain, "D11").approve("W111")
    assert code_of(refused) == "warnings_open"
    found = officer(plain, "D11").approve_below("D11")
    assert [(unit, one.code) for unit, one in found.refused] == [("W111", "warnings_open")]
    assert officer(plain, "D11").approve("W111", reason="đã hỏi xã").state == "approved"


# what is closed


def test_what_is_closed_is_not_judged(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2))
    officer(plain, "D11").give_back("W111")
    plain.done("plans", "withdraw", "N-2025-1", "--reason", "thay kế hoạch")
    send(plain, sent("W112", 1, 2))
    for act in (officer(plain, "D11").approve, officer(plain, "D11").give_back):
        with pytest.raises(Problem) as refused:
            act("W111")
        assert code_of(refused) == "review_closed"
    plain.done("plans", "restore", "N-2025-1")
    assert state(plain, "W111") == "returned"
    send(plain, sent("W111", 2, 2))
    assert officer(plain, "D11").approve("W111").state == "approved"


def test_what_is_asked_no_longer_voids_what_was_approved_above_it(plain: Desk) -> None:
    send(plain, sent("W111", 1, 2), sent("W121", 1, 2), sent("D11", 1, 3), sent("D12", 1, 3))
    officer(plain, "D11").give_back("W111")
    for unit in ("D11", "D12"):
        officer(plain, "P1").approve(unit)
    fewer = planned()
    fewer["collects"][0]["from"] = [{"levels": ["district", "province"]}, {"self": True}]
    amended = plain.write_json("fewer.json", fewer)
    plain.done("plans", "amend", "N-2025-1", amended, "--reason", "không hỏi xã nữa")
    assert (state(plain, "D11"), kinds(plain, "D11")) == ("submitted", ["approved", "voided"])
    assert state(plain, "D12") == "approved"  # what W121 sent stands and counts
    with pytest.raises(Problem) as refused:
        officer(plain, "D11").approve("W111")
    assert code_of(refused) == "review_closed"


def test_a_plan_carried_over_is_judged_on_the_map_each_unit_stands_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    roster = desk.write("roster.csv", ROSTER)
    desk.done("units", "import", roster, "--lineage", desk.write("lineage.csv", LINEAGE))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", PLAN))
    desk.done("cascade", "N-2025-1")
    send(desk, sent("W1", 1, 2), sent("W5", 1, 2))
    officer(desk, "P1").give_back("W1")
    desk.done("cascade", "N-2025-1", "--on", "2025-07-01")
    assert officer(desk, "P1").approve("W5").state == "approved"
    send(desk, sent("W2", 1, 2))
    asked = ("W2", "ward-report", "2025", "--of", "P1", "--as", "Lan")
    assert "[unit_day_needed]" in desk.run("review", "approve", *asked).err
    desk.done("review", "approve", *asked, "--unit-on", "2025-08-01")
    refused = desk.run("review", "approve", *asked, "--unit-on", "2025-05-01")
    assert "[nothing_to_review]" in refused.err
    closed = ("W1", *asked[1:], "--unit-on", "2025-05-01")
    assert "[review_closed]" in desk.run("review", "approve", *closed).err


# many at once


def test_everything_that_waits_is_approved_in_one_go(desk: Desk) -> None:
    units = ("W111", "W112", "W113", "W121", "T1", "W211")
    send(desk, *({**sent(unit, 1, 2), "by": f"clerk of {unit}"} for unit in units))
    assert officer(desk, "D11").waits() == ["W111", "W112", "W113"]
    assert officer(desk, "P1").waits() == ["T1"]
    found = officer(desk, "D11", "clerk of W112").approve_below("D11")
    assert (found.approved, found.finished) == (2, 0)
    assert [(unit, one.code) for unit, one in found.refused] == [("W112", "own_submission")]
    assert officer(desk, "P1").waits() == ["T1", "W111", "W113"]
    found = officer(desk, "P1").approve_below("D11")
    assert (found.approved, found.finished, found.refused) == (2, 2, ())
    assert officer(desk, "P1").waits() == ["T1"]
    assert officer(desk, "D11").approve_below("D11").approved == 1
    assert officer(desk, "D11").approve_below("D11").approved == 0
    with pytest.raises(Problem) as refused:
        officer(desk, "D99").approve_below("D11")
    assert code_of(refused) == "unit_unknown"


# the plan


def test_who_approves_is_frozen_with_the_plan(desk: Desk) -> None:
    found = vault.value(store(desk), "SELECT approved_by FROM plan_form")
    assert json.loads(found) == ["district", "province"]
    changed = desk.write_json("amended.json", planned("province"))
    refused = desk.run("plans", "amend", "N-2025-1", changed, "--reason", "đổi cấp duyệt")
    assert "[amend_fixed]" in refused.err
    more = planned(*TWO)
    more["collects"][0]["due"]["2025"]["days_before"]["ward"] = 10
    amended = desk.write_json("more.json", more)
    desk.done("plans", "amend", "N-2025-1", amended, "--reason", "lùi hạn")
    assert steps(desk, "W111") == ["D11", "P1"]


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        (("province", "district"), "approver_order"),
        (("township",), "approver_level_unknown"),
        (("district", "district"), "unique_items"),
        ((), None),
        (("ward", "nation"), None),
    ],
)
def test_levels_that_approve_are_checked(
    tmp_path: Path, levels: tuple[str, ...], code: str | None
) -> None:
    desk = opened(tmp_path, ())
    outcome = desk.run("plans", "issue", desk.write_json("plan.json", planned(*levels)))
    assert (outcome.code == 0) == (code is None)
    assert code is None or f"[{code}]" in outcome.err


def test_a_level_above_the_issuer_cannot_be_bound(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    plan = {**planned("nation"), "issuer": "P1"}
    outcome = desk.run("plans", "issue", desk.write_json("plan.json", plan))
    assert "[approver_level_unknown]" in outcome.err


def test_the_same_form_asked_twice_has_one_list(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    plan = planned("district")
    plan["collects"].append({**plan["collects"][0], "approved_by": ["province"]})
    outcome = desk.run("plans", "issue", desk.write_json("plan.json", plan))
    assert "[approver_twice]" in outcome.err
