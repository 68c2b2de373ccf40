"""Workbooks written on demand: asked for by several they are one job, and all read its progress.

Jobs wait in a line and are written one after the other by a process of their own, so that pages
answer meanwhile. What is ready stands as a file and is found again after a restart; a job that was
cut off is asked for again.
"""

import atexit
import hashlib
import json
import shutil
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Literal
from zipfile import is_zipfile

from engine import report_making
from engine.folders import made as made_folder
from engine.folders import unfit
from engine.report_making import Wish
from engine.work import Work
from errors import Problem

__all__ = ["MOST_WAITING", "Job", "Wish", "ask", "file_of", "job_of"]

State = Literal["waiting", "writing", "ready", "failed"]
FOLDER = "portal-reports"
MOST_WAITING = 100
"""Jobs that may stand in line; whoever comes then is asked to come again."""
KEPT = timedelta(days=7)
_WISH = "wish.json"
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Job:
    """How one workbook stands: ``before`` counts jobs in line before it.

    ``step`` of ``steps`` while it is written; ``name``, ``size`` in bytes and ``done_at`` once it
    is ready; ``problem`` where it failed.
    """

    id: str
    wish: Wish
    state: State
    asked_at: datetime
    before: int = 0
    step: int = 0
    steps: int = report_making.STEPS
    name: str = ""
    size: int = 0
    done_at: datetime | None = None
    problem: Problem | None = None

    @property
    def going(self) -> bool:
        """Whether something is still to come."""
        return self.state in {"waiting", "writing"}


@dataclass
class _Line:
    """What this process was asked to write, in order; guarded by its lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    jobs: dict[tuple[str, str], Job] = field(default_factory=dict)
    queue: "SimpleQueue[tuple[Work, str, tuple[tuple[str, str], ...]]]" = field(
        default_factory=SimpleQueue
    )
    writer: threading.Thread | None = None


_LINE = _Line()


def ask(work: Work, wish: Wish, words: Mapping[str, str], now: datetime) -> Job:
    """Ask for a workbook; the job there is where somebody asked for the same already.

    Whether the asker may have it is for the caller to say; ``words`` are those of the workbook in
    the language of ``work``. What is ready is looked at again: it is written anew only where
    something changed since. Raises Problem reports_waiting where too many stand in line.
    """
    number = number_of(work, wish)
    with _LINE.lock:
        key = work.database, number
        known = _LINE.jobs.get(key)
        if known is not None and known.going:
            return _placed(known)
        if sum(one.state == "waiting" for one in _LINE.jobs.values()) >= MOST_WAITING:
            raise Problem("reports_waiting", most=MOST_WAITING)
        made = _LINE.jobs[key] = Job(number, wish, "waiting", now)
        _forget()
        _LINE.queue.put((work, number, tuple(sorted(words.items()))))
        if _LINE.writer is None or not _LINE.writer.is_alive():
            _LINE.writer = threading.Thread(target=_write_all, name="reports", daemon=True)
            _LINE.writer.start()
        return _placed(made)


def job_of(work: Work, unit: str, number: str) -> Job:
    """How a unit's job stands, also after a restart. Raises Problem item_unknown."""
    with _LINE.lock:
        known = _LINE.jobs.get((work.database, number))
        found = None if known is None else _placed(known)
    if found is None or found.state == "ready":
        # The file is the proof: it may have been swept since.
        found = _on_disk(work, number)
    if found is None or found.wish.unit != unit:
        raise Problem("item_unknown")
    return found


def file_of(work: Work, job: Job) -> Path:
    """The workbook of a job that is ready. Raises Problem item_unknown."""
    path = _folder(work, job.id) / job.name
    if job.state != "ready" or not path.is_file():
        raise Problem("item_unknown")
    return path


def number_of(work: Work, wish: Wish) -> str:
    """What tells one workbook from every other: the same for everybody who asks for it."""
    told = json.dumps([asdict(wish), work.language], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _placed(job: Job) -> Job:
    if job.state != "waiting":
        return job
    waiting = [one.id for one in _LINE.jobs.values() if one.going]
    return replace(job, before=waiting.index(job.id))


def _forget() -> None:
    done = [key for key, one in _LINE.jobs.items() if not one.going]
    for key in done[: max(0, len(_LINE.jobs) - _REMEMBERED)]:
        del _LINE.jobs[key]


def _write_all() -> None:
    while True:
        work, number, words = _LINE.queue.get()
        key = work.database, number
        _change(key, state="writing")
        try:
            folder = _folder(work, number)
            _sweep(folder.parent, _LINE.jobs[key].asked_at)
            made_folder(folder)
            wish = _LINE.jobs[key].wish
            (folder / _WISH).write_text(json.dumps(asdict(wish)), encoding="utf-8")
            step = partial(_stepped, key)
            done = report_making.apart(work, wish, folder, words, _LINE.jobs[key].asked_at, step)
        except Problem as problem:
            _change(key, state="failed", problem=problem)
        except OSError as error:
            _change(key, state="failed", problem=unfit(Path(FOLDER), error))
        else:
            found = _on_disk(work, number)
            name, size = done.name, done.stat().st_size
            at = found.done_at if found else None
            _change(key, state="ready", name=name, size=size, done_at=at)


def _stepped(key: tuple[str, str], step: int) -> None:
    _change(key, step=step)


def _change(key: tuple[str, str], **values: Any) -> None:  # noqa: ANN401  fields of a job
    with _LINE.lock:
        _LINE.jobs[key] = replace(_LINE.jobs[key], **values)


def _folder(work: Work, number: str) -> Path:
    return Path(work.workspace) / FOLDER / number


def _on_disk(work: Work, number: str) -> Job | None:
    folder = _folder(work, number)
    if not (len(number) == 32 and number.isascii() and number.isalnum()):
        return None
    try:
        wish = Wish(**json.loads((folder / _WISH).read_text(encoding="utf-8")))
        (path,) = folder.glob("*.xlsx")
        told = path.stat()
        if not is_zipfile(path):
            return None  # cut off, as by a power cut: it is written anew when it is asked for
    except (OSError, ValueError, TypeError):
        return None
    at = datetime.fromtimestamp((folder / _WISH).stat().st_mtime).astimezone()
    return Job(number, wish, "ready", at, name=path.name, size=told.st_size, done_at=at)


def _sweep(home: Path, now: datetime) -> None:
    """Workbooks nobody asked for in a week go: they can be written again at any time."""
    for folder in home.glob("*"):
        told = folder / _WISH
        if told.is_file() and told.stat().st_mtime < (now - KEPT).timestamp():
            shutil.rmtree(folder, ignore_errors=True)


atexit.register(report_making.stop)
