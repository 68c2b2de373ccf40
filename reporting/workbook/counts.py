"""Counting who has sent, and how days and moments are written."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from reporting.book import Book, Standing


@dataclass(frozen=True, slots=True)
class Count:
    """How many were expected, sent on time, sent late, were sent back, are missing or open."""

    expected: int = 0
    reported: int = 0
    late: int = 0
    missing: int = 0
    returned: int = 0

    @property
    def percent(self) -> float | None:
        """Reported per hundred expected; none where nothing was expected."""
        return self.reported / self.expected * 100 if self.expected else None

    @classmethod
    def standing(cls, standings: Iterable[Standing]) -> "Count":
        """Counted from assignments; those closed for a successor are expected of nobody."""
        expected = reported = late = missing = returned = 0
        for one in standings:
            state = one.state
            if state == "succeeded":
                continue
            expected += 1
            if state in {"submitted", "approved"}:
                reported += 1
                late += one.late
            elif state == "returned":
                returned += 1
            missing += one.missing
        return cls(expected, reported, late, missing, returned)

    @classmethod
    def of(cls, counts: Iterable["Count"]) -> "Count":
        """The sum of several."""
        found = list(counts)
        return cls(
            *(
                sum(getattr(c, name) for c in found)
                for name in ("expected", "reported", "late", "missing", "returned")
            )
        )


def counts_by_child(book: Book) -> list[Count]:
    """One count a child (its whole subtree, in tree order), then the unit's own."""
    tree = book.rollup.tree
    places = [s.index for s in book.standings]
    found = []
    for child in tree.children(book.index).tolist():
        first = bisect_left(places, child)
        last = bisect_left(places, int(tree.stop[child]))
        found.append(Count.standing(book.standings[first:last]))
    found.append(Count.standing(s for s in book.standings if s.index == book.index))
    return found


def moment(at: datetime, like: datetime | None = None) -> str:
    """A moment as people write it, in the time zone of ``like`` where both have one."""
    if like is not None and like.tzinfo and at.tzinfo:
        at = at.astimezone(like.tzinfo)
    return at.strftime("%d/%m/%Y %H:%M")


@lru_cache(maxsize=4_096)
def day(on: date | None) -> str:
    """A day as people write it; empty where there is none."""
    return on.strftime("%d/%m/%Y") if on else ""
