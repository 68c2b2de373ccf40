"""Who has sent: by level, by subtree, by unit; and what counts as on time."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.extend import Whom, extend
from engine.status import Scope, Status, status
from engine.work import Work
from errors import Problem
from store import assignments
from store.opening import Connection
from store.review_tables import review, warning
from store.tables import submission
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import NOW, send, store, work

pytestmark = pytest.mark.both

ASKED = ("ward-report", "2025")
"""Wards are due on 5 December 2025, the leaf district on the 20th, by the country's clock."""


def day(number: int) -> datetime:
    return datetime(2025, 12, number, 8, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def look(desk: Desk, now: datetime = NOW, **scope: str) -> Status:
    (found,) = status(work(desk), "2025", None, now, Scope(**scope))
    return found


def put(desk: Desk, unit: str, state: str) -> None:
    with work(desk).store().writing() as connection:
        (one,) = [o for o in assignments.owed(connection) if o.code == unit]
        assignments.set_state(connection, [one.id], state)


def test_a_unit_without_notes_ends_with_its_last_word_and_no_seconds(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), now=datetime(2025, 12, 4, 20, 5, 6, 789, tzinfo=UTC))
    lines = desk.done("status", "2025", "--units").out.splitlines()
    (told,) = [line for line in lines if line.startswith("  W111 ")]
    assert told.endswith("hạn 05/12/2025  nhận 04/12/2025 20:05"), told
    assert not any(line.endswith(("…", " ")) for line in lines)
    assert any(line.startswith("  Cấp xã: phải nộp") for line in lines)
    assert any("đầy đủ 11,11 %" in line for line in lines)


def test_every_state_is_counted_once_and_the_rates_follow(desk: Desk) -> None:
    for unit, number in (("W111", 5), ("W112", 6), ("W113", 4), ("W121", 4)):
        send(desk, sent(unit, 1, 2), now=day(number))
    put(desk, "W113", "returned")
    put(desk, "W121", "approved")
    put(desk, "W122", "draft")
    whole = look(desk, day(7)).whole
    assert (whole.expected, whole.sent, whole.on_time, whole.late) == (9, 4, 3, 1)
    assert (whole.silent, whole.draft, whole.missing) == (5, 1, 3)
    assert (whole.returned, whole.overdue, whole.approved) == (1, 1, 1)
    data = desk.done("--json", "status", "2025").data()[0]
    assert data["total"]["completeness"] == "44.44"
    assert data["total"]["on_time_rate"] == "33.33"
    assert data["by_level"]["district"]["expected"] == 1


def test_a_correction_sent_late_stays_on_time_as_the_first_was(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), now=day(5))
    send(desk, sent("W111", 2, 2), now=day(9))
    whole = look(desk, day(9)).whole
    assert (whole.sent, whole.on_time, whole.late) == (1, 1, 0)
    send(desk, sent("W112", 1, 2), now=day(6))
    send(desk, sent("W112", 2, 2), now=day(7))
    whole = look(desk, day(9)).whole
    assert (whole.sent, whole.on_time, whole.late) == (2, 1, 1)


def test_a_longer_term_after_the_first_came_late_does_not_make_it_prompt(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), now=day(6))
    put(desk, "W111", "returned")
    extend(work(desk), Whom("W111", *ASKED), date(2025, 12, 15), "x", "y", day(7))
    assert look(desk, day(7)).whole.late == 1
    assert look(desk, day(7)).whole.overdue == 0
    assert look(desk, day(16)).whole.overdue == 1
    send(desk, sent("W111", 2, 2), now=day(8))
    assert look(desk, day(8)).whole.late == 1
    # Asked for in time, it does.
    extend(work(desk), Whom("W112", *ASKED), date(2025, 12, 15), "x", "y", day(4))
    send(desk, sent("W112", 1, 2), now=day(8))
    assert (look(desk, day(8)).whole.late, look(desk, day(8)).whole.on_time) == (1, 1)


def test_one_subtree_and_one_level_may_be_asked_for(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), sent("W211", 1, 2), sent("D22", 1, 2), now=day(4))
    river = look(desk, below="P1")
    assert (river.whole.expected, river.whole.sent) == (6, 1)
    assert {one.standing.unit.code[:2] for one in river.lines} == {"T1", "W1"}
    sea = look(desk, below="P2", level="ward")
    assert list(sea.tallies) == ["ward"]
    assert (sea.whole.expected, sea.whole.sent) == (2, 1)
    alone = look(desk, below="W111")
    assert (alone.whole.expected, alone.whole.sent) == (1, 1)
    assert alone.subtrees == ()


def test_each_unit_just_below_is_counted_with_all_below_it(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), sent("W211", 1, 2), now=day(4))
    found = {unit.code: (t.expected, t.sent) for unit, t in look(desk).subtrees}
    assert found == {"P1": (6, 1), "P2": (3, 1)}
    found = {unit.code: (t.expected, t.sent) for unit, t in look(desk, below="P1").subtrees}
    assert found == {"D11": (3, 1), "D12": (2, 0), "T1": (1, 0)}
    data = desk.done("--json", "status", "2025", "--subtrees").data()[0]
    assert [one["unit"] for one in data["subtrees"]] == ["P1", "P2"]


def test_strangers_are_named_and_not_counted_as_nobody(desk: Desk) -> None:
    for scope, code in (
        (Scope(below="X9"), "unit_unknown"),
        (Scope(level="county"), "level_unknown"),
    ):
        with pytest.raises(Problem) as refused:
            status(work(desk), "2025", None, NOW, scope)
        assert refused.value.code == code


def test_every_unit_may_be_listed_as_lines_as_data_and_as_csv(desk: Desk) -> None:
    send(desk, {**sent("W111", 1, 2), "on_behalf_of": "D11"}, now=day(4))
    words = desk.done("status", "2025", "--units", "--lang", "en").out
    assert "W111  Ward 1 of Upper  submitted" in words
    assert "entered by D11" in words
    units = {
        one["unit"]: one for one in desk.done("--json", "status", "--units").data()[0]["units"]
    }
    assert units["W111"]["entered_by"] == "D11"
    rows = list(csv.DictReader(io.StringIO(desk.done("status", "2025", "--csv").out)))
    assert len(rows) == 9
    one = next(row for row in rows if row["unit"] == "W111")
    assert (one["state"], one["late"], one["entered_by"]) == ("submitted", "0", "D11")
    assert one["received"].startswith("2025-12-04T08:00:00")
    assert desk.run("--json", "status", "2025", "--csv").code == 2


def _beside(connection: Connection, unit: str) -> dict[str, Any]:
    (one,) = [o for o in assignments.owed(connection) if o.code == unit]
    query = submission.select().where(submission.c.assignment_id == one.id)
    kept = connection.execute(query.order_by(submission.c.id.desc())).first()
    assert kept is not None
    return {"assignment_id": one.id, "submission_id": kept.id, "digest": kept.digest}


def test_open_warnings_and_forced_acts_are_counted_beside(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), sent("W112", 1, 2), now=day(4))
    at = work(desk)
    with at.store().writing() as connection:
        first, second = _beside(connection, "W111"), _beside(connection, "W112")
        said: dict[str, Any] = {
            "code": "moved_much",
            "path": "x",
            "sent": "",
            "allowed": "",
            "message": "{}",
        }
        told: dict[str, Any] = {"reason": "so", "confirmed_by": "a", "confirmed_at": NOW}
        nobody: dict[str, Any] = {"reason": None, "confirmed_by": None, "confirmed_at": None}
        rows = [(first, nobody), (first, told), (second, nobody)]
        for whose, how in rows:
            values = {**said, **how, "submission_id": whose["submission_id"]}
            connection.execute(warning.insert().values(values))
        act = {"turn": 1, "kind": "approved", "forced": True, "at": NOW, "actor": "boss"}
        connection.execute(review.insert().values({**first, **act}))
    found = look(desk, day(5))
    assert (found.whole.warnings, found.whole.forced) == (2, 1)
    lines = {one.standing.unit.code: one.beside for one in found.lines}
    assert (lines["W111"].warnings, lines["W111"].forced) == (1, 1)
    # A new revision answers for itself: what was asked about the one before is no more.
    send(desk, sent("W112", 2, 2), now=day(5))
    assert look(desk, day(5)).whole.warnings == 1


def test_the_number_of_queries_does_not_grow_with_the_units(desk: Desk) -> None:
    from sqlalchemy import event

    at: Work = work(desk)
    status(at, "2025", None, NOW)
    counted: list[str] = []
    engine = at.store().engine
    event.listen(engine, "before_cursor_execute", lambda *a: counted.append(a[2]))
    send(desk, *[sent(f"W11{n}", 1, 2) for n in (1, 2, 3)])
    counted.clear()
    status(at, "2025", None, NOW)
    asks = [text for text in counted if "FROM assignment" in text and "submission" in text]
    assert len(asks) == 2
    assert len(counted) < 16


def test_a_unit_that_two_plans_ask_counts_once(tmp_path: Path) -> None:
    from tests.desk import PLAN

    desk = opened(tmp_path, [PLAN, {**PLAN, "issuer": "P1", "title": "Plan of the River"}])
    for ref in ("N-2025-1", "P1-2025-1"):
        send(desk, {**sent("W111", 3, 5), "plan": ref}, now=day(4))
    found = look(desk, day(5))
    assert (found.whole.expected, found.whole.sent) == (9, 1)
    assert found.whole.completeness is not None
    assert vault.rows(store(desk), "SELECT count(*) FROM submission") == [(2,)]
    assert look(desk, day(5) + timedelta(days=60)).whole.missing == 8


def test_levels_are_said_as_people_call_them(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    outcome = desk.run("status", "2025", "--level", "xã")
    assert "district (Cấp huyện), department (Sở, ngành), ward (Cấp xã)." in outcome.err
    assert "province, district, department, ward." in outcome.err
    shown = desk.done("units", "show", "W111").out
    assert "P1  Province of the River  (Cấp tỉnh)" in shown
    assert "W111  Ward 1 of Upper  (Cấp xã)" in shown
    assert "(province)" in desk.done("--lang", "en", "units", "show", "W111").out
