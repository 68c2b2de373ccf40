"""What was acknowledged is on disk: a process killed at any moment has lost none of it."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import vault
from tests.cast import COUNTRY
from tests.conftest import ROOT
from tests.desk import Desk, opened, sent
from tests.office import store, take_in

PARENTS = {unit.parent_code for unit in COUNTRY}
LEAVES = [unit.code for unit in COUNTRY if unit.code not in PARENTS]
FILES, KILLS = 400, 5
CHILD = """
import sys
from pathlib import Path
from engine.collect import collect
from engine.pool import Pool
from tests.desk import Desk
from tests.office import NOW, quiet, work
desk = Desk(Path(sys.argv[1]))
with Pool(1) as pool:
    print("ready", flush=True)
    for path in sorted(Path(sys.argv[2]).iterdir()):
        for receipt in collect(work(desk), [path], None, NOW, pool, quiet).receipts:
            print(receipt.unit, receipt.revision, receipt.sha256, flush=True)
"""
"""Collects file after file and prints each receipt as soon as it has it."""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("inbox"), FILES)


def filled(folder: Path, files: int) -> Path:
    """Files of a few lines each, all different: every line is a revision of its own."""
    for number in range(files):
        lines = [json.dumps(sent(unit, number, 1000 + number)) for unit in LEAVES]
        (folder / f"{number:04}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def collecting(desk: Desk, inbox: Path) -> subprocess.Popen[bytes]:
    """A process that collects the inbox."""
    command = [sys.executable, "-c", CHILD, str(desk.folder), str(inbox)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)


def receipts_of_a_killed_process(desk: Desk, inbox: Path, seconds: float) -> list[list[str]]:
    """What it had printed when it was killed; a last line that broke off does not count."""
    with collecting(desk, inbox) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        printed = child.stdout.read()
    assert child.returncode == -signal.SIGKILL
    whole, _, _broken = printed.rpartition(b"\n")
    return [line.split() for line in whole.decode().splitlines()]


@pytest.mark.slow
def test_every_printed_receipt_survives_the_kill_of_its_process(
    tmp_path: Path, inbox: Path
) -> None:
    dice = random.Random(9)
    desk = opened(tmp_path)
    printed: list[list[str]] = []
    for _ in range(KILLS):
        printed += receipts_of_a_killed_process(desk, inbox, dice.uniform(0.1, 0.9))
        assert vault.value(store(desk), "PRAGMA integrity_check") == "ok"
        assert lost(desk, printed) == []
        assert loose_ends(desk) == []
    assert printed
    again = take_in(desk, sorted(inbox.iterdir()))
    assert again.refused == ()
    assert len(again.receipts) == FILES * len(LEAVES)
    assert loose_ends(desk) == []
    assert newest(desk) == dict.fromkeys(LEAVES, FILES - 1)


@pytest.mark.slow
def test_two_processes_that_collect_at_once_wait_for_each_other(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    (tmp_path / "inbox").mkdir()
    inbox = filled(tmp_path / "inbox", 40)
    with collecting(desk, inbox) as one, collecting(desk, inbox) as other:
        said = [child.communicate()[0].decode().splitlines()[1:] for child in (one, other)]
    assert (one.returncode, other.returncode) == (0, 0)
    printed = [line.split() for lines in said for line in lines]
    assert len(printed) == 2 * 40 * len(LEAVES)
    assert lost(desk, printed) == []
    assert loose_ends(desk) == []
    assert vault.value(store(desk), "SELECT count(*) FROM refusal") == 0


def lost(desk: Desk, printed: list[list[str]]) -> list[list[str]]:
    """Receipts whose revision is not in the store."""
    query = (
        "SELECT code, revision, digest FROM submission "
        "JOIN assignment ON assignment.id = assignment_id JOIN unit ON unit.id = unit_id"
    )
    kept = {(unit, str(number), digest) for unit, number, digest in vault.rows(store(desk), query)}
    return [one for one in printed if tuple(one) not in kept]


def loose_ends(desk: Desk) -> list[object]:
    """Assignments whose revisions have a gap, or that do not point at their last one."""
    query = (
        "SELECT assignment.id, count(*), max(revision), latest_id, max(submission.id) "
        "FROM submission JOIN assignment ON assignment.id = assignment_id GROUP BY assignment.id"
    )
    return [row for row in vault.rows(store(desk), query) if row[1] != row[2] or row[3] != row[4]]


def newest(desk: Desk) -> dict[str, int]:
    """How many women the newest revision of each unit tells of."""
    query = (
        "SELECT code, payload FROM submission JOIN assignment ON latest_id = submission.id "
        "JOIN unit ON unit.id = unit_id"
    )
    rows = vault.rows(store(desk), query)
    return {code: int(json.loads(payload)["values"]["leaders.women"]) for code, payload in rows}
