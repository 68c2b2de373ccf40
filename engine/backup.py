"""A backup of a workspace while it is in use: one file, whole or not there at all."""

import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.folders import abandoned, made, passing, unfit
from engine.keys import held_seal
from engine.parcel import (
    KEY,
    KIND,
    MANIFEST,
    STORE,
    Part,
    measured_at,
    named,
    put_bytes,
    put_file,
)
from engine.shelf import home
from engine.work import Work
from errors import Fault, Problem
from store import copying, journal, referenced, transfer
from store.opening import Store, open_store
from store.referenced import Named
from store.straits import is_full

Progress = Callable[[str, int, int], None]
_HALF = ".half"
_WHOLE = "whole.tar"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds; ``missing`` files were gone or changed when it was made."""

    path: Path
    rows: int
    files: int
    size: int
    journal: tuple[int, str]
    missing: tuple[Fault, ...]


def backup(work: Work, target: Path, now: datetime, progress: Progress) -> BackedUp:
    """Everything of a workspace as it is at one moment, in one file that was not there.

    What was acknowledged before it began is in it. Raises Problem backup_exists, backup_failed,
    disk_full, folder_unfit, key_unfit or key_other.
    """
    store = work.store()
    if target.exists():
        raise Problem("backup_exists", path=str(target))
    # Its key first: with one that was lost or replaced no backup would help.
    held_seal(work)
    try:
        with _workshop(made(target.parent)) as folder:
            with store.writing() as connection:
                journal.note(connection, now, work.actor, "backup", target.name)
            copying.snapshot(store, folder / STORE, lambda n, of: progress("backup", n, of))
            done = _packed(work, folder, now, progress)
            named(folder / _WHOLE, target)
    except FileExistsError as error:
        raise Problem("backup_exists", path=str(target)) from error
    except OSError as error:
        if is_full(error):
            raise unfit(target.parent, error) from error
        raise Problem("backup_failed", path=str(target), reason=error.strerror) from error
    return BackedUp(
        path=target,
        rows=sum(done["tables"].values()),
        files=len(done["parts"]) - 2,
        size=target.stat().st_size,
        journal=(done["journal"]["number"], done["journal"]["hash"]),
        missing=tuple(Fault("not_in_backup", sent=said) for said in done["missing"]),
    )


@contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """A folder on the same disk for what is not whole yet; those of runs that died are removed."""
    for old in beside.glob(f".capbac-*{_HALF}"):
        if abandoned(old):
            shutil.rmtree(old, ignore_errors=True)
    folder = passing(beside, "capbac", _HALF)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _packed(work: Work, folder: Path, now: datetime, progress: Progress) -> Mapping[str, Any]:
    """The archive of a snapshot with its files and the key; its manifest."""
    key = (Path(work.workspace) / KEY).read_bytes()
    with closing(open_store(copying.url_of(folder / STORE))) as store:
        files, missing = _measured(work, store, progress)
        manifest = _manifest(store, now)
    copying.settle(folder / STORE)
    (folder / KEY).write_bytes(key)
    paths = {STORE: folder / STORE, KEY: folder / KEY}
    parts = {name: measured_at(path) for name, path in paths.items()}
    for one, part in files:
        name = f"attachments/{one.digest[:2]}/{one.digest}"
        paths[name], parts[name] = home(work, one.digest), part
    manifest["parts"] = {n: {"sha256": p.sha256, "size": p.size} for n, p in parts.items()}
    manifest["missing"] = missing
    _archived(folder / _WHOLE, manifest, paths, parts, progress)
    return manifest


def _measured(
    work: Work, store: Store, progress: Progress
) -> tuple[list[tuple[Named, Part]], list[str]]:
    """The files the snapshot speaks of, measured, and the names of those that are not as kept."""
    found: list[tuple[Named, Part]] = []
    missing: list[str] = []
    with store.reading() as connection:
        wanted = list(referenced.files(connection))
    for done, one in enumerate(wanted, 1):
        try:
            part = measured_at(home(work, one.digest))
        except OSError:
            part = None
        if part is None or part.sha256 != one.digest:
            missing.append(f"{one.name} ({one.owner}, SHA-256 {one.digest})")
        else:
            found.append((one, part))
        progress("verify_files", done, len(wanted))
    return found, missing


def _manifest(store: Store, now: datetime) -> dict[str, Any]:
    with store.reading() as connection:
        tables = transfer.counts(connection)
        number, found = journal.head(connection)
    return {
        "capbac": KIND,
        "made_at": now.isoformat(),
        "schema": copying.schema_of(store),
        "tables": tables,
        "journal": {"number": number, "hash": found},
    }


def _archived(
    path: Path,
    manifest: Mapping[str, Any],
    paths: Mapping[str, Path],
    parts: Mapping[str, Part],
    progress: Progress,
) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
            put_bytes(archive, MANIFEST, text)
            for done, name in enumerate(sorted(paths), 1):
                if not put_file(archive, name, paths[name], parts[name]):
                    # Files on the shelf are never written to: somebody is at work in it by hand.
                    raise OSError(0, f"{name}: changed", name)
                progress("backup_files", done, len(paths))
        file.flush()
        os.fsync(file.fileno())
