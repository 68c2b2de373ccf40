"""The share of a weight, such as population, that stands behind a roll-up.

A unit's weight is that of the roster. Where units at several levels owe a form, only those with
no other below them are weighed: a province's people are its wards' people.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter

from hierarchy.tree import Tree


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weight of the reports that came in and of all that were owed; ``bare`` had no weight."""

    reported: Fraction = Fraction(0)
    expected: Fraction = Fraction(0)
    bare: int = 0

    @property
    def percent(self) -> Fraction | None:
        """What came in per hundred, among those that have a weight; none where nobody has."""
        return 100 * self.reported / self.expected if self.expected else None

    def __add__(self, other: "Weighed") -> "Weighed":
        return Weighed(
            self.reported + other.reported, self.expected + other.expected, self.bare + other.bare
        )


def weighed(tree: Tree, owed: Iterable[tuple[int, bool]]) -> Weighed:
    """The weights behind (place, whether it came in) of every report that was owed."""
    return behind(tree, ((place, tree.units[place].weight, came) for place, came in owed))


def behind(tree: Tree, owed: Iterable[tuple[int, Decimal | None, bool]]) -> Weighed:
    """The same where each report brings its unit's weight: that of the unit's own day."""
    every = sorted(owed, key=itemgetter(0))
    places = [place for place, _, _ in every]
    reported, expected, bare = Fraction(0), Fraction(0), 0
    for place, weight, came in every:
        if bisect_left(places, place + 1) < bisect_left(places, int(tree.stop[place])):
            continue
        if weight is None:
            bare += 1
            continue
        expected += Fraction(weight)
        reported += Fraction(weight) * came
    return Weighed(reported, expected, bare)
