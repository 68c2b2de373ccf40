"""Bringing a backup back into an empty place: nothing is written before every hash was checked."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.folders import abandoned, made, passing, unfit
from engine.parcel import KEY, STORE, looked_through, named, unpacked
from engine.verify import Verified, verify
from engine.work import Work
from errors import Fault, Problem
from store import copying
from store.migrating import create_or_upgrade

Progress = Callable[[str, int, int], None]
_OURS = (STORE, KEY, "attachments")
_PASSING = "restore"
_PLACED = "placed"
"""Stands in a run's own folder from when it begins to put parts into their places."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what verifying it found."""

    rows: int
    files: int
    made_at: str
    missing: tuple[Fault, ...]
    verified: Verified


def restore(path: Path, work: Work, *, whole_folder: bool, progress: Progress) -> Restored:
    """A backup into the workspace and database of ``work``, which must hold nothing.

    ``whole_folder``: the folder must be empty altogether; else only of what Capbac keeps in it.
    Raises Problem file_missing, file_unreadable, backup_faults, restore_not_empty, schema_unknown,
    folder_unfit or database_unreachable; then nothing was left behind.
    """
    folder = Path(work.workspace)
    manifest = looked_through(path)
    _sweep(work, folder)
    _refuse_occupied(work, folder, whole=whole_folder)
    fresh = not folder.exists()
    half = passing(made(folder), _PASSING)
    half.mkdir(mode=0o700)
    try:
        unpacked(path, manifest, half)
        _even(path, half / STORE, manifest)
        _brought_in(work, half, folder, progress)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(half)
    return Restored(
        rows=sum(manifest["tables"].values()),
        files=len(manifest["parts"]) - 2,
        made_at=manifest["made_at"],
        missing=tuple(Fault("not_in_backup", sent=said) for said in manifest["missing"]),
        verified=verify(work, progress),
    )


def _sweep(work: Work, folder: Path) -> None:
    """Take away what runs that were ended half way left; a store that came whole stays."""
    target = copying.file_of(work.database)
    for beside in {folder} if target is None else {folder, target.parent}:
        for old in beside.glob(f".{_PASSING}-*"):
            if not abandoned(old):
                continue
            # The store comes last: where it is not, what was placed before it is a half too.
            if (old / _PLACED).is_file() and copying.occupied(work.database) is None:
                for name in (KEY, "attachments"):
                    _gone(folder / name)
            _gone(old)


def _refuse_occupied(work: Work, folder: Path, *, whole: bool) -> None:
    try:
        there = sorted(one.name for one in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise unfit(folder, error) from error
    taken = next((name for name in there if whole or name in _OURS), None)
    if taken is not None:
        raise Problem("restore_not_empty", path=str(folder), found=taken)
    table = copying.occupied(work.database)
    if table is not None:
        raise Problem("restore_not_empty", path=copying.shown(work.database), found=table)


def _even(path: Path, store: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse a snapshot that is not what its manifest says, or that carries what ours never do."""
    seen = copying.looked_into(store)
    faults = [Fault("part_unknown", STORE, sent=name) for name in seen["strangers"]]
    faults += [Fault("database_damaged", STORE, sent=said) for said in seen["damage"]]
    for name in sorted({*manifest["tables"], *seen["counts"]}):
        stands, told = seen["counts"].get(name, 0), manifest["tables"].get(name, 0)
        if stands != told:
            faults.append(Fault("backup_uneven", name, sent=str(stands), allowed=str(told)))
    if faults:
        raise Problem("backup_faults", tuple(faults), path=str(path))


def _brought_in(work: Work, half: Path, folder: Path, progress: Progress) -> None:
    """The parts into their places, the store last: where it is, everything is."""
    snapshot = half / STORE
    create_or_upgrade(copying.url_of(snapshot)).close()
    copying.settle(snapshot)
    target = copying.file_of(work.database)
    (half / _PLACED).touch()
    for name in (KEY, "attachments"):
        if (half / name).exists():
            (half / name).rename(folder / name)
    try:
        if target is None:
            _filled(work.database, snapshot, progress)
        else:
            _placed(snapshot, target)
    except BaseException:
        for name in (KEY, "attachments"):
            _gone(folder / name)
        raise


def _placed(snapshot: Path, target: Path) -> None:
    """The store's file under its name, on whatever disk that is: whole or not there."""
    near = passing(made(target.parent), _PASSING, ".db")
    try:
        shutil.move(snapshot, near)
        copying.settle(near)
        named(near, target)
    except FileExistsError as error:
        raise Problem("restore_not_empty", path=str(target), found=target.name) from error
    finally:
        near.unlink(missing_ok=True)


def _filled(url: str, snapshot: Path, progress: Progress) -> None:
    with closing(create_or_upgrade(url)) as store:
        try:
            copying.fill(store, snapshot, lambda done, total: progress("restore", done, total))
        except copying.Taken as taken:
            raise Problem("restore_not_empty", path=copying.shown(url), found=taken) from taken


def _gone(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
