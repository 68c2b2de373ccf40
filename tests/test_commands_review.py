"""The commands of review, as an officer types them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import courts
from tests.desk import Desk, sent

ASKED = ("ward-report", "2025")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    courts.opened(tmp_path, courts.asking("district", "province"))
    desk = Desk(tmp_path)
    for unit in ("W111", "W112", "W121"):
        one = {**sent(unit, 1, 2), "by": f"Cán bộ {unit}"}
        desk.done("collect", desk.write_json(f"{unit}.json", one))
    return desk


def test_an_officer_looks_approves_and_the_next_one_sees_it(desk: Desk) -> None:
    assert desk.done("review", "list", "P1").out == "Không có bản nào đang chờ P1 duyệt.\n"
    head, *waits = desk.done("review", "list", "--of", "D11").out.splitlines()
    assert head.startswith("Đang chờ D11 duyệt: 2.")
    assert "  hạn 05/12/2025" in waits[0]
    assert [line.split()[0] for line in waits] == ["W111", "W112"]
    data = desk.done("review", "list", "D11", "--json").data()
    approve = ("review", "approve", "W111", *ASKED, "--of", "D11", "--as", "Lan")
    said = desk.done(*approve, "--sha256", data[0]["sha256"][:8]).out
    assert "P1" in said
    (one,) = desk.done("review", "list", "P1", "--json").data()
    assert (one["unit"], one["name"]) == ("W111", waits[0].split("  ")[1])
    again = desk.run(*approve)
    assert (again.code, "[state_changed]" in again.err) == (1, True)


def test_a_return_is_told_cell_by_cell_and_shown_in_the_history(desk: Desk) -> None:
    cells = ("--cell", "leaders.women=thiếu hai người", "--cell", "money=xem lại = ?")
    back = ("review", "return", "W111", *ASKED, "--of", "D11", "--as", "Lan", *cells)
    far = desk.run(*back, "--reason", "Số liệu lệch", "--due", "2099-12-31")
    assert "[extension_too_far]" in far.err
    soon = str((datetime.now(UTC) + timedelta(days=30)).date())
    said = desk.done(*back, "--reason", "Số liệu lệch", "--due", soon).out
    assert "leaders.women: thiếu hai người" in said
    shown = desk.done("review", "show", "W111", *ASKED).out
    by_hand = "/".join(reversed(soon.split("-")))
    for words in (
        "đã trả lại",
        "Lan",
        "Số liệu lệch",
        "money: xem lại = ?",
        "Cán bộ W111",
        by_hand,
    ):
        assert words in shown, shown
    data = desk.done("review", "show", "W111", *ASKED, "--json").data()
    assert data["acts"][0]["cells"]["leaders.women"] == "thiếu hai người"
    assert (data["state"], data["turn"]) == ("returned", 2)
    english = desk.done("review", "show", "W111", *ASKED, "--lang", "en").out
    assert "returned  D11  Lan" in english


def test_all_that_waits_is_approved_and_the_refused_are_named(desk: Desk) -> None:
    below = ("review", "approve", "--below", "D11", *ASKED, "--of", "D11", "--as", "cán bộ w112")
    outcome = desk.run(*below)
    assert outcome.code == 1
    assert outcome.out.splitlines()[0].startswith("Đã duyệt 1 bản")
    assert "W112" in outcome.out.splitlines()[1]
    data = json.loads(desk.run(*below, "--json").out)
    assert (data["approved"], data["refused"][0]["code"]) == (0, "own_submission")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list",), "usage"),
        (("list", "D11", "--of", "P1"), "usage"),
        (("list", "D99"), "unit_unknown"),
        (("show", "W999", *ASKED), "nothing_owed"),
        (("approve", "W111", *ASKED, "--of", "D99", "--as", "Lan"), "unit_unknown"),
        (("approve", "W111", *ASKED, "--of", "D11", "--below", "--force"), "usage"),
        (("approve", "W111", *ASKED, "--of", "D11", "--as", "L", "--force"), "reason_missing"),
        (
            ("return", "W111", *ASKED, "--of", "D11", "--as", "L", "--reason", "x", "--cell", "a"),
            "usage",
        ),
        (("return", "W111", *ASKED, "--of", "D11", "--as", "L", "--reason", " "), "reason_missing"),
        (("approve", "W111", *ASKED, "--of", "D11", "--as", "L", "--plan", "X"), "plan_unknown"),
    ],
)
def test_a_mistake_is_answered(desk: Desk, words: tuple[str, ...], code: str) -> None:
    outcome = desk.run("review", *words)
    assert outcome.code in (1, 2)
    assert f"[{code}]" in outcome.err
