"""Counting who has sent, and how days and moments are written."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple

from reporting.book import Book, Standing


class Count(NamedTuple):
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
        return cls(*map(sum, zip(*counts, strict=True)))


def counts_by_child(book: Book) -> list[Count]:
    """One count a child (its whole subtree, in tree order), then the unit's own."""
    tree, standings = book.rollup.tree, book.standings
    places = [s.index for s in standings]
    children = tree.children(book.index)
    found = []
    for child, stop in zip(children.tolist(), tree.stop[children].tolist(), strict=True):
        first = bisect_left(places, child)
        found.append(Count.standing(standings[first : bisect_left(places, stop, first)]))
    own = slice(bisect_left(places, book.index), bisect_right(places, book.index))
    found.append(Count.standing(standings[own]))
    return found


def moment(at: datetime, like: datetime | None = None) -> str:
    """A moment as people write it, in the time zone of ``like`` where both have one."""
    there = None if like is None else like.tzinfo
    return _moment(at, at.tzinfo, at.fold, there)


@lru_cache(maxsize=16_384)
def _moment(at: datetime, here: tzinfo | None, _fold: int, there: tzinfo | None) -> str:
    # Equal moments of two zones are told apart by the zone and the fold beside them.
    if here and there:
        at = at.astimezone(there)
    return at.strftime("%d/%m/%Y %H:%M")


@lru_cache(maxsize=4_096)
def day(on: date | None) -> str:
    """A day as people write it; empty where there is none."""
    return on.strftime("%d/%m/%Y") if on else ""
