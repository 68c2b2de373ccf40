"""A period held against another one: as it stood then, and on the map of today's figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from reporting.columns import Key
from reporting.rollup import Rollup
from reporting.statuses import NOT_COMPARABLE


@dataclass(frozen=True, slots=True)
class Past:
    """One figure of the other period: ``then`` on its own map, ``here`` on this one.

    None: no value. ``status``: how far ``here`` can be trusted; empty where the other period's
    form does not have the figure.
    """

    then: Fraction | None
    here: Fraction | None
    status: str
    reported: int
    expected: int


@dataclass(frozen=True)
class Compared:
    """The other period: ``here`` is its roll-up on this map, ``then`` the one on its own.

    ``places`` leads from this map to the other for the very same units.
    """

    period: str
    form: str
    here: Rollup
    then: Rollup
    places: Mapping[int, int]

    def past(self, place: int, key: Key) -> Past:
        """A unit's figure of the other period, found by the measure's path."""
        if key not in self.here.layout.figures:
            return Past(None, None, "", 0, 0)
        block = self.here.block([place])
        there = self.places.get(place)
        known = there is not None and key in self.then.layout.figures
        return Past(
            then=self.then.block([there]).exact(key)[0] if known and there is not None else None,
            here=block.exact(key)[0],
            status=block.status(key)[0],
            reported=int(block.reported(key)[0]),
            expected=int(block.expected(key)[0]),
        )


def comparable(past: Past) -> bool:
    """Whether there is a figure on this map to take a difference from."""
    return past.here is not None and past.status not in ("", NOT_COMPARABLE)
