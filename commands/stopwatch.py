"""Time and memory of each stage, for the table a long command ends with."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

EVERY = 0.1
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Lap:
    """One stage: wall seconds, and the most memory this process and its children held (MiB).

    ``peak`` is 0 where the system does not tell (no /proc).
    """

    stage: str
    seconds: float
    peak: float


class Stopwatch:
    """Laps one after the other; memory is looked at ten times a second."""

    def __init__(self) -> None:
        self.laps: list[Lap] = []

    @contextmanager
    def lap(self, stage: str) -> Iterator[None]:
        """Measure the block as one stage."""
        done, peak = Event(), [resident()]

        def watch() -> None:
            while not done.wait(EVERY):
                peak[0] = max(peak[0], resident())

        watcher = Thread(target=watch, daemon=True)
        start = time.perf_counter()
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
            seconds = time.perf_counter() - start
            self.laps.append(Lap(stage, seconds, max(peak[0], resident()) / 2**20))


def resident() -> int:
    """Bytes of memory this process and all its descendants hold now."""
    try:
        return sum(_held(pid) for pid in _family(os.getpid()))
    except OSError:
        return 0


def _family(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            parent = _parent(entry)
            if parent is not None:
                children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def _parent(entry: Path) -> int | None:
    try:
        # The name in brackets may hold spaces; the fields after it do not.
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None


def _held(pid: int) -> int:
    try:
        return int((Path("/proc") / str(pid) / "statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError, ValueError):
        return 0
