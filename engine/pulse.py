"""Signs of life of a run, told by a thread of its own: the run itself never waits for them."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self

from engine import runs
from engine.work import Work
from errors import Problem

Clock = Callable[[], datetime]
GAP = 0.5
"""Seconds between two signs at least: batches that end together are told together."""
_LOG = logging.getLogger("capbac.pulse")


class Pulse:
    """What a run has done so far, on record whenever a batch ends and twice a minute at least."""

    def __init__(self, work: Work, run_id: int, clock: Clock) -> None:
        self.run_id = run_id
        self._work, self._clock = work, clock
        self._lock, self._news, self._over = Lock(), Event(), Event()
        self._told: dict[str, Any] = {"stage": "", "done": 0, "total": 0, "counts": {}}
        self._hindered = False
        self._thread = Thread(target=self._beat, name=f"run {run_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._news.set()
        self._thread.join()

    def stage(self, name: str, total: int) -> None:
        """A stage of so many batches begins."""
        with self._lock:
            self._told["stage"] = name
            self._told["total"] += total
            self._told["moved_at"] = self._clock()
        self._news.set()

    def moved(self) -> None:
        """A batch has ended."""
        with self._lock:
            self._told["done"] += 1
            self._told["moved_at"] = self._clock()
        self._news.set()

    def came_of(self, stage: str, counts: Mapping[str, object]) -> None:
        """What came of a stage: a number of things each. The last time it ran counts."""
        with self._lock:
            self._told["counts"] = {**self._told["counts"], stage: dict(counts)}
        self._news.set()

    def _beat(self) -> None:
        while not self._over.is_set():
            self._news.wait(runs.PULSE.total_seconds())
            self._news.clear()
            self._tell()
            self._over.wait(GAP)
        self._tell()

    def _tell(self) -> None:
        with self._lock:
            told = dict(self._told)
        try:
            runs.sign(self._work, self.run_id, self._clock(), **told)
        except Problem:
            # The database does not answer: what the run does finds that out by itself, and where
            # it goes on, so does this.
            return
        except Exception:  # noqa: BLE001  who falls silent is taken for lost, and done once more
            if not self._hindered:
                _LOG.exception('{"pulse": "failed", "run": %d}', self.run_id)
            self._hindered = True
        else:
            self._hindered = False
