"""A period held against another one: as it stood then, and on the map of today's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.block import Block
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


NOTHING = Past(None, None, "", 0, 0)


@dataclass(frozen=True, slots=True)
class Pasts:
    """The other period's figures of some units: ``here`` on this map, in their order.

    ``then`` are those of them that stood on the other map; ``at`` says where each stands there.
    """

    here: Block
    then: Block
    at: Mapping[int, int]

    def of(self, key: Key) -> list[Past]:
        """One figure of every unit, found by the measure's path."""
        here, then = self.here, self.then
        if key not in here.layout.figures:
            return [NOTHING] * len(here)
        known = self.at and key in then.layout.figures
        before = then.exact(key) if known else []
        figures = zip(
            here.exact(key),
            here.status(key),
            here.reported(key).tolist(),
            here.expected(key).tolist(),
            strict=True,
        )
        return [
            Past(before[self.at[place]] if known and place in self.at else None, *figure)
            for place, figure in enumerate(figures)
        ]


@dataclass(frozen=True)
class Compared:
    """The other period: ``here`` is its roll-up on this map, ``then`` the one on its own.

    ``places`` leads from this map to the other for the very same units. ``missing`` are parts of
    a longer period that nobody was asked for.
    """

    period: str
    form: str
    here: Rollup
    then: Rollup
    places: Mapping[int, int]
    missing: tuple[str, ...] = ()

    def pasts(self, places: Sequence[int]) -> Pasts:
        """The other period's figures of the units at these places of this map."""
        there = [
            (at, self.places[place]) for at, place in enumerate(places) if place in self.places
        ]
        at = {here: then for then, (here, _) in enumerate(there)}
        return Pasts(self.here.block(places), self.then.block([then for _, then in there]), at)


def comparable(past: Past) -> bool:
    """Whether there is a figure on this map to take a difference from."""
    return past.here is not None and past.status not in ("", NOT_COMPARABLE)
