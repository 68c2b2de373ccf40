"""Files attached to a plan: measured as its paper names them, then kept on the shelf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.shelf import digest_of, home, inside, shelve
from engine.work import Work
from errors import Fault, Problem
from store.amendments import AttachmentRow

__all__ = ["LARGEST", "Taken", "home", "keep", "look"]

LARGEST = 64 * 2**20
"""Bytes of one attachment."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is attached: the rows to keep, the files by digest, and what is wrong."""

    rows: tuple[AttachmentRow, ...]
    files: Mapping[str, Path]
    faults: tuple[Fault, ...]


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
    path = inside(folder, sent)
    if path is None:
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
    digest = digest_of(path)
    if stated and stated != digest:
        return Fault("attachment_changed", f"{at}.sha256", sent=digest, allowed=stated)
    return digest, size, path


def keep(work: Work, taken: Taken) -> None:
    """Keeps the files that are not kept yet. Raises Problem folder_unfit or plan_faults."""
    for digest, path in taken.files.items():
        found = shelve(work, digest, path)
        if found != digest:
            fault = Fault("attachment_changed", sent=found, allowed=digest)
            raise Problem("plan_faults", (fault,), count=1)
