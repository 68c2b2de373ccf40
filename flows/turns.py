"""Taking turns: batches are judged side by side and kept in the order of their files.

What was sent last must stand last, however the work was divided.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event

_TURNS: ContextVar[tuple[Event, ...]] = ContextVar("turns", default=())
_STOPPED: ContextVar[Event | None] = ContextVar("stopped", default=None)


@contextmanager
def of(count: int) -> Iterator[None]:
    """Inside this block there are ``count`` turns, from 0; leaving it ends every wait."""
    stopped = Event()
    turns = tuple(Event() for _ in range(count))
    tokens = (_TURNS.set(turns), _STOPPED.set(stopped))
    try:
        yield
    finally:
        stopped.set()
        for turn in turns:
            turn.set()
        _TURNS.reset(tokens[0])
        _STOPPED.reset(tokens[1])


def wait(number: int) -> None:
    """Until the turn before is over. Outside a block there are no turns and no waiting.

    Raises RuntimeError where the block was left: nothing may be kept out of its turn.
    """
    turns, stopped = _TURNS.get(), _STOPPED.get()
    if turns and number:
        turns[number - 1].wait()
    if stopped is not None and stopped.is_set():
        raise RuntimeError("the run was stopped before this turn")


def over(number: int) -> None:
    """Let the next one go; may be said twice."""
    turns = _TURNS.get()
    if turns:
        turns[number].set()
