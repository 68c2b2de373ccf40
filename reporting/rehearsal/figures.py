"""How big one number usually is: the range it is drawn from, its bounds and its step."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from schemas.form import Measure

_UNLIMITED = 10**12 - 1
_STEP_UP = 3.0
"""How many times more an office does than one a level below it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How one number is drawn, as whole numbers of the form's finest decimal.

    ``step`` is one unit of its own last decimal. ``choices`` stand for a range where they are
    given. ``weighs``: it grows with the unit's people; else it is the office's own. ``factor``
    is what the unit's level makes of it.
    """

    low: int
    high: int
    choices: tuple[int, ...]
    least: int
    most: int
    step: int
    weighs: bool
    factor: float

    @property
    def middle(self) -> float:
        """Its usual size at the level its examples speak of."""
        return sum(self.choices) / len(self.choices) if self.choices else (self.low + self.high) / 2

    def rounded(self, wanted: float, chance: float) -> int:
        """A whole number of steps near ``wanted``, within the bounds; right on average."""
        value = math.floor(wanted / self.step + chance) * self.step
        if self.least <= value <= self.most:
            return value
        return self.least if value < self.least else self.most

    def drawn(self, draw: random.Random, size: float, weight: float) -> int:
        """A number by itself; ``size`` (0 to 1) is where in its range the unit tends to lie."""
        chance = draw.random
        if self.choices:
            return self.choices[int(chance() * len(self.choices))]
        if self.weighs:
            place, grown = 0.7 * size + 0.3 * chance(), weight * self.factor
        else:
            place, grown = chance(), self.factor
        return self.rounded((self.low + (self.high - self.low) * place) * grown, chance())


def figure(
    measure: Measure, leaf: Mapping[str, Any], level: str, finest: int, holds: float
) -> Figure:
    """How a measure is drawn at a level, from its leaf of the schema.

    A figure asked at one level only, or a survey's, is about the people: above the first level
    asked a survey's is ``holds`` times what the examples say. One asked at several levels is
    about each office itself, whose yearly work grows with its level.
    """
    unit: int = 10**finest
    step = unit // 10**measure.decimals
    least = _scaled(leaf, "minimum", unit, 0)
    most = _scaled(leaf, "maximum", unit, _UNLIMITED * step)
    least = max(least, _scaled(leaf, "exclusiveMinimum", unit, least - step) + step)
    most = min(most, _scaled(leaf, "exclusiveMaximum", unit, most + step) - step)
    examples = [int(Decimal(str(one)) * unit) for one in leaf.get("examples", ())]
    places = measure.measured_at
    office = len(places) > 1 and measure.own_above == "adds"
    height = places.index(level) if places else 0
    factor = 1.0
    if not office and height and measure.rule.name == "sum":
        factor = holds
    elif office and measure.over_time == "sum":
        factor = _STEP_UP**height
    low, high = sorted(examples) if len(examples) == 2 else (least, min(most, least + 100 * unit))
    return Figure(
        low=low,
        high=high,
        choices=tuple(examples) if len(examples) != 2 else (),
        least=least,
        most=most,
        step=step,
        weighs=not office,
        factor=factor,
    )


def _scaled(leaf: Mapping[str, Any], keyword: str, unit: int, default: int) -> int:
    return int(Decimal(str(leaf[keyword])) * unit) if keyword in leaf else default
