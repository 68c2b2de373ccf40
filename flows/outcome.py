"""What a flow gives back, closed to Prefect."""

from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Outcome(Generic[T_co]):
    """One thing a flow gives back, whole.

    Prefect looks for futures in all that a flow returns, every fault of a country among it: more
    than half a second a flow. It does not look into an object it does not know.
    """

    __slots__ = ("value",)

    def __init__(self, value: T_co) -> None:
        self.value = value
