"""Reporting again: a workbook that says the same already is left alone, any other is written."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from bench import books
from reporting.workbook import write_book
from reporting.workbook.archive import opened as opened_archive
from reporting.workbook.archive import part
from reporting.workbook.makings import makings
from reporting.workbook.seal import MADE, PART, SEAL, properties, sealed, stands
from tests.cast import COUNTRY
from tests.desk import PLAN, Desk, opened, sent
from tests.house import ROOT
from tests.office import NOW, roll_up, send

PARENTS = {unit.parent_code for unit in COUNTRY if unit.parent_code}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    everyone = {**PLAN["collects"][0], "from": {"all": True}}
    desk = opened(tmp_path, ({**PLAN, "collects": [everyone]},))
    send(desk, *(sent(u.code, place, 20 + place) for place, u in enumerate(COUNTRY[1:])))
    roll_up(desk)
    return desk


def reported(desk: Desk, *options: object) -> tuple[int, int]:
    """How many workbooks one run wrote, and how many it left."""
    told = desk.done("--json", "report", "2025", "--out", desk.folder / "out", *options).data()
    assert told["workbooks"] == told["written"] + told["unchanged"] == len(told["files"])
    return told["written"], told["unchanged"]


def files(desk: Desk) -> dict[str, tuple[int, bytes]]:
    """When each workbook was last written, and its bytes, by unit."""
    return {
        path.name.partition("_")[0]: (path.stat().st_mtime_ns, path.read_bytes())
        for path in (desk.folder / "out").glob("*.xlsx")
    }


def corrected(desk: Desk) -> None:
    """One ward sends again, hours later."""
    later = NOW + timedelta(hours=5)
    send(desk, sent("W111", 0, 100), now=later)
    roll_up(desk, now=later)


def test_a_second_run_writes_nothing(desk: Desk) -> None:
    assert reported(desk) == (len(PARENTS), 0)
    before = files(desk)
    assert reported(desk) == (0, len(PARENTS))
    assert files(desk) == before


def test_a_wards_correction_writes_only_the_workbooks_of_its_ancestors(desk: Desk) -> None:
    reported(desk)
    before = files(desk)
    corrected(desk)
    assert reported(desk) == (3, len(PARENTS) - 3)
    after = files(desk)
    assert {code for code in after if after[code] != before[code]} == {"N", "P1", "D11"}


def test_the_flow_leaves_the_same_workbooks(desk: Desk) -> None:
    reported(desk)
    corrected(desk)
    assert reported(desk, "--flow") == (3, len(PARENTS) - 3)


def test_the_words_say_how_many_were_left(desk: Desk) -> None:
    out = desk.folder / "out"
    desk.done("report", "2025", "--out", out)
    corrected(desk)
    said = desk.done("--lang", "en", "report", "2025", "--out", out, "--unit", "P2").out
    assert said == f"Workbooks written to {out}: 1.\n", "another language is another workbook"
    said = desk.done("--lang", "en", "report", "2025", "--out", out, "--unit", "P2").out
    assert said == f"Workbooks written to {out}: 0; unchanged: 1.\n"


def test_a_workbook_that_is_gone_cut_or_saved_by_another_program_is_written(desk: Desk) -> None:
    reported(desk)
    before = files(desk)
    gone, cut, saved = sorted((desk.folder / "out").glob("*.xlsx"))[:3]
    gone.unlink()
    cut.write_bytes(cut.read_bytes()[:-7])
    book = openpyxl.load_workbook(saved)
    book.worksheets[0]["A1"] = "by hand"
    book.save(saved)
    assert reported(desk) == (3, len(PARENTS) - 3)
    assert {u: data for u, (_, data) in files(desk).items()} == {
        u: data for u, (_, data) in before.items()
    }


def test_all_are_written_where_that_is_asked_for(desk: Desk) -> None:
    reported(desk)
    assert reported(desk, "--anew") == (len(PARENTS), 0)
    assert reported(desk, "--full") == (len(PARENTS), 0), "other options are another workbook"


def test_a_run_that_was_killed_is_finished_by_the_next(desk: Desk) -> None:
    out = desk.folder / "out"
    words = [str(desk.workspace), "report", "2025", "--out", str(out)]
    run = [sys.executable, "-m", "cli", "--workspace", *words]
    with subprocess.Popen(
        run, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7"}, start_new_session=True
    ) as process:
        while process.poll() is None and not list(out.glob("*.xlsx")):
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGKILL)
    written, unchanged = reported(desk)
    assert unchanged >= 1, "what was whole is known again, by a process of another hash seed"
    assert written + unchanged == len(PARENTS)
    assert reported(desk) == (0, len(PARENTS))
    for path in out.glob("*.xlsx"):
        openpyxl.load_workbook(path)


def test_one_flipped_bit_breaks_the_seal(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    whole = sealed(opened_archive([part("a.xml", b"<a/>" * 20), part("b.xml", b"<b/>")]), "ab" * 20)
    path.write_bytes(whole)
    assert stands(path, "ab" * 20)
    assert not stands(path, "cd" * 20)
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not stands(path, "ab" * 20), place
        path.write_bytes(whole[:place])
        assert not stands(path, "ab" * 20), place


def test_the_mark_is_written_as_the_library_writes_it() -> None:
    with xlsxwriter.Workbook(made := BytesIO(), {"in_memory": True}) as book:
        book.set_custom_property(MADE, "ab", "text")
        book.set_custom_property(SEAL, "cd", "text")
    with zipfile.ZipFile(made) as file:
        assert file.read(PART).decode() == properties("ab", "cd")


def test_a_workbook_carries_what_it_was_made_of(tmp_path: Path) -> None:
    book = books.book(books.rolled(books.form(14), books.tree([3])))
    assert write_book(book, tmp_path / "one.xlsx", anew=False)
    assert not write_book(book, tmp_path / "one.xlsx", anew=False)
    with zipfile.ZipFile(tmp_path / "one.xlsx") as file:
        assert makings(book) in file.read(PART).decode()
