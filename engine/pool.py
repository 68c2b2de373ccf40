"""Processes of our own for work that needs whole cores."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")


class Pool:
    """Worker processes, or with one worker this process itself.

    Processes are spawned, never forked: a fork beside running threads may copy a held lock.
    """

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or len(os.sched_getaffinity(0))
        self._executor = (
            None
            if self.workers == 1
            else ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
        )

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
        """One call in a worker; waits for its result."""
        if self._executor is None:
            return function(*args, **kwargs)
        return self._executor.submit(function, *args, **kwargs).result()

    def each_in_order(self, function: Callable[[A], T], items: Iterable[A]) -> Iterator[T]:
        """Results in the order of the items, as each is ready."""
        if self._executor is None:
            yield from map(function, items)
            return
        yield from self._executor.map(function, items)

    def wake(self, function: Callable[[], object]) -> None:
        """Let every worker start and import while other things are done here."""
        if self._executor is not None:
            for _ in range(self.workers):
                self._executor.submit(function)

    def warm(self, function: Callable[[], object]) -> None:
        """Let every worker start and import before the first real call."""
        if self._executor is not None:
            for future in [self._executor.submit(function) for _ in range(self.workers)]:
                future.result()


@contextmanager
def opened(workers: int = 0) -> Iterator[Pool]:
    """A pool that is gone afterwards, whatever happens."""
    with Pool(workers) as pool:
        yield pool
