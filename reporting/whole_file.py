"""A file that appears whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EINVAL
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4
from zlib import crc32

_HERE = f"{crc32(os.uname().nodename.encode()):08x}"
"""This machine in a passing name: process ids of another one say nothing here."""


def keep_whole(data: bytes, target: Path) -> None:
    """Write bytes beside the target and move them there in one step, over what stood there."""
    with appearing(target) as file:
        file.write(data)


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """A file to write bit by bit; it takes the target's place once all went well.

    Raises OSError where something other than a file stands there: nothing takes a device's place.
    """
    if target.exists() and not target.is_file():
        raise OSError(EINVAL, os.strerror(EINVAL), str(target))
    passing = f".{target.name}.{_HERE}.{os.getpid()}.{uuid4().hex[:8]}"
    temporary = target.with_name(passing)
    try:
        with temporary.open("xb") as file:
            yield file
        temporary.chmod(0o644)
        os.replace(temporary, target)  # noqa: PTH105 - one system call, whole or not at all
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def swept(folder: Path) -> int:
    """Takes away what processes of this machine that have died left half written; how many."""
    found = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and _left(entry.name):
                Path(entry.path).unlink(missing_ok=True)
                found += 1
    return found


def _left(name: str) -> bool:
    match name.rsplit(".", 3):
        case [_, here, pid, _] if here == _HERE and pid.isdecimal():
            return not Path(f"/proc/{pid}").exists() and Path("/proc/self").exists()
    return False
