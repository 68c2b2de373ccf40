"""The process that reads workbooks of strangers: limited, and expendable.

``python -m intake.book.child MEGABYTES SECONDS``: takes paths on stdin and answers on stdout, each
a message of four bytes of length and that many bytes; it begins with an empty message once its
limits hold, and ends where stdin does. Imports the standard library and its own package only.
"""

import json
import os
import resource
import signal
import struct
import sys

from intake.book.extraction import extract
from intake.book.unfit import ANSWER_LIMIT, FILE_LIMIT, Unfit

_LENGTH = struct.Struct(">I")
_ROOM = 2 << 20


def main(megabytes: int, seconds: float) -> None:
    """Read what is asked for, one file after the other."""
    _limit(megabytes << 20)
    # Without room to work the process must not begin: every file would look like a killer.
    bytearray(max(megabytes << 16, _ROOM))
    _say(b"")
    while (path := _heard()) is not None:
        # The clock's signal ends the process wherever it is: the other side sees the end.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = _answer(path)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say(answer)


def _limit(size: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, size),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        _soft, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _answer(path: bytes) -> bytes:
    try:
        answer = json.dumps(extract(_bytes_of(path))).encode()
    except Unfit as unfit:
        return _refusal(unfit.code, unfit.sent, unfit.allowed)
    except OSError as error:
        return _refusal("file_not_given", error.strerror or type(error).__name__, "")
    if len(answer) > ANSWER_LIMIT:
        size, most = len(answer) >> 20, ANSWER_LIMIT >> 20
        return _refusal("book_too_large", f"{size} MB", f"{most} MB")
    return answer


def _bytes_of(path: bytes) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123  pathlib would double the time to start
        return file.read(FILE_LIMIT + 1)


def _refusal(code: str, sent: str, allowed: str) -> bytes:
    return json.dumps({"unfit": [code, sent, allowed]}).encode()


def _heard() -> bytes | None:
    head = _exactly(_LENGTH.size)
    return None if head is None else _exactly(_LENGTH.unpack(head)[0])


def _exactly(size: int) -> bytes | None:
    found = b""
    while len(found) < size:
        more = os.read(0, size - len(found))
        if not more:
            return None
        found += more
    return found


def _say(message: bytes) -> None:
    left = memoryview(_LENGTH.pack(len(message)) + message)
    while left:
        left = left[os.write(1, left) :]


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
