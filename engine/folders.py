"""Folders that a person named and Capbac writes into."""

import os
from pathlib import Path
from uuid import uuid4

from errors import Problem
from store.straits import is_full


def made(folder: Path) -> Path:
    """The folder, made with those above it where it is not there. Raises Problem as ``unfit``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unfit(folder, error) from error
    return folder


def unfit(folder: Path, error: OSError) -> Problem:
    """Why nothing can be put into a folder: Problem disk_full, or folder_unfit for all else."""
    code = "disk_full" if is_full(error) else "folder_unfit"
    return Problem(code, path=str(folder), reason=error.strerror or str(error))


def written(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all; its folder is made. Raises Problem as ``unfit``."""
    made(path.parent)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise unfit(path.parent, error) from error


def passing(beside: Path, work: str, ending: str = "") -> Path:
    """A hidden name for what is not whole yet, by which a later run sees whose it is."""
    return beside / f".{work}-{os.getpid()}-{uuid4().hex[:12]}{ending}"


def abandoned(path: Path) -> bool:
    """Whether the run that gave something its passing name has died."""
    try:
        os.kill(int(path.name.split("-")[1]), 0)
    except (ProcessLookupError, ValueError, IndexError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
