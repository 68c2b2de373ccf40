"""Flows in processes that may be killed at any moment, each forked from one that read everything.

``python -m tests.killing`` takes one order a line and answers with the process id at once and the
exit code in the end: a fork of a process without threads starts in no time, as killing often needs.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from errors import Problem
from tests.house import ROOT

NOW = datetime(2025, 12, 30, 3, tzinfo=UTC)
PLAN, PERIOD = "N-2025-1", "2025"
SAID_ON = "2025-12-06"
"""For which day reminders are said."""
ADDRESSES = "addresses.json"
"""Beside the inbox."""
UNREACHABLE = 3
"""How a flow ends whose database was gone, as it says itself."""
PLAINLY = {"final": False, "full": False, "anew": False}
FLOWS = ("cascade", "collect", "rollup", "report", "year")


@dataclass(frozen=True)
class Order:
    """One flow on one workspace, with its inbox and its folder of workbooks.

    The flow ``resume`` finishes whatever was cut off there.
    """

    flow: str
    workspace: Path
    database: str
    inbox: Path
    out: Path


class Nest:
    """The process the others are forked from."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, order: Order, kill_after: float | None = None) -> tuple[int, float]:
        """Exit code and seconds of a flow; killed after some seconds if it still runs then."""
        assert self._process.stdin is not None
        said = {name: str(value) for name, value in vars(order).items()}
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()
        pid, start = int(self._answer()), time.monotonic()
        if kill_after is not None:
            _kill(pid, kill_after)
        return int(self._answer()), time.monotonic() - start

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the nest has ended"
        return line


def _kill(pid: int, after: float) -> None:
    # By a handle, not by its number: that may be another's by then.
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(pid)
        try:
            time.sleep(after)
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        finally:
            os.close(handle)


@contextmanager
def nest(folder: Path) -> Iterator[Nest]:
    """A nest on a Prefect server of its own."""
    from flows.server import running

    with running(folder) as ready:
        ready()
        with (
            (folder / "nest.log").open("w") as log,
            subprocess.Popen(
                [sys.executable, "-m", "tests.killing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
            ) as process,
        ):
            try:
                yield Nest(process)
            finally:
                process.kill()


def _run(order: Order) -> None:
    from engine import collect as batches
    from engine.pool import opened
    from flows import again, record
    from flows.calls import CALLS
    from flows.surroundings import around, work_at

    batches.FILES_A_PART = 2  # more than one batch of a small country
    record.clock = lambda: NOW  # what is finished later is dated as if it never was cut off
    os.environ["CAPBAC_REMIND_URLS"] = str(order.inbox.with_name(ADDRESSES))
    work = work_at(str(order.workspace), order.database)
    with opened(1) as pool, around(work, pool, None):
        if order.flow == "resume":
            ended = list(again.resumed(work, record.cut_off(work)))
            assert [one.problem for one in ended] == [None] * len(ended)
            return
        asked = _asked(order)
        with record.recorded(work, order.flow, asked):
            CALLS[order.flow](asked, NOW)


def _asked(order: Order) -> dict[str, Any]:
    """What the command of this name puts on record."""
    places = {"inbox": [str(order.inbox)], "out": str(order.out)}
    told: dict[str, dict[str, Any]] = {
        "cascade": {"plan": PLAN, "mode": None},
        "collect": {"inbox": places["inbox"], "form": None},
        "rollup": {"period": PERIOD, "form": None, "final": False},
        "report": {"period": PERIOD, "form": None, "out": places["out"], "scope": {}, **PLAINLY},
        "year": {"plan": PLAN, **places},
        "remind": {"plan": None, "on": SAID_ON},
    }
    return told[order.flow]


def _serve() -> None:
    import flows.again  # noqa: F401  read once for all that are forked

    for line in sys.stdin:
        said = json.loads(line)
        order = Order(
            said["flow"],
            Path(said["workspace"]),
            said["database"],
            Path(said["inbox"]),
            Path(said["out"]),
        )
        pid = os.fork()
        if pid == 0:
            try:
                _run(order)
            except Problem as problem:
                traceback.print_exc()
                os._exit(UNREACHABLE if problem.code == "database_unreachable" else 1)
            except BaseException:  # noqa: BLE001  told in the log, and by the exit code
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _tell(pid)
        _tell(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
