"""Prefect servers as an operator runs them, on SQLite and on PostgreSQL, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PATIENCE = 300.0
DEBIAN = Path("/usr/lib/postgresql")
SHARED = Path("/usr/share/postgresql")
NEEDED = "Prefect needs a PostgreSQL with pg_trgm: apt-get install postgresql (Debian, Ubuntu)"


@dataclass(frozen=True, slots=True)
class Server:
    """``api`` is empty for the embedded one, ``pids`` are its processes, ``seconds`` its start."""

    api: str = ""
    pids: tuple[int, ...] = ()
    seconds: float = 0.0


@contextmanager
def embedded() -> Iterator[Server]:
    """Nothing yet: the flows start their own."""
    yield Server()


@contextmanager
def on_sqlite() -> Iterator[Server]:
    """A server whose tables are made on its first start, in a file."""
    with (
        tempfile.TemporaryDirectory(prefix="capbac-prefect-") as home,
        _prefect(Path(home), f"sqlite+aiosqlite:///{home}/prefect.db") as server,
    ):
        yield server


@contextmanager
def on_postgresql() -> Iterator[Server]:
    """The same in a PostgreSQL of its own. Raises RuntimeError where none is installed."""
    with tempfile.TemporaryDirectory(prefix="capbac-prefect-") as home, ExitStack() as stack:
        port, pid = stack.enter_context(_postgresql())
        url = f"postgresql+asyncpg://capbac@127.0.0.1:{port}/postgres"
        server = stack.enter_context(_prefect(Path(home), url))
        yield Server(server.api, (*server.pids, pid), server.seconds)


KINDS = {"embedded": embedded, "SQLite": on_sqlite, "PostgreSQL": on_postgresql}


@contextmanager
def _prefect(home: Path, database: str) -> Iterator[Server]:
    port = _free_port()
    began = time.monotonic()
    said = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    words = ("-m", "prefect", "server", "start", "--host=127.0.0.1", f"--port={port}")
    with (home / "server.log").open("wb") as log, ExitStack() as stack:
        process = subprocess.Popen(
            [sys.executable, *words], env={**os.environ, **said}, stdout=log, stderr=log, cwd=home
        )
        stack.callback(_stop, process, signal.SIGTERM)
        _until(lambda: _ready(port), process, home / "server.log")
        api = f"http://127.0.0.1:{port}/api"
        yield Server(api, (process.pid,), time.monotonic() - began)


@contextmanager
def _postgresql() -> Iterator[tuple[int, int]]:
    """Its port and the number of its process. It refuses root, so root runs it as another."""
    programs = _programs()
    user = _somebody() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="capbac-postgres-") as folder, ExitStack() as stack:
        home = Path(folder)
        if user is not None:
            os.chown(home, user, -1)
        made = (
            programs / "initdb",
            "-D",
            home / "data",
            "-A",
            "trust",
            "-U",
            "capbac",
            "-E",
            "UTF8",
        )
        subprocess.run(made, check=True, capture_output=True, user=user, cwd=home)
        port = _free_port()
        words = ("-D", home / "data", "-h", "127.0.0.1", "-p", str(port), "-k", home)
        log = stack.enter_context((home / "postgres.log").open("wb"))
        process = subprocess.Popen(
            [programs / "postgres", *words], stdout=log, stderr=log, user=user, cwd=home
        )
        stack.callback(_stop, process, signal.SIGINT)  # ends what is connected, and then itself
        _until(lambda: _listens(port), process, home / "postgres.log")
        yield port, process.pid


def _programs() -> Path:
    newest = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = newest[-1] if newest else Path(shutil.which("initdb") or "")
    if not found.name or (newest and not list(SHARED.glob("*/extension/pg_trgm.control"))):
        raise RuntimeError(NEEDED)
    return found.parent


def _somebody() -> int:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses root, and there is nobody else here to run it")


def _until(there: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(log.read_text(errors="replace")[-4000:])
        time.sleep(0.05)


def _ready(port: int) -> bool:
    link = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/api/ready")
        return link.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        link.close()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _stop(process: "subprocess.Popen[bytes]", sign: signal.Signals) -> None:
    process.send_signal(sign)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
