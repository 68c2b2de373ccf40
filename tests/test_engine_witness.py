"""Reviews, scans, warnings and their reasons are held by the journal: any change is named."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.verify import verify
from engine.work import Work
from store import bonds
from store.review_tables import paper, review, warning
from tests import courts, postgres, vault
from tests.archive import SCAN, copied, harm
from tests.desk import Desk
from tests.office import quiet, send, store, work
from tests.wards import district, stated

WHOSE = ("W1", "ward-report", "2025")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """W1: warned, explained, scanned, returned, sent again, approved, changed; W2 warned only."""
    desk = district(tmp_path_factory.mktemp("witness"))
    send(desk, stated("W1", 10, 20, "2024"), stated("W2", 10, 20, "2024"))
    send(desk, stated("W1", 24, 29), stated("W2", 25, 29))
    scan = desk.folder / "scan.pdf"
    scan.write_bytes(SCAN)
    desk.done("paper", *WHOSE, scan)
    asked = ("--path", "leaders.women", "--as", "An")
    desk.done("confirm", *WHOSE, *asked, "--reason", "Sáp nhập.")
    desk.done("confirm", *WHOSE, *asked, "--reason", "Sáp nhập hai tổ.")
    officer = ("--of", "D1", "--as", "Mai")
    desk.done("review", "return", *WHOSE, *officer, "--reason", "Ghi lại.", "--due", "2027-01-01")
    send(desk, stated("W1", 24, 28))
    desk.done("review", "approve", *WHOSE, *officer)
    send(desk, stated("W1", 12, 20))
    work(desk).store().close()
    return desk


def said(desk: Desk) -> list[tuple[str, str]]:
    found = verify(work(desk), quiet)
    work(desk).store().close()
    return [(fault.code, fault.where) for fault in found.faults]


def test_a_life_with_everything_in_it_is_sound(whole: Desk) -> None:
    assert said(whole) == []
    counts = {
        name: vault.value(store(whole), f"SELECT count(*) FROM {name}")
        for name in ("review", "warning", "paper")
    }
    assert counts == {"review": 3, "warning": 3, "paper": 1}


CELLS = [
    (table.name, column.name)
    for table in (review, warning, paper)
    for column in table.columns
    if column.name != "id"
]


def test_bonds_are_over_every_column_of_what_they_bind() -> None:
    told = {"review": bonds.REVIEW, "warning": bonds.WARNING + bonds.ANSWER, "paper": bonds.PAPER}
    assert set(CELLS) == {(table, name) for table, names in told.items() for name in names}


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS, ids=".".join)
@pytest.mark.parametrize("value", ["7", "NULL", "x'ff'"])
def test_every_cell_written_over_is_found(
    whole: Desk, tmp_path: Path, cell: tuple[str, str], value: str
) -> None:
    table, column = cell
    rows = vault.rows(store(whole), f"SELECT rowid, {column} FROM {table} ORDER BY rowid")
    for rowid, there in rows:
        desk = copied(whole, tmp_path / str(rowid))
        with closing(sqlite3.connect(store(desk))) as connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            try:
                connection.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = {rowid}")
            except sqlite3.IntegrityError:
                continue
            connection.commit()
        if value == "NULL" and there is None:
            assert said(desk) == []
        else:
            assert said(desk) != []


@pytest.mark.parametrize("table", ["review", "warning", "paper"])
def test_a_row_taken_away_is_found_with_the_act_that_made_it(
    whole: Desk, tmp_path: Path, table: str
) -> None:
    for rowid, _ in vault.rows(store(whole), f"SELECT rowid, 0 FROM {table}"):
        desk = copied(whole, tmp_path / str(rowid))
        harm(desk, f"DELETE FROM {table} WHERE rowid = {rowid}")
        found = [where for code, where in said(desk) if code == "row_gone"]
        assert len(found) == 1
        assert found[0].startswith("act ")


SLIPPED = {
    "an approval": (
        "INSERT INTO review SELECT 99, assignment_id, 4, 'approved', submission_id, digest, below,"
        " unit_id, level, reason, cells, due, forced, at, 'Mai' FROM review WHERE turn = 2",
        ("row_changed", "review W1 ward-report@1 2025 /4"),
    ),
    "an approval of another moment": (
        "INSERT INTO review SELECT 99, assignment_id, 4, 'approved', submission_id, digest, below,"
        " unit_id, level, reason, cells, due, forced, '2025-12-02 00:00:00.000000', 'Mai'"
        " FROM review WHERE turn = 2",
        ("row_unbound", "review W1 ward-report@1 2025 /4"),
    ),
    "a reason nobody gave": (
        "UPDATE warning SET reason = 'Đúng', confirmed_by = 'An',"
        " confirmed_at = '2025-12-02 00:00:00.000000' WHERE reason IS NULL",
        ("answer_changed", "warning W2 ward-report@1 2025 #1 leaders.women"),
    ),
    "the first of two reasons brought back": (
        "UPDATE warning SET reason = 'Sáp nhập.' WHERE reason = 'Sáp nhập hai tổ.' AND id = 1",
        ("answer_changed", "warning W1 ward-report@1 2025 #1 leaders.women"),
    ),
    "a warning": (
        "INSERT INTO warning SELECT 99, submission_id, code, 'leaders.total', sent, allowed,"
        " message, NULL, NULL, NULL FROM warning WHERE id = 1",
        ("row_changed", "warning W1 ward-report@1 2025 #1 leaders.total"),
    ),
    "a scan": (
        "INSERT INTO paper SELECT submission_id, 2, 'other.pdf', digest, size, at, actor"
        " FROM paper",
        ("row_changed", "paper W1 ward-report@1 2025 #1 other.pdf"),
    ),
}


@pytest.mark.parametrize("what", SLIPPED)
def test_what_was_slipped_in_is_named(whole: Desk, tmp_path: Path, what: str) -> None:
    statement, named = SLIPPED[what]
    desk = copied(whole, tmp_path)
    harm(desk, statement)
    assert named in said(desk)


def test_acts_from_before_they_named_rows_accuse_nobody(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    for member in (bonds.JUDGED, bonds.SCANNED, bonds.WARNED):
        harm(desk, f"UPDATE act SET details = json_remove(details, '$.{member}')")
    assert {code for code, _where in said(desk)} == {"act_changed"}


def test_it_is_said_in_both_languages(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    harm(desk, "UPDATE paper SET name = 'other.pdf'")
    outcome = desk.run("verify")
    assert outcome.code == 1
    assert "bản quét W1 ward-report@1 2025 #1 other.pdf: [row_changed] Không đúng" in outcome.err
    assert "paper W1 ward-report@1 2025 #1 other.pdf: [row_changed] It is not" in outcome.err


GROUND = {
    "what a form asks": (
        "UPDATE form SET document = replace(document, '\"sum\"', '\"max\"')",
        ("row_changed", "form ward-report@1"),
    ),
    "a form that is none any more": (
        "UPDATE form SET document = '{'",
        ("form_unreadable", "form ward-report@1"),
    ),
    "a form that asks nothing": (
        "UPDATE form SET document = '{}'",
        ("form_unreadable", "form ward-report@1"),
    ),
    "what a plan says": (
        "UPDATE plan SET document = replace(document, 'Plan 2025', 'Plan X')"
        " WHERE ref = 'N-2025-1'",
        ("row_changed", "plan N-2025-1"),
    ),
    "whose unit is whose": (
        "UPDATE unit SET parent_code = 'N' WHERE code = 'W9'",
        ("row_changed", "roster unit"),
    ),
    "a unit slipped in": (
        "INSERT INTO unit SELECT 99, 'W99', name, level, type, parent_code, valid_from, valid_to,"
        " weight, lat, lon FROM unit WHERE code = 'W9'",
        ("row_changed", "roster unit"),
    ),
    "who must approve": (
        "UPDATE plan_form SET approved_by = '[]' WHERE period = '2025'",
        ("row_changed", "plan N-2025-1"),
    ),
    "an attachment slipped in": (
        "INSERT INTO attachment SELECT id, 1, 'x', NULL, NULL FROM plan WHERE ref = 'N-2025-1'",
        ("row_changed", "plan N-2025-1"),
    ),
    "a unit's first day that is none": (
        "UPDATE unit SET valid_from = x'ff' WHERE code = 'W1'",
        ("payload_misplaced", "submission W1 ward-report@1 2025 #1"),
    ),
}


@pytest.mark.parametrize("what", GROUND)
def test_what_figures_rest_on_and_was_changed_is_named(
    whole: Desk, tmp_path: Path, what: str
) -> None:
    statement, named = GROUND[what]
    desk = copied(whole, tmp_path)
    harm(desk, statement)
    assert named in said(desk)


def test_an_amended_plan_is_held_as_it_was_left(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    plan = json.loads((desk.folder / "2025.json").read_text())
    paper = desk.write_json("paper.json", {**plan, "title": "Another title"})
    desk.done("plans", "amend", "N-2025-1", paper, "--reason", "Đổi tên")
    assert said(desk) == []
    harm(desk, "UPDATE plan SET title = 'Plan 2025' WHERE ref = 'N-2025-1'")
    assert said(desk) == [("row_changed", "plan N-2025-1")]


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


FAR = {
    "UPDATE review SET reason = 'x' WHERE turn = 1": "review",
    "UPDATE warning SET confirmed_by = 'x' WHERE id = 1": "warning",
    "UPDATE paper SET name = 'x'": "paper",
    "UPDATE plan SET roster_on = '2024-01-01' WHERE ref = 'N-2025-1'": "plan",
    "UPDATE form SET added_by = 'x'": "form",
    "UPDATE unit SET name = 'x' WHERE code = 'W9'": "roster",
}


@pytest.mark.slow
def test_what_moves_to_the_other_database_is_held_there_too(
    whole: Desk, tmp_path: Path, far: str
) -> None:
    desk = copied(whole, tmp_path)
    url, file = postgres.database(far, "witness"), desk.folder / "b.tar"
    desk.done("backup", file)
    desk.done("restore", file, "--into", desk.folder / "far", "--database", url)
    there = Work(url, str(desk.folder / "far"), actor="test")
    for statement, kind in FAR.items():
        with there.store().engine.connect() as connection:
            connection.execute(text(statement))
            connection.commit()
        found = [fault.where.split()[0] for fault in verify(there, quiet).faults]
        assert kind in found, statement
    there.store().close()


@pytest.mark.slow
def test_what_was_made_in_one_database_is_sound_there(tmp_path: Path, far: str) -> None:
    court = courts.opened(tmp_path, courts.asking(), postgres.database(far, "own"))
    court.send("W111", 1, 2)
    court.officer("D11").approve("W111")
    court.send("W111", 2, 2)
    assert verify(court.work, quiet).faults == ()
    desk = Desk(tmp_path)
    url = ("--database", court.work.database)
    desk.done(*url, "backup", tmp_path / "b.tar")
    desk.done("restore", tmp_path / "b.tar", "--into", tmp_path / "near")
    court.work.store().close()
