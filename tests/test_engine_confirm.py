"""Warnings are kept with what was sent, and answered with a reason; errors are not."""

import json
from pathlib import Path

import pytest

from tests import vault
from tests.desk import Desk
from tests.office import send, store
from tests.wards import district, stated

pytestmark = pytest.mark.both

WHY = "Sáp nhập hai tổ."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = district(tmp_path)
    send(made, stated("W1", 10, 20, "2024"))
    return made


def kept(desk: Desk) -> list[tuple[int, str, str, str | None]]:
    """Revision, code, path and reason of every warning."""
    return vault.rows(
        store(desk),
        "SELECT revision, code, path, reason FROM warning"
        " JOIN submission ON submission.id = submission_id ORDER BY warning.id",
    )


def digests(desk: Desk) -> list[str]:
    return [one for (one,) in vault.rows(store(desk), "SELECT digest FROM submission ORDER BY id")]


def confirm(desk: Desk, path: str, reason: str = WHY) -> tuple[int, str]:
    outcome = desk.run(
        "confirm", "W1", "ward-report", "2025", "--path", path, "--reason", reason, "--as", "An"
    )
    return outcome.code, outcome.err + outcome.out


def test_a_reason_sent_along_confirms_the_warning_on_its_path(desk: Desk) -> None:
    done = send(desk, stated("W1", 24, 29, reasons={"leaders.women": WHY}))
    assert [one.reason for one in done.warned] == [WHY]
    assert kept(desk) == [(1, "moved_much", "leaders.women", WHY)]


def test_the_same_content_with_a_reason_confirms_and_is_no_revision(desk: Desk) -> None:
    first = send(desk, stated("W1", 24, 29))
    assert [one.reason for one in first.warned] == [None]
    before = digests(desk)
    again = send(desk, stated("W1", 24, 29, reasons={"leaders.women": WHY}))
    assert (again.accepted, again.repeated) == (0, 1)
    assert [one.reason for one in again.warned] == [WHY]
    assert digests(desk) == before
    assert kept(desk) == [(1, "moved_much", "leaders.women", WHY)]


def test_confirming_later_keeps_who_and_why_and_changes_no_digest(desk: Desk) -> None:
    send(desk, stated("W1", 24, 29))
    before = digests(desk)
    assert confirm(desk, "leaders.women")[0] == 0
    assert digests(desk) == before
    assert kept(desk) == [(1, "moved_much", "leaders.women", WHY)]
    assert vault.rows(store(desk), "SELECT confirmed_by FROM warning") == [("An",)]
    verb, subject = vault.rows(store(desk), "SELECT verb, subject FROM act ORDER BY number")[-1]
    assert (verb, subject) == ("confirm", "W1 ward-report 2025")


def test_reasons_are_no_part_of_what_is_stated(tmp_path: Path) -> None:
    one, other = district(tmp_path / "one"), district(tmp_path / "other")
    send(one, stated("W1", 24, 29))
    send(other, stated("W1", 24, 29, reasons={"leaders.women": WHY}))
    assert digests(one) == digests(other)


def test_a_newer_revision_has_its_own_warnings_and_the_same_doubt_keeps_its_reason(
    desk: Desk,
) -> None:
    send(desk, stated("W1", 24, 29, reasons={"leaders.women": WHY}))
    same = send(desk, stated("W1", 24, 28))
    assert [(one.fault.path, one.reason) for one in same.warned] == [("leaders.women", WHY)]
    other = send(desk, stated("W1", 25, 28))
    assert [one.reason for one in other.warned] == [None]
    sound = send(desk, stated("W1", 12, 20))
    assert sound.warned == ()
    assert confirm(desk, "leaders.women")[0] == 1


def test_what_is_no_warning_cannot_be_confirmed(desk: Desk) -> None:
    send(desk, stated("W1", 24, 29))
    code, said = confirm(desk, "money")
    assert (code, "[warning_missing]" in said, "leaders.women" in said) == (1, True, True)


def test_an_error_cannot_be_confirmed(desk: Desk) -> None:
    assert send(desk, stated("W1", 30, 29, reasons={"leaders.women": WHY})).accepted == 0
    code, said = confirm(desk, "leaders.women")
    assert (code, "[error_not_confirmed]" in said) == (1, True)


def test_a_reason_says_something(desk: Desk) -> None:
    send(desk, stated("W1", 24, 29))
    assert confirm(desk, "leaders.women", "  ")[0] == 2
    assert kept(desk)[0][3] is None


def test_unreadable_reasons_are_refused_with_their_place(desk: Desk) -> None:
    done = send(
        desk,
        stated("W1", 12, 20, reasons=["x"]),
        stated("W2", 1, 2, reasons={"leaders.women": 7, "money": " "}),
    )
    found = [(f.code, f.path) for one in done.refused for f in one.faults]
    assert found == [
        ("member_not_object", "reasons"),
        ("member_not_text", "reasons.leaders.women"),
        ("member_not_a_word", "reasons.money"),
    ]


def test_the_command_says_what_is_odd_how_to_mend_it_and_how_to_confirm(desk: Desk) -> None:
    file = desk.write_json("one.json", stated("W1", 24, 29))
    told = desk.done("collect", file)
    assert "24 (2024: 10, +140 %)" in told.err
    assert "capbac confirm W1 ward-report 2025 --path leaders.women" in told.err
    (one,) = desk.done("collect", file, "--json").data()["warnings"]
    assert (one["code"], one["rung"], one["reason"]) == ("moved_much", "before", None)
    assert one["mend"]["vi"]
    assert one["label"]["en"]
    assert confirm(desk, "leaders.women")[0] == 0
    calm = desk.done("collect", file)
    assert "capbac confirm" not in calm.err
    assert json.loads(desk.done("collect", file, "--json").out)["warnings"][0]["reason"] == WHY
