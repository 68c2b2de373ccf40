"""Where files of others are kept: each once, by its content, under the workspace.

``attachments/ab/<sha256>``: written to a temporary name, put on the disk, then renamed, so that
a file of that name is always whole.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from engine.folders import made, unfit
from engine.work import Work

_PIECE = 2**20


def home(work: Work, digest: str) -> Path:
    """Where the file of a content is kept."""
    return Path(work.workspace) / "attachments" / digest[:2] / digest


def inside(folder: Path | None, sent: str) -> Path | None:
    """The file that a stranger's paper names, if it lies in the paper's own folder; else None.

    Links are followed first: a name must not reach what lies elsewhere on this machine.
    """
    if folder is None or "\0" in sent:
        return None
    try:
        base = folder.resolve()
        path = (base / sent).resolve()
    except (OSError, RuntimeError, ValueError):
        # A loop of links, or a name no disk can hold.
        return None
    return path if path.is_relative_to(base) else None


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hex. Raises OSError."""
    found = hashlib.sha256()
    for piece in _pieces(path):
        found.update(piece)
    return found.hexdigest()


def shelve(work: Work, digest: str, path: Path) -> str:
    """Keep a file that was measured, unless its content is kept already; the digest it has now.

    Another digest than the one measured says that somebody wrote to it between the two looks:
    nothing is kept then. Raises Problem folder_unfit.
    """
    target = home(work, digest)
    if target.is_file():
        return digest
    return _copied(path, made(target.parent) / f".{uuid4().hex}", target)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _copied(path: Path, half: Path, target: Path) -> str:
    found = hashlib.sha256()
    try:
        with half.open("xb") as file:
            for piece in _pieces(path):
                found.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() == target.name:
            half.replace(target)
            _settle(target.parent)
    except OSError as error:
        raise unfit(target.parent, error) from error
    finally:
        half.unlink(missing_ok=True)
    return found.hexdigest()


def _settle(folder: Path) -> None:
    """Put the new name itself on the disk, where the system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
