"""Worker processes that outlive a killed one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from engine.pool import opened


def _double(item: tuple[int, str]) -> int:
    number, mark = item
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def test_a_killed_worker_costs_no_item_and_no_order(tmp_path: Path) -> None:
    items = [(number, str(tmp_path / "killed")) for number in range(8)]
    with opened(2) as pool:
        assert list(pool.each_in_order(_double, items)) == [0, 2, 4, 6, 8, 10, 12, 14]
    assert (tmp_path / "killed").exists()


def test_a_single_call_is_made_again(tmp_path: Path) -> None:
    with opened(2) as pool:
        assert pool.run(_double, (3, str(tmp_path / "killed"))) == 6
        assert pool.run(_double, (4, "")) == 8


def test_one_worker_is_this_process() -> None:
    with opened(1) as pool:
        assert pool.run(os.getpid) == os.getpid()


def test_no_worker_outlives_the_process_that_asked_for_it() -> None:
    asked = subprocess.Popen(
        [sys.executable, "-c", _ASKING], stdout=subprocess.PIPE, text=True, cwd=_ROOT
    )
    assert asked.stdout is not None
    with asked:
        workers = [int(asked.stdout.readline()) for _ in range(2)]
        assert all(map(_runs, workers))
        asked.kill()
    for _ in range(100):
        if not any(map(_runs, workers)):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {workers}")


_ROOT = Path(__file__).resolve().parent.parent
_ASKING = """
import os, time
from engine.pool import Pool
pool = Pool(2)
futures = [pool._executor.submit(os.getpid) for _ in range(2)]
found = {one.result() for one in futures}
for process in pool._executor._processes:
    print(process, flush=True)
time.sleep(60)
"""


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
