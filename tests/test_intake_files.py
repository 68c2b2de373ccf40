"""Files on disk: found in a fixed order, gathered and cut, never a traceback."""

import json
import os
import pickle
from pathlib import Path

import pytest

from errors import Problem
from intake.files import Batch, batches, read_batch, walk
from intake.reading import read_bytes


def line(number: int) -> str:
    values = {"women": number, "note": "x" * 50}
    return json.dumps({"unit": f"W{number}", "form": "f", "period": "2025", "values": values})


def units(cut: list[Batch], form: str | None = None) -> list[tuple[str | None, str]]:
    return [
        (sent.unit, sent.where.rpartition(":")[2])
        for batch in cut
        for sent in read_batch(pickle.loads(pickle.dumps(batch)), form)
        if not sent.faults
    ]


def faults(paths: list[Path]) -> list[str]:
    sents = [sent for batch in batches(walk(paths), 10) for sent in read_batch(batch)]
    return [fault.code for sent in sents for fault in sent.faults]


def test_a_folder_is_walked_in_one_order_and_strangers_are_counted(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "b").mkdir(parents=True)
    (inbox / ".hidden").mkdir()
    for name in ("b/2.json", "c.JSONL", "a.csv", ".x.json", "~$a.csv", "n.txt", ".hidden/z.json"):
        (inbox / name).write_text("{}")
    found = walk([inbox, inbox / "a.csv"])
    names = [Path(file.name).relative_to(inbox).as_posix() for file in found]
    assert names == ["a.csv", "b/2.json", "c.JSONL"]
    assert found.passed_over == 4
    assert len(found) == 3


def test_a_path_that_is_not_there_stops_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(Problem) as problem:
        walk([tmp_path, tmp_path / "none.json"])
    assert problem.value.code == "file_missing"


def test_what_is_named_and_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "~$a.csv").write_text("")
    (tmp_path / "loop.json").symlink_to(tmp_path / "loop.json")
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.json")
    assert faults([tmp_path / "a.txt"]) == ["unknown_file_type"]
    assert faults([tmp_path / "~$a.csv"]) == ["unknown_file_type"]
    assert faults([tmp_path / "loop.json"]) == ["file_not_given"]
    assert faults([tmp_path / "gone.json"]) == ["file_gone"]
    assert faults([tmp_path / "pipe.json"]) == ["not_a_file"]


def test_a_link_is_followed_where_it_is_named_but_not_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.json").write_text(line(1))
    (folder / "a.json").symlink_to(folder / "b.json")
    (folder / "up").symlink_to(tmp_path)
    assert faults([folder]) == ["link_not_followed", "link_not_followed"]
    assert units(batches(walk([folder]), 10))[0][0] == "W1"
    assert faults([folder / "a.json"]) == []


def test_a_name_that_is_no_text_can_still_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.json")).write_text(line(1))
    (file,) = walk([tmp_path])
    assert file.name.encode().decode().endswith("�.json")
    assert len(units(batches([file], 1))) == 1


def test_a_file_that_goes_between_is_one_refused_submission(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.json").write_text(line(number))
    cut = batches(walk([tmp_path]), 10)
    (tmp_path / "1.json").unlink()
    sents = list(read_batch(cut[0]))
    assert [(sent.unit, sent.whole_file) for sent in sents] == [(None, True), ("W2", False)]
    assert sents[0].faults[0].code == "file_gone"


def test_files_are_gathered_by_number_and_by_weight(tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"{number}.json").write_text(line(number))
    size = len(line(0))
    assert [len(batch.pieces) for batch in batches(walk([tmp_path]), 3)] == [3, 3, 1]
    assert [len(batch.pieces) for batch in batches(walk([tmp_path]), 9, 2 * size)] == [2, 2, 2, 1]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("piece", [1, 300, 1000, 10**6])
def test_lines_cut_anywhere_are_the_same_lines(tmp_path: Path, piece: int, end: str) -> None:
    text = end.join(line(number) for number in range(40))
    (tmp_path / "x.jsonl").write_bytes(text.encode())
    cut = batches(walk([tmp_path]), 10, piece)
    assert units(cut) == [(f"W{number}", str(number + 1)) for number in range(40)]
    assert (len(cut) > 1) == (piece < len(text))


def table(quote: str) -> str:
    rows = "".join(f"W{n};2025;{quote}n{n}{quote};{n}\r\n" for n in range(60))
    return "\ufeffunit;period;note;women\r\n" + rows


@pytest.mark.parametrize("piece", [1, 100, 333, 10**6])
def test_a_table_cut_by_rows_is_the_same_table(tmp_path: Path, piece: int) -> None:
    (tmp_path / "x.csv").write_bytes(table("").encode())
    cut = batches(walk([tmp_path]), 10, piece)
    assert units(cut, "f") == [(f"W{number}", str(number + 2)) for number in range(60)]
    assert (len(cut) > 1) == (piece < 1000)


def test_a_table_with_quotations_or_wrong_bytes_is_not_cut(tmp_path: Path) -> None:
    for text in (table('"').encode(), table("").encode() + b"\xff", table("").encode() + b"\ra"):
        (tmp_path / "x.csv").write_bytes(text)
        assert len(batches(walk([tmp_path]), 10, 100)) == 1
    (tmp_path / "x.csv").write_bytes(table('"').encode())
    assert len(units(batches(walk([tmp_path]), 10, 100), "f")) == 60


def test_reading_in_batches_is_reading_the_bytes(tmp_path: Path) -> None:
    data = "\n".join([line(1), "{bad", line(2), ""]).encode()
    path = tmp_path / "x.jsonl"
    path.write_bytes(data)
    (batch,) = batches(walk([path]), 1)
    assert list(read_batch(batch)) == list(read_bytes(path.as_posix(), data))


def test_a_file_beyond_all_bounds_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with path.open("wb") as file:
        file.truncate(65 << 20)  # sparse: nothing is written
    assert faults([path]) == ["input_too_long"]
