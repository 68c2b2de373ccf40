"""A workbook to correct that comes after a newer revision undoes nothing its clerk did not mean."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.sending import Collected
from intake.book.reader import close_idle
from tests import vault
from tests.clerk import fetched, filled
from tests.desk import Desk, opened, sent
from tests.office import codes, send, store, take_in

pytestmark = [pytest.mark.both, pytest.mark.filterwarnings("ignore::UserWarning")]

FIRST = {"committee": True, "money": 12.5, "difficulties": "Đường xa"}


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    close_idle()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk on which the whole of what W111 sent was given back: every cell may be changed."""
    made = opened(tmp_path)
    assert send(made, sent("W111", 3, 8, **FIRST)).accepted == 1
    given_back(made)
    return made


def given_back(desk: Desk) -> None:
    soon = (datetime.now(UTC) + timedelta(days=30)).date()
    desk.done(
        "--as", "officer", "review", "return", "W111", "ward-report", "2025", "--of", "D11",
        "--reason", "Xem lại", "--due", soon,
    )  # fmt: skip


def packet(desk: Desk, name: str = "packet") -> Path:
    return fetched(desk, "W111", "--packet", name=name)


def newest(desk: Desk) -> tuple[Any, ...]:
    """Number and digest of the newest revision of W111."""
    return vault.rows(
        store(desk), "SELECT revision, digest FROM submission ORDER BY revision DESC LIMIT 1"
    )[0]


def named(done: Collected) -> list[tuple[str, str, str, str]]:
    (refused,) = done.refused
    return [(one.code, one.path, one.sent, one.allowed) for one in refused.faults]


def test_a_cell_nobody_touched_in_an_old_file_is_named_and_not_undone(desk: Desk) -> None:
    old = packet(desk)
    send(desk, sent("W111", 5, 8, **FIRST))
    stands = newest(desk)
    done = take_in(desk, [filled(old, {"money": 99})])
    assert named(done) == [("cell_outdated", "leaders.women", "3", "5")]
    assert newest(desk) == stands


def test_the_cell_set_to_what_stands_is_taken_with_what_was_typed(desk: Desk) -> None:
    old = packet(desk)
    send(desk, sent("W111", 5, 8, **FIRST))
    done = take_in(desk, [filled(old, {"money": 99, "leaders.women": 5})])
    assert (done.accepted, done.refused) == (1, ())


def test_a_figure_typed_into_an_old_file_is_the_clerks_word(desk: Desk) -> None:
    old = packet(desk)
    send(desk, sent("W111", 5, 8, **FIRST))
    assert take_in(desk, [filled(old, {"leaders.women": 4})]).accepted == 1


def test_a_figure_left_blank_or_marked_since_is_named_too(desk: Desk) -> None:
    old = packet(desk)
    record = sent("W111", 3, 8, committee=True, difficulties="Đường xa")
    send(desk, {**record, "marks": {"money": "none_occurred"}})
    said = desk.run("collect", filled(old, {"leaders.women": 4}))
    assert said.code == 1
    assert "Sau khi tệp này được tạo, đơn vị đã nộp - ở ô này; tệp vẫn ghi số cũ 12.5" in said.err
    assert "G17" in said.err


def test_the_same_file_may_be_mended_and_sent_again(desk: Desk) -> None:
    file = packet(desk)
    assert take_in(desk, [filled(file, {"leaders.women": 4})]).accepted == 1
    assert take_in(desk, [filled(file, {"leaders.women": 5, "money": 1})]).accepted == 1
    assert newest(desk)[0] == 3


def test_an_old_file_in_the_same_reading_as_the_newer_answer_undoes_nothing(desk: Desk) -> None:
    old = filled(packet(desk), {"money": 99})
    newer = desk.write_json("a.json", sent("W111", 5, 8, **FIRST))
    late = old.rename(desk.folder / "b.xlsx")
    done = take_in(desk, [newer, late])
    assert done.accepted == 1
    assert codes(done) == ["cell_outdated"]


def test_a_packet_with_some_cells_open_is_overtaken_within_one_reading(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 3, 8, **FIRST))
    soon = (datetime.now(UTC) + timedelta(days=30)).date()
    desk.done(
        "--as", "officer", "review", "return", "W111", "ward-report", "2025", "--of", "D11",
        "--reason", "Xem lại", "--cell", "leaders.women=Ít quá?", "--due", soon,
    )  # fmt: skip
    late = filled(packet(desk), {"leaders.women": 4}).rename(desk.folder / "b.xlsx")
    newer = desk.write_json("a.json", sent("W111", 3, 9, **FIRST))
    done = take_in(desk, [newer, late])
    assert done.accepted == 1
    assert codes(done) == ["packet_outdated"]


def test_reading_a_folder_again_with_a_taken_packet_and_what_came_after_it_changes_nothing(
    desk: Desk,
) -> None:
    file = filled(packet(desk), {"leaders.women": 4})
    assert take_in(desk, [file]).accepted == 1
    assert send(desk, sent("W111", 6, 8, **FIRST)).accepted == 1
    again = take_in(desk, [file])
    assert (again.accepted, again.repeated, again.refused) == (0, 1, ())
    assert newest(desk)[0] == 3


def test_a_workbook_of_a_draft_does_not_undo_what_was_sent_instead_of_it(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    assert codes(send(desk, sent("W111", 9, 8, **FIRST))) == ["check_failed"]
    old = packet(desk)
    assert send(desk, sent("W111", 5, 20, **FIRST)).accepted == 1
    done = take_in(desk, [filled(old, {"leaders.women": 7})])
    assert named(done) == [("cell_outdated", "leaders.total", "8", "20")]


def test_words_a_draft_holds_in_another_spelling_are_known_again(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    words = unicodedata.normalize("NFD", "Đường xa")
    send(desk, sent("W111", 9, 8, difficulties=words))
    old = packet(desk)
    assert send(desk, sent("W111", 5, 8, difficulties="Khác")).accepted == 1
    done = take_in(desk, [filled(old, {"leaders.women": 7})])
    assert named(done) == [("cell_outdated", "difficulties", "Đường xa", "Khác")]


def test_a_workbook_of_a_draft_is_taken_while_nothing_else_was_sent(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 9, 8, **FIRST))
    assert take_in(desk, [filled(packet(desk), {"leaders.women": 7})]).accepted == 1


def test_who_means_the_old_figures_sends_them_in_a_new_workbook(desk: Desk) -> None:
    old = packet(desk)
    send(desk, sent("W111", 5, 8, **FIRST))
    assert codes(take_in(desk, [filled(old, {"money": 99})])) == ["cell_outdated"]
    assert take_in(desk, [packet(desk, "anew")]).accepted == 1
    assert newest(desk)[0] == 3
