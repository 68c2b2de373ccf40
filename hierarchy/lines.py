"""The lines of descent of units: one change at a time, towards a later or an earlier day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hierarchy.lineage import Edge
from hierarchy.span import day_before
from hierarchy.unit import Unit

_Key = tuple[str, date]
_Heir = tuple[Unit, Fraction | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the units that hold a unit's land from ``since`` on, each with its share.

    Shares are all None where none are declared. Backwards they are units of before.
    """

    since: date
    heirs: tuple[_Heir, ...]


class Lines:
    """Lineage as single steps towards a day; a unit is a code and its first day, never a code.

    A unit that gave land away and went on is one of its own heirs.
    """

    def __init__(self, units: Iterable[Unit], edges: Iterable[Edge], day: date) -> None:
        self.day = day
        borne: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            borne[unit.code].append(unit)

        def standing(code: str, on: date) -> Unit | None:
            return next((unit for unit in borne.get(code, ()) if unit.stands_on(on)), None)

        self._later: dict[_Key, dict[date, list[_Heir]]] = defaultdict(dict)
        self._earlier: dict[_Key, dict[date, list[_Heir]]] = defaultdict(dict)
        for edge in edges:
            old = standing(edge.old_code, day_before(edge.on))
            new = standing(edge.new_code, edge.on)
            if old is None or new is None:
                continue
            share = None if edge.share is None else Fraction(edge.share)
            self._later[_key(old)].setdefault(edge.on, []).append((new, share))
            self._earlier[_key(new)].setdefault(edge.on, []).append((old, None))

    def after(self, unit: Unit, since: date) -> Step | None:
        """The first change a unit goes through between ``since`` and the day; None: none."""
        if since <= self.day:
            changes = self._later.get(_key(unit), {})
            on = min((on for on in changes if since < on <= self.day), default=None)
            return None if on is None else Step(on, _with_itself(unit, changes[on], on))
        changes = self._earlier.get(_key(unit), {})
        on = max((on for on in changes if self.day < on <= since), default=None)
        if on is None:
            return None
        before = day_before(on)
        return Step(before, _with_itself(unit, changes[on], before))

    def stays(self, unit: Unit, since: date) -> bool:
        """Whether a unit comes through every change whole and as itself."""
        step = self.after(unit, since)
        if step is None:
            return True
        return step.heirs == ((unit, step.heirs[0][1]),) and self.stays(unit, step.since)


def _with_itself(unit: Unit, heirs: list[_Heir], day: date) -> tuple[_Heir, ...]:
    """Who stands on after a change kept the rest of its land, unless shares say who holds it."""
    shared = any(share is not None for _, share in heirs)
    if shared or not unit.stands_on(day) or any(heir == unit for heir, _ in heirs):
        return tuple(heirs)
    return (*heirs, (unit, None))


def _key(unit: Unit) -> _Key:
    return unit.code, unit.valid_from
