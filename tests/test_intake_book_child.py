"""The process that reads workbooks: it may die, and nobody else is harmed by that."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from errors import Problem
from intake.book import reader as reading
from intake.book.reader import Reader, close_idle, read_books
from tests.filled_books import BIEU, parts, zipped
from tests.house import ROOT


@pytest.fixture(autouse=True)
def _no_child_left() -> Iterator[None]:
    close_idle()
    yield
    close_idle()


def _children() -> set[int]:
    task = Path(f"/proc/{os.getpid()}/task")
    return {int(one) for line in task.glob("*/children") for one in line.read_text().split() if one}


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _pid(reader: Reader) -> int:
    assert reader._child is not None
    return reader._child._process.pid


@pytest.fixture
def clean(tmp_path: Path) -> str:
    path = tmp_path / "clean.xlsx"
    path.write_bytes(zipped(parts()))
    return str(path)


@pytest.fixture
def heavy(tmp_path: Path) -> str:
    """Within every bound of size, and yet too much for a child with little memory."""
    found = parts()
    text = found[BIEU].decode()
    cells = "".join(
        f'<c r="G{row}" t="inlineStr"><is><t>{"đ" * 300}</t></is></c>' for row in range(2000, 6000)
    )
    text = text.replace("</sheetData>", f"<row>{cells}</row></sheetData>")
    path = tmp_path / "heavy.xlsx"
    theme = b"<a>" + b" " * (7 << 20) + b"</a>"
    made = {**found, BIEU: text.encode(), "xl/theme/theme1.xml": theme, "xl/theme/b.xml": theme}
    path.write_bytes(zipped(made))
    return str(path)


def _narrow() -> int:
    """Megabytes in which a child starts and reads a template, and not much more."""
    reader = Reader()
    try:
        reader._running().ask("none")
        reader._running().answer()
        status = Path(f"/proc/{_pid(reader)}/status").read_text()
    finally:
        reader.close()
    size = next(line for line in status.splitlines() if line.startswith("VmSize"))
    return int(size.split()[1]) // 1024 + 24


def _codes(told: list[reading.Told]) -> list[object]:
    return [one["unfit"][0] if "unfit" in one else "" for one in told]  # type: ignore[index]  # a list of three


def test_one_child_reads_many_files_and_stays(clean: str) -> None:
    reader = Reader()
    list(reader.read([clean] * 3))
    first = _pid(reader)
    assert _codes(list(reader.read([clean] * 20))) == [""] * 20
    assert _pid(reader) == first
    reader.close()


def test_a_file_that_takes_too_much_memory_is_refused_and_the_others_go_on(
    clean: str, heavy: str
) -> None:
    reader = Reader(megabytes=_narrow())
    codes = _codes(list(reader.read([clean, heavy, clean, clean, heavy, clean])))
    assert codes == ["", "file_kills_reader", "", "", "file_kills_reader", ""]
    reader.close()


def test_the_same_file_is_nothing_for_a_child_with_the_usual_memory(heavy: str) -> None:
    reader = Reader()
    assert _codes(list(reader.read([heavy]))) == [""]
    reader.close()


def test_a_file_that_takes_too_long_is_refused(heavy: str) -> None:
    reader = Reader(seconds=0.004)
    codes = _codes(list(reader.read([heavy, heavy])))
    assert codes == ["file_kills_reader", "file_kills_reader"]
    reader.close()


def test_a_child_that_hangs_is_killed_from_outside(
    clean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_GRACE", 0.2)
    reader = Reader(seconds=0.3)
    asked = reader.read([clean, clean])
    next(asked)
    os.kill(_pid(reader), signal.SIGSTOP)
    assert reader._child is not None
    reader._child._come.clear()  # whatever had come ahead is as if it had not
    assert _codes([next(asked)]) == [""]  # by a second child
    reader.close()


def test_a_child_killed_from_outside_costs_no_file(clean: str) -> None:
    reader = Reader()
    told = []
    for at, one in enumerate(reader.read([clean] * 30)):
        told.append(one)
        if at == 10:
            os.kill(_pid(reader), signal.SIGKILL)
    assert _codes(told) == [""] * 30
    reader.close()


def test_nothing_is_left_behind(clean: str, heavy: str) -> None:
    before, files = _children(), _open_files()
    for _ in range(3):
        reader = Reader(megabytes=_narrow())
        list(reader.read([clean, heavy]))
        reader.close()
    assert _children() == before
    assert _open_files() == files


def test_a_reading_that_is_broken_off_leaves_no_answers_for_the_next(
    clean: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"%PDF")
    first = read_books([clean] * 5)
    next(first)
    del first
    assert _codes(list(read_books([str(other), clean]))) == ["book_not_one", ""]


def test_what_waits_is_kept_for_the_next_batch(clean: str) -> None:
    list(read_books([clean]))
    (kept,) = reading._idle
    child = _pid(kept)
    list(read_books([clean]))
    assert _pid(reading._idle[0]) == child


def test_the_child_ends_when_its_parent_is_killed(clean: str) -> None:
    code = f"""if True:
        import os, time
        from intake.book.reader import Reader
        reader = Reader()
        list(reader.read([{clean!r}]))
        print(reader._child._process.pid, flush=True)
        time.sleep(60)
    """
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(200):
        if not _runs(child):
            return
        time.sleep(0.05)
    pytest.fail("the child outlives its parent")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # who adopted it may not have looked yet


def test_the_limits_hold_in_the_child(clean: str) -> None:
    reader = Reader()
    list(reader.read([clean]))
    limits = Path(f"/proc/{_pid(reader)}/limits").read_text()
    memory = next(line for line in limits.splitlines() if line.startswith("Max address space"))
    assert str(512 << 20) in memory
    reader.close()


def test_the_child_imports_the_standard_library_and_its_own_package_only() -> None:
    code = "import intake.book.child, sys; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    strangers = set(done.stdout.split()) - sys.stdlib_module_names - {"intake", "__main__"}
    assert not strangers


def test_a_child_that_cannot_begin_is_a_problem_of_the_machine_not_of_the_file(clean: str) -> None:
    reader = Reader(megabytes=1)
    with pytest.raises(Problem) as raised:
        list(reader.read([clean]))
    assert raised.value.code == "reader_failed"
    reader.close()


def test_a_file_that_has_gone_is_said_to_be_gone(tmp_path: Path, clean: str) -> None:
    codes = _codes(list(read_books([str(tmp_path / "none.xlsx"), clean, "a" * 5000])))
    assert codes == ["file_not_given", "", "file_not_given"]
