"""Finishing beside the portal what was cut off: in a process of its own, so that pages come first.

Prefect is never imported where pages are served.
"""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from commands.context import Context
from engine.work import Work
from errors import Problem
from flows.record import cut_off
from settings import lent

FIRST = 5.0
"""Seconds after the start in which only pages are made."""
EVERY = 300.0
"""Seconds between two looks: what another host left is lost once it has been silent."""
PATIENCE = 10.0
RUN = "import os; os.nice(10); import cli; cli.main()"
_LOG = logging.getLogger("capbac.resume")


@contextmanager
def in_background(context: Context, work: Work) -> Iterator[None]:
    """While the block runs, lost runs are looked for and finished."""
    over = Event()
    thread = Thread(target=_look, args=(context, work, over), name="resume", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(2 * PATIENCE)


def _look(context: Context, work: Work, over: Event) -> None:
    pause = FIRST
    while not over.wait(pause):
        pause = EVERY
        try:
            if cut_off(work):
                _finish(context, over)
        except Problem:
            continue  # the database does not answer; the pages say so, and the next look may do
        except Exception:  # noqa: BLE001  the thread must not end of what one look met
            _LOG.exception('{"resume": "failed"}')


def _finish(context: Context, over: Event) -> None:
    # The address may hold a password: not among the words that every user of the host can read.
    own = {"CAPBAC_DATABASE": context.database}
    words = ["--workspace", str(context.workspace), "resume"]
    with lent(own):
        started = subprocess.Popen(  # noqa: S603  every word of it stands here
            [sys.executable, "-P", "-c", RUN, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the portal: it ends this itself
        )
    with started as child:
        while child.poll() is None:
            if over.wait(0.2):
                child.terminate()  # what it was at is lost, and finished at the next start
                try:
                    child.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    child.kill()
