"""The calendar of a workspace on the desk, and the deadlines that are counted by it."""

import copy
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.calendar import calendar_of
from engine.standings import standings_of
from engine.status import status
from store import assignments
from tests import vault
from tests.desk import PLAN, WARD_FORM, Desk, Outcome, opened, roster_csv, sent
from tests.office import send, store, work

pytestmark = pytest.mark.both

MADE_UP = "TEST-0/not-a-real-decision"
SWAP = f"2026-01-02,off,Nghỉ bù,{MADE_UP}\n2026-01-10,work,Làm bù,{MADE_UP}\n"
HEAD = "day,kind,name,decision\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk in Vietnam, with the cast's units and the ward report under the decree's regime."""
    desk = Desk(tmp_path)
    desk.done("init", "--profile", "vn")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    form = {**WARD_FORM, "x-regime": "nd09-2019"}
    desk.done("forms", "add", desk.write_json("form.json", form))
    return desk


def plan(**ladder: Any) -> dict[str, Any]:
    """The plan of the nation with another ladder."""
    document = copy.deepcopy(dict(PLAN))
    document["collects"][0]["due"]["2025"] = ladder
    return document


def issue(desk: Desk, document: dict[str, Any]) -> Outcome:
    return desk.run("plans", "issue", desk.write_json("plan.json", document))


def dues(desk: Desk) -> dict[str, str]:
    query = (
        "SELECT unit.level, assignment.due FROM assignment JOIN unit ON unit.id = unit_id "
        "ORDER BY assignment.id"
    )
    return dict(vault.rows(store(desk), query))


def acts(desk: Desk) -> int:
    return int(vault.value(store(desk), "SELECT count(*) FROM act WHERE verb LIKE 'calendar%'"))


def load_swap(desk: Desk) -> Outcome:
    return desk.run("--json", "calendar", "import", desk.write("days.csv", HEAD + SWAP))


def test_declared_days_stand_in_the_years_list_with_their_decision(desk: Desk) -> None:
    assert load_swap(desk).data() == {"changed": 2, "unchanged": 0}
    listed = desk.done("--json", "calendar", "list", 2026).data()
    assert [one["day"] for one in listed] == sorted(one["day"] for one in listed)
    decided = {one["day"]: (one["kind"], one["decision"]) for one in listed if one["decision"]}
    assert decided == {"2026-01-02": ("off", MADE_UP), "2026-01-10": ("work", MADE_UP)}
    assert "2026-02-17" in {one["day"] for one in listed}
    assert MADE_UP in desk.done("calendar", "list", 2026).out


def test_the_same_days_a_second_time_change_nothing(desk: Desk) -> None:
    load_swap(desk)
    before = vault.dump(store(desk))
    assert load_swap(desk).data() == {"changed": 0, "unchanged": 2}
    assert vault.dump(store(desk)) == before
    assert acts(desk) == 1


def test_the_newest_word_on_a_day_stands_and_can_be_taken_back(desk: Desk) -> None:
    add = ("calendar", "add", "2026-03-04")
    desk.done(*add, "off", "--name", "Bão", "--decision", MADE_UP)
    desk.done(*add, "work", "--name", "Hết bão", "--decision", MADE_UP)
    rows = vault.rows(store(desk), "SELECT kind, name FROM calendar_day")
    assert rows == [("work", "Hết bão")]
    assert desk.done("--json", "calendar", "remove", "2026-03-04").data()["removed"] is True
    assert desk.done("--json", "calendar", "remove", "2026-03-04").data()["removed"] is False
    assert not vault.rows(store(desk), "SELECT * FROM calendar_day")
    assert acts(desk) == 3


@pytest.mark.parametrize(
    ("day", "kind", "name", "decision", "code"),
    [
        ("02/01/2026", "off", "x", MADE_UP, "bad_date"),
        ("2026-02-30", "off", "x", MADE_UP, "bad_date"),
        ("2026-01-02", "closed", "x", MADE_UP, "day_kind"),
        ("2026-01-02", "off", " ", MADE_UP, "empty_cell"),
        ("2026-01-02", "off", "x", "", "empty_cell"),
    ],
)
def test_a_day_that_cannot_be_read_is_refused(
    desk: Desk, day: str, kind: str, name: str, decision: str, code: str
) -> None:
    outcome = desk.run("calendar", "add", day, kind, "--name", name, "--decision", decision)
    assert outcome.code == 1
    assert "[calendar_faults]" in outcome.err
    assert f"[{code}]" in outcome.err


def test_a_file_with_one_wrong_row_declares_no_day_at_all(desk: Desk) -> None:
    text = HEAD + SWAP + f"2026-01-10,off,Nghỉ,{MADE_UP}\n"
    outcome = desk.run("calendar", "import", desk.write("days.csv", text))
    assert outcome.code == 1
    assert "dòng 4" in outcome.err
    assert "[day_twice]" in outcome.err
    assert not vault.rows(store(desk), "SELECT * FROM calendar_day")


def test_deadlines_are_counted_in_working_days_over_the_declared_swap(desk: Desk) -> None:
    load_swap(desk)
    steps = plan(national="2026-01-11", days_before={"district": 2, "ward": 6}, working=True)
    ref = issue(desk, steps).out.strip()
    desk.done("cascade", ref)
    # Sunday the 11th moves to the worked Saturday; six working days before it pass over the 2nd.
    assert dues(desk) == {
        "department": "2026-01-10",
        "district": "2026-01-08",
        "ward": "2025-12-31",
    }


def test_a_day_declared_after_the_cascade_moves_no_deadline_but_those_to_come(desk: Desk) -> None:
    steps = plan(national="2026-01-05", days_before={"ward": 1, "district": 1}, working=True)
    desk.done("cascade", issue(desk, steps).out.strip())
    assert dues(desk)["ward"] == "2026-01-02"
    load_swap(desk)
    assert dues(desk)["ward"] == "2026-01-02"
    desk.done("cascade", issue(desk, {**steps, "title": "Another"}).out.strip())
    assert dues(desk)["ward"] == "2025-12-31"


def test_calendar_days_are_counted_as_they_come(desk: Desk) -> None:
    steps = plan(national="2026-02-20", days_before={"ward": 3, "district": 1})
    desk.done("cascade", issue(desk, steps).out.strip())
    assert dues(desk)["ward"] == "2026-02-17"


def test_a_ladder_upside_down_is_not_issued(desk: Desk) -> None:
    outcome = issue(desk, plan(national="2025-12-20", days_before={"district": 5, "ward": 3}))
    assert outcome.code == 1
    assert "[ladder_upside_down]" in outcome.err
    assert "collects.1.due.2025.days_before" in outcome.err
    assert not vault.rows(store(desk), "SELECT * FROM plan")


def test_a_deadline_too_near_the_end_of_the_facts_is_issued_with_a_warning(desk: Desk) -> None:
    outcome = issue(desk, plan(national="2025-12-15", days_before={"ward": 1, "district": 1}))
    assert outcome.code == 0
    assert "[deadline_too_near]" in outcome.err
    assert "ward 2025-12-14" in outcome.err
    assert issue(desk, plan(national="2025-12-16")).err.count("[deadline_too_near]") == 0


def test_a_plain_workspace_counts_weekends_only(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    at = work(desk)
    with at.store().reading() as connection:
        calendar = calendar_of(at, connection)
    assert calendar.is_working(date(2026, 2, 17))
    assert not calendar.is_working(date(2026, 2, 21))


@pytest.fixture(params=["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine's own zone, which must not matter."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("second", "late"), [("2025-12-05T16:59:59", False), ("2025-12-05T17:00:00", True)]
)
def test_the_due_day_ends_at_midnight_in_vietnam_whatever_the_machines_zone(
    desk: Desk, zone: str, second: str, *, late: bool
) -> None:
    # 16:59:59 in UTC is 23:59:59 at +07:00.
    moment = datetime.fromisoformat(second).replace(tzinfo=UTC)
    desk.done("cascade", issue(desk, dict(PLAN)).out.strip())
    assert dues(desk)["ward"] == "2025-12-05"
    send(desk, sent("W111", 1, 2), now=moment)
    at = work(desk)
    with at.store().reading() as connection:
        ((form_id, _, period),) = assignments.periods(connection)
        _, found = standings_of(at, connection, form_id, period, moment)
    by_code = {one.unit.code: one for one in found}
    assert by_code["W111"].late == late
    assert by_code["W112"].missing == late
    (whole,) = status(at, "2025", None, moment)
    assert whole.levels["ward"]["late"] == int(late)
    assert whole.levels["ward"]["missing"] == 6 * late
