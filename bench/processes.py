"""A command in a process of its own: its wall time, processor time and peak memory, all told."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EVERY = 0.05
"""Seconds between two looks at the memory."""
PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """``wall`` and ``cpu`` in seconds (user and system, with all descendants), ``peak`` in bytes.

    ``peak`` is the largest sum seen of the resident memory of the process and its descendants.
    ``said`` is the JSON that stood on the last line of its output.
    """

    wall: float
    cpu: float
    peak: int
    said: dict[str, Any]


def measured(arguments: Sequence[str]) -> Measured:
    """Run Python with these arguments to its end. Raises RuntimeError where it failed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        memory = _Memory(process.pid)
        memory.start()
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for here
        memory.over.set()
        memory.join()
        out.seek(0)
        err.seek(0)
        lines = out.read().decode().splitlines()
        if process.returncode:
            raise RuntimeError(err.read().decode()[-4000:])
    said = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    # Workers are not waited for by the one that asked for them: they are looked at while they live.
    cpu = max(usage.ru_utime + usage.ru_stime, memory.spent)
    return Measured(wall, cpu, memory.peak, said)


class _Memory(threading.Thread):
    """Looks at memory and processor time of a process and its descendants until it is over."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.peak = 0
        self.spent = 0.0
        self._pid = pid

    def run(self) -> None:
        while not self.over.wait(EVERY):
            self.peak = max(self.peak, sum(map(_resident, family(self._pid))))
            self.spent = max(self.spent, processor(self._pid))


def family(pid: int) -> Iterator[int]:
    """A process and all its living descendants."""
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:
            continue  # a thread that ended while we looked
        for child in children:
            yield from family(int(child))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def processor(pid: int) -> float:
    """Seconds of processor time of a process, its living descendants and all they waited for."""
    total = 0
    for one in family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        # utime, stime, cutime, cstime: fields 14 to 17 of proc(5)
        total += sum(map(int, fields[11:15]))
    return total / TICK


def _age() -> float:
    """Seconds since this process was started, to a hundredth."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / TICK


class Clock:
    """The stages of one process, told apart: wall and processor seconds of each."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[float, float]] = {}
        # From when the process began: what it imports is a stage like any other.
        self._last = time.perf_counter() - _age(), 0.0

    def lap(self, stage: str) -> None:
        """What has passed since the last lap belongs to this stage."""
        now = time.perf_counter(), processor(os.getpid())
        before = self.stages.get(stage, (0.0, 0.0))
        self.stages[stage] = (
            before[0] + now[0] - self._last[0],
            before[1] + now[1] - self._last[1],
        )
        self._last = now

    def say(self, **facts: object) -> None:
        """The stages and the facts, as the last line of output."""
        print(json.dumps({"stages": self.stages, **facts}), flush=True)
