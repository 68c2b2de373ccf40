"""Files on disk that may hold submissions: found in a fixed order, or refused by name."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from errors import Fault, Problem
from intake.reading import KINDS, kind_of


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file: ``name`` is what people are shown, ``size`` in bytes; with a fault it is not read."""

    path: Path
    name: str
    size: int = 0
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: ``passed_over`` counts files in folders that are of no known kind."""

    files: tuple[SourceFile, ...]
    passed_over: int = 0

    def __iter__(self) -> Iterator[SourceFile]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def walk(paths: Iterable[Path]) -> Found:
    """Every file named, and every file of a known kind in every folder named, sorted.

    A file met twice counts once. Hidden files, lock files of office programs and unknown endings
    are passed over in a folder, but a fault where they are named; so are links, which a folder
    may hold but which are not followed there. Raises Problem("file_missing") before any reading.
    """
    named = list(paths)
    _real.cache_clear()  # a folder may have become a link since
    for path in named:
        if not os.path.lexists(path):
            raise Problem("file_missing", path=shown(path))
    files: dict[str, SourceFile] = {}
    passed_over = 0
    for path in named:
        inside = _is_folder(path)
        for found in _below(path) if inside else (_named(path),):
            if found is None:
                passed_over += 1
            else:
                files.setdefault(_identity(found, inside=inside), found)
    return Found(tuple(sorted(files.values(), key=_order)), passed_over)


def _identity(file: SourceFile, *, inside: bool) -> str:
    """What tells one file from another, however it was named; ``inside`` a folder is no link."""
    path = os.fspath(file.path)
    if file.fault is not None:
        # A link that is refused must not stand for the file it points to.
        return os.path.abspath(path)  # noqa: PTH100  asked for every file
    if not inside and os.path.islink(path):  # noqa: PTH114  asked for every file
        return os.path.realpath(path)
    folder, slash, name = path.rpartition("/")
    return f"{_real(folder or slash)}/{name}"


@lru_cache(maxsize=1024)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def shown(path: Path) -> str:
    """A path as text that can be kept and printed, whatever bytes the disk holds."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def unreadable(name: str, error: OSError) -> Fault:
    """The fault of a file the system does not give."""
    if isinstance(error, FileNotFoundError):
        return Fault("file_gone", where=name, sent=name)
    if isinstance(error, PermissionError):
        return Fault("file_forbidden", where=name, sent=name)
    return Fault("file_not_given", where=name, sent=error.strerror or type(error).__name__)


def _order(file: SourceFile) -> tuple[str, str]:
    return file.name, os.fspath(file.path)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _named(path: Path) -> SourceFile:
    name = shown(path)
    if _hidden(path.name) or kind_of(name) is None:
        fault = Fault(
            "unknown_file_type", where=name, sent=Path(name).name, allowed=", ".join(KINDS)
        )
        return SourceFile(path, name, fault=fault)
    return _measured(path, name)


def _measured(path: Path, name: str) -> SourceFile:
    return _status(path, name, path.stat)


def _status(path: Path, name: str, asked: Callable[[], os.stat_result]) -> SourceFile:
    try:
        status = asked()
    except OSError as error:
        return SourceFile(path, name, fault=unreadable(name, error))
    if not stat.S_ISREG(status.st_mode):
        return SourceFile(path, name, fault=Fault("not_a_file", where=name, sent=name))
    return SourceFile(path, name, status.st_size)


def _below(folder: Path) -> Iterator[SourceFile | None]:
    """Files below a folder, in no order; None for each that is passed over."""
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            with os.scandir(here) as listing:
                for entry in listing:
                    if entry.is_dir(follow_symlinks=False) and not _hidden(entry.name):
                        folders.append(Path(entry.path))
                    else:
                        yield _entry(entry)
        except OSError as error:
            name = shown(here)
            yield SourceFile(here, name, fault=unreadable(name, error))


def _entry(entry: os.DirEntry[str]) -> SourceFile | None:
    if _hidden(entry.name):
        return None
    linked = entry.is_symlink()
    if not linked and kind_of(entry.name) is None:
        return None
    path = Path(entry.path)
    name = shown(path)
    if linked:
        return SourceFile(path, name, fault=Fault("link_not_followed", where=name, sent=name))
    return _status(path, name, entry.stat)
