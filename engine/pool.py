"""Processes of our own for work that needs whole cores."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from threading import Lock, Thread
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")
_YOUNG = 50_000
"""New objects between two looks for rings among them: a batch makes many, and few rings."""
_READ_AHEAD = ["engine.collect", "engine.report"]
"""What workers need, read once for all of them by the process they are forked from."""


def nursery() -> ForkServerContext:
    """Where our processes come from: never forked from this one, whose threads may hold a lock.

    They are forked from a process of one thread, which reads what they need while this one goes on.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(_READ_AHEAD)
    forkserver.ensure_running()
    return context


class Pool:
    """Worker processes, or with one worker this process itself.

    Its processes end when this one does, however it ends.
    """

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or len(os.sched_getaffinity(0))
        self._lock = Lock()
        self._executor = None if self.workers == 1 else self._made()

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=nursery(), initializer=_calm)

    def _renewed(self, broken: ProcessPoolExecutor) -> ProcessPoolExecutor:
        # A worker was killed from outside. Whatever runs here touches nothing or may run twice.
        with self._lock:
            if self._executor is broken or self._executor is None:
                broken.shutdown(wait=False, cancel_futures=True)
                self._executor = self._made()
            return self._executor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One call in a worker; waits for its result. Made again once if the worker is killed."""
        executor = self._executor
        if executor is None:
            return function(*args, **kwargs)
        try:
            return executor.submit(function, *args, **kwargs).result()
        except BrokenProcessPool:
            return self._renewed(executor).submit(function, *args, **kwargs).result()

    def each_in_order(
        self, function: Callable[[A], T], items: Iterable[A], ahead: int = 0
    ) -> Iterator[T]:
        """Results in the order of the items, as each is ready; a killed worker costs no item.

        At most ``ahead`` are under way or wait to be fetched, where results are large; 0: all.
        """
        executor = self._executor
        if executor is None:
            yield from map(function, items)
            return
        coming = deque(items)
        going: deque[tuple[A, Future[T]]] = deque()
        broken = False
        while coming or going:
            try:
                while coming and (not ahead or len(going) < ahead):
                    going.append((coming[0], executor.submit(function, coming[0])))
                    coming.popleft()
                found = going[0][1].result()
            except BrokenProcessPool:
                if broken:  # again before anything was ready: it is the item that ends its worker
                    raise
                executor, broken = self._renewed(executor), True
                going = deque((item, executor.submit(function, item)) for item, _ in going)
                continue
            broken = False
            going.popleft()  # and with it the result: who asked for it alone decides how long
            yield found

    def wake(self, function: Callable[[], object]) -> None:
        """Let every worker start and import while other things are done here."""
        if self._executor is not None:
            for _ in range(self.workers):
                self._executor.submit(function)


def _calm() -> None:
    """A worker reads a country once and keeps it; what it keeps need not be gone through again."""
    gc.set_threshold(_YOUNG, 20, 50)
    follow()


def follow() -> None:
    """End this process when the one that asked for it has ended, be it by kill -9."""
    above = parent_process()
    if above is not None:
        Thread(target=_end_after, args=(above.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # what it writes appears whole or not at all


@contextmanager
def opened(workers: int = 0) -> Iterator[Pool]:
    """A pool that is gone afterwards, whatever happens."""
    with Pool(workers) as pool:
        yield pool
