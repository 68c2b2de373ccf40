"""A workspace where there is little room: a small disk of its own, or files that may not grow.

``python -m tests.narrow FOLDER`` takes one order a line. It runs in a mount namespace of its own,
where ``FOLDER/workspace`` is a small tmpfs; where a user may not mount, and where it is wanted so,
the limit on the size of files stands for a full disk. Every command is a fork, so that it starts
in no time and ends as a process does.
"""

import hashlib
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commands import context
from engine import accounts, api_tokens
from engine.accounts import Wish
from engine.permits import Holder
from tests import vault
from tests.clock import Standing
from tests.desk import Desk, Outcome
from tests.house import ROOT
from tests.office import work

ROOM = 256 << 20
"""Bytes of a disk nobody has made small yet."""
PAGE = 4096
ALONE = ("unshare", "--user", "--map-root-user", "--mount")


@dataclass(frozen=True, slots=True)
class NarrowDesk(Desk):
    """A desk whose commands run beside a disk of its own."""

    process: "subprocess.Popen[str]"
    on_disk: bool
    """Whether it is the disk that is small, and not the largest file."""

    def run(self, *arguments: object) -> Outcome:
        """One command line there."""
        said = self.ask("run", words=[str(word) for word in arguments])
        return Outcome(said["code"], said["out"], said["err"])

    def room(self, size: int | None) -> None:
        """So many bytes are left on the disk, or may be in one file; None: as many as one likes."""
        self.ask("room", size=size)

    def state(self) -> Any:
        """What is kept and what was written: rows and the hash of every workbook."""
        return self.ask("state")

    def names(self, folder: str) -> list[str]:
        """What lies in a folder of the workspace, hidden files too."""
        return list(self.ask("names", folder=folder))

    def token(self, ward: str) -> str:
        """A token with which a ward's clerk may send."""
        return str(self.ask("token", ward=ward))

    def serve(self) -> str:
        """Start the portal there; its address."""
        return str(self.ask("serve"))

    def stop(self) -> str:
        """End it; what it has said."""
        return str(self.ask("stop"))

    def ask(self, order: str, **details: object) -> Any:
        """One order and its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": order, **details}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the small place has ended"
        return json.loads(line)


@contextmanager
def narrow(folder: Path, *, disk: bool) -> Iterator[NarrowDesk]:
    """A desk with little room: a small ``disk`` where one can be had, else small files."""
    (folder / "workspace").mkdir(parents=True)
    words = [sys.executable, "-m", "tests.narrow", str(folder)]
    on_disk = disk and _may_mount()
    if on_disk:
        words = [*ALONE, *words, "disk"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            yield NarrowDesk(folder, process, on_disk)
        finally:
            process.stdin.close()  # type: ignore[union-attr]  # asked for above
            process.wait()


def _may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    words = [*ALONE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


class _Place:
    """The other side: carries out the orders."""

    def __init__(self, folder: Path, *, disk: bool) -> None:
        self._desk, self._disk = Desk(folder), disk
        self._limit: int | None = None
        self._server: subprocess.Popen[str] | None = None
        if disk:
            small = ["-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(self._desk.workspace)]
            subprocess.run(["mount", *small], check=True)

    def answer(self, order: dict[str, Any]) -> object:
        acts: dict[str, Callable[[], object]] = {
            "run": lambda: self._apart(order["words"]),
            "room": lambda: self._room(order["size"]),
            "state": lambda: state(self._desk),
            "names": lambda: _names(self._desk.workspace / order["folder"]),
            "token": lambda: token(self._desk, order["ward"]),
            "serve": self._serve,
            "stop": self._stop,
        }
        return acts[order["do"]]()

    def _room(self, size: int | None) -> None:
        if not self._disk:
            self._limit = size
            return
        disk = os.statvfs(self._desk.workspace)
        used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize
        room = ROOM if size is None else (used + size + PAGE - 1) // PAGE * PAGE
        subprocess.run(
            ["mount", "-o", f"remount,size={room}", str(self._desk.workspace)], check=True
        )

    def _limited(self) -> None:
        if self._limit is not None:
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._limit, hard))

    def _apart(self, words: Sequence[str]) -> dict[str, object]:
        here, there = os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                os.close(here)
                self._limited()
                done = self._desk.run(*words)
                code = done.code
                with os.fdopen(there, "w", encoding="utf-8") as pipe:
                    json.dump({"out": done.out, "err": done.err}, pipe)
                _leave()
            except BaseException:  # noqa: BLE001  told on stderr, and by the exit code
                traceback.print_exc()
                code = 70
            os._exit(code)
        os.close(there)
        with os.fdopen(here, encoding="utf-8") as pipe:
            said = pipe.read()
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return {"code": code, "out": "", "err": "", **(json.loads(said) if said else {})}

    def _serve(self) -> str:
        line = ["--workspace", str(self._desk.workspace), "serve", "--port", "0"]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "cli", *line],
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=self._limited,  # noqa: PLW1509  a process of one thread
        )
        assert self._server.stderr is not None
        said = self._server.stderr.readline()
        found = re.search(r"http://\S+[0-9]", said)
        assert found, said
        return found[0]

    def _stop(self) -> str:
        assert self._server is not None
        self._server.terminate()
        _out, err = self._server.communicate(timeout=60)
        return err


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def _leave() -> None:
    """What a process does when it ends, that a fork leaves out."""
    import atexit

    sys.stderr.flush()
    atexit._run_exitfuncs()


def token(desk: Desk, ward: str) -> str:
    """A token of a clerk of a ward who is invited for it."""
    at, now = work(desk), Standing.at
    found = accounts.invite(at, Wish(ward.lower(), ward, ward, ("clerk",)), ("operator",), now)
    number = accounts.accept(at, found.token, "bốn từ ghép lại", now).id
    holder = Holder(login=ward.lower(), account_id=number)
    return api_tokens.make(at, holder, "máy", ["write"], 2, datetime.now(UTC))


def state(desk: Desk) -> list[object]:
    """Rows of what was sent and asked, figures, and the hash of each workbook."""
    store = desk.workspace / "capbac.db"
    queries = (
        "SELECT code, plan_id FROM receipt JOIN unit ON unit.id = unit_id",
        "SELECT code, form_id, period FROM assignment JOIN unit ON unit.id = unit_id",
        "SELECT code, period, revision, digest FROM submission "
        "JOIN assignment ON assignment.id = assignment_id JOIN unit ON unit.id = unit_id",
        "SELECT unit_id, packed FROM rollup_row",
    )
    rows = [sorted(map(repr, vault.rows(store, query))) for query in queries]
    books = sorted((desk.workspace / "books").glob("*"))
    told = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in books}
    return [*rows, told]


def _main(folder: Path, *, disk: bool) -> None:
    said = io.TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="utf-8")
    os.dup2(2, 1)  # nothing but answers goes there
    place = _Place(folder, disk=disk)
    vars(context)["datetime"] = Standing  # two runs at one moment say the same
    import engine.backup
    import engine.collect
    import engine.report
    import engine.rollup
    import engine.verify  # noqa: F401  read once for all that are forked

    for line in sys.stdin:
        said.write(json.dumps(place.answer(json.loads(line)), default=repr) + "\n")
        said.flush()


if __name__ == "__main__":
    _main(Path(sys.argv[1]), disk="disk" in sys.argv[2:])
