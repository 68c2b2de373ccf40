"""What surrounds a flow and is none of its parameters: who works, their processes, who watches.

Prefect writes a flow's parameters down: an address of a store may hold a password, and a
progress bar cannot be written down at all. Where nobody set them (a flow that a Prefect worker
started), the settings of that machine say who works, and a batch is computed where it runs.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import ParamSpec, TypeVar

import settings
from engine.pool import Pool
from engine.work import Work
from engine.workspace import profile_of

ELSEWHERE = "postgresql"
NOWHERE = Path(os.devnull, "CAPBAC_WORKSPACE")
"""The workspace of a host that has none: what must lie in one is refused, not left behind there."""
Progress = Callable[[str, int, int], None]
P = ParamSpec("P")
T = TypeVar("T")

_WORK: ContextVar[Work | None] = ContextVar("work", default=None)
_POOL: ContextVar[Pool | None] = ContextVar("pool", default=None)
_WATCH: ContextVar[Progress | None] = ContextVar("watch", default=None)


@contextmanager
def around(work: Work, pool: Pool | None, progress: Progress | None) -> Iterator[None]:
    """Flows run in this block work on ``work``, compute in ``pool`` and tell ``progress``."""
    tokens = (_WORK.set(work), _POOL.set(pool), _WATCH.set(progress))
    try:
        yield
    finally:
        _WORK.reset(tokens[0])
        _POOL.reset(tokens[1])
        _WATCH.reset(tokens[2])


@contextmanager
def for_another(work: Work) -> Iterator[None]:
    """Flows run in this block work on ``work``; processes and who watches are those around it."""
    token = _WORK.set(work)
    try:
        yield
    finally:
        _WORK.reset(token)


def current_work() -> Work:
    """What the caller works on, else what the settings name. Raises Problem no_workspace."""
    return _WORK.get() or work_at()


def work_at(workspace: str = "", database: str = "") -> Work:
    """A folder and an address of a store; the settings of this machine say what is left empty.

    As on the command line, an address in the settings stands above the store in the folder.
    Raises Problem no_workspace.
    """
    said = settings.read()
    place = Path(workspace or said.workspace).resolve()
    database = database or said.database
    if not workspace and said.workspace == Path() and database.startswith(ELSEWHERE):
        place = NOWHERE
    database = database or f"sqlite:///{place / 'capbac.db'}"
    bare = Work(database, str(place), said.actor, said.language)
    return Work(database, str(place), said.actor, said.language, profile_of(bare))


def current_pool() -> Pool:
    """The caller's processes, else this one alone."""
    return _POOL.get() or Pool(1)


def crunch(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """A call that needs a whole core: in the caller's pool, else here."""
    pool = _POOL.get()
    return function(*args, **kwargs) if pool is None else pool.run(function, *args, **kwargs)


def tell(stage: str, done: int, total: int) -> None:
    """Let the caller know how far a stage is."""
    watch = _WATCH.get()
    if watch is not None:
        watch(stage, done, total)
