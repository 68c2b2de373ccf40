"""What nobody will look at again fails the test that left it."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows import record
from tests import dead_letters, house, vault
from tests.desk import Desk, opened
from tests.office import store, work

pytestmark = [pytest.mark.both, pytest.mark.dead_letters]
RUN = (
    "INSERT INTO run (flow, asked, actor, host, process, state, stage, done, total, counts, "
    "started_at, moved_at, seen_at, problem) VALUES ('year', '{}', '', 'h', '1 1 1', ?, '', 0, 0, "
    "'{}', '2025-12-01', '2025-12-01', '2025-12-01', ?)"
)
LETTER = (
    "INSERT INTO outbox (key, unit_id, kind, subject, body, matters, state, attempts, next_at, "
    "broken_off, delivered, made_at) SELECT 'k', min(id), 'digest', 's', 'b', '[]', ?, 1, "
    "'2025-12-01', 0, '[]', '2025-12-01' FROM unit"
)


@pytest.fixture
def desk(tmp_path: Path, database: str) -> Desk:
    return opened(tmp_path)


@pytest.mark.parametrize("state", ["pending", "sent", "void"])
def test_a_message_that_may_still_leave_or_has_left_is_none(desk: Desk, state: str) -> None:
    vault.change(store(desk), LETTER, state)
    assert dead_letters.listed(dead_letters.USED) == []


def test_a_message_that_was_given_up_fails_the_test_that_left_it(desk: Desk) -> None:
    desk.done("status")
    vault.change(store(desk), LETTER, "dead")
    found = dead_letters.listed(dead_letters.USED)
    with pytest.raises(pytest.fail.Exception, match="message 1 was given up"):
        dead_letters.refuse(found)


@pytest.mark.parametrize(
    ("state", "problem", "left"),
    [
        ("running", None, True),
        ("lost", None, True),
        ("failed", None, True),
        ("failed", '{"code": "internal"}', True),
        ("failed", '{"code": "run_broken", "reason": "KeyError"}', True),
        ("failed", '{"code": "nothing_assigned"}', False),
        ("done", None, False),
    ],
)
def test_a_run_that_is_over_in_words_is_none_and_any_other_is(
    desk: Desk, state: str, problem: str | None, *, left: bool
) -> None:
    vault.change(store(desk), RUN, state, problem)
    assert bool(dead_letters.listed([desk.workspace])) == left


def test_a_flow_that_broke_through_a_mistake_of_our_own_is_one(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), record.recorded(work(desk), "rollup", {}):
        raise ZeroDivisionError
    (line,) = dead_letters.listed([desk.workspace])
    assert "run 1 (rollup) is failed" in line


def test_a_folder_without_a_store_has_no_list(tmp_path: Path) -> None:
    assert dead_letters.listed([tmp_path]) == []


CHECKED = """
from tests import vault
from tests.desk import opened
from tests.office import store
from tests.test_dead_letters import LETTER


def test_left(tmp_path):
    desk = opened(tmp_path)
    desk.done("status")
    vault.change(store(desk), LETTER, "dead")
"""


@pytest.mark.slow
def test_a_run_of_the_suite_fails_where_a_test_leaves_one(tmp_path: Path) -> None:
    path = tmp_path / "test_left.py"
    path.write_text(CHECKED, encoding="utf-8")
    words = ["-q", "-p", "no:cacheprovider", "-p", "tests.conftest", "-c", "pyproject.toml"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, str(path)],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "dead letters" in done.stdout
    assert "1 passed, 1 error" in done.stdout
