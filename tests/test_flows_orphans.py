"""An embedded server left behind is found by its record, and nobody else is ended for it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import orphans

GONE = (2**22 + 1, "1")
"""No process has this number: Linux counts to 2**22 at most."""


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        process.kill()


def record(home: Path, server: object, owner: object) -> None:
    (home / orphans.RECORD).write_text(json.dumps({"server": server, "owner": owner}))


def test_a_server_whose_owner_has_died_is_ended(
    tmp_path: Path, sleeper: "subprocess.Popen[bytes]"
) -> None:
    record(tmp_path, orphans.process(sleeper.pid), GONE)
    assert not orphans.busy(tmp_path)
    assert sleeper.wait(timeout=10) != 0
    assert not (tmp_path / orphans.RECORD).exists()


def test_a_server_whose_owner_lives_is_left_alone(
    tmp_path: Path, sleeper: "subprocess.Popen[bytes]"
) -> None:
    orphans.note(tmp_path, sleeper.pid)
    assert orphans.busy(tmp_path)
    assert sleeper.poll() is None


def test_a_stranger_with_a_recycled_number_is_left_alone(
    tmp_path: Path, sleeper: "subprocess.Popen[bytes]"
) -> None:
    record(tmp_path, (sleeper.pid, "1"), GONE)
    assert not orphans.busy(tmp_path)
    assert sleeper.poll() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"server": 1, "owner": 2}', "null"])
def test_nothing_is_ended_on_the_word_of_a_broken_record(tmp_path: Path, text: str) -> None:
    (tmp_path / orphans.RECORD).write_text(text)
    assert not orphans.busy(tmp_path)


def test_a_process_is_known_by_its_number_and_start() -> None:
    assert orphans.process(os.getpid()) == orphans.process(os.getpid())
    assert orphans.process(GONE[0]) is None
