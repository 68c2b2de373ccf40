"""The roll-ups of a running portal, kept up with what people send: one thread, woken by them."""

import logging
import threading
import time
from contextlib import suppress

from engine import api_tokens, live
from errors import Problem
from portal.guard.origins import SAFE
from portal.guard.wire import ASGIApp, Message, Receive, Scope, Send
from portal.site import Site
from store.changes import Lag

IDLE = 2.0
"""Seconds after which it looks without being woken: the command line sends too."""
LEAST = 0.25
REST = 4
"""It rests so many times as long as it worked, and ``LEAST`` seconds: who sends must not wait for
it, and what comes meanwhile is taken in together."""
_LOG = logging.getLogger("capbac.portal")


class Live:
    """Takes in what was sent, from ``start`` until ``stop``. One a server is enough; more agree."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._woken, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    def start(self) -> None:
        """Begin, with whatever was left undone."""
        self._thread.start()

    def wake(self) -> None:
        """Something may have been sent."""
        self._woken.set()

    def stop(self) -> None:
        """End after what is being done; the rest is for the next start."""
        self._over.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        seen = -1
        while not self._over.is_set():
            began = time.monotonic()
            seen = self._look(seen)
            self._over.wait(max(LEAST, REST * (time.monotonic() - began)))
            self._woken.wait(IDLE)
            self._woken.clear()
        with suppress(Problem):
            api_tokens.keep_uses(self._site.work)

    def _look(self, seen: int) -> int:
        """Take in what is new since an act; the number of the newest act that was looked at."""
        try:
            api_tokens.keep_uses(self._site.work)
            now = live.pulse(self._site.work)
            if now != seen:
                live.catch_up(self._site.work, self._site.clock, _refused)
        except Problem as problem:
            # The store cannot be reached just now. Pages say so themselves.
            _LOG.warning('{"live": "%s"}', problem.code)
            return -1
        except Exception:  # noqa: BLE001  the thread must not end of what one store did
            _LOG.exception('{"live": "failed"}')
            return -1
        return now


class Waking:
    """Wakes it after every request that may have changed something."""

    def __init__(self, app: ASGIApp, live: Live) -> None:
        self._app, self._live = app, live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and wake before its answer goes out."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._live.wake()
            await send(message)

        await self._app(scope, receive, told)


def _refused(lag: Lag, problem: Problem) -> None:
    _LOG.warning('{"live": "%s", "form": "%s", "period": "%s"}', problem.code, lag.form, lag.period)
