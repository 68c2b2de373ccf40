"""Entering for a silent ward: who may, until when, and how everybody sees it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from engine.behalf import entered_by
from engine.status import status
from store import assignments
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import NOW, codes, roll_up, send, store, work, write_books

pytestmark = pytest.mark.both

WHOSE = ("W111", "ward-report", "2025")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def entered(women: int, who: str, unit: str = "W111", **more: Any) -> Mapping[str, Any]:
    return {**sent(unit, women, 9), "on_behalf_of": who, **more}


def shown(desk: Desk) -> str:
    (found,) = status(work(desk), "2025", None, NOW)
    (line,) = [one for one in found.lines if one.standing.unit.code == "W111"]
    return line.standing.on_behalf_of


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("D11", "D11"),
        ("P1", "P1"),
        ("N", "N"),
        ("W111", "officer"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
    ],
)
def test_a_unit_above_or_a_person_may_enter_and_is_shown(desk: Desk, who: str, seen: str) -> None:
    found = send(desk, entered(3, who, by="officer"))
    assert not found.refused
    assert found.receipts[0].entered_by == seen
    assert shown(desk) == seen
    (one,) = desk.done("--json", "revisions", *WHOSE).data()["revisions"]
    assert (one["entered_by"], one["sender"]) == (seen, "officer")
    roll_up(desk)
    sheet = load_workbook(write_books(desk)["D11"])["Tình hình nộp"]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    assert rows["W111"][7] == seen


@pytest.mark.parametrize("who", ["D12", "P2", "W112", "T1"])
def test_a_unit_that_is_not_above_may_not(desk: Desk, who: str) -> None:
    found = send(desk, entered(3, who))
    assert codes(found) == ["behalf_unfit"]
    assert found.refused[0].faults[0].allowed == "D11, P1, N, W111"


def test_the_receipt_says_who_entered_it(desk: Desk) -> None:
    file = desk.write_json("one.json", entered(3, "D11"))
    told = desk.done("--json", "collect", file).data()["receipts"]
    assert told[0]["entered_by"] == "D11"
    assert "entered for the unit by D11" in desk.done("collect", file, "--lang", "en").out
    own = desk.done("--json", "collect", desk.write_json("two.json", sent("W112", 1, 2))).data()
    assert "entered_by" not in own["receipts"][0]


def test_what_the_ward_sends_itself_stands_above_what_was_entered_for_it(desk: Desk) -> None:
    send(desk, entered(3, "D11"))
    own = send(desk, sent("W111", 4, 9))
    assert (own.accepted, own.receipts[0].revision) == (1, 2)
    assert shown(desk) == ""


def test_the_wards_own_word_counts_even_where_it_says_the_same(desk: Desk) -> None:
    send(desk, entered(3, "D11"))
    own = send(desk, sent("W111", 3, 9))
    assert (own.accepted, own.receipts[0].revision, own.receipts[0].entered_by) == (1, 2, "")
    assert shown(desk) == ""
    again = send(desk, sent("W111", 3, 9))
    assert (again.accepted, again.repeated) == (0, 1)


def test_nobody_enters_over_what_a_ward_sent_itself(desk: Desk) -> None:
    send(desk, sent("W111", 4, 9))
    over = send(desk, entered(3, "D11"))
    assert codes(over) == ["behalf_not_silent"]
    assert over.accepted == 0
    both = send(desk, sent("W112", 4, 9), entered(3, "D11", "W112"))
    assert (both.accepted, codes(both)) == (1, ["behalf_not_silent"])


def test_a_refused_entry_leaves_its_key_free(desk: Desk) -> None:
    send(desk, sent("W111", 4, 9))
    assert codes(send(desk, entered(3, "D11", key="k"))) == ["behalf_not_silent"]
    assert send(desk, {**sent("W111", 5, 9), "key": "k"}).accepted == 1


def test_an_officer_may_correct_what_an_officer_entered(desk: Desk) -> None:
    send(desk, entered(3, "D11"))
    assert send(desk, entered(4, "D11")).accepted == 1


def test_after_a_return_an_officer_may_enter_for_a_ward_that_stays_silent(desk: Desk) -> None:
    send(desk, sent("W111", 4, 9))
    with work(desk).store().writing() as connection:
        (one,) = [o for o in assignments.owed(connection) if o.code == "W111"]
        assignments.set_state(connection, [one.id], "returned")
    assert send(desk, entered(3, "D11")).accepted == 1


def test_reading_a_folder_again_in_which_both_lie_changes_nothing(desk: Desk) -> None:
    folder = desk.folder / "inbox"
    desk.write_json("inbox/a.json", entered(3, "D11"))
    desk.write_json("inbox/b.json", sent("W111", 4, 9))
    first = desk.done("--json", "collect", folder).data()
    again = desk.done("--json", "collect", folder).data()
    assert (first["accepted"], again["accepted"], again["repeated"]) == (2, 0, 2)
    assert vault.rows(store(desk), "SELECT count(*) FROM submission") == [(2,)]


def test_who_entered_is_the_sender_where_only_the_ward_is_named() -> None:
    assert entered_by("W1", "W1", "A") == "A"
    assert entered_by("W1", "D1", "A") == "D1"
    assert entered_by("W1", None, "A") == ""
