"""What a stage of the cycle gives back, closed to whoever carries it."""

from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Outcome(Generic[T_co]):
    """One result, whole.

    What runs the stages looks for unfinished work in all that a stage returns, every fault of a
    country among it: more than half a second each. It does not look into what it does not know.
    """

    __slots__ = ("value",)

    def __init__(self, value: T_co) -> None:
        self.value = value
