"""What was worked out of an object that many workbooks share, kept while the object lives."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Remembered(Generic[T, R]):
    """Works something out once an object, found again by its identity.

    Cheaper than by its content, which would have to be hashed each time. The objects must not
    change; at most ``most`` are kept.
    """

    def __init__(self, work: Callable[[T], R], most: int) -> None:
        self._work = work
        self._most = most
        self._kept: dict[int, tuple[T, R]] = {}

    def __call__(self, one: T) -> R:
        """What was worked out of this very object."""
        kept = self._kept.get(id(one))
        # The object itself is kept too, so that no other one can take its identity.
        if kept is not None and kept[0] is one:
            return kept[1]
        found = self._work(one)
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[id(one)] = (one, found)
        return found
