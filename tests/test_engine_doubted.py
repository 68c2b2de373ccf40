"""What was accepted with a doubt comes back as a workbook that takes the reason for it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas.grid import FAULTS, REASON, REASONS_FIRST, SHEET
from tests import vault
from tests.clerk import filled
from tests.desk import Desk
from tests.office import send, store, take_in
from tests.wards import district, stated

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

WHY = "Sáp nhập hai tổ."
NAME = "W1_ward-report_2025_sua.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = district(tmp_path)
    send(made, stated("W1", 10, 20, "2024"))
    values = {**stated("W1", 24, 29)["values"], "committee": True, "difficulties": "Đường xa"}
    done = send(
        made, {**stated("W1", 24, 29), "values": values, "marks": {"money": "none_occurred"}}
    )
    assert [one.reason for one in done.warned] == [None]
    return made


def packet(desk: Desk, name: str = "packets") -> Path:
    desk.done("template", "W1", "ward-report", "2025", "--packet", "--out", desk.folder / name)
    return desk.folder / name / NAME


def mended(path: Path, reason: str = "", **cells: Any) -> Path:
    return filled(path, {name.replace("__", "."): what for name, what in cells.items()}, reason)


def reasons(desk: Desk) -> list[tuple[int, str, str | None]]:
    return vault.rows(
        store(desk),
        "SELECT revision, path, reason FROM warning"
        " JOIN submission ON submission.id = submission_id ORDER BY warning.id",
    )


def test_a_reason_in_the_packet_confirms_and_is_no_revision(desk: Desk) -> None:
    path = packet(desk)
    book = openpyxl.load_workbook(path)
    given = {row[0].value: row[6].value for row in book[SHEET].iter_rows(max_col=7)}
    assert (given["leaders.women"], given["money"], given["difficulties"]) == (24, "-", "Đường xa")
    assert "140" in book[FAULTS][f"E{REASONS_FIRST}"].value
    done = take_in(desk, [mended(path, WHY)])
    assert (done.accepted, done.repeated, done.refused) == (0, 1, ())
    assert reasons(desk) == [(1, "leaders.women", WHY)]
    told = desk.run("template", "W1", "ward-report", "2025", "--packet", "--out", desk.folder)
    assert (told.code, "[nothing_to_correct]" in told.err) == (1, True)


def test_a_changed_cell_in_the_packet_is_a_new_revision(desk: Desk) -> None:
    done = take_in(desk, [mended(packet(desk), leaders__women=12)])
    assert (done.accepted, done.warned) == (1, ())


def test_the_same_packet_twice_is_the_same_file(desk: Desk) -> None:
    assert packet(desk).read_bytes() == packet(desk, "again").read_bytes()


def test_collect_writes_a_workbook_for_what_it_accepted_with_a_doubt(desk: Desk) -> None:
    out = desk.folder / "faults"
    line = desk.write_json("w2.json", stated("W1", 26, 29))
    told = desk.done("collect", line, "--faults-to", out)
    assert [path.name for path in out.iterdir()] == ["W1_ward-report_2025_loi.xlsx"]
    assert "W1_ward-report_2025_loi.xlsx" in told.err
    sound = desk.write_json("w3.json", stated("W1", 12, 20))
    desk.done("collect", sound, "--faults-to", desk.folder / "none")
    assert not (desk.folder / "none").exists()


def test_what_was_sent_back_lists_its_doubts_beside_the_cells(desk: Desk) -> None:
    soon = (datetime.now(UTC) + timedelta(days=30)).date()
    desk.done(
        "--as", "officer", "review", "return", "W1", "ward-report", "2025", "--of", "D1",
        "--reason", "Xem lại", "--cell", "committee=Có thật?", "--due", soon,
    )  # fmt: skip
    path = packet(desk)
    sheet = openpyxl.load_workbook(path)[FAULTS]
    listed = [sheet[f"E{row}"].value for row in range(REASONS_FIRST, REASONS_FIRST + 3)]
    assert ("Có thật?" in listed[0], "140" in listed[1], listed[2]) == (True, True, None)
    book = openpyxl.load_workbook(path)
    book[FAULTS][f"{REASON}{REASONS_FIRST + 1}"] = WHY
    book.save(path)
    done = take_in(desk, [mended(path, committee="Không")])
    assert (done.accepted, [one.reason for one in done.warned]) == (1, [WHY])
