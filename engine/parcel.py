"""The file of a backup: which parts it may have, how it is written whole, how it is looked through.

A plain tar archive: ``manifest.json`` first, then ``capbac.db`` (the store as one SQLite file),
``capbac.key`` and ``attachments/ab/<sha256>``. The manifest holds size and SHA-256 of every other
part. Nothing else is ever read out of one, and no name in it reaches a path of this machine.
"""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

from engine.folders import unfit
from engine.seal import FILE
from errors import Fault, Problem

KEY = FILE
MANIFEST = "manifest.json"
STORE = "capbac.db"
KIND = "backup 1"
MANIFEST_LIMIT = 256 << 20
"""Bytes of a manifest that is read: two million files."""
_KEPT = re.compile(r"attachments/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a backup: its SHA-256 in hex, and its bytes."""

    sha256: str
    size: int


def known(name: str) -> bool:
    """Whether a backup may have a part of this name."""
    return name in (STORE, KEY) or bool(_KEPT.fullmatch(name))


def measured(file: BinaryIO | IO[bytes]) -> Part:
    """Size and hash of what is left of a file."""
    found, size = hashlib.sha256(), 0
    while piece := file.read(_PIECE):
        found.update(piece)
        size += len(piece)
    return Part(found.hexdigest(), size)


def measured_at(path: Path) -> Part:
    """Size and hash of a file. Raises OSError."""
    with path.open("rb") as file:
        return measured(file)


class Through:
    """A file that is measured while it is read, so that what was packed is what was measured."""

    def __init__(self, file: BinaryIO | IO[bytes]) -> None:
        self._file = file
        self._found = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self._found.update(piece)
        return piece

    @property
    def sha256(self) -> str:
        """Of what was read so far."""
        return self._found.hexdigest()


def put_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """One small part."""
    archive.addfile(_info(name, len(data)), io.BytesIO(data))


def put_file(archive: tarfile.TarFile, name: str, path: Path, part: Part) -> bool:
    """One part from a file that was measured; False where it is another by now."""
    with path.open("rb") as file:
        through = Through(file)
        archive.addfile(_info(name, part.size), through)
        return through.sha256 == part.sha256 and not file.read(1)


def named(whole: Path, target: Path) -> None:
    """Give a finished file its name on the same disk, in one step and over nothing.

    Raises FileExistsError where the name is taken, or OSError.
    """
    try:
        os.link(whole, target)
        whole.unlink()
    except FileExistsError:
        raise
    except OSError:
        # A disk without links, such as a stick: the move is one step too.
        if target.exists():
            raise FileExistsError(str(target)) from None
        whole.rename(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def members(path: Path) -> Iterator[Iterator[tuple[tarfile.TarInfo, IO[bytes]]]]:
    """The parts of a backup as they come, read once from front to back.

    Raises Problem file_missing, file_unreadable or backup_faults where it is no archive.
    """
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r|") as archive:
            yield _each(archive)
    except FileNotFoundError as error:
        raise Problem("file_missing", path=str(path)) from error
    except (tarfile.TarError, EOFError, UnicodeError, ValueError) as error:
        raise unreadable(path, type(error).__name__) from error
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=error.strerror) from error


def _each(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for info in archive:
        file = archive.extractfile(info) if info.isreg() else None
        # A link, a folder or a device is none of our parts: its name says so to whoever checks.
        yield info, file or io.BytesIO()


def unreadable(path: Path, why: str) -> Problem:
    """What is no backup at all."""
    return Problem("backup_faults", (Fault("backup_unreadable", sent=why),), path=str(path))


def read_manifest(data: bytes) -> Mapping[str, Any] | None:
    """A manifest in the shape it must have, or None."""
    try:
        found = json.loads(data)
        parts = {str(k): Part(str(v["sha256"]), int(v["size"])) for k, v in found["parts"].items()}
        shaped = (
            found["capbac"] == KIND
            and isinstance(found["schema"], str)
            and isinstance(found["made_at"], str)
            and all(isinstance(count, int) for count in found["tables"].values())
            and isinstance(found["journal"]["number"], int)
            and isinstance(found["journal"]["hash"], str)
            and all(isinstance(one, str) for one in found["missing"])
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return {**found, "parts": parts} if shaped else None


def looked_through(path: Path) -> Mapping[str, Any]:
    """The manifest of a backup, every part of which is there and is what it says.

    Nothing is written. Raises Problem file_missing, file_unreadable or backup_faults.
    """
    faults: list[Fault] = []
    seen: set[str] = set()
    manifest: Mapping[str, Any] | None = None
    with members(path) as found:
        for info, file in found:
            if manifest is None:
                sound = info.name == MANIFEST and info.isreg() and info.size <= MANIFEST_LIMIT
                manifest = read_manifest(file.read()) if sound else None
                if manifest is None:
                    raise unreadable(path, MANIFEST)
                continue
            wanted = manifest["parts"].get(info.name)
            strange = not info.isreg() or not known(info.name) or info.name in seen
            if strange or wanted is None:
                faults.append(Fault("part_unknown", sent=info.name[:200]))
                continue
            seen.add(info.name)
            part = measured(file)
            if part != wanted:
                faults.append(_changed(info.name, part, wanted))
    if manifest is None:
        raise unreadable(path, MANIFEST)
    lost = [name for name in (*manifest["parts"], STORE, KEY) if name not in seen]
    faults += [Fault("part_missing", allowed=name) for name in dict.fromkeys(lost)]
    if faults:
        raise Problem("backup_faults", tuple(faults), path=str(path))
    return manifest


def _changed(name: str, part: Part, wanted: Part) -> Fault:
    return Fault("part_changed", name, sent=part.sha256, allowed=wanted.sha256)


def unpacked(path: Path, manifest: Mapping[str, Any], into: Path) -> None:
    """The parts of a backup that was looked through, into an empty folder, measured again.

    Raises Problem backup_faults where the file changed since, or folder_unfit.
    """
    with members(path) as found:
        for info, file in found:
            wanted = manifest["parts"].get(info.name)
            if info.name == MANIFEST:
                continue
            if wanted is None or not known(info.name) or not info.isreg():
                raise unreadable(path, MANIFEST)
            part = _written(into / info.name, file)
            if part != wanted:
                fault = _changed(info.name, part, wanted)
                raise Problem("backup_faults", (fault,), path=str(path))


def _written(target: Path, file: IO[bytes]) -> Part:
    found, size = hashlib.sha256(), 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as goal:
            while piece := file.read(_PIECE):
                found.update(piece)
                size += len(piece)
                goal.write(piece)
            goal.flush()
            os.fsync(goal.fileno())
    except OSError as error:
        raise unfit(target.parent, error) from error
    return Part(found.hexdigest(), size)
