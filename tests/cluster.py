"""A Dask cluster of processes of our own: a scheduler and workers, each with a pid to end it by."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.house import ROOT

Process = "subprocess.Popen[bytes]"
PATIENCE = 60.0
UNHURRIED = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "600s"}
"""A busy machine is no broken line: Dask calls one dead after half a minute."""


@dataclass
class Cluster:
    """``address`` is the scheduler's host and port; ``log`` holds what all of them said."""

    address: str
    folder: Path
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def runner(self) -> str:
        return f"dask://{self.address}"


@contextmanager
def cluster(
    folder: Path,
    workers: int,
    said: Mapping[str, str] = {},
    protocol: str = "tcp",
) -> Iterator[Cluster]:
    """So many worker processes, without anybody who would start them again.

    ``said`` are variables of all of them, ``protocol`` is ``tcp`` or ``tls``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        told = folder / "scheduler.json"
        listening = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        spoken = ("--protocol", protocol, "--scheduler-file", str(told))
        _start(stack, folder, said, "dask_scheduler", *listening, *spoken)
        address = _address(told)
        made = Cluster(address.removeprefix(f"{protocol}://"), folder)
        for number in range(workers):
            made.workers.append(
                _start(stack, folder, said, "dask_worker", address, "--no-nanny", "--nthreads", "1",
                       "--no-dashboard", "--name", f"w{number}", "--host", "127.0.0.1",
                       "--protocol", protocol)
            )  # fmt: skip
        yield made


def _start(
    stack: ExitStack, folder: Path, said: Mapping[str, str], module: str, *words: str
) -> "subprocess.Popen[bytes]":
    log = stack.enter_context((folder / "cluster.log").open("ab"))
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *words],
        stdout=log,
        stderr=log,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DASK_TEMPORARY_DIRECTORY": str(folder),
            **UNHURRIED,
            **said,
        },
    )
    stack.callback(_end, process)
    return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


def _address(told: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if told.exists() and '"address"' in told.read_text():
            return str(json.loads(told.read_text())["address"])
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")
