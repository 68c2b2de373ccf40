"""Workbooks through the door: made by Capbac, filled in, and judged as JSON is judged."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.issued import Templates
from intake.book.reader import close_idle
from schemas.grid import SHEET
from tests.clerk import fetched, filled
from tests.desk import Desk, opened, sent
from tests.office import NOW, codes, take_in

FULL = {"leaders": {"women": 3, "total": 8}, "committee": True, "money": 12.5}
CELLS: Mapping[str, Any] = {
    "leaders.women": 3,
    "leaders.total": 8,
    "committee": "Có",
    "money": 12.5,
    "difficulties": "Đường xa",
}


# What openpyxl leaves out when it saves a workbook again is none of what is read.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    close_idle()


def test_a_workbook_has_the_hash_of_the_same_content_in_json(tmp_path: Path) -> None:
    desk, other = opened(tmp_path / "a"), opened(tmp_path / "b")
    book = filled(fetched(desk, "W111"), CELLS)
    by_book = take_in(desk, [book])
    record = sent("W111", 3, 8, committee=True, money=12.5, difficulties="Đường xa")
    by_json = take_in(other, [other.write_json("one.json", record)])
    assert not by_book.refused
    assert by_book.receipts[0].sha256 == by_json.receipts[0].sha256


def test_the_same_workbook_again_changes_nothing(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    book = filled(fetched(desk, "W111"), CELLS)
    take_in(desk, [book])
    again = take_in(desk, [book])
    assert (again.accepted, again.repeated) == (0, 1)


def test_a_fault_of_the_form_names_the_cell(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    book = filled(fetched(desk, "W111"), {**CELLS, "leaders.women": 9, "money": 1.234})
    done = take_in(desk, [book])
    places = {fault.code: fault.where for fault in done.refused[0].faults}
    assert places["too_many_decimals"].endswith(f".xlsx!{SHEET}!G17")
    assert done.refused[0].unit == "W111"


def test_many_workbooks_come_in_one_reading_beside_other_files(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    books = [filled(fetched(desk, unit), CELLS) for unit in ("W111", "W112", "W113")]
    line = desk.write_json("w121.json", sent("W121", 1, 2))
    junk = desk.write("old.xls", "<html><table>")
    done = take_in(desk, [*books, line, junk])
    assert done.accepted == 4
    assert codes(done) == ["book_is_html"]


def test_a_template_of_another_unit_than_said_is_refused(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    book = filled(fetched(desk, "W111"), CELLS)
    said = desk.run("--json", "collect", book, "--unit", "W112")
    assert said.code == 1
    assert [fault["code"] for fault in said.data()["refused"][0]["faults"]] == [
        "template_other_unit"
    ]
    assert desk.run("collect", book, "--unit", "W111").code == 0


def test_a_template_of_another_workspace_is_not_known_here(tmp_path: Path) -> None:
    desk, other = opened(tmp_path / "a"), opened(tmp_path / "b")
    book = filled(fetched(other, "W111"), CELLS)
    assert codes(take_in(desk, [book])) == ["template_code_unknown"]


def test_an_untouched_template_is_taken_for_a_mistake(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    assert codes(take_in(desk, [fetched(desk, "W111")])) == ["template_blank"]


def test_one_tick_reports_that_nothing_occurred(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    done = take_in(desk, [filled(fetched(desk, "W111"), {"*": "x"})])
    assert done.accepted == 1
    marks = {"leaders": "none_occurred", "committee": "none_occurred", "money": "none_occurred"}
    other = opened(tmp_path / "b")
    record = {**sent("W111", 0, 0), "values": {}, "marks": marks}
    by_json = take_in(other, [other.write_json("one.json", record)])
    assert done.receipts[0].sha256 == by_json.receipts[0].sha256


def test_how_a_text_number_was_read_is_shown_back(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    book = filled(fetched(desk, "W111"), {**CELLS, "leaders.total": "8"})
    said = desk.run("--json", "collect", book)
    assert said.code == 0
    (note,) = said.data()["notes"]
    assert (note["code"], note["path"], note["sent"], note["read"]) == (
        "number_as_text", "leaders.total", "8", "8",
    )  # fmt: skip
    assert "[number_as_text]" in desk.run("collect", book).err


def test_a_figure_typed_beside_its_cell_is_named(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    cells = {path: value for path, value in CELLS.items() if path != "money"}
    book = filled(fetched(desk, "W111"), cells)
    workbook = openpyxl.load_workbook(book)
    rows = {workbook[SHEET][f"A{row}"].value: row for row in range(12, 19)}
    workbook[SHEET][f"H{rows['money']}"] = 77
    workbook.save(book)
    said = desk.run("--json", "collect", book)
    assert said.code == 0
    (note,) = said.data()["notes"]
    assert (note["code"], note["path"], note["sent"]) == ("figure_beside", "money", "77")
    assert note["read"] == f"H{rows['money']}"


def test_what_could_be_read_is_kept_as_a_draft(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    book = filled(fetched(desk, "W111"), {**CELLS, "leaders.total": "=4+4"})
    assert codes(take_in(desk, [book])) == ["formula_in_cell"]
    packet = openpyxl.load_workbook(fetched(desk, "W111", "--packet"))[SHEET]
    given = {packet[f"A{row}"].value: packet[f"G{row}"].value for row in range(12, 19)}
    assert (given["leaders.women"], given["leaders.total"]) == (3, None)


def _returned(tmp_path: Path) -> tuple[Desk, Path]:
    """A desk on which one cell was sent back, and the packet to correct it."""
    desk = opened(tmp_path)
    book = filled(fetched(desk, "W111"), CELLS)
    desk.done("--as", "clerk", "collect", book)
    soon = (datetime.now(UTC) + timedelta(days=30)).date()
    desk.done(
        "--as", "officer", "review", "return", "W111", "ward-report", "2025", "--of", "D11",
        "--reason", "Xem lại", "--cell", "leaders.women=Ít quá?", "--due", soon,
    )  # fmt: skip
    return desk, fetched(desk, "W111", "--packet")


def test_a_packet_changes_what_was_sent_back_and_nothing_else(tmp_path: Path) -> None:
    desk, packet = _returned(tmp_path / "a")
    done = take_in(desk, [filled(packet, {"leaders.women": 4})])
    assert done.accepted == 1
    other = opened(tmp_path / "b")
    record = sent("W111", 4, 8, committee=True, money=12.5, difficulties="Đường xa")
    by_json = take_in(other, [other.write_json("one.json", record)])
    assert done.receipts[0].sha256 == by_json.receipts[0].sha256
    again = take_in(desk, [packet])
    assert (again.accepted, again.repeated) == (0, 1)


def test_a_packet_refuses_what_was_not_sent_back(tmp_path: Path) -> None:
    desk, packet = _returned(tmp_path)
    done = take_in(desk, [filled(packet, {"leaders.women": 4, "money": 99})])
    assert codes(done) == ["cell_not_open"]
    assert done.refused[0].faults[0].allowed == "12.5"


def test_a_packet_is_overtaken_by_a_later_revision(tmp_path: Path) -> None:
    desk, packet = _returned(tmp_path)
    later = desk.write_json("later.json", sent("W111", 5, 9))
    assert take_in(desk, [later]).accepted == 1
    assert codes(take_in(desk, [filled(packet, {"leaders.women": 4})])) == ["packet_outdated"]


def test_a_template_of_a_withdrawn_plan_is_closed(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    book = filled(fetched(desk, "W111"), CELLS)
    desk.done("plans", "withdraw", desk.folder / "plan0.json", "--reason", "Thôi")
    assert codes(take_in(desk, [book])) == ["template_closed"]


def test_workbooks_are_looked_up_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened(tmp_path)
    books = [filled(fetched(desk, unit), CELLS) for unit in ("W111", "W112", "W113", "W121")]
    asked: list[int] = []
    look = Templates.__call__

    def counted(self: Templates, wanted: Any) -> Any:
        asked.append(len(wanted))
        return look(self, wanted)

    monkeypatch.setattr(Templates, "__call__", counted)
    assert take_in(desk, books, now=NOW).accepted == 4
    assert asked == [4]


def test_a_fault_of_the_whole_file_is_headed_as_such(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    desk.done("template", "W111", "ward-report", "2025", "--out", tmp_path / "out")
    refused = desk.run("collect", *(tmp_path / "out").glob("*.xlsx"))
    assert refused.code == 1
    assert "1. Cả bản gửi\n" in refused.err
    assert "[template_blank]" in refused.err
