"""What many do in the same moment, done as one: each is answered only when all of it is kept.

Whoever comes while another writes waits; the first of those who waited then does the work of all
of them, in one transaction. Whoever is on the way and has said so is waited for a moment, as a
transaction of many costs hardly more than one of one. With one at a time it is as if this were
not there.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Lock
from typing import Generic, TypeVar

W = TypeVar("W")
R = TypeVar("R")
MOST = 64
"""At most so many at once, so that nobody waits long for others' work."""
PATIENCE = 0.03
"""Seconds in which those who are on the way may still arrive."""


@dataclass(eq=False, slots=True)
class Coming:
    """Somebody who is on the way with a wish."""

    here: bool = False


@dataclass(eq=False)
class _Wish(Generic[W, R]):
    """What one caller wants, and what came of it."""

    what: W
    done: bool = False
    outcome: list[R] = field(default_factory=list)
    error: Exception | None = None


class Together(Generic[W, R]):
    """``act`` does many wishes at once and gives what came of each, in their order.

    Two wishes with a thing in common (``about``) are not done at once. Where doing them at once
    fails, each is done by itself, so that nobody is refused for another's fault.
    """

    def __init__(
        self,
        act: Callable[[Sequence[W]], Sequence[R]],
        about: Callable[[W], Iterable[Hashable]],
        most: int = MOST,
        patience: float = PATIENCE,
    ) -> None:
        self._act, self._about, self._most, self._patience = act, about, most, patience
        self._waiting: deque[_Wish[W, R]] = deque()
        self._turn = Lock()
        self._coming = 0
        self._arrived = Condition()

    @contextmanager
    def coming(self) -> Iterator[Coming]:
        """Say that one is on the way; in the end there may be nothing to wish for."""
        one = Coming()
        with self._arrived:
            self._coming += 1
        try:
            yield one
        finally:
            self._here(one)

    def __call__(self, what: W, coming: Coming | None = None) -> R:
        """What comes of a wish, done with whatever others want meanwhile. Raises what it raises."""
        mine: _Wish[W, R] = _Wish(what)
        self._waiting.append(mine)
        if coming is not None:
            self._here(coming)
        # Whoever did the work before may have done ours: it was waiting already.
        while not mine.done:
            with self._turn:
                if not mine.done:
                    self._await_others()
                    self._do(self._next())
        if mine.error is not None:
            raise mine.error
        (outcome,) = mine.outcome
        return outcome

    def _here(self, one: Coming) -> None:
        with self._arrived:
            if not one.here:
                one.here = True
                self._coming -= 1
                self._arrived.notify()

    def _await_others(self) -> None:
        with self._arrived:
            self._arrived.wait_for(
                lambda: self._coming <= 0 or len(self._waiting) >= self._most, self._patience
            )

    def _next(self) -> list[_Wish[W, R]]:
        """The wishes that waited longest, and have nothing in common."""
        taken: list[_Wish[W, R]] = []
        put_off: list[_Wish[W, R]] = []
        seen: set[Hashable] = set()
        while self._waiting and len(taken) < self._most:
            one = self._waiting.popleft()
            named = set(self._about(one.what))
            if seen.isdisjoint(named):
                taken.append(one)
            else:
                put_off.append(one)
            seen |= named
        self._waiting.extendleft(reversed(put_off))
        return taken

    def _do(self, wishes: Sequence[_Wish[W, R]]) -> None:
        try:
            outcomes = self._act([one.what for one in wishes])
        except Exception as error:  # noqa: BLE001  each caller is told of his own
            if len(wishes) == 1:
                wishes[0].error, wishes[0].done = error, True
                return
            for one in wishes:
                self._do([one])
            return
        for one, outcome in zip(wishes, outcomes, strict=True):
            one.outcome.append(outcome)
            one.done = True
