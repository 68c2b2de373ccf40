"""Deadlines moved later on the desk: for one unit or a subtree, with a reason, and taken back."""

import copy
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import messages
from engine.extend import Whom, extend, undo
from engine.status import status
from reporting.extension import Step, Term, term_at
from tests import vault
from tests.desk import PLAN, Desk, opened, sent
from tests.office import roll_up, send, store, work, write_books

pytestmark = pytest.mark.both

NOW = datetime(2025, 12, 8, 8, tzinfo=UTC)  # wards were due on the 5th, others on the 20th
ASKED = ("ward-report", "2025")
WHY = ("--reason", "Lũ lụt", "--approver", "Chánh Văn phòng")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def due(desk: Desk, code: str) -> str | None:
    query = "SELECT due FROM assignment JOIN unit ON unit.id = unit_id WHERE code = ?"
    found: str | None = vault.value(store(desk), query, code)
    return found


def told(desk: Desk, *arguments: object) -> dict[str, Any]:
    data: dict[str, Any] = desk.done("--json", "extend", *arguments).data()
    return data


def refused(desk: Desk, *arguments: object) -> str:
    outcome = desk.run("extend", *arguments)
    assert outcome.code in (1, 2), outcome.out
    return outcome.err.partition("]")[0].removeprefix("[")


def test_one_unit_gets_a_later_day_with_reason_and_approver(desk: Desk) -> None:
    assert told(desk, "W111", *ASKED, "--to", "2025-12-12", *WHY)["changed"] == 1
    assert due(desk, "W111") == "2025-12-12"
    assert due(desk, "W112") == "2025-12-05"
    rows = vault.rows(store(desk), "SELECT due_before, due, reason, approver FROM extension")
    assert rows == [("2025-12-05", "2025-12-12", "Lũ lụt", "Chánh Văn phòng")]
    details = vault.value(store(desk), "SELECT details FROM act WHERE verb = 'extend'")
    assert json.loads(details)["approver"] == "Chánh Văn phòng"
    acts = vault.rows(store(desk), "SELECT verb, reason FROM plan_act WHERE verb = 'extend'")
    assert acts == [("extend", "Lũ lụt")]


def test_the_same_extension_twice_changes_nothing(desk: Desk) -> None:
    asked = ("W111", *ASKED, "--to", "2025-12-12", *WHY)
    told(desk, *asked)
    before = vault.dump(store(desk))
    again = told(desk, *asked)
    assert (again["changed"], again["unchanged"]) == (0, 1)
    assert vault.dump(store(desk)) == before


def test_a_whole_subtree_is_extended_in_one_act(desk: Desk) -> None:
    send(desk, sent("W121", 1, 2), now=NOW)
    found = told(desk, "--all-below", "P1", *ASKED, "--to", "2025-12-12", *WHY)
    assert found == {
        "plan": "N-2025-1",
        "changed": 4,  # four wards still to send
        "unchanged": 0,
        "closed": 1,  # one has sent
        "later": 1,  # the department is due later anyway
        "undated": 0,
        "barred": 0,
    }
    assert due(desk, "T1") == "2025-12-20"
    assert due(desk, "W121") == "2025-12-05"
    assert due(desk, "W211") == "2025-12-05"
    assert vault.value(store(desk), "SELECT count(*) FROM act WHERE verb = 'extend'") == 1


@pytest.mark.parametrize("officer", ["D11", "P1", "N"])
def test_officers_above_may_give_longer(desk: Desk, officer: str) -> None:
    asked = ("W111", *ASKED, "--to", "2025-12-12", "--of", officer, *WHY)
    assert told(desk, *asked)["changed"] == 1
    details = vault.value(store(desk), "SELECT details FROM act WHERE verb = 'extend'")
    assert json.loads(details)["officer"] == officer
    undone = ("W111", *ASKED, "--undo", "--of", officer, "--reason", "nhầm")
    assert told(desk, *undone)["changed"] == 1


@pytest.mark.parametrize("officer", ["W111", "W112", "D12", "P2", "T1"])
def test_nobody_else_moves_a_deadline(desk: Desk, officer: str) -> None:
    before = vault.dump(store(desk))
    asked = ("W111", *ASKED, "--to", "2025-12-12", "--of", officer, *WHY)
    assert refused(desk, *asked) == "not_above"
    told(desk, "W111", *ASKED, "--to", "2025-12-12", *WHY)
    assert refused(desk, "W111", *ASKED, "--undo", "--of", officer, "--reason", "x") == "not_above"
    assert due(desk, "W111") == "2025-12-12"
    assert before != vault.dump(store(desk))


def test_of_a_subtree_an_officer_moves_what_is_below_him(desk: Desk) -> None:
    found = told(desk, "--all-below", "P1", *ASKED, "--to", "2025-12-25", "--of", "D11", *WHY)
    assert (found["changed"], found["barred"]) == (3, 3)
    assert (due(desk, "W111"), due(desk, "W121")) == ("2025-12-25", "2025-12-05")
    assert refused(desk, "W111", *ASKED, "--to", "2025-12-26", "--of", "W9", *WHY) == "unit_unknown"


def test_a_deadline_is_never_moved_earlier(desk: Desk) -> None:
    assert refused(desk, "W111", *ASKED, "--to", "2025-12-04", *WHY) == "extension_earlier"
    below = ("--all-below", "D11", *ASKED)
    assert refused(desk, *below, "--to", "2025-12-04", *WHY) == "extension_earlier"
    assert due(desk, "W111") == "2025-12-05"


def test_a_day_far_beyond_the_deadline_is_taken_for_a_slip(desk: Desk) -> None:
    assert refused(desk, "W111", *ASKED, "--to", "2999-01-01", *WHY) == "extension_too_far"
    assert refused(desk, "W111", *ASKED, "--to", "2027-12-07", *WHY) == "extension_too_far"
    assert due(desk, "W111") == "2025-12-05"
    assert told(desk, "W111", *ASKED, "--to", "2027-12-05", *WHY)["changed"] == 1


def test_what_was_sent_is_not_extended(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), now=NOW)
    assert refused(desk, "W111", *ASKED, "--to", "2025-12-12", *WHY) == "extension_closed"


def test_what_has_no_deadline_is_not_extended(tmp_path: Path) -> None:
    free = copy.deepcopy(dict(PLAN))
    del free["collects"][0]["due"]
    desk = opened(tmp_path, (free,))
    assert refused(desk, "W111", *ASKED, "--to", "2025-12-12", *WHY) == "extension_undated"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("W999", "ward-report", "2025"), "nothing_owed"),
        (("P1", "ward-report", "2025"), "nothing_owed"),
        (("--all-below", "W999", "ward-report", "2025"), "unit_unknown"),
        (("W111", "no-form", "2025"), "form_unknown"),
        (("W111", "ward-report", "2024"), "nothing_assigned"),
        (("W111", "ward-report", "20xx"), "period_invalid"),
        (("W111", "ward-report", "2025", "--plan", "N-1"), "plan_unknown"),
    ],
)
def test_what_nobody_owes_is_refused(desk: Desk, asked: tuple[str, ...], code: str) -> None:
    assert refused(desk, *asked, "--to", "2025-12-12", *WHY) == code


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--reason", "x", "--approver", "y"), "extension_day_missing"),
        (("--to", " ", "--reason", "x", "--approver", "y"), "extension_day_missing"),
        (("--to", "2025-12-12", "--reason", "x"), "approver_missing"),
        (("--to", "2025-12-12", "--reason", "x", "--approver", " "), "approver_missing"),
        (("--to", "2025-12-12", "--approver", "y"), "usage"),
        (("--to", "2025-12-12", "--reason", " ", "--approver", "y"), "reason_missing"),
        (("--undo", "--to", "2025-12-12", "--reason", "x"), "usage"),
    ],
)
def test_a_day_a_reason_and_an_approver_are_all_needed(
    desk: Desk, options: tuple[str, ...], code: str
) -> None:
    assert refused(desk, "W111", *ASKED, *options) == code
    assert not vault.rows(store(desk), "SELECT * FROM extension")


def test_of_two_plans_one_must_be_named(tmp_path: Path) -> None:
    desk = opened(tmp_path, (PLAN, {**PLAN, "title": "Again"}))
    asked = ("W111", *ASKED, "--to", "2025-12-12", *WHY)
    assert refused(desk, *asked) == "plan_needed"
    assert told(desk, *asked, "--plan", "N-2025-2")["plan"] == "N-2025-2"
    query = "SELECT ref FROM assignment JOIN plan ON plan.id = plan_id WHERE due = '2025-12-12'"
    assert vault.rows(store(desk), query) == [("N-2025-2",)]


def test_taking_back_gives_the_first_deadline_back_however_often_it_was_moved(desk: Desk) -> None:
    for day in ("2025-12-12", "2025-12-15"):
        told(desk, "W111", *ASKED, "--to", day, *WHY)
    back = ("W111", *ASKED, "--undo", "--reason", "Nhầm đơn vị")
    assert told(desk, *back)["changed"] == 1
    assert due(desk, "W111") == "2025-12-05"
    before = vault.dump(store(desk))
    assert told(desk, *back)["changed"] == 0
    assert vault.dump(store(desk)) == before
    assert told(desk, "W111", *ASKED, "--to", "2025-12-12", *WHY)["changed"] == 1
    kept = vault.rows(store(desk), "SELECT due, undone_reason FROM extension ORDER BY id")
    assert kept == [
        ("2025-12-12", "Nhầm đơn vị"),
        ("2025-12-15", "Nhầm đơn vị"),
        ("2025-12-12", None),
    ]


def test_taking_back_a_subtree_leaves_what_was_sent_in_the_longer_term(desk: Desk) -> None:
    told(desk, "--all-below", "D11", *ASKED, "--to", "2025-12-12", *WHY)
    send(desk, sent("W111", 1, 2), now=NOW)
    found = told(desk, "--all-below", "D11", *ASKED, "--undo", "--reason", "x")
    assert (found["changed"], found["closed"]) == (2, 1)
    assert due(desk, "W111") == "2025-12-12"
    assert due(desk, "W112") == "2025-12-05"


def test_status_shows_extended_beside_late_and_missing(desk: Desk) -> None:
    at = work(desk)
    extend(at, Whom("W111", *ASKED), date(2025, 12, 12), "x", "y", NOW)
    send(desk, sent("W112", 1, 2), now=NOW)
    (whole,) = status(at, "2025", None, NOW)
    assert whole.levels["ward"] == {
        "expected": 7,
        "sent": 1,
        "late": 1,
        "missing": 5,
        "extended": 1,
    }
    (later,) = status(at, "2025", None, NOW + timedelta(days=5))
    assert later.levels["ward"]["missing"] == 6
    assert later.levels["ward"]["extended"] == 1
    told_now = desk.done("--json", "status", "2025").data()
    assert told_now[0]["extended"] == ["W111"]
    assert "W111" in desk.done("status", "2025", "--silent").out


def test_sent_within_the_longer_term_is_on_time(desk: Desk) -> None:
    extend(work(desk), Whom("W111", *ASKED), date(2025, 12, 12), "x", "y", NOW)
    last_second = datetime(2025, 12, 12, 23, 59, 59, tzinfo=UTC)
    send(desk, sent("W111", 1, 2), now=last_second)
    (whole,) = status(work(desk), "2025", None, last_second)
    assert whole.levels["ward"]["late"] == 0


def test_a_roll_up_that_stands_keeps_saying_what_was_due_when_it_was_made(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), now=NOW)
    roll_up(desk, now=NOW)
    before = {code: path.read_bytes() for code, path in write_books(desk, "before").items()}
    extend(work(desk), Whom("W112", *ASKED), date(2025, 12, 12), "x", "y", NOW + timedelta(hours=1))
    after = {code: path.read_bytes() for code, path in write_books(desk, "after").items()}
    assert after == before


def test_the_workbook_says_that_a_deadline_was_extended(desk: Desk) -> None:
    from openpyxl import load_workbook

    extend(work(desk), Whom("W112", *ASKED), date(2025, 12, 12), "x", "y", NOW)
    send(desk, sent("W111", 1, 2), now=NOW)
    roll_up(desk, now=NOW)
    sheet = load_workbook(write_books(desk)["D11"])["Tình hình nộp"]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    assert rows["W112"][4] == "Được gia hạn"
    assert rows["W113"][4] == "Quá hạn chưa nộp"
    assert rows["W111"][4] == "Nộp muộn"


def test_an_undo_of_what_something_else_moved_since_leaves_the_day_there(desk: Desk) -> None:
    at = work(desk)
    extend(at, Whom("W111", *ASKED), date(2025, 12, 12), "x", "y", NOW)
    with at.store().writing() as connection:
        connection.exec_driver_sql(
            "UPDATE assignment SET due = '2025-12-18' WHERE due = '2025-12-12'"
        )
    (whole,) = status(at, "2025", None, NOW)
    assert whole.levels["ward"]["extended"] == 0
    assert undo(at, Whom("W111", *ASKED), "x", NOW).changed == 1
    assert due(desk, "W111") == "2025-12-18"


def test_the_day_due_at_a_moment_follows_the_acts_before_it() -> None:
    def at(day: int) -> datetime:
        return datetime(2025, 12, day, tzinfo=UTC)

    first, second, third = date(2025, 12, 5), date(2025, 12, 12), date(2025, 12, 15)
    steps = [Step(first, second, at(1), at(4)), Step(second, third, at(2), at(4))]
    again = [*steps, Step(first, second, at(6))]
    assert term_at(steps, at(1) - timedelta(1)) == Term(first, extended=False)
    assert term_at(steps, at(1)) == Term(second, extended=True)
    assert term_at(steps, at(3)) == Term(third, extended=True)
    assert term_at(steps, at(5)) == Term(first, extended=False)
    assert term_at(steps) == Term(first, extended=False)
    assert term_at(again, at(5)) == Term(first, extended=False)
    assert term_at(again) == Term(second, extended=True)


def test_why_nothing_can_be_extended_is_said_in_the_readers_language() -> None:
    details = {"count": 2, "states": "approved, submitted"}
    assert "(đã duyệt, đã nộp)" in messages.problem("vi", "extension_closed", details)
