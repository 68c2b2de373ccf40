"""Files attached to a plan: each kept once, by its content, under the workspace.

``attachments/ab/<sha256>``: written to a temporary name, put on the disk, then renamed, so that
a file of that name is always whole.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.folders import made
from engine.work import Work
from errors import Fault, Problem
from store.amendments import AttachmentRow

LARGEST = 64 * 2**20
"""Bytes of one attachment."""
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Taken:
    """What is attached: the rows to keep, the files by digest, and what is wrong."""

    rows: tuple[AttachmentRow, ...]
    files: Mapping[str, Path]
    faults: tuple[Fault, ...]


def home(work: Work, digest: str) -> Path:
    """Where the file of a content is kept."""
    return Path(work.workspace) / "attachments" / digest[:2] / digest


def look(work: Work, entries: Sequence[Any], folder: Path | None) -> Taken:
    """Measures the files a plan names, relative to its own folder; nothing is written."""
    rows: list[AttachmentRow] = []
    files: dict[str, Path] = {}
    faults: list[Fault] = []
    for place, entry in enumerate(entries, 1):
        name = entry if isinstance(entry, str) else entry["name"]
        if isinstance(entry, str) or "path" not in entry:
            rows.append(_named(work, place, name, entry))
            continue
        found = _measured(work, f"attachments.{place}", entry, folder)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        digest, size, path = found
        rows.append(AttachmentRow(place, name, digest, size))
        files[digest] = path
    return Taken(tuple(rows), files, tuple(faults))


def _named(work: Work, place: int, name: str, entry: object) -> AttachmentRow:
    """An attachment without a file of its own: one that is kept already, or a name alone."""
    stated = entry.get("sha256") if isinstance(entry, Mapping) else None
    if stated and home(work, stated).is_file():
        return AttachmentRow(place, name, stated, home(work, stated).stat().st_size)
    return AttachmentRow(place, name, None, None)


def _measured(
    work: Work, at: str, entry: Mapping[str, Any], folder: Path | None
) -> tuple[str, int, Path] | Fault:
    sent, stated = entry["path"], entry.get("sha256")
    if stated and home(work, stated).is_file():
        # The content is kept: the file may have gone since.
        return stated, home(work, stated).stat().st_size, home(work, stated)
    base = None if folder is None else folder.resolve()
    path = None if base is None or "\0" in sent else (base / sent).resolve()
    if base is None or path is None or not path.is_relative_to(base):
        # A plan is a stranger's file: it must not reach what lies elsewhere on this machine.
        return Fault("attachment_outside", f"{at}.path", sent=sent)
    try:
        return _read(path, at, sent, stated)
    except OSError:
        return Fault("file_forbidden", f"{at}.path", sent=sent)


def _read(path: Path, at: str, sent: str, stated: str | None) -> tuple[str, int, Path] | Fault:
    if not path.is_file():
        return Fault("attachment_missing", f"{at}.path", sent=sent)
    size = path.stat().st_size
    if size > LARGEST:
        return Fault("file_too_large", f"{at}.path", sent=str(size), allowed=str(LARGEST))
    digest = _digest(path)
    if stated and stated != digest:
        return Fault("attachment_changed", f"{at}.sha256", sent=digest, allowed=stated)
    return digest, size, path


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    for piece in _pieces(path):
        found.update(piece)
    return found.hexdigest()


def keep(work: Work, taken: Taken) -> None:
    """Keeps the files that are not kept yet. Raises Problem folder_unfit or plan_faults."""
    for digest, path in taken.files.items():
        target = home(work, digest)
        if not target.is_file():
            _copied(path, made(target.parent) / f".{uuid4().hex}", target)


def _copied(path: Path, half: Path, target: Path) -> None:
    found = hashlib.sha256()
    try:
        with half.open("xb") as file:
            for piece in _pieces(path):
                found.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() != target.name:
            # Somebody wrote to it between the two looks.
            fault = Fault("attachment_changed", sent=found.hexdigest(), allowed=target.name)
            raise Problem("plan_faults", (fault,), count=1)
        half.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise Problem("folder_unfit", path=str(target.parent), reason=error.strerror) from error
    finally:
        half.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Put the new name itself on the disk, where the system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
