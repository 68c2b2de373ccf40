"""What a database or a disk cannot do just now: it takes no more, or others are at it too long."""

import errno
import os
import sqlite3
from pathlib import Path

_SYSTEM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
"""No room, no more for this user, no file so large."""
_SQLITE = frozenset((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE))
"""A quota and a limit on files reach it as a write that failed."""
_PERHAPS = frozenset((sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY))
"""What it says where it cannot even make the file beside a store; by their lowest byte."""
_HELD = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))
_POSTGRES = "53100"
_WAITED = frozenset(("40001", "40P01", "53300", "55P03"))
"""Two that waited for each other, no connection free, a lock not had in time."""
_LEAST = 16
"""Free blocks, or files, below which that is the reason."""


def is_full(error: BaseException | None, store: str | None = None) -> bool:
    """Whether an error of the system or of a driver says so; ``store``: the SQLite file at hand."""
    if isinstance(error, OSError):
        return error.errno in _SYSTEM
    if isinstance(error, sqlite3.Error):
        code: int = getattr(error, "sqlite_errorcode", 0)
        return code in _SQLITE or (code & 0xFF in _PERHAPS and _no_room(store))
    return getattr(error, "sqlstate", None) == _POSTGRES


def is_busy(error: BaseException | None) -> bool:
    """Whether others held what was wanted for so long that the driver gave up."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _HELD
    return getattr(error, "sqlstate", None) in _WAITED


def _no_room(store: str | None) -> bool:
    try:
        disk = os.statvfs(Path(store or ".").parent)
    except OSError:
        return False
    # A file system that counts nothing, as /proc, is not full.
    rooms = ((disk.f_blocks, disk.f_bavail), (disk.f_files, disk.f_favail))
    return any(whole > 0 and free < _LEAST for whole, free in rooms)
