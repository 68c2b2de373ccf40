"""Workbooks through a process that may die: started, asked ahead, replaced, never waited for long.

A file on which the process ends, by its memory, its clock or a crash, is tried once more alone
in a fresh one. If that ends too, the file is refused, and the others go on.
"""

import atexit
import os
import select
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import orjson

from errors import Problem
from intake.book.unfit import ANSWER_LIMIT

MEGABYTES = 512
SECONDS = 10.0
Told = dict[str, object]
"""What the child tells of a workbook: see ``extraction.extract``; or ``unfit`` with why not."""

_ROOT = Path(__file__).resolve().parent.parent.parent
_LENGTH = struct.Struct(">I")
_AHEAD = 8
"""Paths on their way at most: together they fit into a pipe, so asking never blocks."""
_LONGEST = 4096
_STARTING = 30.0
_GRACE = 2.0
"""Seconds the child has, beyond its own clock, to be ended by it."""
_KILLED: Told = {"unfit": ["file_kills_reader", "", ""]}


class _Ended(Exception):
    """The child is gone, or has said what it never says."""


class _Child:
    """One process, its two pipes, and what has come through them."""

    def __init__(self, megabytes: int, seconds: float) -> None:
        limits = (str(megabytes), str(seconds))
        # Neither site packages nor settings of the environment: the standard library and us.
        command = [sys.executable, "-S", "-E", "-m", "intake.book.child", *limits]
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own module, no word of a stranger
                command,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            raise Problem("reader_failed", reason=error.strerror or "") from error
        assert self._process.stdin
        assert self._process.stdout
        self._into, self._out = self._process.stdin, self._process.stdout
        self._come = bytearray()
        self._patience = seconds + _GRACE
        self.owner = os.getpid()
        self._greeted = False

    def ask(self, path: str) -> None:
        """Send a path on its way."""
        name = os.fsencode(os.path.abspath(path))  # noqa: PTH100  ten thousand times
        if len(name) > _LONGEST:
            name = b""  # no system opens it, and no pipe need hold it
        with suppress(BrokenPipeError):  # its end is noticed where the answer is waited for
            self._into.write(_LENGTH.pack(len(name)) + name)

    def answer(self) -> Told:
        """The next answer. Raises _Ended, and Problem if the child cannot even begin."""
        if not self._greeted:
            try:
                self._message(_STARTING)
            except _Ended as ended:
                raise Problem("reader_failed", reason=f"exit {self.end()}") from ended
            self._greeted = True
        try:
            told = orjson.loads(self._message(self._patience))
        except orjson.JSONDecodeError as error:
            raise _Ended from error
        if not isinstance(told, dict):
            raise _Ended
        return told

    def _message(self, patience: float) -> bytes:
        until = time.monotonic() + patience
        (size,) = _LENGTH.unpack(self._bytes(_LENGTH.size, until))
        if size > ANSWER_LIMIT:
            raise _Ended
        return self._bytes(size, until)

    def _bytes(self, size: int, until: float) -> bytes:
        while len(self._come) < size:
            left = until - time.monotonic()
            ready, _, _ = select.select([self._out], [], [], max(left, 0.0))
            more = os.read(self._out.fileno(), 1 << 20) if ready else b""
            if not more:
                raise _Ended
            self._come += more
        found = bytes(self._come[:size])
        del self._come[:size]
        return found

    def end(self) -> int:
        """End the process and everything held for it."""
        self._process.kill()
        self._into.close()
        self._out.close()
        return self._process.wait()


class Reader:
    """Reads workbooks one after the other; used by one thread at a time."""

    def __init__(self, megabytes: int = MEGABYTES, seconds: float = SECONDS) -> None:
        self._limits = (megabytes, seconds)
        self._child: _Child | None = None

    def read(self, paths: Sequence[str]) -> Iterator[Told]:
        """What the child tells of each path, in their order. Raises Problem reader_failed."""
        asked = answered = 0
        try:
            for at, path in enumerate(paths):
                child = self._running()
                while asked < min(len(paths), at + _AHEAD):
                    child.ask(paths[asked])
                    asked += 1
                try:
                    told = child.answer()
                except _Ended:
                    self.close()
                    told = self._alone(path)
                    asked = at + 1
                answered = at + 1
                yield told
        finally:
            if asked > answered:
                self.close()  # answers nobody waits for would be taken for those of the next files

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None and child.owner == os.getpid():
            child.end()

    def _alone(self, path: str) -> Told:
        child = self._running()
        child.ask(path)
        try:
            return child.answer()
        except _Ended:
            self.close()
            return _KILLED

    def _running(self) -> _Child:
        if self._child is None or self._child.owner != os.getpid():
            self._child = _Child(*self._limits)
        return self._child


_KEPT = 2
_idle: deque[Reader] = deque()
"""Readers whose child waits for more files: kept for the next batch of this process."""


def read_books(paths: Sequence[str]) -> Iterator[Told]:
    """What stands in each workbook, in order, by a child kept from one batch to the next."""
    try:
        reader = _idle.pop()
    except IndexError:
        reader = Reader()
    try:
        yield from reader.read(paths)
    finally:
        # Where reading broke off the reader has ended its child, and makes itself another.
        if len(_idle) == _KEPT:
            reader.close()
        else:
            _idle.append(reader)


@atexit.register
def close_idle() -> None:
    """End every child that waits."""
    while _idle:
        _idle.pop().close()
