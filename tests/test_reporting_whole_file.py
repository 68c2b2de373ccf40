"""A file appears whole or not at all, and what a killed process left is taken away."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reporting.whole_file import appearing, keep_whole, swept
from tests.house import ROOT

DYING = """
import os, signal, sys
from pathlib import Path
from reporting.whole_file import appearing
with appearing(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_stands_whole_over_what_stood_there(tmp_path: Path) -> None:
    target = tmp_path / "001_form_2025-S1.xlsx"
    for data in (b"first", b"second"):
        keep_whole(data, target)
        assert target.read_bytes() == data
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_mode & 0o777 == 0o644


def test_where_writing_fails_what_stood_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "book.xlsx"
    keep_whole(b"first", target)
    with pytest.raises(ValueError, match="broken off"):
        _break_off(target)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"first"]


def _break_off(target: Path) -> None:
    with appearing(target) as file:
        file.write(b"sec")
        raise ValueError("broken off")


def test_nothing_takes_the_place_of_what_is_no_file(tmp_path: Path) -> None:
    target = tmp_path / "pipe"
    os.mkfifo(target)
    with pytest.raises(OSError, match="pipe"):
        keep_whole(b"anything", target)
    assert target.is_fifo()
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_process_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "001_form_2025-S1.xlsx"
    died = subprocess.run([sys.executable, "-c", DYING, str(target)], cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(f".{target.name}.")
    others = [tmp_path / name for name in (".hidden", ".a.b.c.d", "book.xlsx", ".x.00000000.1.ab")]
    for path in others:
        path.touch()
    with appearing(target) as file:
        file.write(b"whole")
        assert swept(tmp_path) == 1
    assert sorted(tmp_path.iterdir()) == sorted([target, *others])
    assert swept(tmp_path / "gone") == 0
