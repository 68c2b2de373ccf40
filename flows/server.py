"""A Prefect server for the flows: the one the settings name, else one of our own.

Our own listens on 127.0.0.1 only, keeps its things in ``.prefect`` of the workspace and ends with
the process that started it. It starts while the caller does other things, until ``ready()``.

    with running(workspace, api) as ready:
        ...                      # whatever needs no flow
        ready()                  # waits; only now may a module with a flow be imported
        from flows import year
"""

import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from engine.folders import unfit
from errors import Problem
from flows import embedded, environment, orphans
from settings import lent
from store.straits import is_full

PATIENCE = 120.0
"""Seconds until a server that gives no answer is given up."""
DRAIN = 15.0
"""Seconds for the last events of the flows to reach the server."""

Ready = Callable[[], None]


@contextmanager
def running(workspace: Path, api: str = "") -> Iterator[Ready]:
    """Flows may run inside this block, once what it yields was called.

    ``api`` is the address of a running server (``.../api``); without one, ours is started.
    Calling ``ready`` raises Problem server_failed or server_unreachable.
    """
    home = workspace.resolve() / ".prefect"
    home.mkdir(parents=True, exist_ok=True)
    if api:
        with lent(environment.configured(home, api)), ExitStack() as stack:
            yield lambda: _reach(stack, api)
    elif orphans.busy(home):
        # Another command runs flows here. Two servers on one SQLite file would lock each other.
        with (
            tempfile.TemporaryDirectory(prefix="beside-", dir=home) as beside,
            _own(Path(beside)) as ready,
        ):
            yield ready
    else:
        with _own(home) as ready:
            yield ready


@contextmanager
def _own(home: Path) -> Iterator[Ready]:
    port = _free_port()
    made = _has_tables(home)
    with lent(environment.embedded(home, port, migrate=not made), without="PREFECT_"):
        server = _start(home, port)
        try:
            orphans.note(home, server.pid)
            with ExitStack() as stack:

                def ready() -> None:
                    _enter(stack)  # imports Prefect: seconds, in which the server starts
                    if not _answers(server, port):
                        _clear(home)
                        raise Problem("server_failed", log=str(home / "server.log"))
                    _mark(home).touch()

                yield ready
        finally:
            _stop(server)
            orphans.forget(home)


def _mark(home: Path) -> Path:
    """Stands beside a database whose tables are all there."""
    return home / f"{environment.PREFECT}.ready"


def _has_tables(home: Path) -> bool:
    database = environment.database(home)
    if not (_mark(home).exists() and database.exists()):
        _clear(home)
        try:
            shutil.copyfile(prepared(), database)
            _mark(home).touch()
        except OSError as error:
            if is_full(error):
                raise unfit(home, error) from error
            # Else nothing is prepared: the server makes its tables itself, slowly.
    return _mark(home).exists()


def _start(home: Path, port: int) -> "subprocess.Popen[bytes]":
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603  every word of it stands here
            [
                sys.executable,
                "-P",  # the folder of the file would come first: flows/ holds no modules to find
                embedded.__file__,
                "prefect.server.api.server:create_app",
                "--factory",
                "--host=127.0.0.1",
                f"--port={port}",
                "--log-level=error",
                "--lifespan=on",
                "--timeout-graceful-shutdown=1",
            ],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=home,
            start_new_session=True,  # Ctrl-C is for the command: it ends the server itself
        )


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(embedded.PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    if server.stdin is not None:
        server.stdin.close()


def _answers(server: "subprocess.Popen[bytes]", port: int) -> bool:
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        link = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            link.request("GET", "/api/ready")  # looks at its database, too
            return link.getresponse().status == 200
        except (OSError, HTTPException):
            time.sleep(0.05)
        finally:
            link.close()
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _clear(home: Path) -> None:
    """Away with a database of another version or of a start that failed: nothing is lost."""
    for old in (*home.glob("prefect-*.db*"), *home.glob("*.ready")):
        old.unlink(missing_ok=True)


def _reach(stack: ExitStack, api: str) -> None:
    _enter(stack)
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        failure = client.api_healthcheck()
    if failure is not None:
        raise Problem("server_unreachable", api=api) from failure


def _enter(stack: ExitStack) -> None:
    from prefect.context import refresh_global_settings_context
    from prefect.events.worker import EventsWorker
    from prefect.settings import temporary_settings

    refresh_global_settings_context()  # where Prefect was imported before, for another server
    # The heartbeat costs a second a subflow when its thread is joined, and nobody listens to it.
    stack.enter_context(temporary_settings(updates={"flows.heartbeat_frequency": None}))
    # What Prefect has still to tell the server it tells now: later it would try for minutes.
    stack.callback(EventsWorker.drain_all, timeout=DRAIN)


def prepared() -> Path:
    """Where an installation keeps a database with Prefect's tables, for a quick first start."""
    return Path(sys.prefix) / "share" / "capbac" / f"prefect-{environment.PREFECT}.db"


def prepare() -> Path:
    """Make that database once (some ten seconds); setting up an installation calls it."""
    target = prepared()
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            with running(Path(folder)) as ready:
                ready()
            made = environment.database(Path(folder) / ".prefect")
            fresh = target.with_suffix(".new")
            with closing(sqlite3.connect(made)) as source, closing(sqlite3.connect(fresh)) as copy:
                source.backup(copy)  # with what still stands in the write-ahead log
            fresh.replace(target)
    return target
