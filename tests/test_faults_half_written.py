"""Files that are half there: refused in words and taken when whole, or written anew."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import messages
from engine import report_jobs
from engine.report_jobs import Wish
from errors import Problem
from intake.book.reader import close_idle
from tests.clerk import fetched, filled
from tests.desk import Desk, opened, sent
from tests.office import roll_up, send, take_in, work

# What openpyxl leaves out when it saves a workbook again is none of what is read.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
SHARES = (0.0, 0.05, 0.5, 0.9, 0.99)


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    close_idle()


def a_book(desk: Desk) -> Path:
    return filled(fetched(desk, "W111"), {"leaders.women": 3, "leaders.total": 8})


def a_document(desk: Desk) -> Path:
    return desk.write_json("one.json", sent("W111", 3, 8))


@pytest.mark.parametrize("made", [a_book, a_document])
def test_a_file_that_is_still_being_copied_is_refused_and_taken_when_whole(
    tmp_path: Path, made: Callable[[Desk], Path]
) -> None:
    desk = opened(tmp_path)
    whole = made(desk)
    data, inbox = whole.read_bytes(), tmp_path / "inbox"
    inbox.mkdir()
    coming = inbox / whole.name
    for share in SHARES:
        coming.write_bytes(data[: int(len(data) * share)])
        done = take_in(desk, [inbox])
        assert (done.accepted, len(done.refused)) == (0, 1)
        (fault, *_) = done.refused[0].faults
        assert messages.fault("vi", fault) != messages.fault("en", fault)
    assert desk.run("collect", inbox).code == 1
    coming.write_bytes(data)
    assert take_in(desk, [inbox]).accepted == 1


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_of_a_table_that_is_still_being_copied_whole_rows_are_taken(
    tmp_path: Path, kind: str
) -> None:
    desk = opened(tmp_path)
    text = "unit,period,leaders.women,leaders.total\nW111,2025,3,8\nW112,2025,4,9\n"
    if kind == "jsonl":
        text = "".join(f"{json.dumps(sent(unit, 3, 8))}\n" for unit in ("W111", "W112"))
    path = desk.write(f"inbox/rows.{kind}", text[: text.index("W112") + 8])
    done = take_in(desk, [path], "ward-report")
    assert ([one.unit for one in done.receipts], len(done.refused)) == (["W111"], 1)
    path.write_text(text, encoding="utf-8")
    done = take_in(desk, [path], "ward-report")
    assert (done.accepted, done.repeated, done.refused) == (1, 1, ())


def test_a_workbook_that_a_power_cut_or_another_program_left_half_is_written_anew(
    tmp_path: Path,
) -> None:
    desk, out = opened(tmp_path), tmp_path / "out"
    send(desk, sent("W111", 1, 9), sent("W211", 2, 9))
    roll_up(desk)
    desk.done("report", "2025", "--out", out)
    whole = {path: path.read_bytes() for path in sorted(out.iterdir())}

    def flipped(data: bytes) -> bytes:
        return data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]

    harms: list[Callable[[bytes], bytes]] = [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: bytes(len(data)),  # the size is on the disk, what it held is not
        flipped,
        lambda data: data + b"more",
    ]
    paths = list(whole)[: len(harms)]
    for path, harm in zip(paths, harms, strict=True):
        path.write_bytes(harm(whole[path]))
    told: Any = desk.done("--json", "report", "2025", "--out", out).data()
    assert told["written"] == len(harms)
    assert {path: path.read_bytes() for path in sorted(out.iterdir())} == whole


def test_a_workbook_of_the_portal_that_is_half_there_is_not_given_out(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 9))
    roll_up(desk)
    at, wish = work(desk), Wish("D11", 1, "2025", "ward-report@1")
    number = report_jobs.number_of(at, wish)
    folder = report_jobs._folder(at, number)
    folder.mkdir(parents=True)
    (folder / report_jobs._WISH).write_text(
        '{"unit": "D11", "unit_id": 1, "period": "2025", "form": "ward-report@1"}', encoding="utf-8"
    )
    book = folder / "D11_ward-report_2025.xlsx"
    for half in (b"", b"PK\x03\x04" + bytes(5000)):
        book.write_bytes(half)
        with pytest.raises(Problem) as raised:
            report_jobs.job_of(at, "D11", number)
        assert raised.value.code == "item_unknown"
