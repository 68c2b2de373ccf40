"""Watching beside the portal: every few minutes what stands still is said and sent."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from engine.watch import EVERY
from engine.work import Work
from errors import Problem
from flows import record
from flows import watch as rounds

FIRST = 10.0
"""Seconds after the start in which only pages are made."""
PATIENCE = 20.0
_LOG = logging.getLogger("capbac.watch")


@contextmanager
def watching(work: Work) -> Iterator[None]:
    """While the block runs, the store and the inbox of its workspace are watched."""
    over = Event()
    thread = Thread(target=_rounds, args=(work, over), name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(PATIENCE)


def _rounds(work: Work, over: Event) -> None:
    pause = FIRST
    while not over.wait(pause):
        pause = EVERY.total_seconds()
        try:
            done, sent = rounds.watch(work, record.clock, [rounds.inbox_of(work)])
        except Problem as problem:
            # The store or the file of addresses: the next round may find them mended.
            _LOG.warning('{"watch": "%s"}', problem.code)
        except Exception:  # noqa: BLE001  the thread must not end of what one store did
            _LOG.exception('{"watch": "failed"}')
        else:
            if done.fresh or done.over or sent.dead:
                told = (len(done.found), len(done.fresh), len(done.over), sent.dead)
                _LOG.warning('{"watch": {"open": %d, "fresh": %d, "over": %d, "dead": %d}}', *told)
