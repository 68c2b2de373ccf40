"""The embedded server of a workspace on record, so that one left behind is found and ended.

A record is ``{"server": [pid, started], "owner": [pid, started]}``: a process id alone may have
been given to a stranger since, its start time has not.
"""

import json
import os
import signal
import time
from pathlib import Path

RECORD = "server.json"
Process = tuple[int, str]


def process(pid: int) -> Process | None:
    """A running process and when it started (clock ticks since boot), or None where it is gone."""
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    # Fields 3 and 22 of proc(5); a zombie has ended and only waits for its parent.
    return None if state in "ZX" else (pid, rest[18])


def note(home: Path, server: int) -> None:
    """Put on record that this process has started ``server``."""
    record = {"server": process(server), "owner": process(os.getpid())}
    fresh = home / f"{RECORD}.new"
    fresh.write_text(json.dumps(record))
    fresh.replace(home / RECORD)


def forget(home: Path) -> None:
    """The server of this workspace has ended."""
    (home / RECORD).unlink(missing_ok=True)


def busy(home: Path) -> bool:
    """Whether a living process has its embedded server here; an orphan is ended first."""
    server, owner = _read(home)
    if server is None or process(server[0]) != server:
        return False
    if owner is not None and process(owner[0]) == owner:
        return True
    end(server)
    forget(home)
    return False


def end(server: Process) -> None:
    """End a process for sure; it is asked first and has five seconds."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process(server[0]) != server:
            return
        os.kill(server[0], sign)
        for _ in range(50):
            if process(server[0]) != server:
                return
            time.sleep(0.1)


def _read(home: Path) -> tuple[Process | None, Process | None]:
    try:
        record = json.loads((home / RECORD).read_text())
        return _process(record["server"]), _process(record["owner"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, None  # no record, or one cut short: nothing is ended on its word


def _process(said: object) -> Process | None:
    match said:
        case [int(pid), str(started)]:
            return pid, started
    return None
