"""Somebody who knows all that is published, and adds and subtracts: a small exact solver.

Unknown are the hidden own figures of units, non-negative integers. Every published total and
every check that a unit's own figures keep is an equation (or a bound) over them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Name = tuple[str, str]
"""(measure, unit) of an own figure."""


@dataclass
class Attacker:
    """``equations``: (factors, right side); ``bounds``: (factors, at most)."""

    most: int
    equations: list[tuple[dict[Name, int], int]] = field(default_factory=list)
    bounds: list[tuple[dict[Name, int], int]] = field(default_factory=list)
    tries: int = 200_000

    def other_value(self, cell: Sequence[Name], value: int) -> bool:
        """Whether the sum of these unknown figures could be something else."""
        up = dict.fromkeys(cell, -1), -value - 1
        down = dict.fromkeys(cell, 1), value - 1
        return any(self._solvable([*self.bounds, bound]) for bound in (up, down))

    def at_least(self, cell: Sequence[Name], value: int) -> bool:
        """Whether the sum of these unknown figures could be as large."""
        return self._solvable([*self.bounds, (dict.fromkeys(cell, -1), -value)])

    def _solvable(self, bounds: Sequence[tuple[dict[Name, int], int]]) -> bool:
        rows = [*bounds]
        for factors, right in self.equations:
            rows.append((factors, right))
            rows.append(({name: -factor for name, factor in factors.items()}, -right))
        names = sorted({name for factors, _ in rows for name in factors})
        return self._search(rows, dict.fromkeys(names, (0, self.most)))

    def _search(
        self, rows: Sequence[tuple[dict[Name, int], int]], box: Mapping[Name, tuple[int, int]]
    ) -> bool:
        self.tries -= 1
        assert self.tries, "too hard for this solver"
        narrowed = _narrowed(rows, dict(box))
        if narrowed is None:
            return False
        open_ = [name for name, (low, high) in narrowed.items() if low < high]
        if not open_:
            return True
        name = min(open_, key=lambda n: narrowed[n][1] - narrowed[n][0])
        low, high = narrowed[name]
        return any(
            self._search(rows, {**narrowed, name: (value, value)}) for value in range(low, high + 1)
        )


def _narrowed(
    rows: Sequence[tuple[dict[Name, int], int]], box: dict[Name, tuple[int, int]]
) -> dict[Name, tuple[int, int]] | None:
    changed = True
    while changed:
        changed = False
        for factors, most in rows:
            least = sum(f * box[n][0 if f > 0 else 1] for n, f in factors.items())
            if least > most:
                return None
            for name, factor in factors.items():
                low, high = box[name]
                room = most - least + factor * (low if factor > 0 else high)
                if factor > 0 and room // factor < high:
                    box[name] = (low, room // factor)
                    changed = True
                elif factor < 0 and -(room // -factor) > low:
                    box[name] = (-(room // -factor), high)
                    changed = True
                if box[name][0] > box[name][1]:
                    return None
                if changed:
                    least = sum(f * box[n][0 if f > 0 else 1] for n, f in factors.items())
    return box
