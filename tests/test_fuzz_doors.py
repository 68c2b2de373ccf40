"""Damaged inputs through every door: none crashes, hangs, is let in as something else, or is
refused without a sentence in two languages.

Three thousand by default, the same each time; ``CAPBAC_TEST_FUZZ=20000`` tries so many in all.
"""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.fuzz_watch import Door, Tally, tries

pytestmark = pytest.mark.slow
INPUTS = int(os.environ.get("CAPBAC_TEST_FUZZ", "3000"))
BLOCK = 260
"""Inputs that are tried on one store: what one let in lies before the next."""
DOORS = {
    "json": ("tests.fuzz_sent", "Json", 13),
    "csv": ("tests.fuzz_sent", "Table", 13),
    "excel": ("tests.fuzz_sent", "Book", 13),
    "form": ("tests.fuzz_kept", "Form", 13),
    "plan": ("tests.fuzz_kept", "Plan", 13),
    "roster": ("tests.fuzz_rosters", "Roster", 13),
    "api": ("tests.fuzz_api", "Api", 13),
    "beside": ("tests.fuzz_beside", "Beside", 9),
}
"""Where a door is, and how many in a hundred inputs are its own."""
TRIED: dict[str, Tally] = {}


class Cell:
    """A process that inputs may kill: there is another then."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def run(self, door: str, count: int, folder: Path) -> Tally:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        try:
            return self._pool.submit(tried, door, count, folder).result()
        except BrokenProcessPool:
            self._pool = None
            (left,) = sorted(folder.rglob("sent.*"))
            pytest.fail(f"the process was killed by {left}")

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()


@pytest.fixture(scope="module")
def cell() -> Iterator[Cell]:
    found = Cell()
    yield found
    found.close()


def tried(door: str, count: int, folder: Path) -> Tally:
    """So many inputs through a door, a store after the other."""
    # What this process leaves is taken away with the tests' own folders.
    tempfile.tempdir = str(folder.parent)
    module, name, _share = DOORS[door]
    kind: type[Door] = getattr(import_module(module), name)
    total = Tally()
    for start in range(0, count, BLOCK):
        with tempfile.TemporaryDirectory(dir=folder) as here:
            total += tries(kind(), range(start, min(start + BLOCK, count)), Path(here), folder)
    return total


@pytest.mark.parametrize("door", DOORS)
def test_no_damaged_input_breaks_a_door(door: str, cell: Cell, tmp_path: Path) -> None:
    count = INPUTS * DOORS[door][2] // 100
    found = TRIED[door] = cell.run(door, count, tmp_path)
    told = f"{door}: {found.inputs} inputs, {found.accepted} let in"
    cost = f"{found.seconds:.2f} s, {found.peak >> 10} MiB at most"
    print(f"{told}; {cost}; {dict(found.codes.most_common())}")  # noqa: T201  for whoever reads the log
    assert not found.broken, "\n\n".join(found.broken[:10])
    assert found.inputs == count
    # Neither all refused at a first look, nor hardly damaged at all; and refused for much.
    assert count * 0.03 < found.accepted < count * 0.7
    assert len(found.codes) >= min(12, count // 10)


def test_as_many_were_tried_as_were_asked_for() -> None:
    if TRIED.keys() == DOORS.keys():
        assert sum(one.inputs for one in TRIED.values()) >= INPUTS - len(DOORS)
