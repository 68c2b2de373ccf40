"""Folders that a person named and Capbac writes into."""

from pathlib import Path

from errors import Problem


def made(folder: Path) -> Path:
    """The folder, made with those above it where it is not there. Raises Problem folder_unfit."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("folder_unfit", path=str(folder), reason=error.strerror) from error
    return folder


def written(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all; its folder is made. Raises Problem folder_unfit."""
    made(path.parent)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        raise Problem("folder_unfit", path=str(path.parent), reason=error.strerror) from error
