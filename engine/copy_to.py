"""A store into the other database: read at one moment, read again there, and only then kept."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.folders import abandoned, made, passing, unfit
from engine.keys import there
from engine.parcel import named
from engine.verify import Verified, verify
from engine.work import Work
from errors import Fault, Problem
from store import copying, journal, referenced
from store.opening import DBAPIError
from store.transfer import Prints
from store.transfer import Progress as Step

Progress = Callable[[str, int, int], None]
_PASSING = "copy"


@dataclass(frozen=True, slots=True)
class Copied:
    """What stands at ``address`` now: rows, and how many tables they are in.

    ``files`` are spoken of by them and stay in the workspace's folder, as does the key.
    """

    address: str
    rows: int
    tables: int
    files: int
    key: bool
    verified: Verified


def copy_to(work: Work, url: str, now: datetime, progress: Progress) -> Copied:
    """Everything of a store as it is at one moment into the empty database at ``url``.

    What was acknowledged before it began is in it; this store stays as it is. Raises Problem
    copy_not_empty, copy_failed, setting_invalid, folder_unfit or database_unreachable; then
    nothing of it is there.
    """
    shown = copying.shown(url)
    target = copying.file_of(url)
    if target is not None:
        _sweep(target)
    _refuse_occupied(url)
    store = work.store()
    with store.writing() as connection:
        journal.note(connection, now, work.actor, "copy-to", shown)
    try:
        if target is None:
            prints = copying.across(store, url, _step(progress, "copy"), _step(progress, "checked"))
        else:
            prints = _into_file(work, target, progress)
    except copying.Taken as taken:
        raise Problem("copy_not_empty", address=shown, found=taken) from taken
    except copying.Differs as differs:
        faults = tuple(Fault("copy_uneven", str(name)) for name in differs.args)
        raise Problem("copy_failed", faults, address=shown, reason=str(differs)) from differs
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise Problem("copy_failed", address=shown, reason=reason) from error
    found = verify(_there(work, url), progress)
    with store.reading() as connection:
        files = sum(1 for _ in referenced.files(connection))
    return Copied(
        address=shown,
        rows=sum(rows for rows, _ in prints.values()),
        tables=len(prints),
        files=files,
        key=there(work),
        verified=found,
    )


def _there(work: Work, url: str) -> Work:
    return Work(url, work.workspace, work.actor, work.language, work.profile)


def _step(progress: Progress, stage: str) -> Step:
    return lambda done, total: progress(stage, done, total)


def _refuse_occupied(url: str) -> None:
    found = copying.occupied(url)
    if found is not None:
        raise Problem("copy_not_empty", address=copying.shown(url), found=found)


def _into_file(work: Work, target: Path, progress: Progress) -> Prints:
    """Beside the file that is to be, and under its name once it is whole."""
    near = passing(made(target.parent), _PASSING, ".db")
    try:
        prints = copying.across(
            work.store(), copying.url_of(near), _step(progress, "copy"), _step(progress, "checked")
        )
        copying.settle(near)
        named(near, target)
    except FileExistsError as error:
        raise copying.Taken(target.name) from error
    except OSError as error:
        raise unfit(target.parent, error) from error
    finally:
        _gone([near])
    return prints


def _sweep(target: Path) -> None:
    """Take away what runs that were ended half way left beside the file."""
    _gone(one for one in target.parent.glob(f".{_PASSING}-*.db") if abandoned(one))


def _gone(files: Iterable[Path]) -> None:
    for one in list(files):
        for path in (one, *(one.with_name(one.name + end) for end in ("-wal", "-shm"))):
            with suppress(FileNotFoundError):
                path.unlink()
