"""Worker processes that outlive a killed one."""

import os
import signal
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
