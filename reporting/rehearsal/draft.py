"""The numbers of one submission: drawn, then mended until the form's checks hold."""

import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reporting.rehearsal.figures import Figure
from reporting.rehearsal.limits import Limits

_ROUNDS = 8
_SWING = 0.1
"""How far a part may lie from its usual part of the whole."""


@dataclass(frozen=True, slots=True)
class Step:
    """One number to draw: its own range, or from the numbers in ``of`` that are drawn before it.

    A ``sum`` adds ``of`` up; a ``part`` is about ``usual`` of the first and no more than any;
    a ``pair`` is about ``usual`` of the first.
    """

    path: str
    how: Literal["alone", "sum", "part", "pair"]
    own: Figure
    of: tuple[str, ...] = ()
    usual: float = 1.0


def steps_of(figures: Mapping[str, Figure], limits: Limits) -> tuple[Step, ...]:
    """The steps in an order in which each finds what it needs, save where limits go in a circle."""
    steps: list[Step] = []
    drawn: set[str] = set()
    for path in limits.order(figures):
        own = figures[path]
        wholes = tuple(one for one in limits.caps.get(path, ()) if one in drawn)
        below = limits.pairs.get(path)
        if path in limits.sums and drawn.issuperset(limits.sums[path]):
            steps.append(Step(path, "sum", own, limits.sums[path]))
        elif wholes:
            usual = min(1.0, own.middle / (figures[wholes[0]].middle or 1))
            steps.append(Step(path, "part", own, wholes, usual))
        elif below in drawn:
            usual = own.middle / (figures[below].middle or 1)
            steps.append(Step(path, "pair", own, (below,), usual))
        else:
            steps.append(Step(path, "alone", own))
        drawn.add(path)
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Draft:
    """One unit's numbers in the making, as whole numbers of the form's finest decimal."""

    figures: Mapping[str, Figure]
    limits: Limits
    draw: random.Random
    found: dict[str, int] = field(default_factory=dict)

    def complete(self, steps: Iterable[Step], weight: float) -> dict[str, int]:
        """A number for every figure; one that no mending could fit to the checks is left out."""
        chance, found = self.draw.random, self.found
        size = chance()
        for step in steps:
            own = step.own
            if step.how == "sum":
                found[step.path] = sum([found[part] for part in step.of])
            elif step.how == "alone":
                found[step.path] = own.drawn(self.draw, size, weight)
            else:
                whole = found[step.of[0]]
                swing = 1 - _SWING + 2 * _SWING * chance()
                number = own.rounded(whole * step.usual * swing, chance())
                if step.how == "part" and (number > whole or len(step.of) > 1):
                    number = min(number, *[found[one] for one in step.of]) // own.step * own.step
                found[step.path] = number
        for _ in range(_ROUNDS):
            if not self._mend():
                return found
        wrong = self._wrong()
        return {path: number for path, number in found.items() if path not in wrong}

    def _sum(self, paths: tuple[str, ...]) -> int:
        if len(paths) == 1:
            return self.found[paths[0]]
        return sum([self.found[path] for path in paths])

    def _mend(self) -> bool:
        """Takes from what is too much and adds up again; returns whether anything was wrong."""
        wrong, found = False, self.found
        for left, right, gap in self.limits.most:
            if len(left) == len(right) == 1 and found[left[0]] <= found[right[0]] - gap:
                continue
            much, room = self._sum(left), self._sum(right) - gap
            if much > room:
                self._shrink(left, much, room)
                wrong = True
        for one, other in self.limits.equal:
            first, second = self._sum(one), self._sum(other)
            if first != second:
                more, room = (one, second) if first > second else (other, first)
                self._shrink(more, max(first, second), room)
                found[more[0]] += room - self._sum(more)
                wrong = True
        for path, parts in self.limits.sums.items():
            total = self._sum(parts)
            wrong = wrong or total != found[path]
            found[path] = total
        return wrong

    def _shrink(self, paths: tuple[str, ...], much: int, room: int) -> None:
        keep = max(room, 0) / much if much else 0
        for leaf in self.limits.leaves(paths):
            own = self.figures[leaf]
            kept = math.floor(self.found[leaf] * keep / own.step) * own.step
            self.found[leaf] = max(own.least, kept)
        for whole in paths:
            if whole in self.limits.sums:
                self.found[whole] = self._sum(self.limits.sums[whole])

    def _wrong(self) -> set[str]:
        bad = {
            path for path, own in self.figures.items()
            if not own.least <= self.found[path] <= own.most
        }  # fmt: skip
        for left, right, gap in self.limits.most:
            if self._sum(left) > self._sum(right) - gap:
                bad.update(left, right)
        sums = [((whole,), parts) for whole, parts in self.limits.sums.items()]
        for one, other in [*self.limits.equal, *sums]:
            if self._sum(one) != self._sum(other):
                bad.update(one, other)
        return bad
