"""The mark of what may be answered, and what is closed while it is being judged."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.collect import check_part, keep_part, parts
from engine.succession import succeed
from engine.work import Work
from store import assignments
from tests.cast import DAY
from tests.desk import Desk, opened, sent

pytestmark = pytest.mark.both

NOW = datetime(2025, 8, 1, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


@pytest.fixture
def work(desk: Desk) -> Work:
    return Work(f"sqlite:///{desk.workspace / 'capbac.db'}", str(desk.workspace), "tester")


def mark(work: Work) -> str:
    with work.store().reading() as connection:
        return assignments.mark(connection)


def test_the_mark_changes_with_what_may_be_answered_and_only_then(desk: Desk, work: Work) -> None:
    first = mark(work)
    desk.done("cascade", "N-2025-1")
    assert mark(work) == first
    with work.store().writing() as connection:
        one = assignments.owed(connection)[0].id
        assert assignments.set_state(connection, [one], "withdrawn") == 1
        assert assignments.set_state(connection, [], "withdrawn") == 0
    second = mark(work)
    assert second != first
    with work.store().writing() as connection:
        assert assignments.closed(connection, [one, one + 1]) == {one}
        assert one not in {owed.id for owed in assignments.owed(connection)}
        assignments.set_state(connection, [one], "expected")
    assert mark(work) not in (first, second)


def test_what_was_closed_while_it_was_judged_is_refused(desk: Desk, work: Work) -> None:
    path = desk.write_json("one.json", sent("W111", 1, 2))
    (part,) = parts(work, [path], None)
    checked = check_part(work, part)
    assert len(checked.accepted) == 1
    text = "code,name,level,parent_code,valid_from,valid_to\nW111,One,ward,D11,,2025-06-30\n"
    desk.done("units", "import", desk.write("ended.csv", text))
    succeed(work, "N-2025-1", DAY.replace(month=7), NOW)
    kept = keep_part(work, checked, NOW)
    assert kept.accepted == 0
    assert [one.faults[0].code for one in kept.refused] == ["not_assigned"]
